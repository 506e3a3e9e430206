//! A real S3 server (`s3s-fs`) on a free loopback port, stopped when it is dropped.

use std::path::Path;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use crate::blobs::S3Settings;

const BUCKET: &str = "switchboard";
const KEY_ID: &str = "test-key";
const SECRET: &str = "test-secret";

pub(super) struct S3Server {
    endpoint: String,
    task: JoinHandle<()>,
}

impl S3Server {
    pub(super) async fn start(folder: &Path) -> Self {
        std::fs::create_dir(folder.join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        Self { endpoint, task: tokio::spawn(serve(listener, service.build())) }
    }

    pub(super) fn settings(&self) -> S3Settings {
        S3Settings {
            endpoint: Some(self.endpoint.clone()),
            bucket: BUCKET.to_owned(),
            region: "us-east-1".to_owned(),
            access_key: Some((KEY_ID.to_owned(), SECRET.to_owned())),
            prefix: "blobs".to_owned(),
            allow_http: true,
        }
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Files the server keeps for itself about objects that were.
pub(super) fn is_bookkeeping(file: &str) -> bool {
    file.ends_with(".json")
}

async fn serve(listener: TcpListener, service: S3Service) {
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        let service = service.clone();
        connections.spawn(async move {
            let server = Builder::new(TokioExecutor::new());
            let _ = server.serve_connection(TokioIo::new(socket), service).await;
        });
    }
}
