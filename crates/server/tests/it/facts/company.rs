//! What a company settles about its rules.

use domain::vocabulary::Role;
use serde_json::{Value, json};

use crate::support::{Answer, on_both_stores};

/// A body that settles something about Compliance Guard.
fn settling(said: Value) -> Value {
    json!({"settings": {"complianceGuard": said}})
}

/// A change of the rule on seven calls in seven days.
fn seven_in_seven(change: Value) -> Value {
    settling(json!({"rules": {"CG-REGF-7IN7": change}}))
}

fn settled(answer: &Answer) -> &Value {
    &answer.data()["settings"]["complianceGuard"]
}

on_both_stores! {
    async fn a_company_tightens_its_rules_and_keeps_what_it_does_not_mention(app: &TestApp) {
        let (path, administrator) = ("/api/company", app.administrator().await);
        let first = json!({"applyFederalToFirstParty": false, "intensity": {"light": 1, "heavy": 6}});
        administrator.put(path, settling(first.clone())).await.ok();
        administrator.put(path, json!({"settings": {"timezone": "America/Denver"}})).await.ok();
        administrator.put(path, seven_in_seven(json!({"max": 5}))).await.ok();
        let both = administrator.get(path).await.ok();
        let wanted = json!({"applyFederalToFirstParty": false, "intensity": {"light": 1, "heavy": 6}, "rules": {"CG-REGF-7IN7": {"max": 5}}});
        assert_eq!(*settled(&both), wanted);
        assert_eq!(both.data()["settings"]["timezone"], "America/Denver");
        let less = json!({"intensity": {"heavy": null}, "rules": {"CG-REGF-7IN7": null}});
        let less = administrator.put(path, settling(less)).await.ok();
        assert_eq!(*settled(&less), json!({"applyFederalToFirstParty": false, "intensity": {"light": 1}}));
        let none = administrator.put(path, settling(Value::Null)).await.ok();
        assert_eq!(*settled(&none), Value::Null);
    }

    async fn settings_that_mean_nothing_are_refused_by_name(app: &TestApp) {
        let (path, administrator) = ("/api/company", app.administrator().await);
        let wrong = json!({"intensity": {"fierce": 1}, "transactional": {"gossip": true}, "rules": {"CG-NONE": {}, "CG-REGF-HOURS": {"from": "late"}}});
        let guard = "settings.complianceGuard";
        let fields = ["intensity.fierce", "rules.CG-NONE", "rules.CG-REGF-HOURS.from", "transactional.gossip"];
        let fields = fields.map(|field| format!("{guard}.{field}"));
        administrator.put(path, settling(wrong)).await.refused_fields(&fields.each_ref().map(String::as_str));
        administrator.put(path, settling(json!("strict"))).await.refused_fields(&[guard]);
        administrator.put(path, settling(json!({"intensity": {"light": -1}}))).await.refused_fields(&[guard]);
        administrator.put(path, settling(json!({"timezone": "UTC"}))).await.refused_fields(&["settings.complianceGuard.timezone"]);
        assert_eq!(*settled(&administrator.get(path).await.ok()), Value::Null);
    }

    async fn who_loosens_a_rule_is_a_user_with_a_reason_and_is_remembered(app: &TestApp) {
        let path = "/api/company";
        let chief = app.user(app.company, Role::Administrator).await;
        let because = json!({"max": 9, "loosened": {"reason": "Counsel agrees.", "by": "UR-2222-2222"}});
        app.administrator().await.put(path, seven_in_seven(because.clone())).await.refused(403);
        let field = "settings.complianceGuard.rules.CG-REGF-7IN7.loosened.reason";
        chief.put(path, seven_in_seven(json!({"max": 9}))).await.refused_fields(&[field]);
        let made = chief.put(path, seven_in_seven(because)).await.ok();
        let note = settled(&made)["rules"]["CG-REGF-7IN7"]["loosened"].clone();
        let me = chief.get("/api/users/me").await.ok().id();
        assert_eq!(note, json!({"by": me, "reason": "Counsel agrees.", "at": app.clock.now()}));

        app.clock.turn(60);
        let other = app.user(app.company, Role::Administrator).await;
        let kept = other.put(path, settling(json!({"intensity": {"light": 1}}))).await.ok();
        assert_eq!(settled(&kept)["rules"]["CG-REGF-7IN7"]["loosened"], note);
        other.put(path, seven_in_seven(json!({"max": 10}))).await.refused_fields(&[field]);
        let tight = other.put(path, seven_in_seven(json!({"max": 3}))).await.ok();
        assert_eq!(settled(&tight)["rules"]["CG-REGF-7IN7"], json!({"max": 3}));
    }

    async fn an_opt_out_cannot_be_settled_away_and_loosening_needs_its_permission(app: &TestApp) {
        let path = "/api/company";
        let chief = app.user(app.company, Role::Administrator).await;
        let off = json!({"rules": {"CG-OPTOUT-TEXT": {"enabled": false, "loosened": {"reason": "Fewer questions."}}}});
        chief.put(path, settling(off)).await.refused_fields(&["settings.complianceGuard.rules.CG-OPTOUT-TEXT.enabled"]);

        let role = json!({"name": "office", "permissions": ["company:administer"]});
        let role = chief.post("/api/roles", role).await.ok().id();
        let user = json!({"email": "office@example.com", "role": role});
        chief.post("/api/users", user).await.ok();
        let key = json!({"name": "office", "role": role, "userId": "office@example.com"});
        let key = chief.post("/api/apikeys", key).await.ok();
        let mut office = chief.clone();
        office.key = key.data()["key"].as_str().map(str::to_owned);
        office.put(path, seven_in_seven(json!({"max": 3}))).await.ok();
        let loose = json!({"max": 9, "loosened": {"reason": "Sales ask."}});
        office.put(path, seven_in_seven(loose)).await.refused(403);
        assert_eq!(settled(&office.get(path).await.ok())["rules"]["CG-REGF-7IN7"], json!({"max": 3}));
    }
}
