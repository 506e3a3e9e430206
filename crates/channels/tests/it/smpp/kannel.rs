//! Debian's Kannel at the other end, as the handset: what we write goes through npm `smpp` to Kannel, whose own code puts
//! the parts together and reads the alphabet; its answer, cut and written by it, comes back the same way.
//!
//! Kannel has no SMPP server for others to bind to (its test program `drive_smpp` knows no transceivers), so it cannot
//! be the gateway itself.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::RawQuery;
use axum::response::IntoResponse;
use channels::text::decode_ucs2;
use channels::{Arrival, ReceivedBody};
use serde_json::json;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use super::{ADA, Gateway, Listening, OURS};
use crate::support::{Memory, folder_of, free_address, text};

/// Both of Kannel's processes; they end with their story.
struct Kannel {
    _boxes: [Child; 2],
    _folder: TempDir,
}

impl Kannel {
    async fn start(programs: &Path, gateway: &Gateway, handset: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inner = free_address();
        let settings = format!(
            "group = core\nadmin-port = {}\nadmin-interface = 127.0.0.1\nadmin-password = x\n\
             smsbox-port = {}\nsmsbox-interface = 127.0.0.1\nbox-allow-ip = 127.0.0.1\n\n\
             group = smsc\nsmsc = smpp\nsmsc-id = gateway\nhost = 127.0.0.1\nport = {}\ntransceiver-mode = true\n\
             smsc-username = kannel\nsmsc-password = secret\nsystem-type = \"\"\n\n\
             group = smsbox\nbearerbox-host = 127.0.0.1\nbearerbox-port = {}\nsendsms-port = {}\n\
             sendsms-interface = 127.0.0.1\n\n\
             group = sms-service\nkeyword = default\nget-url = \"{handset}/?text=%b&coding=%c\"\n\
             accept-x-kannel-headers = true\nmax-messages = 9\nconcatenation = true\n",
            free_address().port(),
            inner.port(),
            gateway.peer.address.port(),
            inner.port(),
            free_address().port(),
        );
        std::fs::write(folder.path().join("kannel.conf"), settings).unwrap();
        let bearerbox = start(programs, "bearerbox", folder.path());
        for _ in 0..500 {
            if TcpStream::connect(inner).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let smsbox = start(programs, "smsbox", folder.path());
        Self { _boxes: [bearerbox, smsbox], _folder: folder }
    }
}

fn start(programs: &Path, name: &str, folder: &Path) -> Child {
    let mut command = Command::new(programs.join(name));
    command.args(["-v", "4", "kannel.conf"]).current_dir(folder).kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Whom Kannel asks what to answer: repeats what Kannel read, in the alphabet Kannel read it in.
async fn handset() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(repeat)).await.unwrap() });
    url
}

async fn repeat(RawQuery(query): RawQuery) -> impl IntoResponse {
    let query = query.unwrap();
    let of = |name: &str| {
        let prefix = format!("{name}=");
        let value = query.split('&').find_map(|pair| pair.strip_prefix(&prefix)).unwrap().replace('+', " ");
        percent_encoding::percent_decode_str(&value).collect::<Vec<u8>>()
    };
    // UCS-2 comes as its bytes, everything else as UTF-8.
    let coding = String::from_utf8(of("coding")).unwrap();
    let said = if coding == "2" { decode_ucs2(&of("text")) } else { String::from_utf8(of("text")).unwrap() };
    let headers = [("content-type", "text/plain; charset=utf-8".to_owned()), ("x-kannel-coding", coding)];
    (headers, format!("heard: {said}"))
}

#[tokio::test]
async fn kannel_understands_what_we_write_and_we_what_it_writes() {
    let Some(programs) = folder_of("kannel").await else { return };
    let Some(mut gateway) = Gateway::start().await else { return };
    let handset = handset().await;
    let _kannel = Kannel::start(&programs, &gateway, &handset).await;
    assert_eq!(gateway.saw("kannel").await, true);
    let channel = gateway.channel(json!({}));
    let inbox = Arc::new(Memory::new());
    let _listening = Listening::start(&channel, &inbox);

    let long = format!("{} end", "All work and no play, {€5} makes @Jack a dull boy. ".repeat(7));
    let wide = format!("{} конец", "Съешь ещё этих мягких булок 💬 ".repeat(6));
    for said in ["Hello @Ada, {€5} is due", "Привет 💬", &long, &wide] {
        channel.send(&text(ADA, OURS, said)).await.unwrap();
        let item = inbox.next().await;
        let Arrival::Received(answer) = channel.read(&item.raw).unwrap() else { panic!("{said}") };
        let ReceivedBody::Text { body, .. } = answer.body else { panic!("{said}") };
        assert_eq!(body, format!("heard: {said}"));
        assert_eq!((answer.from.as_str(), answer.to), (OURS, vec![ADA.to_owned()]));
    }
    assert_eq!(inbox.count(), 4);
}
