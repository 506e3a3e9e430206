use std::net::IpAddr;

use super::ConfigError;
use super::layers::Values;

/// The proxies whose `X-Forwarded-For` is believed (`trusted_proxies`; default none).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Network {
    address: u128,
    bits: u32,
}

impl TrustedProxies {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let items = values.list("trusted_proxies").unwrap_or_default();
        Self::parse(&items)
    }

    /// Reads addresses and networks such as `10.0.0.0/8`.
    pub fn parse(items: &[String]) -> Result<Self, ConfigError> {
        let network = |item: &String| {
            Network::parse(item).ok_or_else(|| {
                let remedy = format!("{item:?} is no address or network, write it as 10.0.0.1 or 10.0.0.0/8");
                ConfigError::new("trusted_proxies", remedy)
            })
        };
        Ok(Self(items.iter().map(network).collect::<Result<_, _>>()?))
    }

    /// Whether what this address forwards is believed.
    pub fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let (width, lead) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
        let bits = bits.unwrap_or(width);
        (bits <= width).then(|| Self { address: number(address), bits: bits + lead })
    }

    fn contains(&self, address: IpAddr) -> bool {
        let shift = 128 - self.bits;
        (self.address ^ number(address)).checked_shr(shift).unwrap_or(0) == 0
    }
}

/// IPv4 as IPv6 maps it, so that a mapped address and a plain one are the same.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}
