//! Cases: whose they are, and how everybody finds their own.

use domain::vocabulary::Role;
use serde_json::{Value, json};

use crate::support::on_both_stores;

on_both_stores! {
    async fn everybody_finds_the_open_cases_that_are_theirs(app: &TestApp) {
        let (ines, tomas) = (app.user(app.company, Role::Agent).await, app.user(app.company, Role::Agent).await);
        let me = ines.get("/api/users/me").await.ok().id();
        let ada = app.person("Ada").await;
        let path = format!("/api/people/{ada}/cases");
        let open = async |body: Value| ines.post(&path, body).await.ok().id();
        let mine = open(json!({"caseType": "disputeOfDebt", "assigneeId": me})).await;
        let over = open(json!({"caseType": "generic", "name": "Refund", "assigneeId": me})).await;
        let nobodys = open(json!({"caseType": "legalAction"})).await;
        ines.put(&format!("{path}/{over}"), json!({"status": "canceled"})).await.ok();

        let open_ones = "/api/cases?assigneeId=me&status=initiated,processing,reopened";
        assert_eq!(ines.get(open_ones).await.ok().ids(), [mine.as_str()]);
        assert_eq!(ines.get(&format!("/api/cases?assigneeId={me}")).await.ok().total(), 2);
        assert_eq!(tomas.get("/api/cases?assigneeId=me").await.ok().total(), 0);
        assert_eq!(tomas.get("/api/cases?assigneeId=none").await.ok().ids(), [nobodys.as_str()]);
        assert_eq!(tomas.get("/api/cases?caseType=disputeOfDebt").await.ok().ids(), [mine.as_str()]);
        assert_eq!(tomas.get("/api/cases").await.ok().total(), 3);

        // Taken over, and given back to nobody.
        let other = tomas.get("/api/users/me").await.ok().id();
        let one = format!("{path}/{mine}");
        assert_eq!(tomas.put(&one, json!({"assigneeId": other})).await.ok().data()["assigneeId"], other);
        assert_eq!(tomas.put(&one, json!({"name": "Wrong balance"})).await.ok().data()["assigneeId"], other);
        assert_eq!(tomas.get("/api/cases?assigneeId=me").await.ok().ids(), [mine.as_str()]);
        assert_eq!(tomas.put(&one, json!({"assigneeId": null})).await.ok().data()["assigneeId"], Value::Null);
    }

    async fn a_case_goes_to_nobody_who_cannot_sign_in(app: &TestApp) {
        let (agent, admin) = (app.agent().await, app.administrator().await);
        let ada = app.person("Ada").await;
        let path = format!("/api/people/{ada}/cases");
        let case = |assignee: &str| json!({"caseType": "disputeOfDebt", "assigneeId": assignee});
        for nobody in ["UR-2222-2222", "ext-tomas", "tomas"] {
            agent.post(&path, case(nobody)).await.refused_fields(&["assigneeId"]);
        }
        let elsewhere = app.another_company().await;
        let stranger = app.user(elsewhere, Role::Agent).await.get("/api/users/me").await.ok().id();
        agent.post(&path, case(&stranger)).await.refused_fields(&["assigneeId"]);
        let gone = app.user(app.company, Role::Agent).await.get("/api/users/me").await.ok().id();
        admin.put(&format!("/api/users/{gone}"), json!({"disabled": true})).await.ok();
        agent.post(&path, case(&gone)).await.refused_fields(&["assigneeId"]);
        assert_eq!(agent.get(&path).await.ok().total(), 0);
        // A key acts as nobody: it has to say whose.
        agent.get("/api/cases?assigneeId=me").await.refused_fields(&["assigneeId"]);
        agent.get("/api/cases?assigneeId=tomas").await.refused_fields(&["assigneeId"]);
        agent.get("/api/cases?status=lost").await.refused_fields(&["status"]);
    }
}
