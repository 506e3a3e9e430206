//! What is asked of the history: filters, orders, pages, the period, the search.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::people::Floor;
use crate::support::bodies::{call, email, with};
use crate::support::{Actor, TestApp, on_both_stores};

/// Records rows that differ in everything the history asks for; their ids.
async fn record(app: &TestApp, floor: &Floor) -> Vec<String> {
    let ada = app.person("Ada").await;
    let path = format!("/api/people/{ada}/interactions");
    let rows = [
        with(
            call(),
            json!({"startedAt": "2026-03-02T14:00:00Z", "endedAt": "2026-03-02T14:10:00Z", "waitingDuration": 60, "queueId": floor.queue, "customerAddress": "(202) 555-0143"}),
        ),
        with(
            call(),
            json!({"startedAt": "2026-03-02T13:00:00Z", "endedAt": "2026-03-02T13:01:00Z", "statusDetails": "voiceDisconnectedWhileQueuedOnHold", "advisorId": floor.stranger_id, "wrapUpDuration": 5}),
        ),
        with(
            email(),
            json!({"startedAt": "2026-03-02T12:00:00Z", "customerAddress": "ada@customer.example", "campaign": "Spring", "status": "failed", "statusDetails": "emailBounced", "failureDescriptionShort": "Mailbox FULL"}),
        ),
        with(
            call(),
            json!({"startedAt": "2026-03-01T12:00:00Z", "channel": "chat", "medium": "whatsapp", "direction": "outbound", "campaign": "Autumn", "advisorId": floor.stranger_id, "customerAddress": "+442079460018"}),
        ),
        with(call(), json!({"startedAt": "2026-02-10T12:00:00Z", "channel": "fax", "status": "scheduled"})),
    ];
    let mut ids = Vec::new();
    for row in rows {
        ids.push(floor.administrator.post(&path, row).await.ok().id());
    }
    ids
}

async fn places(who: &Actor, query: &str, ids: &[String]) -> Vec<usize> {
    let listed = who.get(&format!("/api/history?{query}")).await.ok();
    let found: Vec<usize> =
        listed.ids().iter().map(|id| ids.iter().position(|known| known == id).unwrap()).collect();
    let totals = who.get(&format!("/api/history/totals?{query}")).await.ok();
    assert_eq!(
        (listed.total(), totals.data()["total"].as_i64().unwrap()),
        (found.len() as i64, found.len() as i64),
        "{query}"
    );
    found
}

/// Nothing is the smallest.
fn compare(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        (Value::Number(one), Value::Number(other)) => one.as_i64().cmp(&other.as_i64()),
        (one, other) => one.as_str().map(str::to_lowercase).cmp(&other.as_str().map(str::to_lowercase)),
    }
}

on_both_stores! {
    async fn it_opens_on_today_and_every_filter_keeps_what_it_says(app: &TestApp) {
        let floor = Floor::make(app).await;
        let ids = record(app, &floor).await;
        let who = &floor.administrator;
        let all = "startedAtFrom=2026-02-01";
        assert_eq!(places(who, "", &ids).await.len(), 3, "today");
        for (query, wanted) in [
            ("", &[0, 1, 2, 3, 4][..]),
            ("startedAtTo=2026-03-01T12:00:00Z", &[3, 4]),
            ("endedAtFrom=2026-03-02T13:01:00Z&endedAtTo=2026-03-02T14:00:00Z", &[1]),
            ("flow=voice", &[0, 1]),
            ("flow=email&flow=whatsappCampaign", &[2, 3]),
            ("flow=none", &[4]),
            ("flow=none,email", &[2, 4]),
            ("handlingStatus=warning", &[2]),
            ("handlingStatus=none,aborted", &[1, 4]),
            ("direction=outbound", &[2, 3]),
            ("originalRouting=smart", &[0]),
            ("currentRouting=direct", &[1, 2, 3, 4]),
            (&format!("advisorId={}", floor.stranger_id), &[1, 3]),
            ("advisorId=none", &[]),
            (&format!("queueId={}", floor.queue), &[0]),
            ("queueId=ext-hardship,none", &[0, 1, 2, 3, 4]),
            ("queueId=ext-nowhere", &[]),
            ("search=%2B12025550143", &[0]),
            ("search=555-0143", &[0]),
            ("search=020 7946 0018", &[3]),
            ("search=ADA@cust", &[2]),
            ("search=ad", &[2]),
            ("search=customer", &[]),
            ("customerAddress=CUSTOMER", &[2]),
            ("campaign=Spring&campaign=Autumn", &[2, 3]),
            ("campaign=none", &[0, 1, 4]),
            ("reason=mailbox full", &[2]),
            ("reason=on hold", &[1]),
            (&format!("interactionId={}&interactionId={}", ids[4], ids[0]), &[0, 4]),
            ("waitingMin=60&waitingMax=60", &[0]),
            ("handlingMin=61", &[0]),
            ("handlingMax=60", &[1]),
            ("wrapUpMin=0", &[1]),
            ("templateDescriptorId=TD-2222-2222", &[]),
            ("personId=BO-2222-2222", &[]),
            ("caseId=CS-2222-2222", &[]),
            ("flow=voice&direction=inbound&search=0143", &[0]),
        ] {
            assert_eq!(places(who, &format!("{all}&{query}").trim_end_matches('&').replace(' ', "%20"), &ids).await, wanted, "{query}");
        }
        // Who names which ones need not say when.
        assert_eq!(places(who, &format!("interactionId={}", ids[4]), &ids).await, [4]);
        let row = who.get(&format!("/api/history/{}", ids[0])).await.ok();
        assert_eq!((&row.data()["queue"]["name"], &row.data()["person"]["name"]), (&json!("Hardship"), &json!("Ada Okafor")));
        assert_eq!(row.data()["advisor"]["name"], "administrator Lindqvist");
        assert_eq!(row.data()["interaction"]["id"], json!(ids[0]));
    }

    async fn what_is_linked_is_found_by_its_case_and_its_template(app: &TestApp) {
        let floor = Floor::make(app).await;
        let administrator = &floor.administrator;
        let ada = app.person("Ada").await;
        let descriptor = json!({"subject": "custom1", "channel": "text", "name": "Reminder"});
        let descriptor = administrator.post("/api/communicator/templatedescriptors", descriptor).await.bare_id();
        let versions = format!("/api/communicator/templatedescriptors/{descriptor}/versions");
        let version = administrator.post(&versions, json!({"content": {"body": "Hello"}})).await.ok().id();
        let used = version.clone();
        let row = app.native_with(&ada, with(email(), json!({})), move |row| row.template_version_id = Some(used)).await;
        let other = administrator.post(&format!("/api/people/{ada}/interactions"), call()).await.ok().id();
        let case = administrator.post(&format!("/api/people/{ada}/cases"), json!({"caseType": "generic", "name": "a case"})).await.ok().id();
        administrator.put(&format!("/api/people/{ada}/cases/{case}/interactions/{other}"), json!({})).await.ok();
        let ids = [row, other];
        for (query, wanted) in [
            (format!("templateVersionId={version}"), 0),
            (format!("templateDescriptorId={descriptor}"), 0),
            (format!("caseId={case}"), 1),
            (format!("personId={ada}&flow=voice"), 1),
        ] {
            assert_eq!(places(administrator, &query, &ids).await, [wanted], "{query}");
        }
        let shown = administrator.get("/api/history?limit=2").await.ok();
        let of = |id: &str| shown.rows().iter().find(|row| row["id"] == id).unwrap().clone();
        assert_eq!((of(&ids[0])["templateName"].clone(), of(&ids[1])["caseIds"].clone()), (json!("Reminder"), json!([case])));
    }

    async fn who_does_not_ask_for_a_count_is_told_what_is_known_anyway(app: &TestApp) {
        let floor = Floor::make(app).await;
        let all = record(app, &floor).await.len() as i64;
        let asked = "/api/history?startedAtFrom=2026-02-01&countTotal";
        let who = &floor.administrator;
        for (query, total, exact) in [
            (format!("{asked}=false&limit=2"), 3, json!(false)),
            (format!("{asked}=false&limit=2&offset=2"), 5, json!(false)),
            (format!("{asked}=false&limit=100"), all, Value::Null),
            (format!("{asked}=true&limit=2"), all, Value::Null),
        ] {
            let page = who.get(&query).await.ok();
            assert_eq!((page.total(), page.body["totalIsExact"].clone()), (total, exact), "{query}");
        }
        who.get(&format!("{asked}=false&exactTotal=true")).await.refused_fields(&["countTotal"]);
    }

    async fn it_is_sorted_by_every_column_and_its_pages_lie_side_by_side(app: &TestApp) {
        let floor = Floor::make(app).await;
        let ids = record(app, &floor).await;
        let who = &floor.administrator;
        for field in ["startedAt", "endedAt", "flow", "handlingStatus", "direction", "originalRouting", "currentRouting", "advisor", "queue", "customerAddress", "campaign", "waitingDuration", "handlingDuration", "wrapUpDuration"] {
            for sign in ["-", "%2B"] {
                let asked = format!("/api/history?startedAtFrom=2026-02-01&sortBy={sign}{field}");
                let whole = who.get(&asked).await.ok();
                let values: Vec<Value> = whole.rows().iter().map(|row| match field {
                    "advisor" | "queue" => row[field]["name"].clone(),
                    _ => row[field].clone(),
                }).collect();
                let wanted = if sign == "-" { Ordering::Greater } else { Ordering::Less };
                assert!(values.windows(2).all(|pair| [wanted, Ordering::Equal].contains(&compare(&pair[0], &pair[1]))), "{asked}: {values:?}");
                let (mut walked, mut next) = (Vec::new(), Some(format!("{asked}&limit=2")));
                let mut last = None;
                while let Some(url) = next {
                    let page = who.get(&url).await.ok();
                    walked.extend(page.ids().into_iter().map(str::to_owned));
                    assert_eq!(page.total(), 5, "{url}");
                    next = page.body["nextUrl"].as_str().map(str::to_owned);
                    last = Some(page);
                }
                assert_eq!(walked, whole.ids(), "{asked}");
                let back = who.get(last.unwrap().body["previousUrl"].as_str().unwrap()).await.ok();
                assert_eq!(back.ids(), whole.ids()[2..4], "{asked}");
            }
        }
        assert_eq!(ids.len(), 5);
    }

    async fn it_goes_back_as_far_as_the_company_says(app: &TestApp) {
        let floor = Floor::make(app).await;
        let who = &floor.administrator;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let old = who.post(&path, with(call(), json!({"startedAt": "2025-12-02T14:59:00Z"}))).await.ok().id();
        let edge = who.post(&path, with(call(), json!({"startedAt": "2025-12-02T15:00:00Z"}))).await.ok().id();
        let refused = who.get("/api/history?startedAtFrom=2025-12-01").await.refused_fields(&["startedAtFrom"]);
        assert!(refused.body["errors"][0]["message"].as_str().unwrap().contains("2025-12-02T15:00:00"), "{}", refused.text);
        for path in ["totals", "export"] {
            who.get(&format!("/api/history/{path}?startedAtFrom=2025-12-01")).await.refused_fields(&["startedAtFrom"]);
        }
        assert_eq!(who.get("/api/history?startedAtTo=2026-01-01").await.ok().ids(), [edge.as_str()]);
        who.get(&format!("/api/history/{old}")).await.refused(404);
        // The other operations know no such limit.
        who.get(&format!("/api/interactions/{old}")).await.ok();
        who.put("/api/company", json!({"settings": {"history": {"months": 121}}})).await.refused_fields(&["settings.history"]);
        who.put("/api/company", json!({"settings": {"history": {"months": 4}, "timezone": "America/New_York"}})).await.ok();
        assert_eq!(who.get("/api/history?startedAtFrom=2025-12-01").await.ok().ids(), [edge.as_str(), old.as_str()]);
        // Today begins when it does for the company.
        for at in ["2026-03-02T04:59:00Z", "2026-03-02T05:00:00Z"] {
            who.post(&path, with(call(), json!({"startedAt": at}))).await.ok();
        }
        assert_eq!(who.get("/api/history").await.ok().total(), 1);
    }

    async fn what_cannot_be_asked_is_told_all_at_once(app: &TestApp) {
        let floor = Floor::make(app).await;
        let query = "flow=smoke&waitingMin=-1&search=12&sortBy=price&interactionId=x&startedAtFrom=soon&colour=red&reason=";
        let fields = ["colour", "flow", "interactionId", "reason", "search", "sortBy", "startedAtFrom", "waitingMin"];
        floor.agent.get(&format!("/api/history?{query}")).await.refused_fields(&fields);
        floor.agent.get("/api/history?advisorId=nobody").await.refused_fields(&["advisorId"]);
        floor.agent.get("/api/history/totals?limit=5").await.refused_fields(&["limit"]);
        floor.agent.get("/api/history/export?format=pdf").await.refused_fields(&["format"]);
    }
}
