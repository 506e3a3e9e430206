//! Every route, and the OpenAPI document that tells of them.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use axum::{Extension, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Limiter;
use super::edge::{Edge, RateLimiter};
use super::problem::plain;
use super::{
    apikeys, arrivals, attachments, audio, beside, buttons, cases, channels, communicator, company, consents,
    contacts, convo, do_not_interact, do_not_interact_types, docs, documents, events, guard, health, history,
    hooks, idempotency, interactions, legal_representatives, loans, notes, oauth, openapi, outbox, overrides,
    people, profiles, queues, roles, sandbox, sessions, teams, templates, unsubscribe, users, web, webhooks,
};
use crate::app::SharedApp;
use crate::config::Config;
use crate::telemetry::{Metrics, metrics};

#[derive(OpenApi)]
#[openapi(info(
    title = "Switchboard API",
    description = "Every communication between a company and the people it serves."
))]
struct Document;

/// Routes without a time limit: streams, uploads, downloads.
const UNLIMITED: &[&str] = &[
    "/api/events/stream",
    "/api/history/stream",
    "/api/history/export",
    "/api/interactions/{interactionId}/recording",
    "/api/interactions/{interactionId}/voicemail",
    audio::open::PATH,
    attachments::content::PATH,
    attachments::letter::PATH,
    documents::create::PATH,
    documents::content::PATH,
];

/// Everything that is served.
pub fn service(app: SharedApp) -> Router {
    let (router, _) = api().split_for_parts();
    let reference = if app.settings.docs { docs::routes() } else { Router::new() };
    router
        .route("/oauth2/token", post(oauth::handle))
        .layer(from_fn_with_state(app.clone(), idempotency::pass))
        .route(audio::open::PATH, get(audio::open::handle))
        .route(hooks::PATH, get(hooks::handle).post(hooks::handle))
        .merge(unsubscribe::routes())
        .route("/healthz", get(health::handle))
        .route("/api/openapi.json", get(openapi::handle))
        .merge(reference)
        .fallback(web::handle)
        .method_not_allowed_fallback(|| async {
            plain(StatusCode::METHOD_NOT_ALLOWED, "this address does not know that method; see /api/docs")
        })
        .with_state(app)
}

/// The same behind the edge: limits, log lines, metrics and headers as configured.
pub fn guarded(app: SharedApp, config: &Config, metrics: Metrics) -> Router {
    let (told, seen) = (metrics.clone(), app.clone());
    let page = move || async move {
        told.write_lane_depth.set(seen.store.waiting() as i64);
        if let Ok(newest) = store::events::newest_of_all(&seen.store).await {
            told.events_last.set(newest);
        }
        if let Ok(backlog) = store::webhooks::work::backlog(&seen.store).await {
            told.webhooks.tell(&backlog, seen.clock.now());
        }
        ([(header::CONTENT_TYPE, metrics::MEDIA_TYPE)], told.encode())
    };
    let router = service(app).route("/metrics", get(page));
    let router = match RateLimiter::new(&config.rate_limit) {
        Some(limiter) => router.layer(Extension(Limiter(Arc::new(limiter)))),
        None => router,
    };
    Edge::new(config, metrics, UNLIMITED).around(router)
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
        .merge(calls_and_convos())
        .routes(routes!(cases::list_of_interaction::handle))
        .routes(routes!(cases::list_of_company::handle))
        .routes(routes!(cases::list::handle, cases::create::handle))
        .routes(routes!(cases::get::handle, cases::update::handle))
        .routes(routes!(cases::link::handle, cases::unlink::handle))
        .routes(routes!(contacts::list::handle, contacts::create::handle))
        .routes(routes!(contacts::get::handle, contacts::update::handle, contacts::delete::handle))
        .routes(routes!(documents::list::handle, documents::create::handle))
        .routes(routes!(documents::get::handle, documents::delete::handle))
        .routes(routes!(documents::content::handle))
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
        .merge(communication())
        .merge(compliance())
        .merge(compliance_guard())
        .merge(log())
        .merge(looking_back())
        .merge(beside_interactions())
        .merge(outgoing())
        .merge(access())
}

/// What goes out and comes in, and by which ways.
fn communication() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new()
        .routes(routes!(channels::list::handle, channels::create::handle))
        .routes(routes!(channels::get::handle, channels::update::handle, channels::delete::handle))
        .routes(routes!(channels::test::handle))
        .routes(routes!(communicator::send::handle))
        .routes(routes!(templates::list::handle, templates::create::handle))
        .routes(routes!(templates::get::handle, templates::update::handle))
        .routes(routes!(templates::versions::list::handle, templates::versions::create::handle))
        .routes(routes!(templates::versions::get::handle))
        .routes(routes!(templates::versions::activate::handle))
        .routes(routes!(templates::render::handle))
        .routes(routes!(outbox::list::handle))
        .routes(routes!(outbox::get::handle))
        .routes(routes!(outbox::retry::handle))
        .routes(routes!(outbox::cancel::handle))
        .routes(routes!(arrivals::list::handle))
        .routes(routes!(arrivals::get::handle))
        .routes(routes!(arrivals::retry::handle))
        .routes(routes!(attachments::list::handle))
        .routes(routes!(attachments::content::handle))
        .routes(routes!(attachments::letter::handle))
        .routes(routes!(sandbox::outbox::handle))
        .routes(routes!(sandbox::inbound::handle))
        .routes(routes!(sandbox::events::handle))
}

/// What Compliance Guard asks about a person.
fn compliance() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new()
        .routes(routes!(legal_representatives::list::handle, legal_representatives::create::handle))
        .routes(routes!(
            legal_representatives::get::handle,
            legal_representatives::update::handle,
            legal_representatives::delete::handle
        ))
        .routes(routes!(consents::list::handle, consents::create::handle))
        .routes(routes!(consents::revoke::handle))
        .routes(routes!(do_not_interact_types::list::handle, do_not_interact_types::create::handle))
        .routes(routes!(
            do_not_interact_types::get::handle,
            do_not_interact_types::update::handle,
            do_not_interact_types::delete::handle
        ))
        .routes(routes!(
            do_not_interact::get::handle,
            do_not_interact::put::handle,
            do_not_interact::delete::handle
        ))
        .routes(routes!(overrides::list::handle, overrides::create::handle))
}

/// Whether a contact may happen, by which rules, and what was decided.
fn compliance_guard() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new()
        .routes(routes!(guard::can_interact::handle))
        .routes(routes!(guard::can_interact_batch::handle))
        .routes(routes!(guard::contactability::handle))
        .routes(routes!(guard::rules::list::handle))
        .routes(routes!(guard::rules::get::handle))
        .routes(routes!(guard::decisions::list::handle))
        .routes(routes!(guard::decisions::get::handle))
}

/// What happened.
fn log() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new()
        .routes(routes!(events::list::handle))
        .routes(routes!(events::stream::handle))
        .routes(routes!(events::of_interaction::handle))
        .routes(routes!(events::of_person_interaction::handle))
        .routes(routes!(events::of_person::handle))
}

/// The history of interactions, and who sees which.
fn looking_back() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new()
        .routes(routes!(history::list::handle))
        .routes(routes!(history::totals::handle))
        .routes(routes!(history::export::handle))
        .routes(routes!(history::stream::handle))
        .routes(routes!(history::advisors::handle))
        .routes(routes!(history::views::list::handle, history::views::create::handle))
        .routes(routes!(
            history::views::get::handle,
            history::views::update::handle,
            history::views::delete::handle
        ))
        .routes(routes!(history::get::handle))
        .routes(routes!(history::buttons::handle))
        .routes(routes!(history::press::handle))
        .routes(routes!(buttons::list::handle, buttons::create::handle))
        .routes(routes!(buttons::get::handle, buttons::update::handle, buttons::delete::handle))
        .routes(routes!(buttons::rotate_secret::handle))
        .routes(routes!(queues::list::handle, queues::create::handle))
        .routes(routes!(queues::get::handle, queues::update::handle, queues::delete::handle))
        .routes(routes!(teams::list::handle, teams::create::handle))
        .routes(routes!(teams::get::handle, teams::update::handle, teams::delete::handle))
        .routes(routes!(profiles::list::handle, profiles::create::handle))
        .routes(routes!(profiles::get::handle, profiles::update::handle, profiles::delete::handle))
        .routes(routes!(users::my_profiles::handle))
        .routes(routes!(users::my_profile::handle))
        .routes(routes!(users::my_teams::handle))
}

/// What other systems keep beside an interaction.
fn beside_interactions() -> OpenApiRouter<SharedApp> {
    use beside::{invoices, payment_requests, qualifications, survey_answers};
    OpenApiRouter::new()
        .routes(routes!(qualifications::list::handle, qualifications::create::handle))
        .routes(routes!(qualifications::delete::handle))
        .routes(routes!(qualifications::import::handle))
        .routes(routes!(survey_answers::list::handle, survey_answers::create::handle))
        .routes(routes!(survey_answers::delete::handle))
        .routes(routes!(survey_answers::import::handle))
        .routes(routes!(invoices::list::handle, invoices::create::handle))
        .routes(routes!(invoices::delete::handle))
        .routes(routes!(invoices::import::handle))
        .routes(routes!(payment_requests::list::handle, payment_requests::create::handle))
        .routes(routes!(payment_requests::update::handle))
}

/// Who is told of events.
fn outgoing() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new()
        .routes(routes!(webhooks::list::handle, webhooks::create::handle))
        .routes(routes!(webhooks::get::handle, webhooks::update::handle, webhooks::delete::handle))
        .routes(routes!(webhooks::deliveries::handle))
        .routes(routes!(webhooks::replay::handle))
        .routes(routes!(webhooks::rotate_secret::handle))
        .routes(routes!(webhooks::test::handle))
}

/// What hangs on an interaction: the audio of a call, the conversation of a text or chat.
fn calls_and_convos() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new()
        .routes(routes!(audio::put_recording::handle))
        .routes(routes!(audio::put_voicemail::handle))
        .routes(routes!(audio::recording_content::handle))
        .routes(routes!(audio::recording_content_of_person::handle))
        .routes(routes!(audio::voicemail_content::handle))
        .routes(routes!(audio::voicemail_content_of_person::handle))
        .routes(routes!(convo::get::handle))
        .routes(routes!(convo::join::handle))
        .routes(routes!(convo::leave::handle))
        .routes(routes!(convo::close::handle))
}

/// Who may come in, and as what.
fn access() -> OpenApiRouter<SharedApp> {
    OpenApiRouter::new()
        .routes(routes!(oauth::handle))
        .routes(routes!(sessions::create::handle, sessions::delete::handle))
        .routes(routes!(company::get::handle, company::update::handle))
        .routes(routes!(users::list::handle, users::create::handle))
        .routes(routes!(users::me::handle))
        .routes(routes!(users::get::handle, users::update::handle))
        .routes(routes!(apikeys::list::handle, apikeys::create::handle))
        .routes(routes!(apikeys::delete::handle))
        .routes(routes!(roles::list::handle, roles::create::handle))
        .routes(routes!(roles::get::handle, roles::update::handle, roles::delete::handle))
}
