//! Audio in a real S3 server (`s3s-fs`).

use std::path::Path;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use reqwest::Method;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use server::app::Settings;
use server::config::{Blobs, S3, Secret};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::{call, link, open, wav};
use crate::support::{Database, Engine, TestApp};

const BUCKET: &str = "switchboard";

#[tokio::test]
async fn a_recording_goes_to_an_s3_store_and_comes_back() {
    let folder = TempDir::new().unwrap();
    let (endpoint, serving) = start(folder.path()).await;
    let s3 = S3 {
        endpoint: Some(endpoint),
        bucket: BUCKET.to_owned(),
        region: "us-east-1".to_owned(),
        access_key_id: Some("test-key".to_owned()),
        secret_access_key: Some(Secret::new("test-secret")),
        prefix: "audio".to_owned(),
    };
    let settings = Settings { blobs: Some(Blobs::S3(s3)), ..Settings::default() };
    let database = Database::create(Engine::Sqlite).await.unwrap();
    let app = TestApp::start_with(&database, folder, settings).await;
    let agent = app.agent().await;
    let (call, _) = call(&app, serde_json::json!({})).await;
    let sound = wav(9_000_000);
    agent.put_bytes(&format!("/api/interactions/{call}/recording"), "audio/wav", sound.clone()).await.ok();
    let link = link(&app, &agent, &call).await;
    let (status, _, bytes) = open(&app, Method::GET, &link, None).await;
    assert_eq!((status, bytes == sound), (200, true));
    let (status, _, end) = open(&app, Method::GET, &link, Some("bytes=-5")).await;
    assert_eq!((status, end), (206, sound[sound.len() - 5..].to_vec()));
    app.stop().await;
    serving.abort();
    database.remove().await;
}

async fn start(folder: &Path) -> (String, JoinHandle<()>) {
    std::fs::create_dir(folder.join(BUCKET)).unwrap();
    let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder).unwrap());
    service.set_auth(SimpleAuth::from_single("test-key", "test-secret"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    (endpoint, tokio::spawn(serve(listener, service.build())))
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
