//! Templates and what they say.

mod descriptors;
mod render;
mod versions;

use serde_json::{Value, json};

use crate::support::Actor;

const DESCRIPTORS: &str = "/api/communicator/templatedescriptors";
const RENDER: &str = "/api/communicator/render";

/// A descriptor of this subject and channel; its id.
async fn descriptor(actor: &Actor, subject: &str, channel: &str) -> String {
    actor.post(DESCRIPTORS, json!({"subject": subject, "channel": channel})).await.bare_id()
}

/// A version with this content, activated; its id.
async fn activated(actor: &Actor, descriptor: &str, content: Value) -> String {
    let versions = format!("{DESCRIPTORS}/{descriptor}/versions");
    let version = actor.post(&versions, json!({"content": content})).await.ok().id();
    actor.post(&format!("{versions}/{version}/activate"), json!({})).await.ok();
    version
}
