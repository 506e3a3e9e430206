//! The OpenAPI document: what the handlers say, and what is true of all of them.

use std::sync::OnceLock;

use axum::http::header;
use axum::response::IntoResponse;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, ClientCredentials, Flow, Http, HttpAuthScheme, OAuth2, Scopes, SecurityRequirement,
    SecurityScheme,
};
use utoipa::openapi::{Components, Content, License, OpenApi, Ref, RefOr, Response};
use utoipa::{PartialSchema, ToSchema};

use super::problem::{BadField, Problem};

/// Refusals that any operation may answer with, each in the same shape.
const REFUSALS: [(&str, &str); 10] = [
    ("400", "Some fields or parameters are wrong; `errors` names each"),
    ("401", "No known key, token or session"),
    ("403", "The permission is missing"),
    ("404", "There is no such object, or it is not yours"),
    ("409", "Not in this state, or there is one already"),
    ("413", "The body is too large"),
    ("415", "The body is of another media type"),
    ("422", "Well formed, but refused by a rule"),
    ("429", "Too many requests; `Retry-After` says when to come back"),
    ("503", "Not now; try again"),
];

static TEXT: OnceLock<String> = OnceLock::new();

/// `GET /api/openapi.json`
pub async fn handle() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], text())
}

/// The document as JSON, made once.
pub fn text() -> &'static str {
    TEXT.get_or_init(|| {
        let (_, document) = super::router::api().split_for_parts();
        finish(document).to_pretty_json().unwrap_or_default()
    })
}

/// Adds what is true of every operation.
fn finish(mut document: OpenApi) -> OpenApi {
    document.info.license = Some(License::new("Apache-2.0"));
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    add_security(&mut document);
    add_schema::<Problem>(&mut document);
    add_schema::<BadField>(&mut document);
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.head];
        for operation in operations.into_iter().flatten() {
            for (code, meaning) in REFUSALS {
                let responses = &mut operation.responses.responses;
                responses.entry(code.to_owned()).or_insert_with(|| RefOr::T(refusal(meaning)));
            }
        }
    }
    document
}

fn refusal(meaning: &str) -> Response {
    let mut response = Response::new(meaning);
    let schema = RefOr::Ref(Ref::from_schema_name("Problem"));
    response.content.insert("application/json".to_owned(), RefOr::T(Content::new(Some(schema))));
    response
}

fn add_schema<T: ToSchema>(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.insert(T::name().into_owned(), <T as PartialSchema>::schema());
}

fn add_security(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    let key = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-API-KEY")));
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let client = Flow::ClientCredentials(ClientCredentials::new("/oauth2/token", Scopes::new()));
    components.add_security_scheme("apiKeyHeader", key);
    components.add_security_scheme("bearerAuth", bearer);
    components.add_security_scheme("oauth2", SecurityScheme::OAuth2(OAuth2::new([client])));
    let none: [&str; 0] = [];
    let any = ["apiKeyHeader", "bearerAuth", "oauth2"].map(|name| SecurityRequirement::new(name, none));
    document.security = Some(any.to_vec());
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::text;

    /// Generators of clients refuse a document that points at what is not there.
    #[test]
    fn every_reference_leads_somewhere() {
        let document: Value = serde_json::from_str(text()).unwrap();
        let mut seen = 0;
        visit(&document, &mut |reference| {
            seen += 1;
            assert!(document.pointer(&reference[1..]).is_some(), "{reference} is not in the document");
        });
        assert!(seen > 100, "the document lost its references");
    }

    fn visit(value: &Value, tell: &mut impl FnMut(&str)) {
        match value {
            Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                    tell(reference);
                }
                fields.values().for_each(|value| visit(value, tell));
            }
            Value::Array(values) => values.iter().for_each(|value| visit(value, tell)),
            _ => {}
        }
    }
}
