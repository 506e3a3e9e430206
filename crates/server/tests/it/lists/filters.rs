//! Every filter alone, against a count of the rows one by one.

use serde_json::json;

use super::model::Model;
use super::random::{check, walk_both_ways};
use crate::support::on_both_stores;

/// Every filter with values that keep some rows and not others.
pub const FILTERS: [(&str, &[&str]); 25] = [
    ("channel", &["voice", "email,chat", "fax", "null", "null,mail"]),
    ("direction", &["inbound", "outbound"]),
    ("status", &["succeeded", "failed,canceled", "null"]),
    ("statusDetails", &["emailSent", "null", "null,emailOpened", "chatRead"]),
    ("agentOutcome", &["voicePickedHungUp", "null", "null,voicePickedHungUp"]),
    ("subject", &["statement", "null", "null,loanDetails", "freeForm"]),
    ("theme", &["opsCollDebt", "opsServicing,inbPayments", "null"]),
    ("contentContains", &["loan", "payment", "δανειο", "100%", "a_b", "AN PAY", "zz", "nt"]),
    ("createdAtBefore", &["2026-03-10T00:00:00.000000+00:00", "2026-03-02T15:00:00.000000+00:00"]),
    ("createdAtAfter", &["2026-03-05T06:30:00.000000+00:00", "2026-04-01T00:00:00.000000+00:00"]),
    ("startedAtBefore", &["2026-03-01T03:00:00.000000+00:00"]),
    ("startedAtAfter", &["2026-03-01T03:00:00.000000+00:00"]),
    ("scheduledAtFromBefore", &["2026-03-01T02:00:00.000000+00:00"]),
    ("scheduledAtFromAfter", &["2026-03-01T02:00:00.000000+00:00"]),
    ("scheduledAtToBefore", &["2026-03-01T08:00:00.000000+00:00"]),
    ("scheduledAtToAfter", &["2026-03-01T08:00:00.000000+00:00"]),
    ("createdBy", &["null", "MAKER"]),
    ("caseIds", &["CASE"]),
    ("hasVoicemail", &["true", "false"]),
    ("hasRecording", &["true", "false"]),
    ("sensitive", &["true", "false"]),
    ("isExternal", &["true", "false"]),
    ("hasNoPerson", &["true", "false"]),
    ("missedCall", &["true", "false"]),
    ("createdBy", &["UR-2222-2222"]),
];

/// Every field a list can be ordered by.
pub const SORTS: [&str; 14] = [
    "id",
    "createdAt",
    "startedAt",
    "holdDuration",
    "contactName",
    "scheduledAtFrom",
    "scheduledAtTo",
    "channel",
    "direction",
    "status",
    "createdBy.employeeFirstName",
    "createdBy.employeeLastName",
    "createdBy.employeeEmail",
    "createdBy.employeeFullNameOrEmail",
];

on_both_stores! {
    async fn every_filter_alone_keeps_what_it_should(app: &TestApp) {
        let model = Model::record(app, 120).await;
        for (name, values) in FILTERS {
            let mut kept = Vec::new();
            for value in values.iter().flat_map(|value| meant(&model, value)) {
                let filters = [(name.to_owned(), value)];
                check(&model, &filters, &[]).await;
                kept.push(model.answer(&filters, &[]).len());
            }
            // A filter that keeps everything or nothing whatever it says would prove nothing.
            assert!(kept.iter().any(|kept| *kept < 120), "{name}: {kept:?}");
            assert!(values == ["UR-2222-2222"] || kept.iter().any(|kept| *kept > 0), "{name}: {kept:?}");
        }
        // Repeated is as good as a comma.
        let repeated = model.seer.get("/api/interactions?limit=100&channel=email&channel=chat").await.ok();
        let comma = model.seer.get("/api/interactions?limit=100&channel=email,chat").await.ok();
        assert_eq!(repeated.ids(), comma.ids());
    }

    async fn every_order_holds_both_ways(app: &TestApp) {
        let model = Model::record(app, 60).await;
        for field in SORTS {
            for descending in [true, false] {
                walk_both_ways(&model, &[], &[(field.to_owned(), descending)], 13).await;
            }
        }
        // Without a sign it is descending; a space is a plus that was not escaped.
        let list = "/api/interactions?limit=100&sortBy=";
        let bare = model.seer.get(&format!("{list}startedAt")).await.ok();
        assert_eq!(bare.ids(), model.seer.get(&format!("{list}-startedAt")).await.ok().ids());
        let plus = model.seer.get(&format!("{list}+startedAt")).await.ok();
        assert_eq!(plus.ids(), model.seer.get(&format!("{list}%2BstartedAt")).await.ok().ids());
        assert_eq!(plus.ids(), model.answer(&[], &[("startedAt".to_owned(), false)]));
        assert_eq!(plus.body.get("totalIsExact"), None);
        assert_eq!(plus.body["count"], json!(60));
    }
}

/// A value with the model's own ids in it.
pub fn meant(model: &Model, value: &str) -> Vec<String> {
    match value {
        "MAKER" => model.makers.clone(),
        "CASE" => vec![model.case.clone()],
        value => vec![value.to_owned()],
    }
}
