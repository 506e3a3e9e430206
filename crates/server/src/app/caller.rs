//! Who asks, and what they may.

use std::sync::{Arc, Mutex, PoisonError};

use domain::id::{CompanyId, UserId};
use domain::interaction::CreatedBy;
use domain::vocabulary::{Permission, Role};
use store::interactions::View;
use store::{Actor, ActorKind, Author, Claim};

use super::error::AppError;

/// An authenticated caller.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The company it belongs to; it never sees another's rows.
    pub company: CompanyId,
    /// The company's newest event when the caller came in; what is remembered under it still holds.
    pub as_of: Option<i64>,
    /// Who it is, as events tell it.
    pub actor: Actor,
    /// The user it is or acts as.
    pub user: Option<UserId>,
    /// The standard role, if it has one.
    pub role: Option<Role>,
    /// What it may.
    pub permissions: Vec<Permission>,
    /// The key it came with.
    pub key: Option<String>,
    /// The address it came from.
    pub address: Option<String>,
    /// The idempotency key it wants to claim.
    pub claim: OneClaim,
}

/// A claim that only the first write of a request makes.
#[derive(Debug, Clone, Default)]
pub struct OneClaim(Arc<Mutex<Option<Claim>>>);

impl OneClaim {
    /// A claim to be made.
    pub fn new(claim: Claim) -> Self {
        Self(Arc::new(Mutex::new(Some(claim))))
    }

    fn take(&self) -> Option<Claim> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Caller {
    /// Switchboard's own commands, which may do everything.
    pub fn system(company: CompanyId) -> Self {
        let author = Author::system(company);
        Self {
            company,
            as_of: None,
            actor: author.actor,
            user: None,
            role: Some(Role::Administrator),
            permissions: Permission::ALL.to_vec(),
            key: None,
            address: None,
            claim: OneClaim::default(),
        }
    }

    /// The first line of every use case.
    pub fn require(&self, permission: Permission) -> Result<(), AppError> {
        if self.may(permission) {
            return Ok(());
        }
        Err(AppError::Forbidden(format!("this needs the permission {permission}; ask an administrator")))
    }

    /// Whether it holds a permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// What it may see of interactions, decided once for the store's read path.
    pub fn view(&self) -> View {
        View {
            company: self.company,
            as_of: self.as_of,
            sensitive: self.may(Permission::InteractionReadSensitive),
            // Section 3 of the contract: users, and keys that act as one, never see credentials.
            credentials: self.actor.kind != ActorKind::User,
            unassociated: self.may(Permission::InteractionReadUnassociated),
        }
    }

    /// As the author of a write; the first one makes the claim.
    pub fn author(&self) -> Author {
        Author {
            company: self.company,
            actor: self.actor.clone(),
            key: self.key.clone(),
            address: self.address.clone(),
            claim: self.claim.take(),
        }
    }

    /// As the maker of a row.
    pub fn created_by(&self) -> CreatedBy {
        let descriptor = match self.actor.kind {
            ActorKind::User => "employee",
            ActorKind::ApiKey => "apiKey",
            ActorKind::System => "system",
        };
        CreatedBy {
            descriptor: descriptor.to_owned(),
            id: self.actor.id.clone(),
            name: Some(self.actor.name.clone()),
        }
    }
}
