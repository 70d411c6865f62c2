//! Calls to the Bot API with teloxide's client.
//!
//! The envelope is read here and not by `Bot`: its error type loses Telegram's
//! wording, its errors print the token with the URL, it sleeps ten seconds on
//! every server error, and it parses whole messages nobody looks at.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{
    RequestBuilder,
    multipart::{Form, Part},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json, value::RawValue};
use teloxide::Bot;
use tokio::sync::{Semaphore, SemaphorePermit};
use tracing::debug;

/// Requests under way at once, long polls not counted.
const CONCURRENT: usize = 640;
/// How long Telegram may take to answer anything but a long poll.
const TIMEOUT: Duration = Duration::from_secs(20);
/// The slowest line that a file is waited for on, in bytes a second.
const SLOWEST_UPLOAD: u64 = 64 * 1024;

/// The Bot API as one bot's token opens it. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    bot: Bot,
    /// The path of every method, up to its name: `/bot<token>/`.
    path: Arc<str>,
    permits: Arc<Semaphore>,
}

/// Why a call did not succeed. Never contains the token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// Too many requests (429).
    #[error("too many requests, retry after {} s", .0.as_secs())]
    RetryAfter(Duration),
    /// Telegram refused: error code and description in its own words.
    #[error("{code} {description}")]
    Refused {
        /// HTTP status and `error_code`.
        code: u16,
        /// `description`.
        description: String,
    },
    /// No answer, or none that makes sense: the network, a proxy, a server error.
    #[error("Telegram is unreachable: {0}")]
    Unreachable(String),
}

impl ApiError {
    /// Whether it says that nothing at all can be sent to this chat now.
    pub fn is_about_the_chat(&self) -> bool {
        match self {
            Self::Refused { code, .. } => *code == 403 || self.says("chat not found"),
            Self::RetryAfter(_) => true,
            // Perhaps only what was uploaded was too much for a proxy on the way.
            Self::Unreachable(_) => false,
        }
    }

    /// Whether Telegram refused with a description that contains `words`.
    pub fn says(&self, words: &str) -> bool {
        match self {
            Self::Refused { description, .. } => description
                .to_ascii_lowercase()
                .contains(&words.to_ascii_lowercase()),
            Self::RetryAfter(_) | Self::Unreachable(_) => false,
        }
    }
}

#[derive(Deserialize)]
struct Envelope<R> {
    ok: bool,
    result: Option<R>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

/// What getMe tells that the shop needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Me {
    /// Telegram's id of the bot.
    pub id: i64,
    /// The bot's user name.
    pub username: String,
}

/// A message that was sent, as far as anybody looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sent {
    /// Its id in the chat.
    pub message_id: i32,
    #[serde(default)]
    photo: Vec<PhotoSize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct PhotoSize {
    file_id: String,
}

impl Sent {
    /// The file of its photo in the largest size, which Telegram lists last.
    pub fn largest_photo(&self) -> Option<&str> {
        self.photo.last().map(|size| size.file_id.as_str())
    }
}

/// A file to be uploaded.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What the parameters call it: `attach://<name>`.
    pub name: String,
    /// What the file is called where people see it.
    pub file_name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// Which of the messages shows it, from 0.
    pub index: usize,
}

/// A file that can be downloaded.
#[derive(Deserialize)]
struct File {
    file_size: Option<u64>,
    file_path: Option<String>,
}

/// An album is answered with a list, anything else with one message.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

#[derive(Serialize)]
struct GetUpdates<'a> {
    offset: i64,
    limit: u8,
    timeout: u64,
    allowed_updates: &'a [&'a str],
}

impl Api {
    /// Opens the Bot API at `url` (Telegram's own when `None`).
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(token: &str, url: Option<&url::Url>) -> Result<Self, ApiError> {
        let is_loopback = url.is_some_and(|url| match url.host() {
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            Some(url::Host::Domain(name)) => name == "localhost",
            None => false,
        });
        let mut client = teloxide::net::default_reqwest_settings().timeout(TIMEOUT);
        if is_loopback {
            client = client.no_proxy();
        }
        let client = client
            .build()
            .map_err(|error| ApiError::Unreachable(error.to_string()))?;
        let mut bot = Bot::with_client(token, client);
        if let Some(url) = url {
            bot = bot.set_api_url(url.clone());
        }
        let path = format!("{}/bot{token}/", bot.api_url().path().trim_end_matches('/'));
        Ok(Self {
            bot,
            path: path.into(),
            permits: Arc::new(Semaphore::new(CONCURRENT)),
        })
    }

    /// Calls a method.
    pub async fn call<R: DeserializeOwned>(
        &self,
        method: &str,
        params: &impl Serialize,
    ) -> Result<R, ApiError> {
        let _permit = self.permit().await?;
        let request = self.post(method).json(params);
        self.answer(method, request).await
    }

    /// Calls a method that sends messages with files, and returns the messages.
    pub async fn upload(
        &self,
        method: &str,
        params: &Value,
        files: &[Upload],
    ) -> Result<Vec<Sent>, ApiError> {
        let _permit = self.permit().await?;
        let request = self.post(method);
        let request = if files.is_empty() {
            request.json(params)
        } else {
            let size: usize = files.iter().map(|file| file.bytes.len()).sum();
            let seconds = size as u64 / SLOWEST_UPLOAD;
            request
                .timeout(TIMEOUT + Duration::from_secs(seconds))
                .multipart(form(params, files))
        };
        let sent: OneOrMany<Sent> = self.answer(method, request).await?;
        Ok(match sent {
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        })
    }

    /// Downloads a file that somebody sent (Bot API, getFile: up to 20 MB).
    ///
    /// # Errors
    /// Also with [`ApiError::Refused`] when it has more than `limit` bytes.
    pub async fn download(&self, file_id: &str, limit: u64) -> Result<Vec<u8>, ApiError> {
        let file: File = self.call("getFile", &json!({ "file_id": file_id })).await?;
        let too_big = || ApiError::Refused {
            code: 400,
            description: "Bad Request: file is too big".into(),
        };
        if file.file_size.is_some_and(|size| size > limit) {
            return Err(too_big());
        }
        let Some(path) = file.file_path else {
            return Err(too_big());
        };
        let _permit = self.permit().await?;
        let mut url = self.bot.api_url();
        // `/file/bot<token>/<file_path>`, beside the methods' `/bot<token>/`.
        let (base, token) = self.path.rsplit_once("/bot").unwrap_or_default();
        url.set_path(&format!("{base}/file/bot{token}{path}"));
        let mut answer = self
            .bot
            .client()
            .get(url)
            .send()
            .await
            .map_err(|error| unreachable(&error.without_url()))?;
        let status = answer.status().as_u16();
        if status != 200 {
            let description = format!("file not downloaded, HTTP status {status}");
            return Err(match status {
                500.. => ApiError::Unreachable(description),
                code => ApiError::Refused { code, description },
            });
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer
            .chunk()
            .await
            .map_err(|error| unreachable(&error.without_url()))?
        {
            if bytes.len() as u64 + chunk.len() as u64 > limit {
                return Err(too_big());
            }
            bytes.extend_from_slice(&chunk);
        }
        debug!(target: "ecombot::telegram", "file: {} bytes", bytes.len());
        Ok(bytes)
    }

    async fn permit(&self) -> Result<SemaphorePermit<'_>, ApiError> {
        self.permits
            .acquire()
            .await
            .map_err(|_| ApiError::Unreachable("shutting down".into()))
    }

    /// Asks who the bot is.
    pub async fn me(&self) -> Result<Me, ApiError> {
        self.call("getMe", &Map::new()).await
    }

    /// Takes a webhook away, so that updates can be polled. Pending updates stay:
    /// `drop_pending_updates` is not asked for.
    pub async fn remove_webhook(&self) -> Result<(), ApiError> {
        self.call::<bool>("deleteWebhook", &Map::new()).await?;
        Ok(())
    }

    /// Waits for updates from `offset` on, each as Telegram sent it.
    pub async fn updates(
        &self,
        offset: i64,
        wait: Duration,
        allowed: &[&str],
    ) -> Result<Vec<Box<RawValue>>, ApiError> {
        let ask = GetUpdates {
            offset,
            limit: 100,
            timeout: wait.as_secs(),
            allowed_updates: allowed,
        };
        let request = self.post("getUpdates").json(&ask).timeout(wait + TIMEOUT);
        self.answer("getUpdates", request).await
    }

    fn post(&self, method: &str) -> RequestBuilder {
        let mut url = self.bot.api_url();
        url.set_path(&format!("{}{method}", self.path));
        self.bot.client().post(url)
    }

    async fn answer<R: DeserializeOwned>(
        &self,
        method: &str,
        request: RequestBuilder,
    ) -> Result<R, ApiError> {
        // `without_url`: the URL holds the token.
        let answer = request
            .send()
            .await
            .map_err(|error| unreachable(&error.without_url()))?;
        let status = answer.status().as_u16();
        let bytes = answer
            .bytes()
            .await
            .map_err(|error| unreachable(&error.without_url()))?;
        let result = read(status, &bytes);
        match &result {
            Ok(_) => debug!(target: "ecombot::telegram", "{method}: ok"),
            Err(error) => debug!(target: "ecombot::telegram", "{method}: {error}"),
        }
        result
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Api")
    }
}

/// Parameters and files as multipart/form-data (Bot API, "Sending files").
fn form(params: &Value, files: &[Upload]) -> Form {
    let mut form = Form::new();
    for (name, value) in params.as_object().into_iter().flatten() {
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        form = form.text(name.clone(), text);
    }
    for file in files {
        let part = Part::bytes(file.bytes.clone()).file_name(file.file_name.clone());
        form = form.part(file.name.clone(), part);
    }
    form
}

fn unreachable(error: &(dyn std::error::Error + 'static)) -> ApiError {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    ApiError::Unreachable(text)
}

fn read<R: DeserializeOwned>(status: u16, bytes: &[u8]) -> Result<R, ApiError> {
    let envelope: Envelope<R> = serde_json::from_slice(bytes).map_err(|_| {
        ApiError::Unreachable(format!("HTTP status {status} without a Bot API answer"))
    })?;
    if envelope.ok {
        return envelope
            .result
            .ok_or_else(|| ApiError::Unreachable("an answer without a result".into()));
    }
    let code = envelope.error_code.unwrap_or(status);
    if let Some(seconds) = envelope
        .parameters
        .and_then(|parameters| parameters.retry_after)
    {
        return Err(ApiError::RetryAfter(Duration::from_secs(seconds)));
    }
    match code {
        429 => Err(ApiError::RetryAfter(Duration::from_secs(1))),
        500.. => Err(ApiError::Unreachable(format!("HTTP status {code}"))),
        _ => Err(ApiError::Refused {
            code,
            description: envelope.description.unwrap_or_default(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_in_telegrams_words() {
        let check = |status, body: &str, expected: Result<bool, ApiError>| {
            assert_eq!(read::<bool>(status, body.as_bytes()), expected, "{body}");
        };
        check(200, r#"{"ok":true,"result":true}"#, Ok(true));
        check(
            400,
            r#"{"ok":false,"error_code":400,"description":"Bad Request: message to edit not found"}"#,
            Err(ApiError::Refused {
                code: 400,
                description: "Bad Request: message to edit not found".into(),
            }),
        );
        check(
            429,
            r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#,
            Err(ApiError::RetryAfter(Duration::from_secs(7))),
        );
        check(
            502,
            "<html>",
            Err(ApiError::Unreachable(
                "HTTP status 502 without a Bot API answer".into(),
            )),
        );
    }
}
