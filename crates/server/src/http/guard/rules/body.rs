//! A rule as the API shows it.

use domain::vocabulary::{Channel, Theme};
use guard::Word;
use guard::rulebook::schema::Rule;
use serde::Serialize;
use utoipa::ToSchema;

/// A rule, as the company has settled it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleBody {
    /// Stable id.
    id: String,
    /// Grows with every change of meaning.
    version: u32,
    /// A name.
    title: String,
    /// In plain words.
    about: String,
    /// The text it comes from.
    citation: String,
    /// How well that is known.
    source: &'static str,
    /// `US`, a state, `NYC`, or `policy` for a choice of the company's.
    jurisdiction: &'static str,
    /// Whose contacts it binds.
    binds: &'static str,
    /// The first day it is in force.
    #[schema(format = Date)]
    effective_from: Option<String>,
    /// The last day it is in force.
    #[schema(format = Date)]
    effective_to: Option<String>,
    /// Whether it is on.
    enabled: bool,
    /// Whether it blocks or warns.
    severity: &'static str,
    /// Whether a one-time override may pass it.
    overridable: &'static str,
    /// Why it ships as it does.
    note: Option<String>,
    /// The channels it looks at.
    channels: Vec<Channel>,
    /// The themes it looks at.
    themes: Vec<Theme>,
}

/// A rule, and all it does in plain words.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedRule {
    #[serde(flatten)]
    rule: RuleBody,
    /// What it says, what it looks at, what passes it, where it comes from.
    explanation: String,
}

impl From<Rule> for RuleBody {
    fn from(rule: Rule) -> Self {
        Self {
            source: rule.source.as_str(),
            jurisdiction: rule.jurisdiction.as_str(),
            binds: rule.binds.as_str(),
            effective_from: rule.effective_from.map(|date| date.to_string()),
            effective_to: rule.effective_to.map(|date| date.to_string()),
            severity: rule.severity.as_str(),
            overridable: rule.overridable.as_str(),
            channels: rule.scope.channels.iter().collect(),
            themes: rule.scope.themes.iter().collect(),
            id: rule.id,
            version: rule.version,
            title: rule.title,
            about: rule.about,
            citation: rule.citation,
            enabled: rule.enabled,
            note: rule.note,
        }
    }
}

impl From<Rule> for ExplainedRule {
    fn from(rule: Rule) -> Self {
        Self { explanation: guard::explain::explain(&rule), rule: rule.into() }
    }
}
