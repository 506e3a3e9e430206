//! What is wrong with a request before anything is done about it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::bodies::{call, with};
use crate::support::on_both_stores;

const MEGABYTE: usize = 1024 * 1024;

on_both_stores! {
    async fn unknown_and_empty_parameters_are_refused_by_name(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let path = format!("/api/people/{ada}/interactions");
        let one = format!("{path}/{}", agent.post(&path, call()).await.ok().id());
        for list in [path.as_str(), "/api/interactions"] {
            agent.get(&format!("{list}?chanel=voice&limit=5&x")).await.refused_fields(&["chanel", "x"]);
            for name in ["channel", "status", "contentContains", "sortBy", "limit", "startingAfter", "include", "view",
                "createdAtAfter", "caseIds", "createdBy", "sensitive", "subject", "offset", "direction", "exactTotal"] {
                agent.get(&format!("{list}?{name}=")).await.refused_fields(&[name]);
            }
            for (bad, name) in [("channel=voice,", "channel"), ("limit=0", "limit"), ("limit=101", "limit"),
                ("limit=1&limit=2", "limit"), ("offset=-1", "offset"), ("limit=ten", "limit"), ("view=list", "view"),
                ("include=loans", "include"), ("sensitive=1", "sensitive"), ("sortBy=name", "sortBy"),
                ("channel=phone", "channel"), ("createdAtAfter=monday", "createdAtAfter"), ("direction=null", "direction"),
                ("direction=inbound,outbound", "direction"), ("scheduledAtFromAfter=2026-03-01", "scheduledAtFromAfter"),
                ("scheduledAtToBefore=2026-03-01T10:00:00", "scheduledAtToBefore"), ("startingAfter=IN-2222-2222", "startingAfter"),
                ("endingBefore=ext-none", "endingBefore"), ("caseIds=x", "caseIds"), ("contentContains=%00", "contentContains")] {
                agent.get(&format!("{list}?{bad}")).await.refused_fields(&[name]);
            }
            agent.get(&format!("{list}?channel=phone&limit=0&x=1")).await.refused_fields(&["channel", "limit", "x"]);
        }
        agent.get(&format!("{path}?hasNoPerson=true")).await.refused_fields(&["hasNoPerson"]);
        agent.get(&format!("{one}?limit=1")).await.refused_fields(&["limit"]);
        agent.put(&format!("{one}?searchable=true"), json!({})).await.refused_fields(&["searchable"]);
        agent.post(&format!("{path}?dry=true"), call()).await.refused_fields(&["dry"]);
    }

    async fn bodies_are_json_objects(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let send = async |kind: &str, body: &str| agent.bytes(Method::POST, &path, kind, body.into()).await;
        let good = call().to_string();
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "json", "text/json"] {
            send(kind, &good).await.refused(415);
        }
        agent.send(agent.request(Method::POST, &path).body(good.clone())).await.refused(415);
        for kind in ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON"] {
            send(kind, &good).await.ok();
        }
        for bad in ["", "{", "nonsense", "[]", "null", "7", "\"text\"", "{}{}", "{\"a\":1,}", "\u{feff}{}"] {
            send("application/json", bad).await.refused_fields(&["body"]);
        }
        agent.bytes(Method::POST, &path, "application/json", vec![b'{', 0xff, b'}']).await.refused_fields(&["body"]);
    }

    async fn a_body_has_at_most_five_megabytes(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let large = |bytes| with(call(), json!({"content": {"body": "x".repeat(bytes)}}));
        agent.post(&path, large(5 * MEGABYTE)).await.refused(413);
        agent.post(&path, large(4 * MEGABYTE)).await.ok();
    }

    async fn a_body_that_is_nested_without_end_is_refused(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let deep = format!("{}{}", "{\"a\":".repeat(50_000), "1".to_owned() + &"}".repeat(50_000));
        let body = format!("{{\"channel\":\"voice\",\"content\":{deep}}}");
        let answer = agent.bytes(Method::POST, &path, "application/json", body.into()).await;
        answer.refused(400);
        agent.get(&path).await.ok();
    }

    async fn unknown_places_and_methods_answer_in_the_envelope(app: &TestApp) {
        let agent = app.agent().await;
        for path in ["/api/nothing", "/api/interactions/IN-2222-2222", "/api/interactions/x%2Fy", "/nothing", "/api/people/BO-2222-2222"] {
            agent.get(path).await.refused(404);
        }
        agent.delete("/api/interactions").await.refused(405);
        agent.post("/api/interactions/IN-2222-2222", json!({})).await.refused(405);
        let patch = agent.send(agent.request(Method::PATCH, "/api/people")).await;
        patch.refused(405);
    }

    async fn nobody_and_strangers_are_told_how_to_come_in(app: &TestApp) {
        let nobody = app.nobody();
        let answer = nobody.get("/api/interactions").await.refused(401);
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
        let key = app.agent().await.key.unwrap();
        let (id, _) = key.split_once('.').unwrap();
        for bad in [String::new(), "x".to_owned(), format!("{id}.wrong"), format!("{key}x"), format!("AK-2222-2222.{key}")] {
            nobody.send(nobody.request(Method::GET, "/api/interactions").header("X-API-KEY", bad)).await.refused(401);
        }
        for name in ["X-API-KEY", "X_API_KEY", "x-api-key"] {
            nobody.send(nobody.request(Method::GET, "/api/interactions").header(name, &key)).await.ok();
        }
        let unknown = nobody.send(nobody.request(Method::GET, "/api/interactions").bearer_auth("zzz")).await;
        assert_eq!(unknown.refused(401).data(), &Value::Null);
    }
}
