//! Queues, teams and profiles: who works with what.

use domain::vocabulary::Role;
use serde_json::{Value, json};

use crate::support::bodies::{call, with};
use crate::support::{Actor, on_both_stores};

async fn me(who: &Actor) -> String {
    who.get("/api/users/me").await.ok().id()
}

on_both_stores! {
    async fn a_queue_stays_while_somebody_works_with_it(app: &TestApp) {
        let administrator = app.administrator().await;
        let queue = administrator.post("/api/queues", json!({"name": "Hardship", "reference": "h-1", "description": "Who cannot pay"})).await.ok();
        let path = format!("/api/queues/{}", queue.id());
        assert!(queue.id().starts_with("QU-"));
        assert_eq!(administrator.get("/api/queues/ext-h-1").await.ok().data(), queue.data());
        administrator.post("/api/queues", json!({"name": "Other", "reference": "h-1"})).await.refused(409);
        administrator.post("/api/queues", json!({})).await.refused_fields(&["name"]);
        let changed = administrator.put(&path, json!({"description": null, "name": "Hard times"})).await.ok();
        assert_eq!((&changed.data()["name"], &changed.data()["description"], &changed.data()["reference"]), (&json!("Hard times"), &Value::Null, &json!("h-1")));
        let profile = administrator.post("/api/profiles", json!({"name": "Floor", "queueIds": ["ext-h-1"]})).await.ok();
        administrator.delete(&path).await.refused(409);
        administrator.put(&format!("/api/profiles/{}", profile.id()), json!({"queueIds": []})).await.ok();
        let ada = app.person("Ada").await;
        let row = with(call(), json!({"queueId": queue.id()}));
        administrator.post(&format!("/api/people/{ada}/interactions"), row).await.ok();
        administrator.delete(&path).await.refused(409);
        // Nobody sees it in the history any more four months later.
        app.clock.turn(4 * 31 * 86_400);
        administrator.delete(&path).await.ok();
        administrator.get(&path).await.refused(404);
        assert_eq!(administrator.get("/api/queues").await.ok().total(), 0);
        administrator.post("/api/queues", json!({"name": "Anew", "reference": "h-1"})).await.ok();
    }

    async fn a_team_names_those_who_are_there(app: &TestApp) {
        let administrator = app.administrator().await;
        let (bo, cy) = (app.user(app.company, Role::Agent).await, app.user(app.company, Role::Manager).await);
        let (bo_id, cy_id) = (me(&bo).await, me(&cy).await);
        let team = json!({"name": "East", "managerIds": [cy_id], "memberIds": [bo_id, cy_id, bo_id]});
        let team = administrator.post("/api/teams", team).await.ok();
        assert_eq!((&team.data()["managerIds"], &team.data()["memberIds"]), (&json!([cy_id]), &json!([bo_id, cy_id])));
        let path = format!("/api/teams/{}", team.id());
        assert_eq!(bo.get(&path).await.ok().data(), team.data());
        cy.put(&path, json!({"memberIds": []})).await.refused(403);
        administrator.put(&path, json!({"memberIds": ["UR-2222-2222"]})).await.refused_fields(&["memberIds[0]"]);
        let changed = administrator.put(&path, json!({"memberIds": [cy_id]})).await.ok();
        assert_eq!((&changed.data()["managerIds"], &changed.data()["memberIds"]), (&json!([cy_id]), &json!([cy_id])));
        assert_eq!(administrator.get("/api/teams").await.ok().rows(), [changed.data().clone()]);
        administrator.delete(&path).await.ok();
        administrator.get(&path).await.refused(404);
    }

    async fn somebody_holds_profiles_and_works_with_one(app: &TestApp) {
        let administrator = app.administrator().await;
        let bo = app.user(app.company, Role::Agent).await;
        let id = me(&bo).await;
        let about = async |who: &Actor| {
            let me = who.get("/api/users/me").await.ok();
            (me.data()["activeProfileId"].clone(), me.data()["historyAccess"].clone(), me.data()["profiles"].as_array().unwrap().len())
        };
        assert_eq!(about(&bo).await, (Value::Null, json!("own"), 0));
        let make = async |name: &str, history: bool| {
            let profile = json!({"name": name, "history": history, "userIds": [id], "flows": ["voice", "email"]});
            let made = administrator.post("/api/profiles", profile).await.ok();
            app.clock.turn(1);
            made
        };
        let (first, second) = (make("Floor", true).await, make("Quiet", false).await);
        assert_eq!(first.data()["flows"], json!(["voice", "email"]));
        assert_eq!(about(&bo).await, (json!(first.id()), json!("own"), 2));
        let switched = bo.put("/api/users/me/profile", json!({"profileId": second.id()})).await.ok();
        assert_eq!(switched.data()[1]["active"], true);
        assert_eq!(about(&bo).await, (json!(second.id()), json!("none"), 2));
        let shown = bo.get("/api/users/me/profiles").await.ok();
        assert_eq!(shown.data(), switched.data());
        // Whoever loses the one they worked with goes on with the first.
        administrator.put(&format!("/api/profiles/{}", second.id()), json!({"userIds": []})).await.ok();
        assert_eq!(about(&bo).await, (json!(first.id()), json!("own"), 1));
        bo.put("/api/users/me/profile", json!({"profileId": second.id()})).await.refused_fields(&["profileId"]);
        bo.put("/api/users/me/profile", json!({})).await.refused_fields(&["profileId"]);
        administrator.put("/api/users/me/profile", json!({"profileId": first.id()})).await.refused(403);
        assert_eq!(about(&app.user(app.company, Role::Manager).await).await.1, "team");
        assert_eq!(about(&app.user(app.company, Role::Administrator).await).await.1, "company");
        assert_eq!(about(&app.user(app.company, Role::Service).await).await.1, "none");
    }
}
