//! The layers (file, environment, command line) laid over one another.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::keys::{ALTERNATIVES, KEYS, closest, find, variable};
use super::{ConfigError, Secret};

/// What the layers set, by key; defaults are not in here.
#[derive(Debug, Default)]
pub(super) struct Values(BTreeMap<&'static str, Value>);

type Layer = Vec<(&'static str, Value)>;

impl Values {
    /// Lays one more layer on top.
    pub(super) fn lay(&mut self, layer: Layer) -> Result<(), ConfigError> {
        for group in ALTERNATIVES {
            let mut chosen = layer.iter().map(|(key, _)| *key).filter(|key| group.contains(key));
            let Some(first) = chosen.next() else { continue };
            if let Some(second) = chosen.next() {
                return Err(ConfigError::new(first, format!("remove either this or {second}")));
            }
            self.0.retain(|key, _| !group.contains(key));
        }
        self.0.extend(layer);
        Ok(())
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.0.get(key)?.as_str().map(str::to_owned)
    }

    pub(super) fn count(&self, key: &str) -> Option<u64> {
        self.0.get(key)?.as_integer().and_then(|number| u64::try_from(number).ok())
    }

    /// A count of a smaller type, refused when it does not fit.
    pub(super) fn small<N: TryFrom<u64>>(&self, key: &str) -> Result<Option<N>, ConfigError> {
        self.count(key)
            .map(|number| N::try_from(number).map_err(|_| ConfigError::new(key, "too large, lower it")))
            .transpose()
    }

    pub(super) fn decimal(&self, key: &str) -> Option<f64> {
        match self.0.get(key)? {
            Value::Integer(number) => Some(*number as f64),
            value => value.as_float(),
        }
    }

    pub(super) fn switch(&self, key: &str) -> Option<bool> {
        self.0.get(key)?.as_bool()
    }

    pub(super) fn list(&self, key: &str) -> Option<Vec<String>> {
        let items = self.0.get(key)?.as_array()?;
        Some(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// A secret given as `key`, or as `key_file`, whose last line break does not count.
    pub(super) fn secret(&self, key: &str) -> Result<Option<Secret>, ConfigError> {
        let file_key = format!("{key}_file");
        let Some(path) = self.text(&file_key) else {
            return Ok(self.text(key).map(Secret::new));
        };
        let text = fs::read_to_string(&path)
            .map_err(|cause| ConfigError::new(file_key, format!("cannot read {path}: {cause}")))?;
        Ok(Some(Secret::new(text.trim_end_matches(['\n', '\r']))))
    }
}

/// Reads a file's layer.
pub(super) fn from_file(path: &Path) -> Result<Layer, ConfigError> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path)
        .map_err(|cause| ConfigError::new(&name, format!("cannot read the configuration file: {cause}")))?;
    from_text(&name, &text)
}

/// Reads a file's layer from its text.
pub(super) fn from_text(name: &str, text: &str) -> Result<Layer, ConfigError> {
    let table: Table = text.parse().map_err(|cause: toml::de::Error| {
        let line = cause.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        ConfigError::new(format!("{name} line {line}"), cause.message().replace('\n', ", "))
    })?;
    let mut layer = Layer::new();
    flatten(name, "", table, &mut layer)?;
    Ok(layer)
}

/// Reads the environment's layer; empty variables count as absent.
pub(super) fn from_environment(get: &dyn Fn(&str) -> Option<String>) -> Result<Layer, ConfigError> {
    let mut layer = Layer::new();
    for (key, kind) in KEYS {
        let variable = variable(key);
        let Some(text) = get(&variable).filter(|text| !text.is_empty()) else { continue };
        let value = kind.parse(&text).ok_or_else(|| {
            ConfigError::new(&variable, format!("{text:?} does not fit, give {}", kind.expected()))
        })?;
        layer.push((*key, value));
    }
    Ok(layer)
}

/// Reads one `KEY=VALUE` of the command line.
pub(super) fn from_setting(setting: &str) -> Result<(&'static str, Value), ConfigError> {
    let option = format!("--set {setting}");
    let Some((key, text)) = setting.split_once('=') else {
        return Err(ConfigError::new(option, "write it as KEY=VALUE"));
    };
    // The text may be a secret: it is not repeated from here on.
    let option = format!("--set {key}");
    let (key, kind) = find(key.trim()).ok_or_else(|| unknown(&option, key))?;
    let value = kind
        .parse(text)
        .ok_or_else(|| ConfigError::new(option, format!("does not fit, give {}", kind.expected())))?;
    Ok((key, value))
}

fn flatten(name: &str, prefix: &str, table: Table, layer: &mut Layer) -> Result<(), ConfigError> {
    for (part, value) in table {
        let path = format!("{prefix}{part}");
        let below = format!("{path}.");
        match value {
            Value::Table(inner) if KEYS.iter().any(|(key, _)| key.starts_with(&below)) => {
                flatten(name, &below, inner, layer)?;
            }
            value => {
                let (key, kind) = find(&path).ok_or_else(|| unknown(name, &path))?;
                if !kind.fits(&value) {
                    let found = value.type_str();
                    let text = format!("{key} is of type {found}, give {}", kind.expected());
                    return Err(ConfigError::new(name, text));
                }
                layer.push((key, value));
            }
        }
    }
    Ok(())
}

fn unknown(origin: &str, path: &str) -> ConfigError {
    let remedy = match closest(path) {
        Some(key) => format!("unknown key {path}, did you mean {key}?"),
        None => format!("unknown key {path}, remove it or see config/default.toml for the known ones"),
    };
    ConfigError::new(origin, remedy)
}
