//! Views of the history under a name: one's own, and those of one's teams.

use domain::vocabulary::Role;
use serde_json::{Value, json};

use super::people::Floor;
use crate::support::{Actor, on_both_stores};

const PATH: &str = "/api/history/views";

/// The names of the views somebody sees, newest first.
async fn seen_by(who: &Actor) -> Vec<String> {
    let page = who.get(PATH).await.ok();
    page.rows().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

async fn team_of(who: &Actor) -> String {
    let teams = who.get("/api/users/me/teams").await.ok();
    teams.data()[0]["id"].as_str().unwrap().to_owned()
}

async fn save(who: &Actor, body: Value) -> String {
    who.post(PATH, body).await.ok().id()
}

on_both_stores! {
    async fn a_view_is_ones_own_until_it_is_shared_with_a_team(app: &TestApp) {
        let floor = Floor::make(app).await;
        let (agent, manager) = (&floor.agent, &floor.manager);
        let team = team_of(agent).await;
        let body = json!({"name": "Missed calls", "search": "flow=voice&handlingStatus=aborted", "columns": ["startedAt", "advisor"]});
        let mine = agent.post(PATH, body).await.ok();
        assert_eq!((&mine.data()["mine"], &mine.data()["teamId"], &mine.data()["owner"]), (&json!(true), &Value::Null, &json!("agent Lindqvist")));
        assert_eq!(mine.data()["columns"], json!(["startedAt", "advisor"]));
        let path = format!("{PATH}/{}", mine.id());
        manager.get(&path).await.refused(404);
        let shared = agent.put(&path, json!({"teamId": team})).await.ok();
        assert_eq!((&shared.data()["teamId"], &shared.data()["search"]), (&json!(team), &json!("flow=voice&handlingStatus=aborted")));
        assert_eq!(manager.get(&path).await.ok().data()["mine"], false);
        assert_eq!(seen_by(manager).await, ["Missed calls"]);
        // Another agent, of no team, and an administrator see nothing of it.
        let stranger = app.user(app.company, Role::Agent).await;
        assert_eq!((seen_by(&stranger).await.len(), seen_by(&floor.administrator).await.len()), (0, 0));
        stranger.get(&path).await.refused(404);
        stranger.delete(&path).await.refused(404);
        agent.put(&path, json!({"teamId": null})).await.ok();
        assert!(seen_by(manager).await.is_empty());
        agent.delete(&path).await.ok();
        agent.get(&path).await.refused(404);
    }

    async fn a_shared_view_is_changed_by_its_owner_and_the_managers_of_its_team(app: &TestApp) {
        let floor = Floor::make(app).await;
        let (agent, manager) = (&floor.agent, &floor.manager);
        let team = team_of(agent).await;
        let of_manager = save(manager, json!({"name": "Everybody's", "teamId": team})).await;
        let of_agent = save(agent, json!({"name": "Bo's", "teamId": team})).await;
        assert_eq!(seen_by(agent).await, ["Bo's", "Everybody's"]);
        let told = agent.put(&format!("{PATH}/{of_manager}"), json!({"name": "x"})).await.refused(403);
        assert!(told.message().contains("save one of your own"), "{}", told.text);
        agent.delete(&format!("{PATH}/{of_manager}")).await.refused(403);
        manager.put(&format!("{PATH}/{of_agent}"), json!({"name": "Ours"})).await.ok();
        assert_eq!(seen_by(agent).await, ["Ours", "Everybody's"]);
        // A team that is gone leaves the views to their owners.
        let key = app.administrator().await;
        key.delete(&format!("/api/teams/{team}")).await.ok();
        assert_eq!((seen_by(agent).await, seen_by(manager).await), (vec!["Ours".to_owned()], vec!["Everybody's".to_owned()]));
        assert_eq!(agent.get(&format!("{PATH}/{of_agent}")).await.ok().data()["teamId"], Value::Null);
    }

    async fn one_shares_with_ones_own_teams_and_an_administrator_with_any(app: &TestApp) {
        let floor = Floor::make(app).await;
        let key = app.administrator().await;
        let other = key.post("/api/teams", json!({"name": "West", "memberIds": [floor.stranger_id]})).await.ok().id();
        floor.agent.post(PATH, json!({"name": "x", "teamId": other})).await.refused_fields(&["teamId"]);
        let view = save(&floor.agent, json!({"name": "x"})).await;
        floor.agent.put(&format!("{PATH}/{view}"), json!({"teamId": other})).await.refused_fields(&["teamId"]);
        floor.agent.post(PATH, json!({"name": "x", "teamId": "TM-2222-2222"})).await.refused_fields(&["teamId"]);
        let teams = floor.administrator.get("/api/users/me/teams").await.ok();
        assert_eq!(teams.data().as_array().unwrap().iter().map(|team| (&team["name"], &team["manages"])).collect::<Vec<_>>(), [(&json!("East"), &json!(false)), (&json!("West"), &json!(false))]);
        save(&floor.administrator, json!({"name": "For West", "teamId": other})).await;
        assert_eq!(floor.manager.get("/api/users/me/teams").await.ok().data()[0]["manages"], true);
        key.get(PATH).await.refused(403);
        app.service().await.get(PATH).await.refused(403);
    }

    async fn what_is_wrong_with_a_view_is_told_all_at_once(app: &TestApp) {
        let floor = Floor::make(app).await;
        floor.agent.post(PATH, json!({})).await.refused_fields(&["name"]);
        let long = "x".repeat(4_001);
        let wrong = json!({"name": "", "search": long, "columns": [""], "teamId": "QU-2222-2222"});
        floor.agent.post(PATH, wrong).await.refused_fields(&["columns", "name", "search", "teamId"]);
        let view = save(&floor.agent, json!({"name": "x"})).await;
        floor.agent.put(&format!("{PATH}/{view}"), json!({"name": null})).await.refused_fields(&["name"]);
    }

    async fn advisors_are_named_to_those_who_filter_by_them(app: &TestApp) {
        let floor = Floor::make(app).await;
        let names = async |who: &Actor| {
            let advisors = who.get("/api/history/advisors").await.ok();
            advisors.data().as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&floor.agent).await, std::slice::from_ref(&floor.agent_id));
        for who in [&floor.manager, &floor.administrator] {
            let all = names(who).await;
            assert!(all.contains(&floor.agent_id) && all.contains(&floor.stranger_id) && all.len() == 4, "{all:?}");
        }
        app.administrator().await.get("/api/history/advisors").await.refused(403);
    }
}
