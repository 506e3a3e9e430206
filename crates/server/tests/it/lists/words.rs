//! `contentContains`: a piece of the text, in any script, taken literally.

use serde_json::{Value, json};

use crate::support::bodies::{call, with};
use crate::support::{Actor, on_both_stores};

/// The contents, and beside them what finds each one alone.
const TEXTS: [(&str, &[&str]); 9] = [
    ("Hello Wörld, 100% sure", &["WÖRLD", "wörld, 100", "100%", "0% s", "ö"]),
    ("snake_case_name", &["snake_case", "SNAKE_", "e_c", "_"]),
    ("ΟΔΥΣΣΕΥΣ went home", &["οδυσσευς", "Οδυσσευσ", "δυσσευ", "ΣΣ", "δ"]),
    ("Привет, мир", &["ПРИВЕТ", "вет, м", "ми"]),
    ("今日は良い天気です", &["良い天気", "天気", "良", "日は良"]),
    ("a crab \u{1F980} and a flag \u{1F1EC}\u{1F1F7}", &["\u{1F980}", "b \u{1F980} a", "\u{1F1EC}\u{1F1F7}"]),
    ("it's a \"quoted\" word", &["it's", "\"quoted\"", "'", "\"q"]),
    ("back\\slash and /slash", &["\\", "k\\s", "back\\slash"]),
    ("semi; DROP TABLE interactions; -- * (x) OR NEAR", &["; DROP", "--", "* (", ") or n", "near"]),
];

on_both_stores! {
    async fn a_piece_of_a_text_finds_it_and_nothing_else(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let mut ids = Vec::new();
        for (text, _) in TEXTS {
            ids.push(agent.post(&path, with(call(), json!({"content": {"transcript": text}}))).await.ok().id());
        }
        for (id, (_, needles)) in ids.iter().zip(TEXTS) {
            for needle in needles {
                for list in [path.as_str(), "/api/interactions"] {
                    let found = search(&agent, list, needle).await;
                    assert_eq!(found, std::slice::from_ref(id), "{needle:?} in {list}");
                }
            }
        }
        for nowhere in ["hello world", "100%%", "snake%case", "snakexcase", "οδυσσεια", "日は悪", "\\\\", "\"\"", "NEAR/2", "quoted*"] {
            assert_eq!(search(&agent, &path, nowhere).await, Vec::<String>::new(), "{nowhere:?}");
        }
        assert_eq!(search(&agent, &path, " ").await.len(), 7, "a space is a character like any other");
    }

    async fn every_text_of_a_content_is_searched_but_no_name(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let content = json!({"subject": "Your statement", "messages": [{"author": {"name": "Tomasz"}, "body": "part one"}, {"body": "part two"}], "durationSec": 4711});
        let id = agent.post(&path, with(call(), json!({"content": content, "metaData": {"k": "hidden"}}))).await.ok().id();
        for needle in ["your statement", "tomasz", "part two", "4711"] {
            assert_eq!(search(&agent, &path, needle).await, std::slice::from_ref(&id), "{needle}");
        }
        for needle in ["messages", "durationSec", "hidden", "inbPayments"] {
            assert_eq!(search(&agent, &path, needle).await, Vec::<String>::new(), "{needle}");
        }
        agent.put(&format!("{path}/{id}"), json!({"content": {"body": "all new"}})).await.ok();
        assert_eq!(search(&agent, &path, "part two").await, Vec::<String>::new());
        assert_eq!(search(&agent, &path, "all new").await, std::slice::from_ref(&id));
        agent.put(&format!("{path}/{id}"), json!({"content": null})).await.ok();
        assert_eq!(search(&agent, &path, "all new").await, Vec::<String>::new());
    }

    async fn a_search_goes_with_every_other_filter_and_order(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let mut ids = Vec::new();
        for (channel, minute) in [("voice", 3), ("text", 1), ("voice", 2), ("text", 4)] {
            let body = json!({"channel": channel, "startedAt": format!("2026-03-01T10:0{minute}:00Z"), "content": {"body": "the same words"}});
            ids.push(agent.post(&path, with(call(), body)).await.ok().id());
        }
        let found = agent.get("/api/interactions?contentContains=same%20w&channel=voice&sortBy=%2BstartedAt").await.ok();
        assert_eq!((found.ids(), found.total()), (vec![ids[2].as_str(), &ids[0]], 2));
        let first = agent.get("/api/interactions?contentContains=same&sortBy=startedAt&limit=3").await.ok();
        assert_eq!((first.ids(), first.total()), (vec![ids[3].as_str(), &ids[0], &ids[2]], 4));
        let next = agent.get(first.body["nextUrl"].as_str().unwrap()).await.ok();
        assert_eq!((next.ids(), &next.body["nextUrl"]), (vec![ids[1].as_str()], &Value::Null));
    }
}

async fn search(actor: &Actor, list: &str, needle: &str) -> Vec<String> {
    let needle: String = needle.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let answer = actor.get(&format!("{list}?contentContains={needle}")).await.ok();
    assert_eq!(answer.total(), answer.rows().len() as i64);
    assert_eq!(answer.body.get("totalIsExact"), None);
    answer.ids().into_iter().map(str::to_owned).collect()
}
