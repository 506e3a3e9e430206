//! The rules.

use axum::extract::State;
use guard::rulebook::schema::Rule;
use store::page::{From, Slice};

use super::body::RuleBody;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{Paging, PagingParams, Query};

/// The company's rules in the order in which they are asked, disabled ones too
#[utoipa::path(
    get,
    path = "/api/guard/rules",
    tag = "complianceGuard",
    operation_id = "listGuardRules",
    params(("enabled" = Option<bool>, Query, description = "Only those that are on, or off"), PagingParams),
    responses((status = 200, body = Many<RuleBody>)),
    extensions(("x-permission" = json!("interaction:check")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<RuleBody>, AppError> {
    let enabled = query.flag("enabled");
    let paging = query.paging();
    query.finish()?;
    let page = app::guard::rules::list(&app, &caller, enabled, |rules| slice(&paging, rules)).await?;
    let neighbours = query.neighbours(&page, cursor);
    Ok(many(page, neighbours, RuleBody::from))
}

/// A rule of the book in a cursor: an id may have several versions.
fn cursor(rule: &Rule) -> String {
    format!("{}@{}", rule.id, rule.version)
}

fn slice(paging: &Paging, rules: &[&Rule]) -> Result<Slice, AppError> {
    let from = match &paging.cursor {
        None => From::Start,
        Some(named) => {
            let is_named = |rule: &&Rule| cursor(rule) == named.text || rule.id == named.text;
            let unknown = || AppError::field(named.field, format!("{:?} is not in this list", named.text));
            let place = rules.iter().position(is_named).ok_or_else(unknown)? as app::guard::rules::Place;
            if named.field == "endingBefore" { From::Before(place) } else { From::After(place) }
        }
    };
    Ok(Slice { limit: paging.limit, offset: paging.offset, from })
}
