//! For which interactions a button is there.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::problem::Problems;
use crate::vocabulary::{Direction, Flow, HandlingStatus};

/// What must be so of an interaction; whatever is null may be anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = ButtonConditions)]
pub struct Conditions {
    /// It flows in one of these ways.
    pub flows: Option<Vec<Flow>>,
    /// It goes in one of these directions.
    pub directions: Option<Vec<Direction>>,
    /// One of these became of it.
    pub handling_statuses: Option<Vec<HandlingStatus>>,
    /// Whether it belongs to a person.
    pub has_person: Option<bool>,
    /// Whether it is linked to a case.
    pub has_case: Option<bool>,
}

/// What is so of an interaction.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// How it flows.
    pub flow: Option<Flow>,
    /// Who contacted whom.
    pub direction: Direction,
    /// What became of it.
    pub handling_status: Option<HandlingStatus>,
    /// Whether it belongs to a person.
    pub has_person: bool,
    /// Whether it is linked to a case.
    pub has_case: bool,
}

impl Conditions {
    /// Reads the object of a body.
    pub(super) fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let read = Self {
            flows: fields.words("flows").value(),
            directions: fields.words("directions").value(),
            handling_statuses: fields.words("handlingStatuses").value(),
            has_person: fields.flag("hasPerson").value(),
            has_case: fields.flag("hasCase").value(),
        };
        fields.finish(read)
    }

    /// Whether all of them hold.
    pub fn hold(&self, facts: &Facts) -> bool {
        one_of(self.flows.as_deref(), facts.flow)
            && one_of(self.directions.as_deref(), Some(facts.direction))
            && one_of(self.handling_statuses.as_deref(), facts.handling_status)
            && self.has_person.is_none_or(|wanted| wanted == facts.has_person)
            && self.has_case.is_none_or(|wanted| wanted == facts.has_case)
    }
}

fn one_of<T: PartialEq>(wanted: Option<&[T]>, found: Option<T>) -> bool {
    let Some(wanted) = wanted else { return true };
    found.is_some_and(|found| wanted.contains(&found))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: Facts = Facts {
        flow: Some(Flow::Voice),
        direction: Direction::Inbound,
        handling_status: None,
        has_person: true,
        has_case: false,
    };

    #[test]
    fn what_is_not_said_may_be_anything_and_all_that_is_said_must_hold() {
        assert!(Conditions::default().hold(&CALL));
        for (said, holds) in [
            (r#"{"flows": ["voice", "sms"], "hasPerson": true}"#, true),
            (r#"{"flows": ["sms"]}"#, false),
            (r#"{"flows": []}"#, false),
            (r#"{"directions": ["outbound"], "flows": ["voice"]}"#, false),
            (r#"{"handlingStatuses": ["aborted"]}"#, false),
            (r#"{"hasCase": false, "hasPerson": null}"#, true),
            (r#"{"hasCase": true}"#, false),
        ] {
            assert_eq!(Conditions::read(said).unwrap().hold(&CALL), holds, "{said}");
        }
        assert!(Conditions::read(r#"{"flows": ["smoke"]}"#).is_err());
    }
}
