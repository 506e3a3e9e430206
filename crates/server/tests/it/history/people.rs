//! A floor: somebody of each kind, a team and two queues.

use domain::vocabulary::Role;
use serde_json::json;

use crate::support::{Actor, TestApp};

/// Somebody of each kind.
pub struct Floor {
    pub agent: Actor,
    pub agent_id: String,
    /// Manages the agent's team.
    pub manager: Actor,
    pub manager_id: String,
    pub administrator: Actor,
    /// Of no team.
    pub stranger_id: String,
    /// That of everybody's profile, which allows voice alone.
    pub queue: String,
    pub other_queue: String,
}

impl Floor {
    pub async fn make(app: &TestApp) -> Self {
        let key = app.administrator().await;
        let make = async |path: &str, body| key.post(path, body).await.ok().id();
        let user = async |role| app.user(app.company, role).await;
        let id = async |who: &Actor| who.get("/api/users/me").await.ok().id();
        let (agent, manager) = (user(Role::Agent).await, user(Role::Manager).await);
        let administrator = user(Role::Administrator).await;
        let (agent_id, manager_id) = (id(&agent).await, id(&manager).await);
        let queue = make("/api/queues", json!({"name": "Hardship", "reference": "hardship"})).await;
        let administrator_id = id(&administrator).await;
        let holders = json!([agent_id, manager_id, administrator_id]);
        let profile = json!({"name": "Floor", "queueIds": [queue], "flows": ["voice"], "userIds": holders});
        make("/api/profiles", profile).await;
        make("/api/teams", json!({"name": "East", "managerIds": [manager_id], "memberIds": [agent_id]}))
            .await;
        let other_queue = make("/api/queues", json!({"name": "Another"})).await;
        let stranger_id = id(&user(Role::Agent).await).await;
        Self { agent, agent_id, manager, manager_id, administrator, stranger_id, queue, other_queue }
    }
}
