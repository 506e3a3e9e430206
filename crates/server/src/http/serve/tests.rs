use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::routing::get;
use futures::{StreamExt, stream};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::*;
use crate::config::Flags;

fn config(tls: Option<Tls>) -> Config {
    let flags = Flags { listen: Some("127.0.0.1:0".to_owned()), ..Flags::default() };
    Config { tls, ..Config::load(&flags).unwrap() }
}

fn client(certificate: Option<&Path>) -> reqwest::Client {
    install_tls_provider();
    let builder = reqwest::Client::builder().no_proxy();
    let Some(path) = certificate else { return builder.build().unwrap() };
    let known = reqwest::Certificate::from_pem(&fs::read(path).unwrap()).unwrap();
    builder.tls_certs_only([known]).build().unwrap()
}

/// A certificate for 127.0.0.1 that vouches for itself.
fn make_certificate(folder: &Path) -> Tls {
    let request = "[req]\ndistinguished_name=d\nx509_extensions=x\nprompt=no\n\
                   [d]\nCN=here\n[x]\nsubjectAltName=IP:127.0.0.1\n";
    fs::write(folder.join("request.cnf"), request).unwrap();
    let arguments = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
                     -config request.cnf -keyout key.pem -out cert.pem";
    let arguments = arguments.split(' ').filter(|word| !word.is_empty());
    let output = Command::new("openssl").args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Tls { cert: folder.join("cert.pem"), key: folder.join("key.pem") }
}

fn start(server: Server, router: Router) -> (CancellationToken, JoinHandle<Result<(), ServeError>>) {
    let stopping = CancellationToken::new();
    (stopping.clone(), tokio::spawn(server.run(router, stopping)))
}

fn peer() -> Router {
    Router::new()
        .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }))
}

#[tokio::test]
async fn a_stop_finishes_requests_in_flight_and_ends_streams_at_once() {
    let (entered, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let server = Server::bind(&config(None)).await.unwrap();
    let (url, address) = (server.url(), server.address());
    let stopping = CancellationToken::new();
    let (signals, token) = ((Arc::clone(&entered), Arc::clone(&release)), stopping.clone());
    let slow = move || async move {
        signals.0.notify_one();
        signals.1.notified().await;
        "done"
    };
    let endless = move || async move {
        let first = stream::once(async { Ok::<_, io::Error>("first") });
        Body::from_stream(first.chain(stream::pending()).take_until(token.cancelled_owned()))
    };
    let router = Router::new().route("/slow", get(slow)).route("/stream", get(endless));
    let running = tokio::spawn(server.run(router, stopping.clone()));

    let open = client(None).get(format!("{url}/stream")).send().await.unwrap();
    let asked = tokio::spawn(client(None).get(format!("{url}/slow")).send());
    entered.notified().await;
    stopping.cancel();
    assert_eq!(open.text().await.unwrap(), "first");
    assert!(!running.is_finished());
    release.notify_one();
    assert_eq!(asked.await.unwrap().unwrap().text().await.unwrap(), "done");
    running.await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn what_does_not_finish_is_cut_off_at_the_limit() {
    let mut config = config(None);
    config.limits.shutdown_time = Duration::from_millis(20);
    let server = Server::bind(&config).await.unwrap();
    let url = server.url();
    let entered = Arc::new(Notify::new());
    let signal = Arc::clone(&entered);
    let never = move || async move {
        signal.notify_one();
        std::future::pending::<()>().await;
    };
    let (stopping, running) = start(server, Router::new().route("/", get(never)));
    let asked = tokio::spawn(client(None).get(url).send());
    entered.notified().await;
    stopping.cancel();
    running.await.unwrap().unwrap();
    assert!(asked.await.unwrap().is_err());
}

#[tokio::test]
async fn it_serves_over_tls_and_takes_up_a_new_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let tls = make_certificate(folder.path());
    let server = Server::bind(&config(Some(tls.clone()))).await.unwrap();
    let url = server.url();
    let certificate = server.certificate().unwrap().clone();
    assert!(url.starts_with("https://127.0.0.1:"));
    let (stopping, running) = start(server, peer());

    let knows_the_first = client(Some(&tls.cert));
    assert_eq!(knows_the_first.get(&url).send().await.unwrap().text().await.unwrap(), "127.0.0.1");
    make_certificate(folder.path());
    let knows_the_second = client(Some(&tls.cert));
    assert!(knows_the_second.get(&url).send().await.is_err());
    certificate.reload().await.unwrap();
    assert_eq!(knows_the_second.get(&url).send().await.unwrap().text().await.unwrap(), "127.0.0.1");

    fs::write(&tls.cert, "nonsense").unwrap();
    let text = certificate.reload().await.unwrap_err().to_string();
    assert!(text.ends_with("check tls.cert and tls.key"), "{text}");
    let again = client(None).get(url.replace("https", "http")).send().await;
    assert!(again.is_err());
    assert!(knows_the_second.get(&url).send().await.is_ok());
    stopping.cancel();
    running.await.unwrap().unwrap();
}

trait Wire: AsyncRead + AsyncWrite + Unpin {}
impl<T: AsyncRead + AsyncWrite + Unpin> Wire for T {}

/// A connection that says nothing by itself, over TLS where there is a certificate.
async fn connect(address: SocketAddr, tls: Option<&Tls>) -> Box<dyn Wire> {
    let socket = TcpStream::connect(address).await.unwrap();
    let Some(tls) = tls else { return Box::new(socket) };
    let mut known = rustls::RootCertStore::empty();
    known.add(CertificateDer::from_pem_file(&tls.cert).unwrap()).unwrap();
    let config = rustls::ClientConfig::builder().with_root_certificates(known).with_no_client_auth();
    let name = ServerName::from(address.ip());
    Box::new(tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, socket).await.unwrap())
}

#[tokio::test]
async fn a_head_that_does_not_arrive_ends_its_connection_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    install_tls_provider();
    for tls in [None, Some(make_certificate(folder.path()))] {
        let mut config = config(tls.clone());
        config.limits.header_time = Duration::from_millis(200);
        let server = Server::bind(&config).await.unwrap();
        let address = server.address();
        let (entered, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let signals = (Arc::clone(&entered), Arc::clone(&release));
        let slow = move || async move {
            signals.0.notify_one();
            signals.1.notified().await;
            "done"
        };
        let (stopping, running) = start(server, Router::new().route("/", get(slow)));
        let mut whole = connect(address, tls.as_ref()).await;
        whole.write_all(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").await.unwrap();
        entered.notified().await;
        for half in ["", "PRI * HTTP/2.0\r\n", "G", "GET / HTTP/1.1\r\nHost: here\r\nX-API-KEY: AK"] {
            let mut connection = connect(address, tls.as_ref()).await;
            let begun = std::time::Instant::now();
            connection.write_all(half.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            let end = tokio::time::timeout(Duration::from_secs(30), connection.read_to_end(&mut answer));
            // Over TLS it ends without a farewell.
            let _ = end.await.unwrap_or_else(|_| panic!("{half:?} was waited for"));
            assert!(begun.elapsed() >= Duration::from_millis(150), "{half:?} was not waited for");
            assert!(!String::from_utf8_lossy(&answer).contains("200 OK"), "{half:?}");
        }
        // An answer may take longer than a head.
        release.notify_one();
        let mut answer = String::new();
        let _ = whole.read_to_string(&mut answer).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
        stopping.cancel();
        running.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_client_over_http_2_that_answers_no_ping_is_let_go() {
    let mut config = config(None);
    (config.limits.header_time, config.limits.stalled_time) =
        (Duration::from_millis(50), Duration::from_millis(50));
    let server = Server::bind(&config).await.unwrap();
    let mut connection = connect(server.address(), None).await;
    let (stopping, running) = start(server, peer());
    // The preface, and settings that change nothing.
    connection.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut told = Vec::new();
    let end = tokio::time::timeout(Duration::from_secs(30), connection.read_to_end(&mut told));
    let _ = end.await.expect("it was kept for ever");
    stopping.cancel();
    running.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_taken_port_and_a_missing_certificate_are_said_in_one_line() {
    let first = Server::bind(&config(None)).await.unwrap();
    let taken = Config { listen: first.address(), ..config(None) };
    let text = Server::bind(&taken).await.unwrap_err().to_string();
    assert!(
        text.starts_with("cannot listen on 127.0.0.1:") && text.ends_with("choose another with --listen")
    );
    let missing = Tls { cert: "/nowhere/cert.pem".into(), key: "/nowhere/key.pem".into() };
    let text = Server::bind(&config(Some(missing))).await.unwrap_err().to_string();
    assert!(text.contains("/nowhere/cert.pem"), "{text}");
}
