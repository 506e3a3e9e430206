//! What a body says about a subscription.

use crate::fields::Fields;
use crate::id::SubscriptionId;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;

use super::Subscription;

/// Longest address, in characters.
const URL_LENGTH: usize = 2000;
/// Longest description, in characters.
const DESCRIPTION_LENGTH: usize = 500;
/// Types at most.
const TYPES: usize = 100;
/// Why a subscription that was switched off by hand is off.
const BY_HAND: &str = "switched off by hand";

/// What a body says about a subscription.
#[derive(Debug, Clone, Default)]
pub struct SubscriptionDraft {
    url: Patch<String>,
    event_types: Patch<Vec<String>>,
    description: Patch<String>,
    enabled: Patch<bool>,
}

impl SubscriptionDraft {
    /// Reads a body; `kinds` are the kinds of object that events are about.
    pub fn read(body: &str, kinds: &[&str]) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            url: fields.text("url", 1, URL_LENGTH),
            event_types: event_types(&mut fields, kinds),
            description: fields.text("description", 0, DESCRIPTION_LENGTH),
            enabled: fields.flag("enabled"),
        };
        for (field, cleared) in [
            ("url", draft.url == Patch::Null),
            ("eventTypes", draft.event_types == Patch::Null),
            ("enabled", draft.enabled == Patch::Null),
        ] {
            if cleared {
                fields.refuse(field, "cannot be cleared");
            }
        }
        fields.finish(draft)
    }

    /// The address it names.
    pub fn url(&self) -> Option<&str> {
        self.url.as_value().map(String::as_str)
    }

    /// A new subscription, which is told of what follows `cursor`. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: SubscriptionId, cursor: i64, now: Instant) -> Result<Subscription, Problems> {
        let mut problems = Problems::new();
        if self.url.is_absent() {
            problems.push("url", "is required");
        }
        if self.event_types.is_absent() {
            problems.push("eventTypes", "is required: a list such as [\"interaction.*\"]");
        }
        let blank = Subscription {
            id,
            url: String::new(),
            event_types: Vec::new(),
            description: None,
            enabled: true,
            disabled_reason: None,
            disabled_at: None,
            cursor,
            failing_since: None,
            created_at: now,
            updated_at: None,
        };
        let made = self.merge(&blank, now);
        problems.into_result(Subscription { updated_at: None, ..made })
    }

    /// The subscription after an update.
    pub fn merge(self, before: &Subscription, now: Instant) -> Subscription {
        let enabled = self.enabled.value().unwrap_or(before.enabled);
        let mut after = Subscription {
            url: self.url.value().unwrap_or_else(|| before.url.clone()),
            event_types: self.event_types.value().unwrap_or_else(|| before.event_types.clone()),
            description: self.description.over(before.description.clone()),
            enabled,
            updated_at: Some(now),
            ..before.clone()
        };
        if enabled && !before.enabled {
            (after.disabled_reason, after.disabled_at, after.failing_since) = (None, None, None);
        }
        if !enabled && before.enabled {
            (after.disabled_reason, after.disabled_at) = (Some(BY_HAND.to_owned()), Some(now));
        }
        after
    }
}

fn event_types(fields: &mut Fields<'_>, kinds: &[&str]) -> Patch<Vec<String>> {
    let mut types = match fields.texts("eventTypes", TYPES) {
        Patch::Value(types) => types,
        other => return other,
    };
    if types.is_empty() {
        fields.refuse("eventTypes", "must name at least one type; [\"*\"] stands for all");
    }
    for wanted in &types {
        if !is_type(wanted, kinds) {
            let known = kinds.join(", ");
            let text = format!(
                "{wanted:?} is no type such as interaction.created, interaction.* or *; kinds: {known}"
            );
            fields.refuse("eventTypes", text);
        }
    }
    types.sort();
    types.dedup();
    Patch::Value(types)
}

fn is_type(text: &str, kinds: &[&str]) -> bool {
    let is_verb = |verb: &str| !verb.is_empty() && verb.bytes().all(|byte| byte.is_ascii_alphabetic());
    text == "*"
        || text
            .split_once('.')
            .is_some_and(|(kind, verb)| kinds.contains(&kind) && (verb == "*" || is_verb(verb)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    const KINDS: [&str; 2] = ["interaction", "case"];

    fn made(body: &str) -> Subscription {
        let draft = SubscriptionDraft::read(body, &KINDS).unwrap();
        draft.create(SubscriptionId::of(1), 7, Instant(1)).unwrap()
    }

    fn merged(before: &Subscription, body: &str) -> Subscription {
        SubscriptionDraft::read(body, &KINDS).unwrap().merge(before, Instant(2))
    }

    #[test]
    fn a_type_is_a_known_kind_and_a_verb_or_a_star() {
        let right =
            made(r#"{"url":"https://a.example","eventTypes":["*","case.*","interaction.blocked","*"]}"#);
        assert_eq!(right.event_types, ["*", "case.*", "interaction.blocked"]);
        for wrong in ["interacton.created", "interaction", "interaction.", "*.created", "interaction.a b", ""]
        {
            let body = format!(r#"{{"url":"https://a.example","eventTypes":["{wrong}"]}}"#);
            assert!(SubscriptionDraft::read(&body, &KINDS).is_err(), "{wrong}");
        }
        assert!(SubscriptionDraft::read(r#"{"eventTypes":[]}"#, &KINDS).is_err());
    }

    #[test]
    fn what_is_missing_or_cleared_is_told_at_once() {
        let missing = SubscriptionDraft::read("{}", &KINDS).unwrap();
        let told = missing.create(SubscriptionId::of(1), 0, Instant(1)).unwrap_err();
        assert_eq!(told.fields().len(), 2);
        let body = r#"{"url":null,"eventTypes":null,"enabled":null}"#;
        assert_eq!(SubscriptionDraft::read(body, &KINDS).unwrap_err().fields().len(), 3);
    }

    #[test]
    fn switching_off_says_why_and_switching_on_forgets_it() {
        let on = made(r#"{"url":"https://a.example","eventTypes":["*"],"description":"ledger"}"#);
        let off = merged(&on, r#"{"enabled":false,"description":null}"#);
        assert_eq!((off.disabled_reason.as_deref(), off.disabled_at), (Some(BY_HAND), Some(Instant(2))));
        assert_eq!((off.description.as_deref(), off.cursor), (None, 7));
        let again = merged(&off, r#"{"enabled":true}"#);
        assert_eq!((again.disabled_reason, again.disabled_at), (None, None));
        let still =
            merged(&Subscription { disabled_reason: Some("gone".to_owned()), ..off }, r#"{"enabled":false}"#);
        assert_eq!(still.disabled_reason.as_deref(), Some("gone"));
    }
}
