//! What a message says: written by somebody, or by the template of its subject.

use ::channels::Capabilities;
use ::channels::text::encode;
use domain::communication::Written;
use domain::contact::Contact;
use domain::id::CaseId;
use domain::interaction::Interaction;
use domain::vocabulary::Channel;
use serde_json::{Map, Value, json};

use super::parcel::{Mail, Parcel, Said, Side};
use crate::app::{App, AppError};

/// What a message says, before it has its sides.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// What is said.
    pub(super) said: Said,
    /// The template version that said it.
    pub(super) template_version: Option<String>,
}

/// What a message says.
pub(super) async fn of(
    _app: &App,
    interaction: &Interaction,
    _contact: Option<&Contact>,
    _case: Option<CaseId>,
    content: Option<Written>,
    _context: Map<String, Value>,
) -> Result<Words, AppError> {
    match content {
        Some(content) => Ok(Words { said: written(interaction, content)?, template_version: None }),
        None => Err(AppError::Refused("no template".to_owned())),
    }
}

/// The words somebody wrote, as the channel of the interaction carries them.
fn written(interaction: &Interaction, written: Written) -> Result<Said, AppError> {
    let Written { subject, text, html, cc, bcc } = written;
    match interaction.channel {
        Channel::Email => {
            let missing = || AppError::field("content.subject", "is required: the subject line of the email");
            Ok(Said::Email(Mail {
                subject: subject.ok_or_else(missing)?,
                text,
                html,
                cc,
                bcc,
                ..Mail::default()
            }))
        }
        Channel::Text => {
            let missing = || AppError::field("content.body", "is required: what the text says");
            Ok(Said::Text { body: text.ok_or_else(missing)? })
        }
        Channel::Mail => Err(AppError::Refused(
            "a letter is said by the template of its subject; make one under \
             /api/communicator/templatedescriptors"
                .to_owned(),
        )),
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
    let (from, to): (&Side, &Side) = (from, to);
    let shown = match said {
        Said::Email(mail) => json!({
            "subject": mail.subject, "bodyText": mail.text, "bodyHtml": mail.html, "from": from.address,
            "to": to.address, "cc": mail.cc,
        }),
        Said::Text { body } => json!({
            "body": body, "segments": encode(body).segments.len(), "from": from.address, "to": to.address,
        }),
        Said::Letter { .. } => json!({"from": from.address, "to": to.address}),
    };
    shown.to_string()
}
