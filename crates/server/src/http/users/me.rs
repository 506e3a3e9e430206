//! The user that asks.

use axum::extract::State;
use domain::id::ProfileId;
use domain::user::User;
use domain::vocabulary::{HistoryAccess, Permission};
use serde::Serialize;
use store::profiles::Held;
use utoipa::ToSchema;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// The user that asks, or that the key acts as
#[utoipa::path(
    get,
    path = "/api/users/me",
    tag = "access",
    operation_id = "getMe",
    responses((status = 200, body = One<Me>))
)]
pub async fn handle(State(app): State<SharedApp>, caller: Caller, _: NoQuery) -> Result<One<Me>, AppError> {
    let user = app::users::me(&app, &caller).await?;
    let held = app::users::profiles_of_me(&app, &caller).await?;
    Ok(one(Me {
        user,
        history_access: app::history::access_of(&caller, &held),
        active_profile_id: held.iter().find(|profile| profile.active).map(|profile| profile.id),
        profiles: held.into_iter().map(HeldProfile::from).collect(),
        permissions: caller.permissions,
    }))
}

/// The user that asks, and what it may.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    #[serde(flatten)]
    user: User,
    /// Everything it may, by its role.
    permissions: Vec<Permission>,
    /// The profiles it holds, in the order they were given.
    profiles: Vec<HeldProfile>,
    /// The one that works: the first given until another is made active.
    active_profile_id: Option<ProfileId>,
    /// Whose interactions it sees in the history.
    history_access: HistoryAccess,
}

/// A profile that a user holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldProfile {
    id: ProfileId,
    name: String,
    /// Whether its holders have the history of interactions.
    history: bool,
    /// Whether it is the one that works.
    active: bool,
}

impl From<Held> for HeldProfile {
    fn from(held: Held) -> Self {
        Self { id: held.id, name: held.name, history: held.history, active: held.active }
    }
}
