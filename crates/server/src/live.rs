//! The live stream: one task per company reads each new event once and hands it to every open stream.
//!
//! A stream reads the store up to where it stands, then follows the ring of its company's tail.
//! Numbers decide: what it has told is not told again, and it never joins the ring with a gap.
//! Wake-ups carry no data and may be lost: the tail also looks every 100 ms, for other nodes and
//! commands write too.

mod batch;
mod stream;
mod tail;
mod telling;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::id::CompanyId;
use prometheus_client::metrics::gauge::Gauge;
use tokio::sync::broadcast;

pub use stream::{Opened, open};
pub use telling::Kind;

use crate::app::SharedApp;
use batch::Told;

/// Batches a stream may lag behind before it is dropped.
const RING: usize = 256;

/// The tails of the companies with open streams.
#[derive(Debug, Default)]
pub struct Live {
    rings: Mutex<HashMap<CompanyId, broadcast::Sender<Told>>>,
    open: Gauge,
}

impl Live {
    /// With the gauge that counts the streams open now.
    pub fn new(open: Gauge) -> Self {
        Self { rings: Mutex::default(), open }
    }

    /// Streams open now.
    pub fn streams(&self) -> i64 {
        self.open.get()
    }

    /// Joins the ring of a company; a tail that has to be started reads on from `newest`.
    fn join(&self, app: &SharedApp, company: CompanyId, newest: i64) -> broadcast::Receiver<Told> {
        let mut rings = self.rings();
        if let Some(ring) = rings.get(&company) {
            return ring.subscribe();
        }
        let (ring, joined) = broadcast::channel(RING);
        rings.insert(company, ring.clone());
        tokio::spawn(tail::follow(app.clone(), company, newest, ring));
        joined
    }

    /// Forgets a tail that nobody follows; whether it may end.
    fn leave(&self, company: CompanyId, ring: &broadcast::Sender<Told>) -> bool {
        let mut rings = self.rings();
        let alone = ring.receiver_count() == 0;
        if alone {
            rings.remove(&company);
        }
        alone
    }

    fn close(&self, company: CompanyId) {
        self.rings().remove(&company);
    }

    fn rings(&self) -> MutexGuard<'_, HashMap<CompanyId, broadcast::Sender<Told>>> {
        self.rings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
