//! The rules a company goes by, in words.

use serde_json::json;

use crate::support::on_both_stores;

const ALL: &str = "/api/guard/rules?limit=100";

on_both_stores! {
    async fn everybody_who_may_ask_may_read_the_rules(app: &TestApp) {
        let agent = app.agent().await;
        let all = agent.get(ALL).await.ok();
        assert_eq!(all.total(), all.rows().len() as i64);
        let seven = all.rows().iter().find(|rule| rule["id"] == "CG-REGF-7IN7").unwrap();
        assert_eq!((&seven["enabled"], &seven["severity"], &seven["jurisdiction"]), (&json!(true), &json!("block"), &json!("US")));
        assert!(seven["citation"].as_str().unwrap().contains("1006.14"), "{seven}");
        assert_eq!(seven["channels"], json!(["voice"]));
        let one = agent.get("/api/guard/rules/CG-REGF-7IN7").await.ok();
        assert!(one.data()["explanation"].as_str().unwrap().starts_with("CG-REGF-7IN7"), "{}", one.text);
        agent.get("/api/guard/rules/CG-NONE").await.refused(404);
        let on = agent.get("/api/guard/rules?enabled=true&limit=100").await.ok();
        let off = agent.get("/api/guard/rules?enabled=false&limit=100").await.ok();
        assert_eq!(on.total() + off.total(), all.total());
        assert!(off.total() > 0 && off.rows().iter().all(|rule| rule["note"].is_string()));
    }

    async fn rules_are_paged_like_all_lists(app: &TestApp) {
        let agent = app.agent().await;
        let all = agent.get(ALL).await.ok();
        let mut seen = Vec::new();
        let mut url = "/api/guard/rules?limit=7".to_owned();
        loop {
            let page = agent.get(&url).await.ok();
            seen.extend(page.ids().into_iter().map(str::to_owned));
            match page.body["nextUrl"].as_str() {
                Some(next) => url = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen, all.ids());
        let page = agent.get(&url).await.ok();
        let before = agent.get(page.body["previousUrl"].as_str().unwrap()).await.ok();
        let place = seen.iter().position(|id| *id == page.ids()[0]).unwrap();
        assert_eq!(before.ids(), seen[place - 7..place]);
        agent.get("/api/guard/rules?startingAfter=CG-NONE").await.refused_fields(&["startingAfter"]);
    }

    async fn a_companys_own_limit_shows_and_holds_there_alone(app: &TestApp) {
        let admin = app.administrator().await;
        let off = json!({"settings": {"complianceGuard": {"rules": {"CG-REGF-7IN7": {"max": 3}}}}});
        let shipped = admin.get("/api/guard/rules/CG-REGF-7IN7").await.ok();
        admin.put("/api/company", off).await.ok();
        let settled = admin.get("/api/guard/rules/CG-REGF-7IN7").await.ok();
        assert_ne!(shipped.data()["explanation"], settled.data()["explanation"]);
        let elsewhere = app.another_company().await;
        let stranger = app.key(elsewhere, domain::vocabulary::Role::Agent).await;
        assert_eq!(stranger.get("/api/guard/rules/CG-REGF-7IN7").await.ok().data(), shipped.data());
    }
}
