//! Who may use the control API: programs of this machine and the page itself, no page from elsewhere.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Refusal;
use crate::emulator::server::Server;

/// What a browser says about where a request comes from (Fetch Metadata).
const FETCH_SITE: &str = "sec-fetch-site";

/// What a script of the page adds to a form, and a form alone cannot have.
const REQUESTED_WITH: &str = "x-requested-with";

pub(super) async fn admit(State(server): State<Server>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let refusal = if !server.is_loopback() || !has_own_host(headers) {
        "this is for programs on the same machine"
    } else if !is_of_own_page(headers) {
        "pages from elsewhere are not let in"
    } else if request.method() == Method::POST && !says_what_it_is(headers) {
        return Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the body must be application/json, image/* for a picture, or a form with X-Requested-With for an album",
        )
        .into_response();
    } else {
        return next.run(request).await;
    };
    Refusal::new(StatusCode::FORBIDDEN, refusal).into_response()
}

/// Whether the request was sent to this machine by one of its own names. A foreign name that was
/// made to resolve to this machine is none.
pub(in crate::emulator) fn has_own_host(headers: &HeaderMap) -> bool {
    let Some(host) = text(headers, header::HOST.as_str()) else {
        return false;
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}

/// Whether no browser says that another page than ours asks.
fn is_of_own_page(headers: &HeaderMap) -> bool {
    let is_same_site = match headers.get(FETCH_SITE) {
        None => true,
        Some(site) => site == "same-origin" || site == "none",
    };
    let is_same_origin = match headers.get(header::ORIGIN) {
        None => true,
        Some(_) => {
            let origin = text(headers, header::ORIGIN.as_str());
            let host = text(headers, header::HOST.as_str());
            origin.and_then(|origin| origin.strip_prefix("http://")) == host
        }
    };
    is_same_site && is_same_origin
}

fn says_what_it_is(headers: &HeaderMap) -> bool {
    let kind = text(headers, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let is_plain = kind.starts_with("application/json") || kind.starts_with("image/");
    // A form can be on any page; the header beside it cannot be set by one.
    is_plain || (kind.starts_with("multipart/form-data") && headers.contains_key(REQUESTED_WITH))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let name = axum::http::HeaderName::from_static(name);
            (name, axum::http::HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        for (host, expect) in [
            ("127.0.0.1:8080", true),
            ("localhost:8080", true),
            ("localhost", true),
            ("[::1]:8080", true),
            ("rebound.example:8080", false),
            ("127.0.0.1.example:8080", false),
            ("localhost.example", false),
        ] {
            assert_eq!(has_own_host(&headers(&[("host", host)])), expect, "{host}");
        }
        assert!(!has_own_host(&HeaderMap::new()));
    }

    #[test]
    fn a_form_alone_is_not_let_in() {
        let form = ("content-type", "multipart/form-data; boundary=x");
        assert!(!says_what_it_is(&headers(&[form])));
        let with = ("x-requested-with", "page");
        assert!(says_what_it_is(&headers(&[form, with])));
        assert!(!says_what_it_is(&headers(&[
            ("content-type", "text/plain"),
            with
        ])));
    }

    #[test]
    fn a_page_from_elsewhere_is_told_by_what_its_browser_says() {
        let check = |pairs: &[(&'static str, &'static str)], expect: bool| {
            let mut pairs = pairs.to_vec();
            pairs.push(("host", "127.0.0.1:80"));
            assert_eq!(is_of_own_page(&headers(&pairs)), expect, "{pairs:?}");
        };
        check(&[], true);
        check(&[("origin", "http://127.0.0.1:80")], true);
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "none")], true);
        check(&[("origin", "http://127.0.0.1:81")], false);
        check(&[("origin", "https://127.0.0.1:80")], false);
        check(&[("origin", "http://elsewhere.example")], false);
        check(&[("origin", "null")], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "same-site")], false);
    }
}
