//! Recordings and voicemails: kept, protected, played, replaced.

mod broken;
mod s3;

use std::path::Path;

use domain::vocabulary::Role;
use reqwest::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap,
    LOCATION, RANGE,
};
use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::support::{Actor, TestApp, on_both_stores};

/// A sound of so many bytes.
pub fn wav(bytes: usize) -> Vec<u8> {
    let mut file = b"RIFF\0\0\0\0WAVEfmt ".to_vec();
    file.extend((file.len()..bytes).map(|at| (at % 251) as u8));
    file
}

/// A call with Ada; its id and hers.
pub async fn call(app: &TestApp, more: Value) -> (String, String) {
    let ada = app.person("Ada").await;
    let mut body =
        json!({"channel": "voice", "direction": "inbound", "status": "succeeded", "theme": "inbPayments"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let manager = app.manager().await;
    let made = manager.post(&format!("/api/people/{ada}/interactions"), body).await.ok();
    (made.id(), ada)
}

/// The signed link to a recording, as a path.
pub async fn link(app: &TestApp, actor: &Actor, call: &str) -> String {
    let answer = actor.get(&format!("/api/interactions/{call}/recording-content?returnUrl=true")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let url = answer.body["url"].as_str().unwrap().to_owned();
    url.strip_prefix(&app.base).unwrap().to_owned()
}

/// What a link opens for somebody without a key.
async fn open(app: &TestApp, method: Method, path: &str, range: Option<&str>) -> (u16, HeaderMap, Vec<u8>) {
    let mut request = app.nobody().request(method, path);
    if let Some(range) = range {
        request = request.header(RANGE, range);
    }
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    (status, headers, response.bytes().await.unwrap().to_vec())
}

/// The files in a folder and below.
pub fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().filter_map(Result::ok);
    entries.map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 }).sum()
}

on_both_stores! {
    async fn a_recording_is_kept_told_of_and_played_from_anywhere_within(app: &TestApp) {
        let agent = app.agent().await;
        let (call, ada) = call(app, json!({})).await;
        let sound = wav(300_000);
        let kept = agent.put_bytes(&format!("/api/interactions/{call}/recording"), "audio/x-wav", sound.clone()).await.ok();
        assert_eq!(kept.data()["hasRecording"], true);
        assert_eq!(kept.data()["hasVoicemail"], false);
        let events = agent.get("/api/events?limit=1000").await.ok();
        let told = events.rows().iter().find(|event| event["type"] == "interaction.updated").unwrap();
        assert_eq!(told["changes"], json!({"hasRecording": {"from": false, "to": true}}));

        let link = link(app, &agent, &call).await;
        let (status, headers, bytes) = open(app, Method::GET, &link, None).await;
        assert_eq!((status, bytes == sound), (200, true));
        assert_eq!(headers[CONTENT_TYPE], "audio/wav");
        assert_eq!(headers[ACCEPT_RANGES], "bytes");
        assert!(headers[CONTENT_DISPOSITION].to_str().unwrap().starts_with(&format!("inline; filename=\"{call}-recording.wav\"")));
        let (status, part_headers, part) = open(app, Method::GET, &link, Some("bytes=200000-200999")).await;
        assert_eq!((status, part == sound[200_000..201_000]), (206, true));
        assert_eq!(part_headers[CONTENT_RANGE], "bytes 200000-200999/300000");
        assert_eq!(part_headers[ETAG], headers[ETAG]);
        let (status, past, _) = open(app, Method::GET, &link, Some("bytes=300000-")).await;
        assert_eq!((status, &past[CONTENT_RANGE]), (416, &"bytes */300000".parse().unwrap()));
        let (status, head, nothing) = open(app, Method::HEAD, &link, None).await;
        assert_eq!((status, nothing.len()), (200, 0));
        assert_eq!(head[CONTENT_LENGTH], "300000");

        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        let patient = Actor { client, ..agent };
        let path = format!("/api/people/{ada}/interactions/{call}/recording-content?disposition=attachment");
        let sent = patient.get(&path).await;
        assert_eq!(sent.status, 302);
        let (_, headers, _) = open(app, Method::GET, sent.headers[LOCATION].to_str().unwrap(), None).await;
        assert!(headers[CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment;"));
        patient.get(&format!("/api/interactions/{call}/voicemail-content")).await.refused(404);
        patient.get(&format!("/api/interactions/{call}/recording-content?disposition=loud")).await.refused_fields(&["disposition"]);
    }

    async fn a_link_breaks_with_any_character_and_after_a_quarter_of_an_hour(app: &TestApp) {
        let agent = app.agent().await;
        let (call, _) = call(app, json!({})).await;
        agent.put_bytes(&format!("/api/interactions/{call}/recording"), "audio/wav", wav(100)).await.ok();
        let link = link(app, &agent, &call).await;
        let query = link.find('?').unwrap();
        for at in 1..link.len() {
            let other = if &link[at..=at] == "A" { "B" } else { "A" };
            let changed = format!("{}{other}{}", &link[..at], &link[at + 1..]);
            let (status, ..) = open(app, Method::GET, &changed, None).await;
            let expected: &[u16] = if at > query { &[403] } else { &[401, 403, 404] };
            assert!(expected.contains(&status), "{status} for {changed}");
        }
        app.clock.turn(15 * 60 - 1);
        assert_eq!(open(app, Method::GET, &link, None).await.0, 200);
        app.clock.turn(1);
        assert_eq!(open(app, Method::GET, &link, None).await.0, 403);
    }

    async fn a_replaced_recording_leaves_the_store(app: &TestApp) {
        let agent = app.agent().await;
        let (call, _) = call(app, json!({})).await;
        let path = format!("/api/interactions/{call}/recording");
        agent.put_bytes(&path, "audio/wav", wav(100)).await.ok();
        let old = link(app, &agent, &call).await;
        agent.put_bytes(&path, "audio/wav", wav(200)).await.ok();
        let (status, _, bytes) = open(app, Method::GET, &link(app, &agent, &call).await, None).await;
        assert_eq!((status, bytes.len()), (200, 200));
        assert_eq!(open(app, Method::GET, &old, None).await.0, 404);
        assert_eq!(files(app.audio.path()), 1);
    }

    async fn only_audio_of_calls_is_kept(app: &TestApp) {
        let agent = app.agent().await;
        let (call, ada) = call(app, json!({})).await;
        let path = format!("/api/interactions/{call}/voicemail");
        agent.put_bytes(&path, "video/mp4", wav(100)).await.refused(415);
        agent.put_bytes(&path, "audio/mpeg", wav(100)).await.refused(415);
        agent.put_bytes(&path, "audio/wav", Vec::new()).await.refused(415);
        let chat = json!({"channel": "chat", "direction": "inbound", "status": "succeeded", "theme": "inbPayments"});
        let chat = agent.post(&format!("/api/people/{ada}/interactions"), chat).await.ok().id();
        agent.put_bytes(&format!("/api/interactions/{chat}/recording"), "audio/wav", wav(100)).await.refused(409);
        agent.put_bytes("/api/interactions/IN-2222-2222/recording", "audio/wav", wav(100)).await.refused(404);
        app.nobody().put_bytes(&path, "audio/wav", wav(100)).await.refused(401);
        assert_eq!(files(app.audio.path()), 0);
    }

    async fn a_sensitive_recording_is_for_those_who_may_and_hearing_it_is_told(app: &TestApp) {
        let (agent, manager) = (app.agent().await, app.manager().await);
        let (call, _) = call(app, json!({"sensitive": true})).await;
        let path = format!("/api/interactions/{call}/recording");
        agent.put_bytes(&path, "audio/wav", wav(100)).await.refused(403);
        manager.put_bytes(&path, "audio/wav", wav(100)).await.ok();
        agent.get(&format!("{path}-content?returnUrl=true")).await.refused(403);
        link(app, &manager, &call).await;
        let events = manager.get("/api/events?limit=1000").await.ok();
        let reads = events.rows().iter().filter(|event| event["type"] == "interaction.read").count();
        assert_eq!(reads, 1);
    }

    async fn what_becomes_a_credential_keeps_no_recording(app: &TestApp) {
        let manager = app.user(app.company, Role::Manager).await;
        let (call, ada) = call(app, json!({})).await;
        manager.put_bytes(&format!("/api/interactions/{call}/recording"), "audio/wav", wav(100)).await.ok();
        manager.put(&format!("/api/people/{ada}/interactions/{call}"), json!({"theme": "opsAccountCredentials"})).await.ok();
        manager.get(&format!("/api/interactions/{call}/recording-content")).await.refused(404);
        assert_eq!(files(app.audio.path()), 0);
        let key = app.manager().await;
        key.put_bytes(&format!("/api/interactions/{call}/recording"), "audio/wav", wav(100)).await.refused(403);
    }
}
