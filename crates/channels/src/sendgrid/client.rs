//! The two requests we make of SendGrid.

use std::time::Duration;

use domain::vocabulary::{Status, StatusDetail};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde_json::Value;

use crate::contract::Mistake;
use crate::mail::clean;
use crate::message::Receipt;
use crate::refusal::{Refusal, Remedy};
use crate::tls;

const TO_CONNECT: Duration = Duration::from_secs(10);
/// A mail may carry files of 30 MB.
const TO_ANSWER: Duration = Duration::from_secs(60);
const LONGEST_SAID: usize = 500;
const LONGEST_ANSWER: usize = 64 * 1024;

/// Speaks to one account.
pub(super) struct Client {
    http: reqwest::Client,
    base_url: String,
    api_key: String,
}

impl Client {
    pub(super) fn new(base_url: String, api_key: String) -> Result<Self, Mistake> {
        tls::provide();
        let http = reqwest::Client::builder()
            .connect_timeout(TO_CONNECT)
            .timeout(TO_ANSWER)
            .redirect(reqwest::redirect::Policy::none())
            .build();
        let http = http.map_err(|fault| Mistake {
            field: "settings".to_owned(),
            message: format!("TLS cannot be set up: {fault}"),
        })?;
        Ok(Self { http, base_url, api_key })
    }

    /// Hands over one mail.
    pub(super) async fn send(&self, mail: &Value) -> Result<Receipt, Refusal> {
        let request = self.http.post(format!("{}/v3/mail/send", self.base_url)).bearer_auth(&self.api_key);
        let request = request.header(CONTENT_TYPE, "application/json").body(mail.to_string());
        let response = request.send().await.map_err(|fault| unanswered(&fault))?;
        let status = response.status();
        if !status.is_success() {
            return Err(refused(response).await);
        }
        let id = response.headers().get("x-message-id").and_then(|value| value.to_str().ok());
        Ok(Receipt {
            provider_id: id.map(str::to_owned),
            status: Status::Attempted,
            details: Some(StatusDetail::EmailSent),
            said: status.to_string(),
        })
    }

    /// Looks whether the key may send.
    pub(super) async fn test(&self) -> Result<String, Refusal> {
        let request = self.http.get(format!("{}/v3/scopes", self.base_url)).bearer_auth(&self.api_key);
        let looking = request.send().await;
        let response =
            looking.map_err(|fault| Refusal { remedy: Remedy::Retry(None), ..unanswered(&fault) })?;
        if !response.status().is_success() {
            return Err(refused(response).await);
        }
        let scopes = body(response).await.unwrap_or_default();
        let may_send =
            scopes["scopes"].as_array().is_some_and(|all| all.iter().any(|one| one == "mail.send"));
        if may_send {
            return Ok("SendGrid accepts the key, and it may send mail".to_owned());
        }
        Err(refusal(
            Remedy::Correct,
            None,
            "the key may not send",
            "the key lacks the scope mail.send".to_owned(),
        ))
    }
}

/// The mail cannot be sent as it is.
pub(super) fn unusable(why: String) -> Refusal {
    let refusal = refusal(Remedy::GiveUp, None, "cannot be sent", why);
    Refusal { details: Some(StatusDetail::EmailDropped), ..refusal }
}

/// SendGrid knows no key under which a mail was sent before: only where no connection was made has nothing gone out.
fn unanswered(fault: &reqwest::Error) -> Refusal {
    let long = format!("no answer: {}", fault.to_string().split(" for url").next().unwrap_or_default());
    if fault.is_connect() || fault.is_builder() {
        return refusal(Remedy::Retry(None), None, "SendGrid is not reachable", long);
    }
    Refusal { details: None, ..refusal(Remedy::Doubt, None, "it is not known whether it went", long) }
}

async fn refused(response: Response) -> Refusal {
    let status = response.status();
    let wait = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let wait = wait.map(Duration::from_secs);
    let said = body(response).await.and_then(|body| body["errors"][0]["message"].as_str().map(clean));
    let said = said.map(|said| said.chars().take(LONGEST_SAID).collect::<String>());
    let long = said.unwrap_or_else(|| format!("SendGrid answered {status}"));
    let code = Some(status.as_u16().to_string());
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            refusal(Remedy::Correct, code, "SendGrid refuses the key or the sender", long)
        }
        StatusCode::TOO_MANY_REQUESTS => refusal(Remedy::Retry(wait), code, "too many requests", long),
        // A gateway says this, and cannot know what became of the mail behind it.
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => {
            Refusal { details: None, ..refusal(Remedy::Doubt, code, "it is not known whether it went", long) }
        }
        status if status.is_server_error() => {
            refusal(Remedy::Retry(wait), code, "SendGrid is out of order", long)
        }
        _ => Refusal { code, ..unusable(long) },
    }
}

fn refusal(remedy: Remedy, code: Option<String>, short: &str, long: String) -> Refusal {
    Refusal { remedy, details: Some(StatusDetail::EmailFailedToSend), code, short: short.to_owned(), long }
}

async fn body(mut response: Response) -> Option<Value> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST_ANSWER {
            return None;
        }
    }
    serde_json::from_slice(&bytes).ok()
}
