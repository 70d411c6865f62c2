//! The chat page: one HTML file, one style sheet and a few scripts, served as they stand in `page/`.

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::control;
use super::server::Server;

/// Nothing from elsewhere, and no page elsewhere that shows this one in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     img-src 'self' blob: data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! files {
    ($($kind:ident $name:literal),* $(,)?) => {
        &[$(($name, $kind, include_str!(concat!("page/", $name)))),*]
    };
}

const FILES: &[(&str, &str, &str)] = files![
    HTML "index.html",
    CSS "chat.css",
    SCRIPT "actions.js",
    SCRIPT "alert.js",
    SCRIPT "column.js",
    SCRIPT "composer.js",
    SCRIPT "days.js",
    SCRIPT "dialogs.js",
    SCRIPT "dom.js",
    SCRIPT "drawer.js",
    SCRIPT "events.js",
    SCRIPT "inline.js",
    SCRIPT "log.js",
    SCRIPT "main.js",
    SCRIPT "message.js",
    SCRIPT "state.js",
    SCRIPT "text.js",
    SCRIPT "theme.js",
];

pub(super) fn routes() -> Router<Server> {
    Router::new()
        .route("/", get(|| async { file("index.html") }))
        .route(
            "/page/{name}",
            get(|Path(name): Path<String>| async move { file(&name) }),
        )
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route_layer(middleware::from_fn(own_host_only))
}

async fn own_host_only(request: Request, next: Next) -> Response {
    if control::has_own_host(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "this page is for this machine only").into_response()
    }
}

fn file(name: &str) -> Response {
    let Some((_, kind, text)) = FILES.iter().find(|(known, ..)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
    ];
    (headers, *text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_takes_nothing_from_elsewhere_and_no_message_as_markup() {
        for (name, _, text) in FILES {
            // Links into a shop are opened on the page itself.
            let text = text.replace("https://t.me/", "");
            for word in [
                "http://",
                "https://",
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "eval(",
            ] {
                assert!(!text.contains(word), "{name} contains {word}");
            }
        }
    }

    #[test]
    fn every_script_that_is_imported_is_served() {
        for (name, _, text) in FILES {
            let imports = text.split(" from \"./").skip(1);
            for import in imports {
                let import = import.split('"').next().unwrap_or_default();
                let is_served = FILES.iter().any(|(known, ..)| *known == import);
                assert!(is_served, "{name} imports {import}");
            }
        }
    }
}
