//! Which network addresses may be called.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far calls may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To addresses of the public internet.
    Public,
    /// To private networks too; never to where a cloud tells its secrets.
    Private,
}

/// IPv4 networks that are not the public internet (IANA special-purpose registry; multicast; reserved).
const SPECIAL: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 31, 196, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Where clouds tell their machines secrets, outside of the link-local network.
const METADATA: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
];

impl Reach {
    /// Whether an address may be called.
    pub fn allows(self, ip: IpAddr) -> bool {
        let ip = plain(ip);
        is_public(ip) || self == Reach::Private && !is_never_called(ip)
    }

    /// What a refused address is, for a sentence.
    pub(super) fn refusal(self) -> &'static str {
        match self {
            Reach::Public => {
                "a private or reserved address; the operator may allow them with webhooks.allow_private"
            }
            Reach::Private => "a link-local, metadata or multicast address, which is never called",
        }
    }
}

/// The IPv4 address inside an IPv6 one that stands for it: mapped (RFC 4291), or by NAT64 (RFC 6052).
fn plain(ip: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = ip else { return ip };
    let [a, b, rest @ ..] = v6.segments();
    let nat64 = (a, b) == (0x64, 0xff9b) && rest[..4] == [0; 4];
    match v6.to_ipv4_mapped() {
        Some(v4) => IpAddr::V4(v4),
        None if nat64 => IpAddr::V4(Ipv4Addr::from((u32::from(rest[4]) << 16) | u32::from(rest[5]))),
        None => ip,
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => !SPECIAL.iter().any(|(network, bits)| is_within(v4, *network, *bits)),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// Only 2000::/3 is handed out; of it, protocol assignments (Teredo among them), documentation and 6to4, which can hide
/// any IPv4 address, are not for calling.
fn is_public_v6(v6: Ipv6Addr) -> bool {
    let [a, b, ..] = v6.segments();
    let handed_out = a & 0xe000 == 0x2000;
    let assignments = a == 0x2001 && b < 0x200;
    let documentation = (a, b) == (0x2001, 0xdb8) || a == 0x3fff && b < 0x1000;
    handed_out && !assignments && !documentation && a != 0x2002
}

fn is_never_called(ip: IpAddr) -> bool {
    let link_local = match ip {
        IpAddr::V4(v4) => v4.is_link_local() || v4.is_broadcast(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    };
    link_local || ip.is_multicast() || ip.is_unspecified() || METADATA.contains(&ip)
}

fn is_within(ip: Ipv4Addr, network: Ipv4Addr, bits: u32) -> bool {
    u32::from(ip) >> (32 - bits) == u32::from(network) >> (32 - bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: [&str; 9] = [
        "1.1.1.1",
        "9.255.255.255",
        "100.63.255.255",
        "100.128.0.0",
        "172.32.0.0",
        "223.255.255.255",
        "2606:4700::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
    ];
    const NOT_PUBLIC: [&str; 40] = [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "ff02::1",
    ];

    #[test]
    fn only_the_public_internet_is_called() {
        for ip in PUBLIC {
            assert!(Reach::Public.allows(ip.parse().unwrap()), "{ip}");
        }
        for ip in NOT_PUBLIC {
            assert!(!Reach::Public.allows(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn even_an_intranet_has_addresses_that_are_never_called() {
        for ip in [
            "127.0.0.1",
            "10.0.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "::1",
            "fd12::1",
            "::ffff:10.0.0.1",
            "1.1.1.1",
        ] {
            assert!(Reach::Private.allows(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "0.0.0.0",
            "169.254.169.254",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "100.100.100.200",
            "fd00:ec2::254",
            "fe80::1",
            "224.0.0.1",
            "ff02::1",
            "255.255.255.255",
        ] {
            assert!(!Reach::Private.allows(ip.parse().unwrap()), "{ip}");
        }
    }
}
