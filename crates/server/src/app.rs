//! The application: what the use cases share.

pub mod access;
pub mod api_keys;
pub mod arrivals;
pub mod attachments;
pub mod audio;
pub mod beside;
pub(crate) mod blobs;
pub mod buttons;
pub mod caller;
pub mod cases;
pub mod channels;
pub mod clock;
pub mod communicator;
pub mod company;
pub mod consents;
pub mod contacts;
pub mod convo;
pub mod do_not_interact;
pub mod do_not_interact_types;
pub mod documents;
pub mod error;
pub mod events;
pub mod guard;
pub mod history;
pub mod hooks;
pub mod idempotency;
pub mod interactions;
pub mod legal_representatives;
pub mod loans;
pub mod notes;
pub mod outbox;
pub mod overrides;
mod password;
pub mod people;
pub mod profiles;
pub mod proposals;
pub mod queues;
pub mod roles;
pub mod sandbox;
pub mod saved_views;
pub(crate) mod secret;
pub mod sessions;
pub mod teams;
pub mod templates;
pub mod transport;
pub mod unsubscribe;
pub mod users;
pub mod vault;
pub mod webhooks;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use store::blobs::Blobs;
use store::observe::{Nobody, Observer};
use store::{Place, Store};
use tokio_util::sync::CancellationToken;

use crate::live::Live;

use self::channels::Drivers;
pub use caller::Caller;
pub use clock::Clock;
pub use error::AppError;
pub use password::Passwords;
pub use vault::Sealer;

use crate::jobs::Bell;

use crate::config;
use crate::outbound::{Outbound, Reach};
use crate::signed_url::Signer;

/// What every use case needs.
pub struct App {
    /// The store.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// What can be set.
    pub settings: Settings,
    /// Passwords being tried.
    pub passwords: Passwords,
    /// The event streams.
    pub live: Live,
    /// Cancelled when the server stops; streams end then.
    pub stopping: CancellationToken,
    /// Recordings and voicemails.
    pub blobs: Blobs,
    /// Signs the links to them.
    pub signer: Signer,
    /// Seals secrets at rest.
    pub sealer: Sealer,
    /// The drivers of channels that are open.
    pub drivers: Drivers,
    /// Wakes whoever sends.
    pub outbox: Bell,
    /// Rings when something came in.
    pub inbound: Bell,
    /// Where drivers keep files of their own.
    pub folder: PathBuf,
    /// The rulebooks of Compliance Guard.
    pub books: Arc<guard::Books>,
    /// Calls addresses that callers chose.
    pub outbound: Outbound,
}

/// What an operator may set about the use cases.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How long a user stays signed in, in hours.
    pub session_hours: u32,
    /// Whether cookies are for encrypted connections only.
    pub secure_cookies: bool,
    /// Largest JSON body, in bytes.
    pub json_bytes: usize,
    /// Deepest nesting of a JSON body.
    pub json_depth: usize,
    /// Largest recording or voicemail, in bytes.
    pub upload_bytes: u64,
    /// Time until a stream is ended whose client reads nothing.
    pub stalled_time: Duration,
    /// Where recordings and voicemails are kept; without it `blobs` in the store's folder, or
    /// `switchboard-blobs` here for a store without one.
    pub blobs: Option<config::Blobs>,
    /// Seals secrets at rest; without it the store's folder keeps a key of its own.
    pub secrets_key: Option<config::SecretsKey>,
    /// Where drivers keep files of their own; without it the store's folder, or `switchboard-files` here for a store
    /// without one.
    pub files: Option<PathBuf>,
    /// How the world reaches this server; without it no provider can call it.
    pub public_url: Option<config::PublicUrl>,
    /// Whether webhooks may go to private networks, and over http.
    pub private_webhooks: bool,
    /// Whether the API reference page is served.
    pub docs: bool,
    /// Times that nobody has to set.
    pub pace: Pace,
}

/// Times that are the same everywhere, but for tests that cannot wait so long.
#[derive(Debug, Clone)]
pub struct Pace {
    /// How often a stream says that it lives, and asks whether its caller still may listen.
    pub heartbeat: Duration,
    /// How long a count may take that only feeds a total.
    pub count_time: Duration,
    /// How long a repeated request waits for the answer to the first one.
    pub answer_time: Duration,
    /// How long a webhook's endpoint has to answer.
    pub webhook_time: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(15),
            count_time: store::COUNT_BUDGET,
            answer_time: Duration::from_secs(10),
            webhook_time: Duration::from_secs(10),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            session_hours: 12,
            secure_cookies: false,
            json_bytes: 5 * 1024 * 1024,
            json_depth: 64,
            upload_bytes: 512 * 1024 * 1024,
            stalled_time: Duration::from_secs(30),
            blobs: None,
            secrets_key: None,
            files: None,
            public_url: None,
            private_webhooks: false,
            docs: true,
            pace: Pace::default(),
        }
    }
}

/// The application as handlers hold it.
pub type SharedApp = Arc<App>;

impl App {
    /// Opens a store, which has at least one company from then on.
    pub async fn open(place: Place, clock: Clock, settings: Settings) -> Result<Self, AppError> {
        Self::open_observed(place, clock, settings, Arc::new(Nobody)).await
    }

    /// As `open`, with somebody who watches the store.
    pub async fn open_observed(
        place: Place,
        clock: Clock,
        settings: Settings,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, AppError> {
        let blobs = blobs::open(&place, settings.blobs.as_ref())?;
        let folder = settings.files.clone().unwrap_or_else(|| folder(&place));
        let sealer = Sealer::new(settings.secrets_key.clone(), &place);
        let reach = if settings.private_webhooks { Reach::Private } else { Reach::Public };
        let outbound = Outbound::new(reach, settings.pace.webhook_time);
        let store = Store::open_observed(place, observer, settings.pace.count_time).await?;
        let signer = blobs::signer(&store).await?;
        let app = Self {
            store,
            clock,
            settings,
            passwords: Passwords::default(),
            live: Live::default(),
            stopping: CancellationToken::new(),
            blobs,
            signer,
            sealer,
            drivers: Drivers::default(),
            outbox: Bell::default(),
            inbound: Bell::default(),
            folder,
            books: Arc::default(),
            outbound,
        };
        company::ensure_first(&app).await?;
        Ok(app)
    }
}

/// A store without a folder keeps what is no row beside the program.
fn folder(place: &Place) -> PathBuf {
    match place {
        Place::Folder(folder) => folder.clone(),
        Place::Url(_) => PathBuf::from("switchboard-files"),
    }
}
