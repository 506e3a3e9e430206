//! The demo's templates: an email, a text in two languages, a letter.

use domain::id::AnyId;
use domain::template::{DescriptorDraft, VersionDraft};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::app::templates::{self, versions};
use crate::app::{App, AppError, Caller};
use crate::commands::Failure;

const FILES: [&str; 4] = [
    include_str!("templates/overdue-email.toml"),
    include_str!("templates/overdue-letter.toml"),
    include_str!("templates/reminder-text.toml"),
    include_str!("templates/reminder-text-es.toml"),
];

/// A template as its file tells it: what a descriptor says, and its words.
#[derive(Debug, Deserialize)]
pub(crate) struct DemoTemplate {
    content: Value,
    #[serde(flatten)]
    descriptor: Map<String, Value>,
}

/// All of them.
pub(crate) fn all() -> Result<Vec<DemoTemplate>, toml::de::Error> {
    FILES.iter().map(|text| toml::from_str(text)).collect()
}

/// Makes and activates what is not there yet.
pub(super) async fn record(app: &App, caller: &Caller) -> Result<(), Failure> {
    for template in all()? {
        let body = Value::Object(template.descriptor).to_string();
        let descriptor = match templates::create(app, caller, DescriptorDraft::read(&body)?).await {
            Ok(descriptor) => AnyId::Ours(descriptor.id),
            // A demo that is started again on its folder finds it there.
            Err(AppError::Conflict(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        let words = VersionDraft::read(&json!({"content": template.content}).to_string())?;
        let version = versions::create(app, caller, descriptor.clone(), words).await?;
        versions::activate(app, caller, descriptor, AnyId::Ours(version.id)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use ::templates::{Context, as_text, check, render, says_how_to_opt_out};
    use domain::id::{CompanyId, Id, TemplateDescriptorId};
    use domain::time::Instant;

    use super::*;

    #[test]
    fn each_works_and_says_how_to_opt_out() {
        let facts = json!({
            "company": {"name": "Acme"}, "person": {"name": {"firstName": "Ana"}}, "loan": {"id": "LN-1", "displayId": null, "nickname": "Car"},
            "amountDue": "120.50", "dueDate": "2026-03-01", "unsubscribeUrl": "https://example.com/u",
        });
        let context = Context::new(facts.as_object().unwrap().clone()).unwrap();
        for template in all().unwrap() {
            let body = Value::Object(template.descriptor).to_string();
            let draft = DescriptorDraft::read(&body).unwrap();
            let descriptor = draft.create(TemplateDescriptorId::of(1), CompanyId::of(1), Instant(0)).unwrap();
            let words = VersionDraft::read(&json!({"content": template.content}).to_string()).unwrap();
            let content = words.content(descriptor.channel).unwrap();
            check(&content).unwrap();
            assert!(says_how_to_opt_out(&content, descriptor.channel), "{}", descriptor.name);
            let text = as_text(&render(&content, &context).unwrap());
            assert!(text.contains("Ana") && text.contains("$120.50") && !text.contains("{{"), "{text}");
        }
    }
}
