//! The filters of the lists as options: `--created-at-after` is `createdAtAfter`.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::http::query::Query;

/// The name in the API and the option.
const FILTERS: [(&str, &str); 25] = [
    ("personId", "person-id"),
    ("channel", "channel"),
    ("direction", "direction"),
    ("status", "status"),
    ("statusDetails", "status-details"),
    ("agentOutcome", "agent-outcome"),
    ("subject", "subject"),
    ("theme", "theme"),
    ("caseIds", "case-ids"),
    ("contentContains", "content-contains"),
    ("createdAtAfter", "created-at-after"),
    ("createdAtBefore", "created-at-before"),
    ("startedAtAfter", "started-at-after"),
    ("startedAtBefore", "started-at-before"),
    ("scheduledAtFromAfter", "scheduled-at-from-after"),
    ("scheduledAtFromBefore", "scheduled-at-from-before"),
    ("scheduledAtToAfter", "scheduled-at-to-after"),
    ("scheduledAtToBefore", "scheduled-at-to-before"),
    ("createdBy", "created-by"),
    ("hasVoicemail", "has-voicemail"),
    ("hasRecording", "has-recording"),
    ("hasNoPerson", "has-no-person"),
    ("sensitive", "sensitive"),
    ("isExternal", "is-external"),
    ("missedCall", "missed-call"),
];

/// The filters that were given.
#[derive(Debug, Default)]
pub(super) struct Filters(Vec<(String, String)>);

impl Filters {
    /// As the query of a list, with further ones written `NAME=VALUE`.
    pub(super) fn query(&self, named: &[String]) -> Result<Query, String> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.0 {
            query.append_pair(name, value);
        }
        for text in named {
            let (name, value) = text
                .split_once('=')
                .ok_or_else(|| format!("{text:?} is no filter; write it as NAME=VALUE"))?;
            query.append_pair(name, value);
        }
        Ok(Query::new("", &query.finish()))
    }
}

impl clap::FromArgMatches for Filters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut filters = Self::default();
        filters.update_from_arg_matches(matches)?;
        Ok(filters)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for (name, _) in FILTERS {
            let values = matches.get_many::<String>(name).into_iter().flatten();
            self.0.extend(values.map(|value| (name.to_owned(), value.clone())));
        }
        Ok(())
    }
}

impl clap::Args for Filters {
    fn augment_args(command: Command) -> Command {
        let option = |(name, long): (&'static str, &'static str)| {
            let arg = Arg::new(name).long(long).value_name("VALUE").action(ArgAction::Append);
            let arg = arg.help_heading("Filters").help("as in GET /api/interactions");
            if name == long { arg } else { arg.alias(name) }
        };
        command.args(FILTERS.map(option))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
