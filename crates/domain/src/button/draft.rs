//! What a body says about a button.

use super::{Button, Conditions, Target};
use crate::fields::Fields;
use crate::id::{ButtonId, Id, ProfileId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{ButtonKind, ButtonPlace};

/// Longest label, in characters.
const LABEL_LENGTH: usize = 60;
/// Longest target, in characters.
const TARGET_LENGTH: usize = 2_000;
/// Highest position.
const POSITIONS: i64 = 10_000;

/// What a body says about a button.
#[derive(Debug, Clone)]
pub struct ButtonDraft {
    profile: Patch<ProfileId>,
    label: Patch<String>,
    place: Patch<ButtonPlace>,
    kind: Patch<ButtonKind>,
    target: Patch<String>,
    conditions: Patch<Conditions>,
    position: Patch<i64>,
    enabled: Patch<bool>,
}

impl ButtonDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let conditions = fields.object("conditions");
        let draft = Self {
            profile: fields.id("profileId"),
            label: fields.text("label", 1, LABEL_LENGTH),
            place: fields.word("place"),
            kind: fields.word("kind"),
            target: fields.text("target", 1, TARGET_LENGTH),
            conditions: fields.settled("conditions", conditions, |text| {
                Conditions::read(&text).map_err(|told| told.to_string())
            }),
            position: fields.number("position", 0..=POSITIONS),
            enabled: fields.flag("enabled"),
        };
        for field in ["profileId", "label", "place", "kind", "target", "position", "enabled"] {
            if fields.clears(field) {
                fields.refuse(field, "cannot be cleared");
            }
        }
        fields.finish(draft)
    }

    /// A new button. Its id is a placeholder until the store gives it one.
    pub fn create(self, now: Instant) -> Result<Button, Problems> {
        let mut missing = Problems::new();
        for (field, is_there) in [
            ("profileId", self.profile.as_value().is_some()),
            ("label", self.label.as_value().is_some()),
            ("target", self.target.as_value().is_some()),
        ] {
            if !is_there {
                missing.push(field, "is required");
            }
        }
        missing.into_result(())?;
        check(Button {
            id: ButtonId::of(0),
            profile_id: self.profile.value().unwrap_or(ProfileId::of(0)),
            label: self.label.value().unwrap_or_default(),
            place: self.place.value().unwrap_or(ButtonPlace::Interaction),
            kind: self.kind.value().unwrap_or(ButtonKind::Url),
            target: self.target.value().unwrap_or_default(),
            conditions: self.conditions.value().unwrap_or_default(),
            position: self.position.value().unwrap_or(0),
            enabled: self.enabled.value().unwrap_or(true),
            created_at: now,
            updated_at: None,
        })
    }

    /// The button after an update.
    pub fn merge(self, before: &Button, now: Instant) -> Result<Button, Problems> {
        let before = before.clone();
        check(Button {
            profile_id: self.profile.value().unwrap_or(before.profile_id),
            label: self.label.value().unwrap_or(before.label),
            place: self.place.value().unwrap_or(before.place),
            kind: self.kind.value().unwrap_or(before.kind),
            target: self.target.value().unwrap_or(before.target),
            conditions: self.conditions.over(Some(before.conditions)).unwrap_or_default(),
            position: self.position.value().unwrap_or(before.position),
            enabled: self.enabled.value().unwrap_or(before.enabled),
            updated_at: Some(now),
            ..before
        })
    }
}

/// What is called is called as it stands; what is opened may hold placeholders.
fn check(button: Button) -> Result<Button, Problems> {
    if button.kind == ButtonKind::Webhook && button.target.contains(['{', '}']) {
        return Err(Problems::one(
            "target",
            "holds no placeholders where it is called: its body tells everything",
        ));
    }
    match Target::read(&button.target) {
        Ok(_) => Ok(button),
        Err(remedy) => Err(Problems::one("target", remedy)),
    }
}
