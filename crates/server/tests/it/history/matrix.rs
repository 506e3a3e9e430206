//! Who sees which rows, by which operation: user type by kind of row by operation.

use domain::vocabulary::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::people::Floor;
use crate::support::bodies::{call, with};
use crate::support::{Actor, TestApp, on_both_stores};

/// Every kind of row, and who of agent, manager and administrator sees it.
const ROWS: [(&str, [bool; 3]); 16] = [
    ("agent's own direct", [true, true, true]),
    ("agent's own smart of another queue", [true, true, false]),
    ("agent's own smart of no queue", [true, true, false]),
    ("manager's own direct", [false, true, true]),
    ("manager's own smart of another queue", [false, true, false]),
    ("stranger's direct", [false, false, true]),
    ("nobody's direct", [false, false, true]),
    ("smart in the queue", [false, true, true]),
    ("smart in the queue, a flow that is not allowed", [false, true, false]),
    ("smart in another queue", [false, false, false]),
    ("direct in the queue, handed over by hand", [false, false, true]),
    ("agent's own, sensitive", [true, true, true]),
    ("agent's own, account credentials", [false, false, false]),
    ("agent's own, of no person", [true, true, true]),
    ("agent's own, deleted", [false, false, false]),
    ("agent's own, older than the limit", [false, false, false]),
];

async fn rows(app: &TestApp, floor: &Floor) -> Vec<String> {
    let key = app.administrator().await;
    let path = format!("/api/people/{}/interactions", app.person("Ada").await);
    let now = app.clock.now();
    let old = domain::time::Instant(now.0 - 95 * domain::time::DAY);
    let body = |name: &str| {
        let agent = name.starts_with("agent's").then_some(&floor.agent_id);
        let manager = name.starts_with("manager's").then_some(&floor.manager_id);
        let stranger = name.starts_with("stranger's").then_some(&floor.stranger_id);
        let queue = match name {
            _ if name.contains("another queue") => Some(&floor.other_queue),
            _ if name.contains("in the queue") => Some(&floor.queue),
            _ => None,
        };
        let mut body = with(
            call(),
            json!({"advisorId": agent.or(manager).or(stranger), "queueId": queue, "customerAddress": "+12025550143"}),
        );
        if name.contains("not allowed") {
            body["channel"] = json!("email");
        }
        match name.rsplit_once(", ").map(|(_, more)| more) {
            Some("handed over by hand") => body["currentRouting"] = json!("direct"),
            Some("sensitive") => body["sensitive"] = json!(true),
            Some("account credentials") => body["theme"] = json!("opsAccountCredentials"),
            Some("older than the limit") => body["startedAt"] = json!(old.to_string()),
            _ => {}
        }
        if name.contains("smart of no queue") {
            body["currentRouting"] = json!("smart");
        }
        body
    };
    let mut ids = Vec::new();
    for (name, _) in ROWS {
        let to = if name.ends_with("of no person") { "/api/interactions" } else { path.as_str() };
        let id = key.post(to, body(name)).await.ok().id();
        if name.ends_with("deleted") {
            key.delete(&format!("{path}/{id}")).await.ok();
        }
        ids.push(id);
    }
    ids
}

/// The rows that somebody sees by each operation, which must be the same.
async fn seen(who: &Actor, ids: &[String], told: &[i64]) -> Vec<bool> {
    let since = "startedAtFrom=2025-12-10";
    let listed = who.get(&format!("/api/history?{since}&limit=100")).await.ok();
    let among = |found: &[&str]| ids.iter().map(|id| found.contains(&id.as_str())).collect::<Vec<_>>();
    let seen = among(&listed.ids());
    assert_eq!(listed.total(), seen.iter().filter(|one| **one).count() as i64, "{}", who.name);
    let searched = who.get(&format!("/api/history?{since}&limit=100&search=555-0143")).await.ok();
    assert_eq!(among(&searched.ids()), seen, "{}", who.name);
    for (id, seen) in ids.iter().zip(&seen) {
        let answer = who.get(&format!("/api/history/{id}")).await;
        assert_eq!(answer.status, if *seen { 200 } else { 404 }, "{}: {}", answer.asked, answer.text);
        // No filter leads to what is out of reach, and no cursor does.
        let named = who.get(&format!("/api/history?interactionId={id}")).await.ok();
        assert_eq!(named.total(), i64::from(*seen), "{}", named.asked);
        let cut = who.get(&format!("/api/history?startingAfter={id}")).await;
        assert_eq!(cut.status == 200, *seen || is_deleted(id, ids), "{}", cut.asked);
    }
    let totals = who.get(&format!("/api/history/totals?{since}")).await.ok();
    assert_eq!(totals.data()["total"], listed.total());
    let exported = who.get(&format!("/api/history/export?{since}&format=ndjson")).await;
    assert_eq!(exported.status, 200, "{}", exported.text);
    let lines: Vec<Value> = exported.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let lines: Vec<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(among(&lines), seen, "{}", who.name);
    assert_eq!(streamed(who, ids, told).await, seen_or_gone(&seen, ids), "{}", who.name);
    seen
}

/// One that was deleted is still a place in the list of those who saw it, and they are told that it is gone.
fn is_deleted(id: &str, ids: &[String]) -> bool {
    ROWS.iter().zip(ids).any(|((name, _), known)| known == id && name.ends_with("deleted"))
}

fn seen_or_gone(seen: &[bool], ids: &[String]) -> Vec<bool> {
    ids.iter().zip(seen).map(|(id, seen)| *seen || is_deleted(id, ids)).collect()
}

async fn streamed(who: &Actor, ids: &[String], told: &[i64]) -> Vec<bool> {
    let text = who.stream("/api/history/stream?after=0", *told.last().unwrap()).await;
    ids.iter().map(|id| text.contains(&format!("\"interactionId\":\"{id}\""))).collect()
}

on_both_stores! {
    async fn everybody_sees_what_is_theirs_to_see_by_every_operation(app: &TestApp) {
        let floor = Floor::make(app).await;
        let ids = rows(app, &floor).await;
        let told: Vec<i64> = app.events().await.iter().map(|event| event.number).collect();
        for (at, who) in [&floor.agent, &floor.manager, &floor.administrator].into_iter().enumerate() {
            let seen = seen(who, &ids, &told).await;
            for ((name, wanted), seen) in ROWS.iter().zip(seen) {
                // The team's members see what is theirs, not what others of the team did.
                assert_eq!(seen, wanted[at], "{} and {name}", who.name);
            }
        }
        // What is locked says so, and shows no word.
        let sensitive = &ids[11];
        for (who, locked) in [(&floor.agent, true), (&floor.manager, false)] {
            let row = who.get(&format!("/api/history/{sensitive}")).await.ok();
            assert_eq!((&row.data()["sensitive"], &row.data()["locked"]), (&json!(true), &json!(locked)));
        }
        // Another company's administrator, who sees all direct ones of theirs, sees none of these.
        let elsewhere = app.user(app.another_company().await, Role::Administrator).await;
        assert_eq!(elsewhere.get("/api/history?startedAtFrom=2026-01-01").await.ok().total(), 0);
        for id in &ids {
            elsewhere.get(&format!("/api/history/{id}")).await.refused(404);
        }
        let stream = elsewhere.stream("/api/history/stream?after=0", 1).await;
        assert!(!stream.contains("interactionId"), "{stream}");
    }

    async fn nobody_looks_back_without_the_right_to(app: &TestApp) {
        let floor = Floor::make(app).await;
        let off = json!({"name": "No history", "history": false, "userIds": [floor.agent_id]});
        let off = app.administrator().await.post("/api/profiles", off).await.ok().id();
        floor.agent.get("/api/history").await.ok();
        floor.agent.put("/api/users/me/profile", json!({"profileId": off})).await.ok();
        let service = app.user(app.company, Role::Service).await;
        for path in ["", "/totals", "/export", "/stream", "/IN-VDS6-LKH2"] {
            let path = format!("/api/history{path}");
            let refused = app.manager().await.get(&path).await.refused(403);
            assert_eq!(refused.message(), "History is for people; sign in as a user");
            assert!(floor.agent.get(&path).await.refused(403).message().contains("No history"));
            service.get(&path).await.refused(403);
            app.nobody().send(app.nobody().request(Method::GET, &path)).await.refused(401);
        }
    }
}
