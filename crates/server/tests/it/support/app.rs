//! A whole server on a store of its own, with a clock that can be turned.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::api_key::ApiKeyDraft;
use domain::id::{CompanyId, Id, InteractionId, UserId};
use domain::interaction::{Draft, Found, Interaction, Setting};
use domain::role::HeldRole;
use domain::time::Instant;
use domain::user::UserDraft;
use domain::vocabulary::Role;
use reqwest::Client;
use serde_json::{Value, json};
use server::app::{App, Caller, Clock, Pace, Settings, SharedApp, api_keys, company, people};
use server::config::{self, Config, Flags};
use server::http::{router, serve};
use server::telemetry::Metrics;
use store::event::{Event, NewEvent, Object};
use store::interactions::Inserted;
use store::{Author, Tx};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Actor;
use super::database::Database;

/// When every story begins: 2026-03-02T15:00:00Z, a Monday.
const BEGINNING: i64 = 1_772_463_600_000_000;

pub struct TestApp {
    /// The application behind the server, for what no request can do.
    pub app: SharedApp,
    /// Its first company.
    pub company: CompanyId,
    pub clock: TestClock,
    pub base: String,
    /// Where recordings and voicemails end up.
    pub audio: TempDir,
    /// Where drivers keep files of their own.
    _files: TempDir,
    client: Client,
    stopping: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

/// A clock that stands still until it is turned.
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }

    pub fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl TestApp {
    /// Starts a server on this store, with its audio in a folder of its own.
    pub async fn start(database: &Database, pace: Pace) -> Self {
        let audio = TempDir::new().unwrap();
        let blobs = config::Blobs::Folder(audio.path().to_owned());
        // Only a folder makes a key of its own.
        let secrets_key = Some(config::SecretsKey::new([7; 32]));
        let settings = Settings {
            blobs: Some(blobs),
            secrets_key,
            // The endpoints of stories are on loopback.
            private_webhooks: true,
            pace,
            ..Settings::default()
        };
        Self::start_with(database, audio, settings).await
    }

    /// Starts a server on this store with these settings; its audio ends up in this folder.
    pub async fn start_with(database: &Database, audio: TempDir, settings: Settings) -> Self {
        serve::install_tls_provider();
        let micros = Arc::new(AtomicI64::new(BEGINNING));
        let clock = Clock::Manual(micros.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let public_url = settings.public_url.clone().or(Some(config::PublicUrl::of(base.clone())));
        let files = TempDir::new().unwrap();
        let settings = Settings { public_url, files: Some(files.path().to_owned()), ..settings };
        let app = Arc::new(App::open(database.place(), clock, settings).await.unwrap());
        let company = company::chosen(&app, None).await.unwrap();
        let config = Config::load(&Flags::default()).unwrap();
        let service = router::guarded(app.clone(), &config, Metrics::new());
        let service = service.into_make_service_with_connect_info::<SocketAddr>();
        let (stopping, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            let serving = axum::serve(listener, service);
            serving.with_graceful_shutdown(async { drop(stopped.await) }).await
        });
        let client = Client::builder().no_proxy().build().unwrap();
        Self { app, company, clock: TestClock(micros), base, audio, _files: files, client, stopping, serving }
    }

    /// Stops the server and lets go of the store.
    pub async fn stop(self) {
        drop(self.client);
        drop(self.stopping);
        // A story that failed may have left a request open, which a graceful end would wait for.
        self.serving.abort();
        drop(self.serving.await);
    }

    /// Somebody without a credential.
    pub fn nobody(&self) -> Actor {
        Actor { client: self.client.clone(), base: self.base.clone(), key: None, name: "nobody".to_owned() }
    }

    /// A key of the first company that may do everything.
    pub async fn administrator(&self) -> Actor {
        self.key(self.company, Role::Administrator).await
    }

    /// A key of the role manager.
    pub async fn manager(&self) -> Actor {
        self.key(self.company, Role::Manager).await
    }

    /// A key of the role agent.
    pub async fn agent(&self) -> Actor {
        self.key(self.company, Role::Agent).await
    }

    /// A key of the role service.
    pub async fn service(&self) -> Actor {
        self.key(self.company, Role::Service).await
    }

    /// A key without a user.
    pub async fn key(&self, company: CompanyId, role: Role) -> Actor {
        self.make_key(company, role, None).await
    }

    /// A user, by a key that acts as it.
    pub async fn user(&self, company: CompanyId, role: Role) -> Actor {
        let email = self.add_user(company, role).await;
        self.make_key(company, role, Some(email)).await
    }

    /// A further company.
    pub async fn another_company(&self) -> CompanyId {
        company::create(&self.app, "Meridian Lending".to_owned()).await.unwrap()
    }

    /// A person of the first company; its id.
    pub async fn person(&self, first_name: &str) -> String {
        let administrator = self.administrator().await;
        let body = json!({"name": {"firstName": first_name, "lastName": "Okafor"}});
        administrator.post("/api/people", body).await.ok().id()
    }

    /// An interaction of the system's own making, which no request can make; its id.
    pub async fn native(&self, person: &str, body: Value) -> String {
        self.native_with(person, body, |_| {}).await
    }

    /// As `native`, with what no body can say.
    pub async fn native_with(
        &self,
        person: &str,
        body: Value,
        more: impl FnOnce(&mut Interaction),
    ) -> String {
        let caller = Caller::system(self.company);
        let person = people::get(&self.app, &caller, &domain::id::AnyId::read(person)).await.unwrap();
        let now = self.clock.now();
        let setting = Setting {
            company: self.company,
            person: Some(person.id),
            created_by: caller.created_by(),
            is_external: false,
            now,
        };
        let draft = Draft::read(&body.to_string()).unwrap();
        let mut interaction = domain::interaction::create(draft, Found::default(), setting).unwrap();
        more(&mut interaction);
        let person = interaction.person;
        let credentials = interaction.is_credentials();
        let id: InteractionId = self
            .write(self.company, async move |tx: &Tx| {
                let Inserted::New(id) = store::interactions::insert(tx, &interaction).await? else {
                    panic!("its external id is in use");
                };
                let object = Object::Interaction(id);
                let changes = "{}".to_owned();
                tx.record(NewEvent { verb: "created", object, person, changes, at: now, credentials });
                Ok(id)
            })
            .await;
        id.to_string()
    }

    /// The event log of the first company, from the beginning.
    pub async fn events(&self) -> Vec<Event> {
        store::events::after(&self.app.store, self.company, 0, 100_000).await.unwrap()
    }

    /// Writes an event that no request can make.
    pub async fn tell(&self, event: NewEvent) {
        let tell = async move |tx: &Tx| {
            tx.record(event.clone());
            Ok(())
        };
        self.write(self.company, tell).await;
    }

    async fn make_key(&self, company: CompanyId, role: Role, user: Option<String>) -> Actor {
        let name = match &user {
            Some(email) => format!("{} ({email})", role.as_str()),
            None => role.as_str().to_owned(),
        };
        let draft = ApiKeyDraft { name: name.clone(), role: HeldRole::Standard(role), user };
        let made = api_keys::create(&self.app, &Caller::system(company), draft).await.unwrap();
        Actor { key: Some(made.key), name, ..self.nobody() }
    }

    async fn add_user(&self, company: CompanyId, role: Role) -> String {
        let mut bytes = [0u8; 8];
        getrandom::fill(&mut bytes).unwrap();
        let email = format!("{}-{:x}@example.com", role.as_str(), u64::from_be_bytes(bytes));
        let name = json!({"firstName": role.as_str(), "lastName": "Lindqvist"});
        let body = json!({"email": email, "role": role.as_str(), "name": name});
        let user = UserDraft::read(&body.to_string()).unwrap();
        let user = user.create(UserId::of(0), self.clock.now()).unwrap();
        self.write(company, async move |tx: &Tx| store::users::insert(tx, &user).await).await;
        email
    }

    async fn write<T, F>(&self, company: CompanyId, change: F) -> T
    where
        T: Send + 'static,
        F: AsyncFn(&Tx) -> Result<T, store::StoreError> + Send + 'static,
    {
        self.app.store.write(Author::system(company), change).await.unwrap()
    }
}
