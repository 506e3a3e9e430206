//! Users: the employees who sign in.

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::UserId;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::role::{HeldRole, read_held};
use crate::text::fold;
use crate::time::Instant;

/// Longest part of a name, in characters.
const NAME_LENGTH: usize = 200;
/// Longest address (RFC 5321, 4.5.3.1.3 less its brackets).
const EMAIL_LENGTH: usize = 254;
/// Shortest and longest password, in characters.
const PASSWORD_LENGTH: (usize, usize) = (12, 1000);

/// A user's name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserName {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
}

/// A user, as the store keeps it and the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The address it signs in with, unique in the company.
    pub email: String,
    /// The name.
    pub name: UserName,
    /// What it may.
    pub role: HeldRole,
    /// Whether it may not sign in.
    pub disabled: bool,
    /// Since when it may not.
    pub disabled_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

impl User {
    /// First and last name as one line; the email where there is none.
    pub fn full_name(&self) -> String {
        let parts = [&self.name.first_name, &self.name.last_name];
        let full = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
        if full.is_empty() { self.email.clone() } else { full }
    }
}

/// What a body says about a user.
#[derive(Debug, Clone, Default)]
pub struct UserDraft {
    /// The new password, never kept as such.
    pub password: Patch<String>,
    /// Whether a borrower is asked for, which is reserved (section 3 of the contract).
    pub borrower: bool,
    email: Patch<String>,
    name: Patch<UserName>,
    /// What it may.
    pub role: Patch<HeldRole>,
    disabled: Patch<bool>,
}

impl UserDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let kinds = [fields.text("kind", 0, 100).value(), fields.text("role", 0, 100).value()];
        if kinds.iter().flatten().any(|kind| kind.eq_ignore_ascii_case("borrower")) {
            return Ok(Self { borrower: true, ..Self::default() });
        }
        let draft = Self {
            password: fields.text("password", PASSWORD_LENGTH.0, PASSWORD_LENGTH.1),
            borrower: false,
            email: read_email(&mut fields),
            name: read_name(&mut fields),
            role: read_held(&mut fields),
            disabled: fields.flag("disabled"),
        };
        for (field, cleared) in [
            ("email", draft.email == Patch::Null),
            ("role", draft.role == Patch::Null),
            ("disabled", draft.disabled == Patch::Null),
        ] {
            if cleared {
                fields.refuse(field, "cannot be cleared");
            }
        }
        fields.finish(draft)
    }

    /// A new user. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: UserId, now: Instant) -> Result<User, Problems> {
        let mut problems = Problems::new();
        if self.email.as_value().is_none() {
            problems.push("email", "is required");
        }
        let Patch::Value(role) = self.role else {
            problems.push("role", "is required");
            return Err(problems);
        };
        let blank = User {
            id,
            email: String::new(),
            name: UserName::default(),
            role,
            disabled: false,
            disabled_at: None,
            created_at: now,
            updated_at: None,
        };
        problems.into_result(self.over(blank, now))
    }

    /// The user after an update.
    pub fn merge(self, before: &User, now: Instant) -> User {
        let mut after = self.over(before.clone(), now);
        after.updated_at = Some(now);
        after
    }

    fn over(self, mut user: User, now: Instant) -> User {
        user.email = self.email.value().unwrap_or(user.email);
        user.name = self.name.over(Some(user.name)).unwrap_or_default();
        user.role = self.role.value().unwrap_or(user.role);
        user.disabled = self.disabled.value().unwrap_or(user.disabled);
        user.disabled_at = user.disabled.then(|| user.disabled_at.unwrap_or(now));
        user
    }
}

/// The form in which two spellings of one address are equal.
pub fn email_key(email: &str) -> String {
    fold(email.trim())
}

fn read_email(fields: &mut Fields<'_>) -> Patch<String> {
    let email = fields.text("email", 3, EMAIL_LENGTH);
    let Patch::Value(text) = &email else { return email };
    let parts = text.rsplit_once('@');
    let good = parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if !good || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        fields.refuse("email", "must be an address such as ada@example.com");
        return Patch::Absent;
    }
    email
}

fn read_name(fields: &mut Fields<'_>) -> Patch<UserName> {
    match fields.open("name") {
        Patch::Absent => Patch::Absent,
        Patch::Null => Patch::Null,
        Patch::Value(mut inner) => {
            let name = UserName {
                first_name: inner.text("firstName", 1, NAME_LENGTH).value(),
                last_name: inner.text("lastName", 1, NAME_LENGTH).value(),
            };
            fields.close(inner);
            Patch::Value(name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_needs_an_address_and_a_role() {
        let told = |body: &str| {
            UserDraft::read(body).and_then(|draft| draft.create(crate::id::Id::of(0), Instant(1)))
        };
        assert!(told(r#"{"email":"ada@example.com","role":"agent"}"#).is_ok());
        assert_eq!(told("{}").unwrap_err().fields().len(), 2);
        assert!(told(r#"{"email":"ada","role":"agent"}"#).is_err());
        assert!(told(r#"{"email":"ada@example.com","role":"agent","password":"short"}"#).is_err());
    }

    #[test]
    fn a_borrower_is_known_by_kind_or_role() {
        assert!(UserDraft::read(r#"{"kind":"Borrower"}"#).unwrap().borrower);
        assert!(UserDraft::read(r#"{"role":"borrower"}"#).unwrap().borrower);
        assert!(!UserDraft::read(r#"{"role":"agent"}"#).unwrap().borrower);
    }

    #[test]
    fn the_moment_of_disabling_is_kept() {
        let draft = |body: &str| UserDraft::read(body).unwrap();
        let user =
            draft(r#"{"email":"a@b.c","role":"agent"}"#).create(crate::id::Id::of(0), Instant(1)).unwrap();
        let off = draft(r#"{"disabled":true}"#).merge(&user, Instant(2));
        let still = draft(r#"{"disabled":true}"#).merge(&off, Instant(3));
        assert_eq!(still.disabled_at, Some(Instant(2)));
        assert_eq!(draft(r#"{"disabled":false}"#).merge(&still, Instant(4)).disabled_at, None);
    }
}
