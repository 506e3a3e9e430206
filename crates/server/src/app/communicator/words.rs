//! What a message says: written by somebody, or by the template of its subject.

use ::channels::Capabilities;
use ::channels::text::encode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::communication::Written;
use domain::contact::Contact;
use domain::id::{AnyId, CaseId};
use domain::interaction::Interaction;
use domain::template::{LANGUAGE, Named, TemplateContent, TemplateDescriptor, TemplateVersion, is_free};
use domain::time::Instant;
use domain::vocabulary::Channel;
use serde_json::{Map, Value, json};
use store::templates::Wanted;

use super::parcel::{Mail, Parcel, Said};
use super::send::Kind;
use super::{enclosed, signature};
use crate::app::templates::{Hydrated, UNSUBSCRIBE, fill, find_for, hydrate, letter};
use crate::app::{App, AppError};

/// What a message says, before it has its sides.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// What is said.
    pub(super) said: Said,
    /// The template version that said it.
    pub(super) template_version: Option<String>,
}

/// Where the words come from.
pub(super) enum Source {
    /// Somebody wrote them.
    Written(Written),
    /// The template of the subject.
    Template(Box<(TemplateDescriptor, TemplateVersion)>),
}

/// Which template is wanted, where one is.
pub(super) struct Wish<'a> {
    pub(super) language: Option<&'a str>,
    pub(super) product: Option<&'a str>,
}

/// Where the words of an interaction come from. The confirmation of an opt-out is said by the company's template where
/// there is one, else by the words that came with it: nobody waits for a template with it.
pub(super) async fn source(
    app: &App,
    interaction: &Interaction,
    kind: Kind,
    content: Option<Written>,
    wish: Wish<'_>,
) -> Result<Source, AppError> {
    let Some(subject) = interaction.subject else {
        return Err(AppError::field("subject", "is required"));
    };
    if is_free(subject) {
        let missing =
            || AppError::field("content", format!("is required: {subject} has no words of its own"));
        return content.map(Source::Written).ok_or_else(missing);
    }
    if content.is_some() && kind == Kind::Ordinary {
        let other = format!("goes with freeForm only; {subject} is said by its template");
        return Err(AppError::field("content", other));
    }
    let language = wish.language.unwrap_or(LANGUAGE);
    let wanted = Wanted { subject, channel: interaction.channel, language, product: wish.product };
    match find_for(&app.store, interaction.company, wanted).await? {
        Some(found) => Ok(Source::Template(Box::new(found))),
        None => content.map(Source::Written).ok_or_else(|| {
            AppError::Refused(format!(
                "there is no enabled template with an active version for {subject} by {}; make one under \
                 /api/communicator/templatedescriptors",
                interaction.channel
            ))
        }),
    }
}

impl Source {
    /// The interaction, with what its template settles where nobody said it.
    pub(super) fn settle(&self, interaction: Interaction) -> Interaction {
        let Source::Template(found) = self else { return interaction };
        Interaction {
            sensitive: interaction.sensitive || found.0.sensitive,
            is_transactional: interaction.is_transactional.or(Some(found.0.is_transactional)),
            ..interaction
        }
    }
}

/// Whom and what a message is about, for the variables of its template.
pub(super) struct About<'a> {
    pub(super) interaction: &'a Interaction,
    pub(super) contact: Option<&'a Contact>,
    pub(super) case: Option<CaseId>,
    pub(super) context: Map<String, Value>,
    pub(super) unsubscribe: Option<String>,
    /// What stands below an email that somebody wrote.
    pub(super) signature: Option<String>,
    pub(super) now: Instant,
}

/// The words of a message.
pub(super) async fn of(app: &App, source: Source, about: About<'_>) -> Result<Words, AppError> {
    let interaction = about.interaction;
    let (descriptor, version) = match source {
        Source::Written(words) => {
            let said = match interaction.channel {
                Channel::Mail => {
                    let hydrated = hydrated(app, &about).await?;
                    paper(&hydrated, &words.into(), about.now)?
                }
                channel => written(channel, signed(app, words, &about).await?, about.unsubscribe)?,
            };
            return Ok(Words { said, template_version: None });
        }
        Source::Template(found) => *found,
    };
    let hydrated = hydrated(app, &about).await?;
    let mut variables = about.context;
    if let Some(address) = &about.unsubscribe {
        variables.insert(UNSUBSCRIBE.to_owned(), Value::String(address.clone()));
    }
    let (unsubscribe, now, channel) = (about.unsubscribe, about.now, descriptor.channel);
    let id = version.id.to_string();
    // The longest template or letter that is allowed takes a second: on a thread where nobody waits behind it.
    let work = tokio::task::spawn_blocking(move || -> Result<Said, AppError> {
        let message = fill(&version.content, &hydrated, variables)?;
        match channel {
            Channel::Mail => paper(&hydrated, &message, now),
            _ => said(channel, message, unsubscribe),
        }
    });
    let said = work.await.map_err(|error| AppError::Unavailable(error.to_string()))??;
    Ok(Words { said, template_version: Some(id) })
}

async fn signed(app: &App, words: Written, about: &About<'_>) -> Result<Written, AppError> {
    let Some(signature) = about.signature.as_deref() else { return Ok(words) };
    let hydrated = hydrated(app, about).await?;
    signature::sign(words, signature, about.interaction.created_by.name.as_deref(), &hydrated)
}

async fn hydrated(app: &App, about: &About<'_>) -> Result<Hydrated, AppError> {
    let loans = &about.interaction.loans;
    let named = Named {
        person: about.interaction.person.map(AnyId::Ours),
        contact: about.contact.map(|contact| AnyId::Ours(contact.id)),
        loan: loans.first().copied().map(AnyId::Ours),
        loans: loans.iter().copied().map(AnyId::Ours).collect(),
        case: about.case.map(AnyId::Ours),
    };
    hydrate(&app.store, about.interaction.company, &named).await
}

fn paper(hydrated: &Hydrated, message: &TemplateContent, now: Instant) -> Result<Said, AppError> {
    let pdf = STANDARD.encode(letter(hydrated, message, now)?);
    Ok(Said::Letter { pdf, text: templates::as_text(message) })
}

fn said(channel: Channel, message: TemplateContent, unsubscribe: Option<String>) -> Result<Said, AppError> {
    let text = match (&message.text, &message.body) {
        (Some(text), _) | (None, Some(text)) => text.clone(),
        (None, None) => templates::as_text(&message),
    };
    let TemplateContent { subject_line, html, .. } = message;
    written(
        channel,
        Written { subject: subject_line, text: Some(text), html, ..Written::default() },
        unsubscribe,
    )
}

/// Words as the channel of the interaction carries them.
fn written(channel: Channel, words: Written, unsubscribe: Option<String>) -> Result<Said, AppError> {
    let Written { subject, text, html, cc, bcc } = words;
    match channel {
        Channel::Email => {
            let missing = || AppError::field("content.subject", "is required: the subject line of the email");
            let subject = subject.ok_or_else(missing)?;
            let mail = Mail { subject, text, html, cc, bcc, unsubscribe, ..Mail::default() };
            Ok(Said::Email(Box::new(mail)))
        }
        Channel::Text => {
            let missing = || AppError::field("content.body", "is required: what the text says");
            Ok(Said::Text { body: text.ok_or_else(missing)? })
        }
        other => Err(AppError::Refused(format!("{other} is not sent; use email, text or mail"))),
    }
}

/// Whether the channel's provider takes words of this length.
pub(super) fn check_length(said: &Said, capabilities: &Capabilities) -> Result<(), AppError> {
    let (Said::Text { body }, Some(longest)) = (said, capabilities.longest_text) else { return Ok(()) };
    let length = body.chars().count();
    if length <= longest {
        return Ok(());
    }
    Err(AppError::Refused(format!(
        "the text has {length} characters, its channel takes {longest}; shorten it"
    )))
}

/// What the interaction shows of a message.
pub(super) fn content(parcel: &Parcel) -> String {
    let Parcel { from, to, said } = parcel;
    let shown = match said {
        Said::Email(mail) => json!({
            "subject": mail.subject, "bodyText": mail.text, "bodyHtml": mail.html, "from": from.address,
            "to": to.address, "cc": mail.cc, "attachments": enclosed::shown(&mail.enclosed),
        }),
        Said::Text { body } => json!({
            "body": body, "segments": encode(body).segments.len(), "from": from.address, "to": to.address,
        }),
        Said::Letter { text, .. } => json!({"bodyText": text, "from": from.address, "to": to.address}),
    };
    shown.to_string()
}
