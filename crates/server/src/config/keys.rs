//! Every key once, with its kind; the file, the environment and `--set` are all read by this table.

use toml::Value;

/// What a key's value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Count,
    Decimal,
    Switch,
    List,
}

pub(super) const KEYS: &[(&str, Kind)] = &[
    ("listen", Kind::Text),
    ("public_url", Kind::Text),
    ("session_hours", Kind::Count),
    ("docs", Kind::Switch),
    ("secrets_key", Kind::Text),
    ("secrets_key_file", Kind::Text),
    ("trusted_proxies", Kind::List),
    ("store.data", Kind::Text),
    ("store.database_url", Kind::Text),
    ("store.database_url_file", Kind::Text),
    ("tls.cert", Kind::Text),
    ("tls.key", Kind::Text),
    ("limits.json_bytes", Kind::Count),
    ("limits.upload_bytes", Kind::Count),
    ("limits.json_depth", Kind::Count),
    ("limits.request_seconds", Kind::Count),
    ("limits.header_bytes", Kind::Count),
    ("limits.header_seconds", Kind::Count),
    ("limits.stalled_seconds", Kind::Count),
    ("limits.shutdown_seconds", Kind::Count),
    ("rate_limit.per_second", Kind::Count),
    ("rate_limit.burst", Kind::Count),
    ("webhooks.allow_private", Kind::Switch),
    ("logs.format", Kind::Text),
    ("logs.level", Kind::Text),
    ("traces.otlp_endpoint", Kind::Text),
    ("traces.service_name", Kind::Text),
    ("traces.sample_ratio", Kind::Decimal),
    ("blobs.folder", Kind::Text),
    ("blobs.s3.bucket", Kind::Text),
    ("blobs.s3.endpoint", Kind::Text),
    ("blobs.s3.region", Kind::Text),
    ("blobs.s3.access_key_id", Kind::Text),
    ("blobs.s3.secret_access_key", Kind::Text),
    ("blobs.s3.secret_access_key_file", Kind::Text),
    ("blobs.s3.prefix", Kind::Text),
];

/// Keys of which only one counts: a later layer's choice displaces an earlier layer's.
pub(super) const ALTERNATIVES: &[&[&str]] = &[
    &["store.data", "store.database_url", "store.database_url_file"],
    &["secrets_key", "secrets_key_file"],
    &["blobs.s3.secret_access_key", "blobs.s3.secret_access_key_file"],
];

/// The key's row, if there is such a key.
pub(super) fn find(path: &str) -> Option<(&'static str, Kind)> {
    KEYS.iter().copied().find(|(key, _)| *key == path)
}

/// The environment variable that sets a key.
pub(super) fn variable(path: &str) -> String {
    let short = path.strip_prefix("store.").unwrap_or(path);
    format!("SWITCHBOARD_{}", short.to_uppercase().replace('.', "_"))
}

/// The known key or section closest to a mistyped one.
pub(super) fn closest(path: &str) -> Option<&'static str> {
    let near = |key: &str| distance(key, path).min(distance(last_part(key), last_part(path)) + 1);
    let sections = KEYS.iter().filter_map(|(key, _)| Some(key.rsplit_once('.')?.0));
    let candidates = KEYS.iter().map(|(key, _)| *key).chain(sections);
    let (gap, key) = candidates.map(|key| (near(key), key)).min()?;
    (gap <= 3).then_some(key)
}

impl Kind {
    /// What to write instead, for an error text.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Kind::Text => "a text",
            Kind::Count => "a whole number, 0 or more",
            Kind::Decimal => "a number",
            Kind::Switch => "true or false",
            Kind::List => "a list of texts",
        }
    }

    /// Whether a value from the file fits.
    pub(super) fn fits(self, value: &Value) -> bool {
        match (self, value) {
            (Kind::Text, Value::String(_)) | (Kind::Switch, Value::Boolean(_)) => true,
            (Kind::Count, Value::Integer(number)) => *number >= 0,
            (Kind::Decimal, Value::Integer(_) | Value::Float(_)) => true,
            (Kind::List, Value::Array(items)) => items.iter().all(Value::is_str),
            _ => false,
        }
    }

    /// Reads a value from the environment or the command line.
    pub(super) fn parse(self, text: &str) -> Option<Value> {
        let text = text.trim();
        match self {
            Kind::Text => Some(Value::String(text.to_owned())),
            Kind::Count => text.parse().ok().filter(|number: &i64| *number >= 0).map(Value::Integer),
            Kind::Decimal => text.parse().ok().map(Value::Float),
            Kind::Switch => text.parse().ok().map(Value::Boolean),
            Kind::List => Some(Value::Array(
                text.split(',')
                    .map(str::trim)
                    .filter(|item| !item.is_empty())
                    .map(|item| Value::String(item.to_owned()))
                    .collect(),
            )),
        }
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, a) in one.chars().enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (at, b) in other.iter().enumerate() {
            let replace = diagonal + usize::from(a != *b);
            diagonal = row[at + 1];
            row[at + 1] = replace.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
