//! A store that nobody else uses: a folder, or a database of a private PostgreSQL.

use store::Place;
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

use super::Engine;

/// The variable that names the private PostgreSQL (`tools/postgres run` sets it).
const SERVER: &str = "SWITCHBOARD_TEST_POSTGRES";

pub enum Database {
    Folder(TempDir),
    OfServer { server: String, name: String },
}

impl Database {
    /// A fresh one; none where there is no PostgreSQL.
    pub async fn create(engine: Engine) -> Option<Self> {
        if engine == Engine::Sqlite {
            return Some(Database::Folder(TempDir::new().unwrap()));
        }
        let server = std::env::var(SERVER).ok().filter(|url| !url.is_empty())?;
        let mut bytes = [0u8; 8];
        getrandom::fill(&mut bytes).unwrap();
        let name = format!("t_{:016x}", u64::from_be_bytes(bytes));
        connect(&server).await.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
        Some(Database::OfServer { server, name })
    }

    pub fn place(&self) -> Place {
        match self {
            Database::Folder(folder) => Place::Folder(folder.path().to_owned()),
            Database::OfServer { server, name } => {
                let (host, _) = server.rsplit_once('/').unwrap();
                Place::Url(format!("{host}/{name}"))
            }
        }
    }

    pub async fn remove(self) {
        match self {
            Database::Folder(folder) => folder.close().unwrap(),
            Database::OfServer { server, name } => {
                let drop = format!("DROP DATABASE {name} WITH (FORCE)");
                connect(&server).await.batch_execute(&drop).await.unwrap();
            }
        }
    }
}

async fn connect(server: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}
