//! A message as it would read, without being sent.

use domain::id::AnyId;
use domain::template::{LANGUAGE, RenderDraft, TemplateContent, is_free};
use domain::time::Instant;
use domain::vocabulary::{Channel, Permission, RenderFormat};
use serde_json::{Map, Value};
use store::templates::{Wanted, descriptors, versions};

use super::facts::{Hydrated, hydrate};
use super::paper;
use crate::app::{App, AppError, Caller};

/// What an email's template calls the address at which one click unsubscribes.
pub const UNSUBSCRIBE: &str = "unsubscribeUrl";

/// A message in one format.
#[derive(Debug)]
pub struct Shown {
    /// The subject line of an email.
    pub subject_line: Option<String>,
    /// What it is.
    pub format: RenderFormat,
    /// The message.
    pub bytes: Vec<u8>,
}

/// The message as it would read.
pub async fn render(
    app: &App,
    caller: &Caller,
    draft: RenderDraft,
    format: RenderFormat,
) -> Result<Shown, AppError> {
    caller.require(Permission::TemplateRead)?;
    for permission in needed(&draft) {
        caller.require(permission)?;
    }
    let hydrated = hydrate(&app.store, caller.company, &draft.named).await?;
    let words = match &draft.content {
        // Whoever sends it wrote it themselves: it is no template.
        Some(content) if is_free(draft.subject) => Words::Free(content.clone().into()),
        _ => Words::Template(template(app, caller, &draft).await?, with_unsubscribe(draft)),
    };
    let now = app.clock.now();
    // The longest template or letter that is allowed takes a second: on a thread where nobody waits behind it.
    let work = tokio::task::spawn_blocking(move || show(words, &hydrated, format, now));
    work.await.map_err(|error| AppError::Unavailable(error.to_string()))?
}

enum Words {
    Free(TemplateContent),
    Template(TemplateContent, Map<String, Value>),
}

fn show(words: Words, hydrated: &Hydrated, format: RenderFormat, now: Instant) -> Result<Shown, AppError> {
    let message = match words {
        Words::Free(content) => content,
        Words::Template(template, variables) => fill(&template, hydrated, variables)?,
    };
    let bytes = match format {
        RenderFormat::Text => templates::as_text(&message).into_bytes(),
        RenderFormat::Html => templates::as_html(&message).into_bytes(),
        RenderFormat::Pdf => paper::letter(hydrated, &message, now)?,
    };
    Ok(Shown { subject_line: message.subject_line, format, bytes })
}

/// The message a template makes of these objects and variables. A template that does not work with them is a 422
/// which names the variable.
pub fn fill(
    template: &TemplateContent,
    hydrated: &Hydrated,
    variables: Map<String, Value>,
) -> Result<TemplateContent, AppError> {
    let context = hydrated.context(variables)?;
    templates::render(template, &context)
        .map_err(|fault| AppError::Refused(format!("the template cannot be filled in: {fault}")))
}

/// A message that is sent gets an address of its own; one that is shown, a place where it will be.
fn with_unsubscribe(draft: RenderDraft) -> Map<String, Value> {
    let mut variables = draft.context;
    if draft.channel == Channel::Email {
        variables.entry(UNSUBSCRIBE).or_insert_with(|| Value::from("#unsubscribe"));
    }
    variables
}

fn needed(draft: &RenderDraft) -> Vec<Permission> {
    let named = &draft.named;
    let all = [
        (named.person.is_some(), Permission::PersonRead),
        (named.contact.is_some(), Permission::ContactRead),
        (named.loan.is_some() || !named.loans.is_empty(), Permission::LoanRead),
        (named.case.is_some(), Permission::CaseRead),
    ];
    all.into_iter().filter(|(is_named, _)| *is_named).map(|(_, permission)| permission).collect()
}

async fn template(app: &App, caller: &Caller, draft: &RenderDraft) -> Result<TemplateContent, AppError> {
    if draft.version.is_some() {
        return chosen(app, caller, draft).await;
    }
    let wanted = Wanted {
        subject: draft.subject,
        channel: draft.channel,
        language: draft.language.as_deref().unwrap_or(LANGUAGE),
        product: draft.product.as_deref(),
    };
    match super::find_for(&app.store, caller.company, wanted).await? {
        Some((_, version)) => Ok(version.content),
        None => Err(AppError::Refused(format!(
            "there is no enabled template with an active version for {} by {}",
            draft.subject, draft.channel
        ))),
    }
}

/// The version that is named, active or not: it is looked at before it is activated.
async fn chosen(app: &App, caller: &Caller, draft: &RenderDraft) -> Result<TemplateContent, AppError> {
    let unfit = || {
        let message = "names no version of a template for this subject and channel";
        AppError::field("templateVersionId", message)
    };
    let Some(AnyId::Ours(id)) = draft.version else { return Err(unfit()) };
    let version = versions::find(&app.store, caller.company, None, id).await?.ok_or_else(unfit)?;
    let descriptor = descriptors::find(&app.store, caller.company, version.template_descriptor_id).await?;
    let fits = descriptor.is_some_and(|one| (one.subject, one.channel) == (draft.subject, draft.channel));
    if fits { Ok(version.content) } else { Err(unfit()) }
}
