//! What somebody allows once, and what nobody may.

use domain::vocabulary::Role;
use serde_json::{Value, json};

use super::events_of;
use crate::support::bodies::with;
use crate::support::on_both_stores;

/// An override of a rule for a collection call.
fn allowing(rule: &str) -> Value {
    let proposal = json!({"channel": "voice", "theme": "opsCollDebt"});
    json!({"ruleId": rule, "reason": "She asked for this call.", "proposal": proposal})
}

on_both_stores! {
    async fn a_manager_lets_one_call_pass_for_fifteen_minutes(app: &TestApp) {
        let manager = app.user(app.company, Role::Manager).await;
        let ada = app.person("Ada").await;
        let loan = manager.post(&format!("/api/people/{ada}/loans"), json!({"externalId": "car"})).await.ok().id();
        let path = format!("/api/people/{ada}/overrides");
        let mut body = allowing("CG-INTENSITY");
        body["proposal"]["loanId"] = json!("ext-car");
        let made = manager.post(&path, body).await.ok();
        let told = made.data();
        assert_eq!((&told["ruleId"], &told["usedBy"]), (&json!("CG-INTENSITY"), &Value::Null));
        assert_eq!(told["expiresAt"], json!(app.clock.now().plus_seconds(900)));
        assert_eq!((&told["proposal"]["loanIds"], &told["proposal"]["theme"]), (&json!([loan]), &json!("opsCollDebt")));
        assert_eq!(told["createdBy"]["id"], manager.get("/api/users/me").await.ok().id());
        assert_eq!(manager.get(&path).await.ok().ids(), [made.id()]);

        let agent = app.agent().await;
        agent.get(&path).await.refused(403);
        assert!(events_of(&agent, &made.id()).await.is_empty());
        assert_eq!(events_of(&manager, &made.id()).await, ["override.created"]);
    }

    async fn only_a_user_with_the_permission_allows_and_says_why(app: &TestApp) {
        let path = format!("/api/people/{}/overrides", app.person("Ada").await);
        app.user(app.company, Role::Agent).await.post(&path, allowing("CG-INTENSITY")).await.refused(403);
        app.manager().await.post(&path, allowing("CG-INTENSITY")).await.refused(403);
        let manager = app.user(app.company, Role::Manager).await;
        manager.post(&path, with(allowing("CG-INTENSITY"), json!({"reason": " \n"}))).await.refused_fields(&["reason"]);
        manager.post(&path, with(allowing("CG-NONE"), json!({}))).await.refused_fields(&["ruleId"]);
        let nothing = ["proposal", "reason", "ruleId"];
        manager.post(&path, json!({})).await.refused_fields(&nothing);
        let unsaid = json!({"proposal": {"channel": "email", "subject": "freeForm"}});
        manager.post(&path, with(allowing("CG-INTENSITY"), unsaid)).await.refused_fields(&["proposal.theme"]);
        assert_eq!(manager.get(&path).await.ok().total(), 0);
    }

    async fn nobody_overrides_an_attorney_and_limits_only_with_adas_consent(app: &TestApp) {
        let administrator = app.user(app.company, Role::Administrator).await;
        let person = format!("/api/people/{}", app.person("Ada").await);
        let path = format!("{person}/overrides");
        for rule in ["CG-HOLD-ATTORNEY", "CG-HOLD-BANKRUPTCY", "CG-HOLD-CEASE", "CG-OPTOUT-TEXT", "CG-OPTOUT-VOICE", "CG-OPTOUT-EMAIL", "CG-TCPA-AUTODIAL"] {
            let refused = administrator.post(&path, allowing(rule)).await.refused(422);
            assert!(refused.message().contains(rule), "{}", refused.text);
        }
        for (rule, kind) in [("CG-REGF-7IN7", "extraCalls"), ("CG-REGF-HOURS", "inconvenientTime")] {
            let refused = administrator.post(&path, allowing(rule)).await.refused(422);
            assert!(refused.message().contains(kind), "{}", refused.text);
            let consent = administrator.post(&format!("{person}/consents"), json!({"kind": kind})).await.ok().id();
            administrator.post(&path, allowing(rule)).await.ok();
            administrator.delete(&format!("{person}/consents/{consent}")).await.ok();
            administrator.post(&path, allowing(rule)).await.refused(422);
        }
        assert_eq!(administrator.get(&path).await.ok().total(), 2);
    }
}
