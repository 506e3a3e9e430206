//! List the template descriptors of the company.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use domain::id::TemplateDescriptorId;
use domain::template::TemplateDescriptor;
use domain::vocabulary::{Channel, Subject};
use store::page::Page;
use store::templates::descriptors::Filter;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::Neighbours;
use crate::http::query::{PagingParams, Query};

/// The company's template descriptors as a bare list, newest first
#[utoipa::path(
    get,
    path = "/api/communicator/templatedescriptors",
    tag = "templates",
    operation_id = "listTemplateDescriptors",
    params(
        ("subject" = Option<Vec<Subject>>, Query, description = "About any of these"),
        ("channel" = Option<Vec<Channel>>, Query, description = "By any of these"),
        ("language" = Option<String>, Query, description = "In this language"),
        ("productId" = Option<String>, Query, description = "For this product"),
        ("enabled" = Option<bool>, Query, description = "Used, or not"),
        PagingParams
    ),
    responses((
        status = 200,
        body = Vec<TemplateDescriptor>,
        description = "Bare; the header `Link` names the next and the previous page (RFC 8288)"
    )),
    extensions(("x-permission" = json!("communicator.template:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<(HeaderMap, Json<Vec<TemplateDescriptor>>), AppError> {
    let filter = read_filter(&mut query);
    let paging = query.paging();
    query.finish()?;
    let slice =
        paging.slice::<TemplateDescriptorId, _>(|id| app::templates::cursor(&app, &caller, id)).await?;
    let page = app::templates::list(&app, &caller, &filter, slice).await?;
    let links = links(&page, query.neighbours(&page, |descriptor| descriptor.id));
    Ok((links, Json(page.rows)))
}

fn read_filter(query: &mut Query) -> Filter {
    Filter {
        subjects: query.words("subject").into_iter().flatten().collect(),
        channels: query.words("channel").into_iter().flatten().collect(),
        language: query.one("language"),
        product: query.one("productId"),
        enabled: query.flag("enabled"),
    }
}

/// A bare list has no place for the addresses of its neighbours.
fn links<T>(page: &Page<T>, neighbours: Neighbours) -> HeaderMap {
    let next = neighbours.next.filter(|_| page.more_after).map(|url| format!("<{url}>; rel=\"next\""));
    let previous =
        neighbours.previous.filter(|_| page.more_before).map(|url| format!("<{url}>; rel=\"prev\""));
    let mut headers = HeaderMap::new();
    for link in [next, previous].into_iter().flatten() {
        if let Ok(value) = HeaderValue::from_str(&link) {
            headers.append(header::LINK, value);
        }
    }
    headers
}
