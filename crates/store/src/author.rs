//! Who changes something, from where.

use domain::id::CompanyId;

/// The kind of an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// A person signed in, or a key that acts as one.
    User,
    /// A program with a key of its own.
    ApiKey,
    /// Switchboard itself, or its commands.
    System,
}

impl ActorKind {
    /// As it is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            ActorKind::User => "user",
            ActorKind::ApiKey => "apiKey",
            ActorKind::System => "system",
        }
    }
}

/// Who acts. Goes into every event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// A user, a key or the system.
    pub kind: ActorKind,
    /// Public id (`UR-…`, `AK-…`); the system has none.
    pub id: Option<String>,
    /// Name as people know it.
    pub name: String,
}

/// Who asks for a write.
#[derive(Debug, Clone)]
pub struct Author {
    /// The company the write belongs to.
    pub company: CompanyId,
    /// Who acts.
    pub actor: Actor,
    /// The key it came with, if any (`AK-…`).
    pub key: Option<String>,
    /// The network address it came from, if any.
    pub address: Option<String>,
    /// The idempotency key to claim in the same transaction, if any.
    pub claim: Option<Claim>,
}

impl Author {
    /// Switchboard itself, for a company.
    pub fn system(company: CompanyId) -> Self {
        let actor = Actor { kind: ActorKind::System, id: None, name: "Switchboard".to_owned() };
        Self { company, actor, key: None, address: None, claim: None }
    }
}

/// A claim on an idempotency key; the second one to the same key is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Hash of who asks and the key they chose.
    pub name: String,
    /// Hash of method, path and body.
    pub fingerprint: String,
    /// When it was made.
    pub at: domain::time::Instant,
}
