//! Somebody who talks to the server, and what they are told.

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

/// Somebody with a key, or with none.
#[derive(Debug, Clone)]
pub struct Actor {
    pub client: Client,
    pub base: String,
    pub key: Option<String>,
    /// As tests tell it when they fail.
    pub name: String,
}

/// What the server said.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The request, for failures to tell.
    pub asked: String,
    pub status: u16,
    pub headers: HeaderMap,
    /// The body; null where it is not JSON.
    pub body: Value,
    pub text: String,
}

impl Actor {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    pub async fn put_bytes(&self, path: &str, media_type: &str, bytes: Vec<u8>) -> Answer {
        self.bytes(Method::PUT, path, media_type, bytes).await
    }

    pub async fn bytes(&self, method: Method, path: &str, media_type: &str, bytes: Vec<u8>) -> Answer {
        self.send(self.request(method, path).header(CONTENT_TYPE, media_type).body(bytes)).await
    }

    /// The event stream from its beginning to the event of this number.
    pub async fn stream(&self, path: &str, last: i64) -> String {
        let mut response = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        let mut text = String::new();
        while !text.contains(&format!("id: {last}\n")) && !text.contains(&format!("id:{last}\n")) {
            let chunk = response.chunk().await.unwrap().unwrap();
            text.push_str(&String::from_utf8_lossy(&chunk));
        }
        text
    }

    /// A request with this one's key, for what the shorter ways cannot say.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        match &self.key {
            Some(key) => request.header("X-API-KEY", key),
            None => request,
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let request = request.build().unwrap();
        let asked = format!("{} {} as {}", request.method(), request.url(), self.name);
        let response =
            self.client.execute(request).await.unwrap_or_else(|error| panic!("{asked}: {error:?}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // An event stream has no end; `stream` reads of it what is wanted.
        let endless = headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let bytes = if endless { Bytes::new() } else { response.bytes().await.unwrap() };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer { asked, status, headers, body, text }
    }
}

impl Answer {
    /// It went well, in the envelope of every success.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{}: {}", self.asked, self.text);
        assert_eq!(self.body["status"], 200, "{}: {}", self.asked, self.text);
        assert!(self.body["message"].is_string(), "{}: {}", self.asked, self.text);
        self
    }

    /// It went well, without an envelope around it.
    #[track_caller]
    pub fn bare(self) -> Self {
        assert_eq!(self.status, 200, "{}: {}", self.asked, self.text);
        assert!(self.body["data"].is_null(), "{}: {}", self.asked, self.text);
        self
    }

    /// The id of what was answered without an envelope.
    #[track_caller]
    pub fn bare_id(self) -> String {
        let answer = self.bare();
        let id = answer.body["id"].as_str();
        id.unwrap_or_else(|| panic!("{}: no id: {}", answer.asked, answer.text)).to_owned()
    }

    /// It was refused with this code, which stands in the envelope too.
    #[track_caller]
    pub fn refused(self, code: u16) -> Self {
        assert_eq!(self.status, code, "{}: {}", self.asked, self.text);
        assert_eq!(self.body["status"], code, "{}: {}", self.asked, self.text);
        assert!(
            self.body["message"].as_str().is_some_and(|text| !text.is_empty()),
            "{}: {}",
            self.asked,
            self.text
        );
        self
    }

    /// It was refused with 400 for exactly these fields.
    #[track_caller]
    pub fn refused_fields(self, fields: &[&str]) -> Self {
        let answer = self.refused(400);
        assert_eq!(answer.bad_fields(), fields, "{}: {}", answer.asked, answer.text);
        for part in ["title", "detail"] {
            assert!(answer.body[part].is_string(), "{}: {}", answer.asked, answer.text);
        }
        answer
    }

    /// The fields of a 400, in order of the alphabet, each once.
    pub fn bad_fields(&self) -> Vec<&str> {
        let errors = self.body["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut fields: Vec<&str> = errors.iter().filter_map(|error| error["field"].as_str()).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    pub fn message(&self) -> &str {
        self.body["message"].as_str().unwrap_or_default()
    }

    pub fn data(&self) -> &Value {
        &self.body["data"]
    }

    /// The id of what was answered.
    #[track_caller]
    pub fn id(&self) -> String {
        let id = self.data()["id"].as_str();
        id.unwrap_or_else(|| panic!("{}: no id: {}", self.asked, self.text)).to_owned()
    }

    /// The rows of a list.
    #[track_caller]
    pub fn rows(&self) -> &[Value] {
        let rows = self.data().as_array();
        rows.unwrap_or_else(|| panic!("{}: no list: {}", self.asked, self.text))
    }

    /// The ids of a list.
    #[track_caller]
    pub fn ids(&self) -> Vec<&str> {
        self.rows().iter().map(|row| row["id"].as_str().unwrap()).collect()
    }

    #[track_caller]
    pub fn total(&self) -> i64 {
        self.body["total"].as_i64().unwrap_or_else(|| panic!("{}: no total: {}", self.asked, self.text))
    }
}
