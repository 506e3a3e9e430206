//! Secrets at rest: what a store must give back in plain, such as the credentials of a provider, is kept sealed.
//!
//! A sealed secret is a byte that names the key, a nonce, and what AES-256-GCM makes of the secret. It opens only in the
//! context it was sealed for, so a row's secret cannot be moved to another row or company.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};
use store::{Place, StoreError};

use super::AppError;
use crate::config::SecretsKey;

/// The file in a store's folder that keeps the key where none is configured.
const FILE_NAME: &str = "secrets.key";
/// Bytes before the secret: the key's name and the nonce.
const HEAD: usize = 1 + NONCE_LEN;

/// Seals and opens secrets; clones share the key.
#[derive(Clone)]
pub struct Sealer(Arc<Inner>);

struct Inner {
    source: Source,
    key: OnceLock<Key>,
}

/// Where the key comes from, when it is first needed.
enum Source {
    Configured(SecretsKey),
    File(PathBuf),
    Nowhere,
}

struct Key {
    name: u8,
    cipher: LessSafeKey,
}

impl Sealer {
    /// With the configured key, or one that a store's folder keeps from its first use on.
    pub fn new(configured: Option<SecretsKey>, place: &Place) -> Self {
        let source = match (configured, place) {
            (Some(key), _) => Source::Configured(key),
            (None, Place::Folder(folder)) => Source::File(folder.join(FILE_NAME)),
            (None, Place::Url(_)) => Source::Nowhere,
        };
        Self(Arc::new(Inner { source, key: OnceLock::new() }))
    }

    /// Seals a secret for one context, such as `CP-…/channel/CH-…`.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, AppError> {
        let key = self.key()?;
        let nonce = random::<NONCE_LEN>()?;
        let mut secret = plain.to_vec();
        let aad = Aad::from(context.as_bytes());
        key.cipher
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut secret)
            .map_err(|_| AppError::TooLarge("a secret is too large to be sealed".to_owned()))?;
        Ok([&[key.name], &nonce[..], &secret].concat())
    }

    /// Opens what was sealed for this context.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, AppError> {
        let key = self.key()?;
        let (head, secret) = sealed.split_at_checked(HEAD).ok_or_else(|| broken(context))?;
        if head[0] != key.name {
            return Err(AppError::Unavailable(format!(
                "the secret of {context} was sealed with another key; start with the secrets_key of that time, \
                 or set the secret anew"
            )));
        }
        let nonce = Nonce::try_assume_unique_for_key(&head[1..]).map_err(|_| broken(context))?;
        let mut secret = secret.to_vec();
        let opened = key.cipher.open_in_place(nonce, Aad::from(context.as_bytes()), &mut secret);
        Ok(opened.map_err(|_| broken(context))?.to_vec())
    }

    fn key(&self) -> Result<&Key, AppError> {
        if let Some(key) = self.0.key.get() {
            return Ok(key);
        }
        let key = Key::new(&self.0.source.read()?)?;
        Ok(self.0.key.get_or_init(|| key))
    }
}

impl Source {
    fn read(&self) -> Result<SecretsKey, AppError> {
        match self {
            Source::Configured(key) => Ok(key.clone()),
            Source::File(path) => read_or_make(path).map_err(|error| {
                AppError::Unavailable(format!("the key for secrets {}: {error}", path.display()))
            }),
            Source::Nowhere => Err(AppError::Unavailable(
                "there is no key to seal secrets with; set SWITCHBOARD_SECRETS_KEY (or secrets_key_file) to what \
                 `openssl rand -base64 32` prints, the same on every node"
                    .to_owned(),
            )),
        }
    }
}

impl Key {
    fn new(key: &SecretsKey) -> Result<Self, AppError> {
        let cipher = UnboundKey::new(&AES_256_GCM, key.reveal());
        let cipher = cipher.map_err(|_| AppError::Unavailable("the key for secrets is no key".to_owned()))?;
        Ok(Self { name: Sha256::digest(key.reveal())[0], cipher: LessSafeKey::new(cipher) })
    }
}

/// Processes that start together agree on the file that is linked first.
fn read_or_make(path: &Path) -> io::Result<SecretsKey> {
    match fs::read_to_string(path) {
        Ok(text) => SecretsKey::parse(&text)
            .ok_or_else(|| io::Error::other("holds no key; bring it back from a backup")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make(path)?;
            let text = fs::read_to_string(path)?;
            SecretsKey::parse(&text).ok_or_else(|| io::Error::other("holds no key"))
        }
        Err(error) => Err(error),
    }
}

fn make(path: &Path) -> io::Result<()> {
    let unknown = |error: AppError| io::Error::other(error.to_string());
    let suffix = u64::from_ne_bytes(random().map_err(unknown)?);
    let part = path.with_extension(format!("key.{suffix:x}"));
    let key = SecretsKey::new(random().map_err(unknown)?);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    writeln!(file, "{}", key.encode())?;
    file.sync_all()?;
    let linked = fs::hard_link(&part, path);
    fs::remove_file(&part)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // What is sealed from now on is worth nothing without the file.
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}

/// Random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], AppError> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| AppError::Unavailable(format!("the system gives no random numbers: {error}")))?;
    Ok(bytes)
}

fn broken(context: &str) -> AppError {
    AppError::Store(StoreError::Inconsistent(format!("the sealed secret of {context} does not open")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn in_folder(folder: &Path) -> Sealer {
        Sealer::new(None, &Place::Folder(folder.to_owned()))
    }

    #[test]
    fn a_secret_opens_where_it_was_sealed_for_and_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let sealer = in_folder(folder.path());
        let sealed = sealer.seal("CP-1/channel/CH-1", b"hunter2").unwrap();
        assert!(!sealed.windows(7).any(|part| part == b"hunter2"));
        assert_ne!(sealed, sealer.seal("CP-1/channel/CH-1", b"hunter2").unwrap());
        assert_eq!(sealer.open("CP-1/channel/CH-1", &sealed).unwrap(), b"hunter2");
        assert!(sealer.open("CP-1/channel/CH-2", &sealed).is_err());
        assert!(sealer.open("CP-2/channel/CH-1", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(sealer.open("CP-1/channel/CH-1", &changed).is_err(), "byte {at}");
        }
        assert!(sealer.open("CP-1/channel/CH-1", &sealed[..5]).is_err());
    }

    #[test]
    fn the_folder_keeps_one_key_that_only_its_owner_reads() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = in_folder(folder.path()).seal("x", b"kept").unwrap();
        assert_eq!(in_folder(folder.path()).open("x", &sealed).unwrap(), b"kept");
        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap()).collect();
        assert_eq!(files.len(), 1, "{files:?}");
        assert_eq!(files[0].file_name(), FILE_NAME);
        assert_eq!(files[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn who_starts_together_agrees_on_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let seal = || in_folder(folder.path()).seal("x", b"kept").unwrap();
        let sealed: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(seal)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let sealer = in_folder(folder.path());
        assert!(sealed.iter().all(|sealed| sealer.open("x", sealed).unwrap() == b"kept"));
    }

    #[test]
    fn a_configured_key_leaves_no_file_and_opens_nothing_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().to_owned());
        let with = |byte| Sealer::new(Some(SecretsKey::new([byte; 32])), &place);
        let sealed = with(1).seal("x", b"kept").unwrap();
        assert_eq!(with(1).open("x", &sealed).unwrap(), b"kept");
        let refused = with(2).open("x", &sealed).unwrap_err().to_string();
        assert!(refused.contains("another key"), "{refused}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_database_without_a_key_says_what_to_set() {
        let sealer = Sealer::new(None, &Place::Url("postgres://x".to_owned()));
        let refused = sealer.seal("x", b"kept").unwrap_err().to_string();
        assert!(refused.contains("SWITCHBOARD_SECRETS_KEY"), "{refused}");
    }
}
