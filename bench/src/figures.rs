//! The figures and their bars (issue "the interaction record", "How fast").

mod company;
mod contains;
pub(crate) mod create;
pub(crate) mod evaluate;
mod guard;
mod history;
mod hooks;
mod import;
mod send;
mod start;
mod stream;
mod web;

use crate::workshop::Workshop;
use crate::{Failure, Stores};

/// Takes every figure that is wanted of one store; what is read first, what writes last.
pub(crate) async fn all(workshop: &mut Workshop, store: Stores) -> Result<(), Failure> {
    if workshop.wants("start") {
        start::measure(workshop, store).await?;
    }
    if workshop.wants("send") {
        send::measure(workshop, store).await?;
    }
    if workshop.wants("web") {
        web::measure(workshop, store).await?;
    }
    let reads = ["history", "company", "page", "contains", "guard"];
    let writes = ["stream", "create", "import", "hooks"];
    if !reads.iter().chain(&writes).any(|name| workshop.wants(name)) {
        return Ok(());
    }
    let bench = workshop.bench(store, workshop.rows).await?;
    if workshop.wants("history") {
        history::measure(workshop, &bench).await?;
    }
    if workshop.wants("company") {
        company::latency(workshop, &bench).await?;
        company::depth(workshop, &bench).await?;
    }
    if workshop.wants("page") {
        company::rate(workshop, &bench).await?;
    }
    if workshop.wants("contains") {
        contains::measure(workshop, &bench).await?;
    }
    if workshop.wants("guard") {
        guard::one(workshop, &bench).await?;
        guard::batch(workshop, &bench).await?;
    }
    // The first to write: what later writes leave to be tidied up would be measured with it.
    if workshop.wants("stream") {
        stream::measure(workshop, &bench).await?;
    }
    if workshop.wants("create") {
        create::measure(workshop, &bench).await?;
    }
    if workshop.wants("import") {
        import::measure(workshop, &bench).await?;
    }
    if workshop.wants("hooks") {
        hooks::measure(workshop, &bench).await?;
    }
    let place = bench.place.clone();
    drop(bench);
    crate::raw::clean(&place, workshop.rows).await?;
    if store == Stores::Sqlite && workshop.wants("create") {
        create::slow_sync(workshop)?;
    }
    Ok(())
}
