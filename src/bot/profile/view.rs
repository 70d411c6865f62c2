//! The profile's screens.

use crate::{
    bot::{
        button::Button,
        checkout::view::short_address,
        screen::{Key, Screen, pager},
    },
    domain::{
        customer::{Address, Email},
        id::AddressId,
        page::Page,
        phone::{Country, Phone, PhoneError},
        pin::Pin,
    },
    i18n::{Html, Lang},
    shop::profile::Profile,
};

/// The profile.
pub fn profile(lang: Lang, profile: &Profile, is_checkout_paused: bool) -> Screen {
    let customer = &profile.customer;
    let text = Html::lines([
        lang.profile_title(),
        Html::default(),
        lang.profile_name(&customer.name()),
        customer.phone.as_ref().map(Phone::as_str).map_or_else(
            || lang.profile_phone_unset(),
            |phone| lang.profile_phone(phone),
        ),
        customer.email.as_ref().map(Email::as_str).map_or_else(
            || lang.profile_email_unset(),
            |email| lang.profile_email(email),
        ),
        profile.address.as_ref().map_or_else(
            || lang.profile_address_unset(),
            |address| lang.profile_address(address.label.as_str(), address.text.as_str()),
        ),
    ]);
    let mut rows = vec![
        vec![
            Key::new(lang.button_edit_phone(), Button::EditPhone {}),
            Key::new(lang.button_edit_email(), Button::EditEmail {}),
        ],
        vec![Key::new(
            lang.button_addresses(),
            Button::Addresses { from: None },
        )],
    ];
    rows.push(vec![
        Key::new(lang.button_language(), Button::Languages {}),
        Key::new(lang.button_privacy(), Button::Privacy {}),
    ]);
    if is_checkout_paused {
        rows.push(vec![Key::new(
            lang.button_resume_checkout(),
            Button::Checkout {},
        )]);
    }
    Screen::new(text, rows)
}

/// Asks for something to be typed.
pub fn prompt(lang: Lang, text: Html) -> Screen {
    Screen::new(
        text,
        vec![vec![Key::new(lang.button_cancel(), Button::Cancel {})]],
    )
}

/// Asks for the phone.
pub fn ask_phone(lang: Lang, home: Option<Country>) -> Html {
    lang.phone_prompt(&phone_example(lang, home))
}

/// A number such as people of the shop's country would type; else one with its country code.
pub fn phone_example(lang: Lang, home: Option<Country>) -> String {
    home.and_then(Country::example)
        .unwrap_or_else(|| lang.phone_example())
}

/// Asks for the phone again.
pub fn bad_phone(lang: Lang, home: Option<Country>, error: PhoneError) -> Screen {
    let text = match error {
        PhoneError::Blank => lang.checkout_text_blank(),
        PhoneError::NoCountry => lang.checkout_phone_no_country(&lang.phone_example()),
        PhoneError::Malformed => ask_phone(lang, home),
    };
    prompt(lang, text)
}

/// The address book.
pub fn addresses(lang: Lang, page: &Page<Address, AddressId>) -> Screen {
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    for address in &page.items {
        let (label, text) = (address.label.as_str(), short_address(address.text.as_str()));
        let (line, key) = if address.is_default {
            (
                lang.addresses_line_default(label, &text),
                lang.button_address_default(label),
            )
        } else {
            (
                lang.addresses_line(label, &text),
                lang.button_address(label),
            )
        };
        lines.push(line);
        rows.push(vec![Key::new(
            key,
            Button::Address {
                address: address.id,
            },
        )]);
    }
    let button = |from| Button::Addresses { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    rows.push(vec![Key::new(
        lang.button_add_address(),
        Button::AddAddress {},
    )]);
    rows.push(vec![Key::new(
        lang.button_back_to_profile(),
        Button::Profile {},
    )]);
    let text = if lines.is_empty() {
        lang.addresses_empty()
    } else {
        Html::paragraphs([lang.addresses_title(), Html::lines(lines)])
    };
    Screen::new(text, rows)
}

/// An address.
pub fn address(lang: Lang, address: &Address) -> Screen {
    let (label, text) = (address.label.as_str(), address.text.as_str());
    let mut rows = Vec::new();
    if !address.is_default {
        rows.push(vec![Key::new(
            lang.button_make_default(),
            Button::MakeDefault {
                address: address.id,
            },
        )]);
    }
    rows.push(vec![Key::new(
        lang.button_delete_address(),
        Button::DeleteAddress {
            address: address.id,
        },
    )]);
    rows.push(vec![Key::new(
        lang.button_back_to_addresses(),
        Button::Addresses { from: None },
    )]);
    let text = if address.is_default {
        lang.address_detail_default(label, text)
    } else {
        lang.address_detail(label, text)
    };
    let pin = address.pin.as_ref().map(on_map);
    Screen::new(Html::lines([text].into_iter().chain(pin)), rows)
}

/// A link to a place on the map, which reads the same in all languages.
pub fn on_map(pin: &Pin) -> Html {
    let (latitude, longitude) = pin.degrees();
    Html::escape(&format!(
        "📍 https://osm.org/?mlat={latitude}&mlon={longitude}&zoom=17"
    ))
}
