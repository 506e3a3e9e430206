//! Questions, asked over HTTP and in raw SQL alike.

use domain::id::{Id, InteractionId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{Channel, Direction, Status, Theme};
use store::{Dialect, Sql};

use crate::load::READ;
use crate::maker::Made;
use crate::random::Random;
use crate::raw::COLUMNS;

/// Rows on a page.
const PAGE: i64 = 50;

/// What a page of the company's list is asked with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Question {
    pub(crate) words: Vec<(&'static str, &'static str)>,
    pub(crate) between: Option<(i64, i64)>,
    pub(crate) after: Option<i64>,
    pub(crate) contains: Option<String>,
}

impl Question {
    /// Any two of channel, status, direction and theme, whatever is found, and a span of a day to a year
    /// that begins and ends anywhere.
    pub(crate) fn random(random: &mut Random, ends: (i64, i64)) -> Self {
        let mut words = vec![
            ("channel", random.pick(Channel::ALL).as_str()),
            ("status", random.pick(Status::ALL).as_str()),
            ("direction", random.pick(Direction::ALL).as_str()),
            ("theme", random.pick(Theme::ALL).as_str()),
        ];
        words.remove(random.below(4) as usize);
        words.remove(random.below(3) as usize);
        Self { words, between: Some(span(random, ends)), ..Self::default() }
    }

    /// Two that are often asked together, over all time: raw SQL finds a page of them by walking the keys.
    pub(crate) fn common(at: usize) -> Self {
        let pairs = [
            [("channel", "email"), ("direction", "outbound")],
            [("channel", "voice"), ("status", "succeeded")],
            [("direction", "inbound"), ("theme", "inbPayments")],
            [("channel", "text"), ("status", "attempted")],
        ];
        Self { words: pairs[at % pairs.len()].to_vec(), ..Self::default() }
    }

    /// As a request line's path.
    pub(crate) fn path(&self) -> String {
        let mut path = format!("/api/interactions?limit={PAGE}");
        for (name, word) in &self.words {
            path.push_str(&format!("&{name}={word}"));
        }
        if let Some((after, before)) = self.between {
            path.push_str(&format!("&createdAtAfter={}&createdAtBefore={}", moment(after), moment(before)));
        }
        if let Some(key) = self.after {
            path.push_str(&format!("&startingAfter={}", InteractionId::of(key)));
        }
        if let Some(words) = &self.contains {
            path.push_str(&format!("&contentContains={}", words.replace(' ', "%20")));
        }
        path
    }

    /// The page alone, as one would write it.
    pub(crate) fn sql(&self, dialect: Dialect) -> Sql {
        let mut sql = Sql::new(dialect);
        sql.push("SELECT ").push(COLUMNS).push(" FROM interactions i");
        // Its planner would sort a million rows; who writes SQL by hand tells it so.
        sql.push(if dialect == Dialect::Sqlite { " INDEXED BY interactions_newest" } else { "" });
        sql.push(" WHERE i.company = ").bind(READ).push(" AND i.deleted_at IS NULL");
        for (name, word) in &self.words {
            sql.push(" AND i.").push(name).push(" = ").bind(*word);
        }
        if let Some((after, before)) = self.between {
            sql.push(" AND i.created_at >= ").bind(after).push(" AND i.created_at <= ").bind(before);
        }
        if let Some(key) = self.after {
            sql.push(" AND i.key < ").bind(key);
        }
        sql.push(" ORDER BY i.key DESC LIMIT ").bind(PAGE);
        sql
    }
}

fn span(random: &mut Random, ends: (i64, i64)) -> (i64, i64) {
    let day: i64 = 86_400_000_000;
    let length = (day as f64 * 365f64.powf(random.unit())) as i64;
    let from = ends.0 + random.below((ends.1 - ends.0 - length) as u64) as i64;
    (from, from + length)
}

fn moment(at: i64) -> String {
    Instant(at).to_string().replace('+', "%2B")
}

/// A person's newest page, in raw SQL.
pub(crate) fn history_sql(dialect: Dialect, person: i64) -> Sql {
    let mut sql = Sql::new(dialect);
    sql.push("SELECT ").push(COLUMNS).push(" FROM interactions i WHERE i.company = ").bind(READ);
    sql.push(" AND i.person = ").bind(person).push(" AND i.deleted_at IS NULL ORDER BY i.key DESC LIMIT ");
    sql.bind(PAGE);
    sql
}

/// A person's newest page, as a path.
pub(crate) fn history_path(person: i64) -> String {
    format!("/api/people/{}/interactions?limit={PAGE}", PersonId::of(person))
}

/// A ready-made GET.
pub(crate) fn get(path: &str, key: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\nx-api-key: {key}\r\n\r\n").into_bytes()
}

/// A ready-made create.
pub(crate) fn create(made: &Made, key: &str) -> Vec<u8> {
    let person = PersonId::of(made.person.unwrap_or(1));
    post(&format!("/api/people/{person}/interactions"), key, &body(made).to_string())
}

/// A ready-made POST.
pub(crate) fn post(path: &str, key: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nx-api-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// As the API takes it.
pub(crate) fn body(made: &Made) -> serde_json::Value {
    let content = made.content.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let mut body = serde_json::json!({
        "channel": made.channel,
        "direction": made.direction,
        "status": made.status,
        "theme": made.theme,
        "sensitive": made.sensitive,
        "startedAt": Instant(made.at).to_string(),
        "endedAt": Instant(made.ended_at).to_string(),
    });
    let some = [
        ("statusDetails", made.status_details.map(Into::into)),
        ("subject", made.subject.map(Into::into)),
        ("externalId", made.external_id.clone().map(Into::into)),
        ("content", content),
    ];
    for (name, value) in some {
        if let Some(value) = value {
            body[name] = value;
        }
    }
    body
}
