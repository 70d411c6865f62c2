//! The HTTP shell: paths, parameters in all their encodings, the envelope of the answer.

mod connection;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::multipart::Multipart;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use self::connection::{Cut, Listener};
use super::control;
use super::error::ApiError;
use super::page;
use super::params::{Params, Upload};
use super::polling;
use super::server::Server;
use super::telegram::Reply;

/// Bytes of a request, files included.
const MAX_BODY: usize = 55 << 20;

enum Route {
    Method { token: String, method: String },
    File { token: String, path: String },
}

/// Serves until the server stops.
pub(super) async fn serve(listener: TcpListener, server: Server) {
    let mut stopping = server.stopping();
    let router = Router::new()
        .merge(page::routes())
        .merge(control::routes(&server))
        .fallback(handle)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(server);
    let service = router.into_make_service_with_connect_info::<Cut>();
    let served = axum::serve(Listener::new(listener), service)
        .with_graceful_shutdown(async move {
            // An error means that the server is gone, which is as good as stopped.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        })
        .await;
    if let Err(error) = served {
        tracing::warn!(%error, "the Telegram emulator cannot serve");
    }
}

async fn handle(
    State(server): State<Server>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    match route(request.uri().path()) {
        None => refuse(&ApiError::new(404, "Not Found")),
        Some(Route::File { token, path }) => download(&server, &token, &path),
        Some(Route::Method { token, method }) => {
            let params = match read(request).await {
                Ok(params) => params,
                Err(error) => return refuse(&error),
            };
            let reply = if method.eq_ignore_ascii_case("getUpdates") {
                polling::poll(&server, &token, &params).await
            } else {
                server.with(|telegram| telegram.request(&token, &method, &params))
            };
            if let Reply::Late(_, at) = &reply {
                server.clock_reaches(*at).await;
            }
            answer(reply, &cut)
        }
    }
}

fn route(path: &str) -> Option<Route> {
    let path = path.replace("%3A", ":").replace("%3a", ":");
    if let Some(rest) = path.strip_prefix("/file/bot") {
        let (token, path) = rest.split_once('/')?;
        return Some(Route::File {
            token: token.to_owned(),
            path: path.to_owned(),
        });
    }
    let (token, method) = path.strip_prefix("/bot")?.split_once('/')?;
    Some(Route::Method {
        token: token.to_owned(),
        method: method.trim_end_matches('/').to_owned(),
    })
}

fn download(server: &Server, token: &str, path: &str) -> Response {
    let file = server.with(|telegram| {
        let bot = telegram.authorise(token)?;
        let bot = telegram.bots.get(&bot);
        let file = bot.and_then(|bot| bot.files.at_path(path));
        file.ok_or_else(|| ApiError::new(404, "Not Found"))
    });
    match file {
        Ok(bytes) => Body::from(Bytes::from_owner(bytes)).into_response(),
        Err(error) => refuse(&error),
    }
}

fn answer(reply: Reply, cut: &Cut) -> Response {
    match reply {
        Reply::Answer(Ok(result)) | Reply::Late(Ok(result), _) => {
            envelope(StatusCode::OK, &json!({ "ok": true, "result": result }))
        }
        Reply::Answer(Err(error)) | Reply::Late(Err(error), _) => refuse(&error),
        Reply::Nothing => {
            cut.now();
            StatusCode::NO_CONTENT.into_response()
        }
    }
}

fn refuse(error: &ApiError) -> Response {
    let mut body = json!({
        "ok": false,
        "error_code": error.code,
        "description": error.description,
    });
    let status = StatusCode::from_u16(error.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(chat) = error.migrate_to_chat_id {
        body["parameters"] = json!({ "migrate_to_chat_id": chat });
    }
    let Some(seconds) = error.retry_after else {
        return envelope(status, &body);
    };
    body["parameters"] = json!({ "retry_after": seconds });
    let mut response = envelope(status, &body);
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

fn envelope(status: StatusCode, body: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, body.to_string()).into_response()
}

/// Reads the parameters of the address and of the body, which all count the same.
pub(super) async fn read(request: Request) -> Result<Params, ApiError> {
    let mut params = Params::default();
    read_query(request.uri(), &mut params);
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        read_multipart(request, &mut params).await?;
        return Ok(params);
    }
    let body = axum::body::to_bytes(request.into_body(), MAX_BODY).await;
    let body = body.map_err(|_| too_large())?;
    if kind.starts_with("application/json") && !body.is_empty() {
        let Ok(Value::Object(fields)) = serde_json::from_slice(&body) else {
            return Err(ApiError::bad_request("can't parse JSON object"));
        };
        for (name, value) in fields {
            params.set(name, value);
        }
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        read_form(&body, &mut params);
    }
    Ok(params)
}

fn read_query(uri: &Uri, params: &mut Params) {
    read_form(uri.query().unwrap_or_default().as_bytes(), params);
}

fn read_form(form: &[u8], params: &mut Params) {
    for (name, value) in url::form_urlencoded::parse(form) {
        params.set(name, Value::String(value.into_owned()));
    }
}

/// A part with a file name is a file, any other part is text, whatever its Content-Type.
async fn read_multipart(request: Request, params: &mut Params) -> Result<(), ApiError> {
    let malformed = || ApiError::bad_request("can't parse multipart/form-data");
    // To its very end, which may come after the last part: a connection with something unread is
    // closed, while the client is about to send its next request over it.
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, MAX_BODY).await;
    let body = body.map_err(|_| too_large())?;
    let request = Request::from_parts(head, Body::from(body));
    let multipart = Multipart::from_request(request, &()).await;
    let mut multipart = multipart.map_err(|_| malformed())?;
    while let Some(part) = multipart.next_field().await.map_err(|_| malformed())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| too_large())?;
        match file_name {
            Some(file_name) => {
                let bytes: Arc<[u8]> = Arc::from(&*bytes);
                params.attach(name, Upload { file_name, bytes });
            }
            None => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                params.set(name, Value::String(text));
            }
        }
    }
    Ok(())
}

fn too_large() -> ApiError {
    ApiError::new(413, "Request Entity Too Large")
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read, Write};
    use std::net::TcpStream;

    use super::*;

    #[tokio::test]
    async fn after_an_upload_its_connection_takes_the_next_request() -> io::Result<()> {
        const FORM: &str =
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n";
        let server = Server::start("127.0.0.1:0").await?;
        server.register_bot("42:TEST", "shop_bot");
        let url = server.url();
        let talk = move || {
            let address = url.trim_start_matches("http://");
            let request = |line: &str| format!("{line} HTTP/1.1\r\nHost: {address}\r\n");
            let last = request("GET /bot42:TEST/getMe") + "Connection: close\r\n\r\n";
            let mut answers = String::new();

            let mut kept = TcpStream::connect(address)?;
            let upload = request("POST /bot42:TEST/getMe")
                + "Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n";
            write!(kept, "{upload}{:x}\r\n{FORM}\r\n", FORM.len())?;
            // Meanwhile somebody else is answered.
            let mut other = TcpStream::connect(address)?;
            other.write_all(last.as_bytes())?;
            other.read_to_string(&mut answers)?;
            write!(kept, "0\r\n\r\n{last}")?;
            kept.read_to_string(&mut answers)?;
            io::Result::Ok(answers)
        };
        let answers = tokio::task::spawn_blocking(talk).await??;
        assert_eq!(answers.matches("200 OK").count(), 3, "{answers}");
        Ok(())
    }
}
