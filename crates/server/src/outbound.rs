//! HTTP to addresses that callers choose: never into our own network, unless the operator says so.
//!
//! A name is judged by the addresses it resolves to, at the moment of connecting: what a name server said earlier does
//! not count. Redirects are not followed, proxies of the environment are not used.

mod address;
mod excerpt;

use std::error::Error as _;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Url, redirect};

pub use address::Reach;

use crate::http::serve::install_tls_provider;

/// Addresses that callers chose, reached with care.
#[derive(Debug)]
pub struct Outbound {
    reach: Reach,
    limit: Duration,
    client: OnceLock<Client>,
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// How the answer began.
    pub excerpt: Option<String>,
    /// Why it is no success, in words.
    pub error: Option<String>,
    /// How long it took.
    pub took: Duration,
}

impl Called {
    /// A call that could not be made, and why.
    pub fn not_made(why: &str) -> Self {
        Self { status: None, excerpt: None, error: Some(why.to_owned()), took: Duration::ZERO }
    }

    /// Whether the answer was 2xx.
    pub fn succeeded(&self) -> bool {
        self.error.is_none()
    }
}

impl Outbound {
    /// Reaches as far as `reach` says; a call ends after `limit`.
    pub fn new(reach: Reach, limit: Duration) -> Self {
        Self { reach, limit, client: OnceLock::new() }
    }

    /// The address as it would be called, or what is wrong with it.
    pub fn check(&self, text: &str) -> Result<Url, String> {
        let url =
            Url::parse(text).map_err(|_| "is no address such as https://example.com/hooks".to_owned())?;
        match url.scheme() {
            "https" => {}
            "http" if self.reach == Reach::Private => {}
            "http" => {
                return Err("must begin with https:// (webhooks.allow_private allows http:// too)".to_owned());
            }
            _ => return Err("must begin with https://".to_owned()),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("must not hold a name or password; calls are signed instead".to_owned());
        }
        if url.fragment().is_some() {
            return Err("must not hold a #fragment".to_owned());
        }
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        match host.parse::<IpAddr>() {
            Ok(ip) if !self.reach.allows(ip) => Err(format!("{ip} is {}", self.reach.refusal())),
            _ => Ok(url),
        }
    }

    /// Posts a body; never fails, but tells.
    pub async fn post(&self, url: &str, headers: &[(&'static str, String)], body: String) -> Called {
        let started = Instant::now();
        let mut called = match self.try_post(url, headers, body).await {
            Ok(called) => called,
            Err(words) => Called::not_made(&words),
        };
        called.took = started.elapsed();
        called
    }

    async fn try_post(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: String,
    ) -> Result<Called, String> {
        // What was allowed when it was written down may not be any more.
        let url = self.check(url).map_err(|remedy| format!("the address {remedy}"))?;
        let mut request = self.client()?.post(url).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let answer = request.send().await.map_err(|error| self.words(&error))?;
        let status = answer.status();
        let error = if status.is_redirection() {
            Some(format!("answered {}; redirects are not followed", status.as_u16()))
        } else if status.is_success() {
            None
        } else {
            Some(format!("answered {}", status.as_u16()))
        };
        let excerpt = excerpt::of(answer).await;
        Ok(Called { status: Some(status.as_u16()), excerpt, error, took: Duration::ZERO })
    }

    fn client(&self) -> Result<&Client, String> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        install_tls_provider();
        let built = Client::builder()
            .user_agent(concat!("Switchboard/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .timeout(self.limit)
            .pool_idle_timeout(Duration::from_secs(30))
            .dns_resolver(Arc::new(Guarded(self.reach)))
            .build()
            .map_err(|error| format!("cannot call anybody: {error}"))?;
        Ok(self.client.get_or_init(|| built))
    }

    /// The innermost cause says most, and nothing of the address, which may hold a token.
    fn words(&self, error: &reqwest::Error) -> String {
        if error.is_timeout() {
            return format!("no answer within {} s", self.limit.as_secs_f32());
        }
        let mut cause = error.source();
        while let Some(inner) = cause.and_then(std::error::Error::source) {
            cause = Some(inner);
        }
        let what = if error.is_connect() { "cannot connect" } else { "the connection broke off" };
        cause.map_or_else(|| what.to_owned(), |cause| format!("{what}: {cause}"))
    }
}

/// Resolves names to the addresses that may be called.
struct Guarded(Reach);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<_> = found.filter(|address| reach.allows(address.ip())).collect();
            if allowed.is_empty() {
                return Err(format!("its name leads to {}", reach.refusal()).into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public() -> Outbound {
        Outbound::new(Reach::Public, Duration::from_secs(5))
    }

    #[test]
    fn an_address_is_https_without_a_password_and_not_in_a_private_network() {
        for right in ["https://example.com/hooks?x=1", "https://example.com:8443", "https://1.1.1.1/"] {
            assert!(public().check(right).is_ok(), "{right}");
        }
        for wrong in [
            "http://example.com",
            "ftp://example.com",
            "example.com",
            "https://",
            "https://user:word@example.com",
            "https://example.com/#x",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://0x7f000001/",
            "https://2130706433/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::a9fe:a9fe]/",
            "https://169.254.169.254/latest/meta-data",
        ] {
            assert!(public().check(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_intranet_is_reached_where_the_operator_says_so_but_metadata_never() {
        let private = Outbound::new(Reach::Private, Duration::from_secs(5));
        assert!(private.check("http://127.0.0.1:9/").is_ok() && private.check("http://10.0.0.1/").is_ok());
        assert!(
            private.check("http://169.254.169.254/").is_err() && private.check("ftp://10.0.0.1/").is_err()
        );
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_not_called() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let called = public().post(&format!("https://localhost:{port}/"), &[], String::new()).await;
        assert!(called.error.unwrap().contains("private"), "refused for what it is");
        let nobody = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
        assert!(nobody.is_err(), "somebody connected");
    }
}
