//! Every route, and the OpenAPI document that tells of them.

use axum::Router;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{health, people};
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
    router.route("/healthz", get(health::handle)).with_state(app)
}

/// The routes and their document.
pub fn api() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(people::list::handle, people::create::handle))
        .routes(routes!(people::get::handle, people::update::handle, people::delete::handle))
}
