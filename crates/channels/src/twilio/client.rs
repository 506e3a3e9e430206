//! The two requests we make of Twilio.

use std::time::Duration;

use domain::vocabulary::{Status, StatusDetail};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;

use super::config::Config;
use super::errors::meaning;
use super::wire::{Created, Fault, stage};
use crate::{Mistake, Receipt, Refusal, Remedy, tls};

/// Speaks to one account.
pub(super) struct Client {
    http: reqwest::Client,
    messages: String,
    user: String,
    password: String,
}

const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(30);
/// Bytes of the longest answer read; a message takes about one kilobyte.
const LONGEST_ANSWER: usize = 256 * 1024;

impl Client {
    pub(super) fn new(config: &Config) -> Result<Self, Mistake> {
        tls::provide();
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|fault| Mistake {
                field: "settings".to_owned(),
                message: format!("TLS cannot be set up: {fault}"),
            })?;
        Ok(Self {
            http,
            messages: format!("{}/2010-04-01/Accounts/{}/Messages.json", config.base_url, config.account_sid),
            user: config.user.clone(),
            password: config.password.clone(),
        })
    }

    /// Hands over one message.
    pub(super) async fn create_message(&self, form: &str) -> Result<Receipt, Refusal> {
        let request = self.http.post(&self.messages).basic_auth(&self.user, Some(&self.password));
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form.to_owned());
        let response = request.send().await.map_err(|fault| unanswered(&fault))?;
        if !response.status().is_success() {
            return Err(refused(response).await);
        }
        // Taken: whatever the body says or lacks, the message exists. Callbacks carry the interaction.
        let created = body::<Created>(response).await;
        receipt(created)
    }

    /// Looks whether the credentials open the account's messages, by any kind of key.
    pub(super) async fn look_at_messages(&self) -> Result<String, Refusal> {
        let request = self.http.get(format!("{}?PageSize=1", self.messages));
        let request = request.basic_auth(&self.user, Some(&self.password));
        let response = request
            .send()
            .await
            .map_err(|fault| Refusal { remedy: Remedy::Retry(None), ..unanswered(&fault) })?;
        if !response.status().is_success() {
            return Err(refused(response).await);
        }
        Ok("Twilio accepts the credentials".to_owned())
    }
}

fn receipt(created: Option<Created>) -> Result<Receipt, Refusal> {
    let Some(created) = created else {
        return Ok(Receipt {
            provider_id: None,
            status: Status::Attempted,
            details: None,
            said: "taken, but the answer was not understood".to_owned(),
        });
    };
    let said = created.status.unwrap_or_default();
    let status = stage(&said).map_or(Status::Attempted, |(_, status)| status);
    if status == Status::Failed {
        return Err(by_code(created.error_code, created.error_message, None));
    }
    Ok(Receipt { provider_id: created.sid, status, details: None, said })
}

/// Nothing came back. Only where no connection was made has nothing gone out.
fn unanswered(fault: &reqwest::Error) -> Refusal {
    let (remedy, short) = match fault {
        fault if fault.is_connect() => (Remedy::Retry(None), "no connection"),
        fault if fault.is_timeout() => (Remedy::Doubt, "no answer in time"),
        _ => (Remedy::Doubt, "the connection broke"),
    };
    Refusal {
        remedy,
        details: Some(StatusDetail::TextUnknownError),
        code: None,
        short: short.to_owned(),
        long: format!("Twilio could not be asked: {}", root_of(fault)),
    }
}

async fn refused(response: Response) -> Refusal {
    let status = response.status();
    let wait = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let fault = body::<Fault>(response).await.unwrap_or_default();
    let wait = wait.map(Duration::from_secs);
    match (status, fault.code) {
        (StatusCode::TOO_MANY_REQUESTS, code) => by_code(code.or(Some(20429)), fault.message, wait),
        (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, None) => by_code(Some(20003), fault.message, None),
        (StatusCode::NOT_FOUND, None) => by_code(Some(20404), fault.message, None),
        (status, code) if status.is_server_error() => broken(status, code, fault.message, wait),
        (status, None) => {
            Refusal { long: format!("Twilio answered {status}"), ..by_code(None, fault.message, None) }
        }
        (_, code) => by_code(code, fault.message, wait),
    }
}

/// Twilio's own error says that it did not take the message; an error of something between us does not.
fn broken(status: StatusCode, code: Option<u32>, message: Option<String>, wait: Option<Duration>) -> Refusal {
    let told = code.is_some() || status == StatusCode::SERVICE_UNAVAILABLE;
    Refusal {
        remedy: if told { Remedy::Retry(wait) } else { Remedy::Doubt },
        details: Some(StatusDetail::TextUnknownError),
        code: code.map(|code| code.to_string()),
        short: "Twilio is out of order".to_owned(),
        long: message.map_or_else(|| format!("Twilio answered {status}"), |text| short(&text)),
    }
}

fn by_code(code: Option<u32>, message: Option<String>, wait: Option<Duration>) -> Refusal {
    let meaning = meaning(code);
    let remedy = match meaning.course.remedy() {
        Remedy::Retry(_) => Remedy::Retry(wait),
        other => other,
    };
    Refusal {
        remedy,
        details: meaning.details,
        code: code.map(|code| code.to_string()),
        short: meaning.title.to_owned(),
        long: message.map_or_else(|| meaning.title.to_owned(), |text| short(&text)),
    }
}

async fn body<T: DeserializeOwned>(mut response: Response) -> Option<T> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        if bytes.len() + chunk.len() > LONGEST_ANSWER {
            return None;
        }
        bytes.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&bytes).ok()
}

/// The innermost reason: the outer ones hold the URL.
fn root_of(fault: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = fault;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    short(&cause.to_string())
}

fn short(text: &str) -> String {
    text.chars().take(500).collect()
}
