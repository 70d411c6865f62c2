//! Texts about translations, for staff.

use crate::i18n::messages::messages;

messages! {
    html {
        translations_title(name: &str);
        translations_hint;
        translations_none;
        translation_own(label: &str, words: &str);
        translation_said(language: &str, words: &str);
        translation_outdated(language: &str, words: &str);
        translation_withheld(language: &str, words: &str);
        translation_missing(language: &str);
        translation_title(name: &str, label: &str);
        translation_original(words: &str);
        translation_now(words: &str);
        translation_now_outdated(words: &str);
        translation_prompt(language: &str);
        translation_saved;
    }
    plain {
        button_translations;
        button_translation_said(label: &str);
        button_translation_outdated(label: &str);
        button_translation_missing(label: &str);
        button_translation_remove;
        button_translation_undo;
        language_en;
        language_es;
        language_ru;
        text_of(label: &str, language: &str);
        text_name;
        text_description;
        text_eta;
        text_address;
        text_hours;
        text_instructions;
        text_text;
        toast_translation_removed;
        toast_translation_undone;
        alert_translation_changed(who: &str, when: &str);
        alert_translation_gone;
        alert_translation_no_text;
        alert_translation_too_late;
        alert_translation_already;
        subject_words;
    }
}
