use std::num::NonZeroU32;

use super::ConfigError;
use super::layers::Values;

/// How often one key may ask (`[rate_limit]`; off by default).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimit {
    /// Requests a second, for each key; default: no limit.
    pub per_second: Option<NonZeroU32>,
    /// Requests that may come at once; default 100.
    pub burst: NonZeroU32,
}

impl RateLimit {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let per_second = values
            .small::<u32>("rate_limit.per_second")?
            .map(|number| above_zero("rate_limit.per_second", number))
            .transpose()?;
        let burst = values.small::<u32>("rate_limit.burst")?.unwrap_or(100);
        Ok(Self { per_second, burst: above_zero("rate_limit.burst", burst)? })
    }
}

fn above_zero(key: &str, number: u32) -> Result<NonZeroU32, ConfigError> {
    NonZeroU32::new(number)
        .ok_or_else(|| ConfigError::new(key, "0 would refuse every request, give 1 or more"))
}
