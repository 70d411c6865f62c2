//! Which links Telegram takes for buttons and text links.

/// Why a link is refused, in Telegram's words.
pub(super) type Refusal = String;

/// Returns the link as Telegram stores it, or why it is no link (tdlib `LinkManager::check_link`).
pub(super) fn checked(link: &str) -> Result<String, Refusal> {
    check(link).map_err(|reason| format!("URL '{link}' is invalid: {reason}"))
}

/// The same for Web Apps, which need HTTPS.
pub(super) fn checked_https(link: &str) -> Result<String, Refusal> {
    let is_https = link
        .get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    if !is_https {
        return Err(format!(
            "URL '{link}' is invalid: Only HTTPS links are allowed"
        ));
    }
    checked(link)
}

/// The user a `tg://user?id=…` link points at.
pub(super) fn user_id(link: &str) -> Option<i64> {
    let query = link.strip_prefix("tg://user?")?;
    let id = query.split('&').find_map(|pair| pair.strip_prefix("id="))?;
    id.parse().ok().filter(|id| *id > 0)
}

fn check(link: &str) -> Result<String, &'static str> {
    let link = link.trim();
    if let Some(rest) = without_scheme(link, "tg://") {
        return Ok(format!("tg://{rest}"));
    }
    if let Some(rest) = without_scheme(link, "ton://") {
        return Ok(format!("ton://{rest}"));
    }
    let (scheme, rest) = match (
        without_scheme(link, "http://"),
        without_scheme(link, "https://"),
    ) {
        (Some(rest), _) => ("http", rest),
        (_, Some(rest)) => ("https", rest),
        (None, None) if link.contains("://") => return Err("Unsupported URL protocol"),
        (None, None) => ("http", link),
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split(':').next().unwrap_or(host);
    if host.is_empty() {
        return Err("URL host is empty");
    }
    if host.contains(|c: char| c.is_ascii_whitespace() || c.is_ascii_control()) {
        return Err("Disallowed character in URL host");
    }
    let has_two_labels = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    if !has_two_labels {
        return Err("Wrong HTTP URL");
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    Ok(format!(
        "{scheme}://{}{slash}{path}",
        authority.to_ascii_lowercase()
    ))
}

fn without_scheme<'a>(link: &'a str, scheme: &str) -> Option<&'a str> {
    let start = link.get(..scheme.len())?;
    start
        .eq_ignore_ascii_case(scheme)
        .then(|| &link[scheme.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_completed_or_refused() {
        let check = |link: &str, expect: Result<&str, &str>| {
            let expect = expect
                .map(str::to_owned)
                .map_err(|reason| format!("URL '{link}' is invalid: {reason}"));
            assert_eq!(checked(link), expect);
        };
        check("https://t.me/shop", Ok("https://t.me/shop"));
        check("T.me", Ok("http://t.me/"));
        check("tg://resolve?domain=x", Ok("tg://resolve?domain=x"));
        check("localhost", Err("Wrong HTTP URL"));
        check("http://localhost:80/x", Err("Wrong HTTP URL"));
        check("ftp://example.com", Err("Unsupported URL protocol"));
        check("", Err("URL host is empty"));
        assert_eq!(user_id("tg://user?id=17"), Some(17));
        assert_eq!(user_id("https://t.me"), None);
    }
}
