//! Every route, and the OpenAPI document that tells of them.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::plain;
use super::{cases, contacts, docs, health, interactions, loans, notes, openapi, people};
use crate::app::SharedApp;

#[derive(OpenApi)]
#[openapi(info(
    title = "Switchboard API",
    description = "Every communication between a company and the people it serves."
))]
struct Document;

/// Everything that is served.
pub fn service(app: SharedApp) -> Router {
    let (router, _) = api().split_for_parts();
    router
        .route("/healthz", get(health::handle))
        .route("/api/openapi.json", get(openapi::handle))
        .merge(docs::routes())
        .fallback(|| async {
            plain(StatusCode::NOT_FOUND, "there is nothing at this address; see /api/docs")
        })
        .method_not_allowed_fallback(|| async {
            plain(StatusCode::METHOD_NOT_ALLOWED, "this address does not know that method; see /api/docs")
        })
        .with_state(app)
}

/// The routes and their document.
pub fn api() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(interactions::list::handle, interactions::create_unassociated::handle))
        .routes(routes!(interactions::get::handle))
        .routes(routes!(interactions::associate::handle))
        .routes(routes!(interactions::previous::handle))
        .routes(routes!(interactions::previous_of_company::handle))
        .routes(routes!(interactions::list_of_person::handle, interactions::create::handle))
        .routes(routes!(
            interactions::get_of_person::handle,
            interactions::update::handle,
            interactions::delete::handle
        ))
        .routes(routes!(interactions::previous_of_person::handle))
        .routes(routes!(cases::list::handle, cases::create::handle))
        .routes(routes!(cases::get::handle, cases::update::handle))
        .routes(routes!(cases::link::handle, cases::unlink::handle))
        .routes(routes!(contacts::list::handle, contacts::create::handle))
        .routes(routes!(contacts::get::handle, contacts::update::handle, contacts::delete::handle))
        .routes(routes!(loans::list::handle, loans::create::handle))
        .routes(routes!(loans::get::handle, loans::update::handle))
        .routes(routes!(notes::case::list::handle, notes::case::create::handle))
        .routes(routes!(notes::case::update::handle, notes::case::delete::handle))
        .routes(routes!(notes::interaction::list::handle, notes::interaction::create::handle))
        .routes(routes!(notes::interaction::update::handle, notes::interaction::delete::handle))
        .routes(routes!(notes::person::list::handle, notes::person::create::handle))
        .routes(routes!(notes::person::update::handle, notes::person::delete::handle))
        .routes(routes!(people::list::handle, people::create::handle))
        .routes(routes!(people::get::handle, people::update::handle, people::delete::handle))
        .routes(routes!(people::search::handle))
}
