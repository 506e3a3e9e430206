//! Roles: the standard ones and a company's own.

use std::fmt;

use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::RoleId;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{Permission, Role, Vocabulary};

/// Longest name of a role, in characters.
const NAME_LENGTH: usize = 100;

/// The role of a user or key: a standard one, or one of the company's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldRole {
    /// One of section 3 of the contract.
    Standard(Role),
    /// The company's own.
    Custom(RoleId),
}

impl HeldRole {
    /// Reads the name of a standard role or the id of another.
    pub fn read(text: &str) -> Result<Self, String> {
        if let Ok(id) = text.parse() {
            return Ok(HeldRole::Custom(id));
        }
        match Role::read(text) {
            Ok(role) => Ok(HeldRole::Standard(role)),
            Err(unknown) => Err(format!("{unknown}, or the id of a role of your own")),
        }
    }

    /// The standard role, if it is one.
    pub fn standard(self) -> Option<Role> {
        if let HeldRole::Standard(role) = self { Some(role) } else { None }
    }

    /// The company's own role, if it is one.
    pub fn custom(self) -> Option<RoleId> {
        if let HeldRole::Custom(id) = self { Some(id) } else { None }
    }
}

impl fmt::Display for HeldRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HeldRole::Standard(role) => role.fmt(f),
            HeldRole::Custom(id) => id.fmt(f),
        }
    }
}

impl Serialize for HeldRole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl utoipa::PartialSchema for HeldRole {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .description(Some("A standard role, or the id of one of the company's own"))
            .examples(["administrator"])
            .into()
    }
}

impl ToSchema for HeldRole {}

/// Reads a field that names a role.
pub(crate) fn read_held(fields: &mut Fields<'_>) -> Patch<HeldRole> {
    match fields.text("role", 1, NAME_LENGTH) {
        Patch::Absent => Patch::Absent,
        Patch::Null => Patch::Null,
        Patch::Value(text) => match HeldRole::read(&text) {
            Ok(role) => Patch::Value(role),
            Err(remedy) => {
                fields.refuse("role", remedy);
                Patch::Absent
            }
        },
    }
}

/// A role of the company's own: a named set of permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomRole {
    /// Its id.
    pub id: RoleId,
    /// Its name, unique in the company.
    pub name: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

/// What a body says about a role.
#[derive(Debug, Clone, Default)]
pub struct RoleDraft {
    name: Patch<String>,
    permissions: Patch<Vec<Permission>>,
}

impl RoleDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let name = fields.text("name", 1, NAME_LENGTH);
        if name.as_value().is_some_and(|name| Role::parse(name).is_some()) {
            fields.refuse("name", "is the name of a standard role; choose another");
        }
        let permissions = read_permissions(&mut fields);
        fields.finish(Self { name, permissions })
    }

    /// A new role. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: RoleId, now: Instant) -> Result<CustomRole, Problems> {
        let mut problems = Problems::new();
        let (name, permissions) = (self.name.value(), self.permissions.value());
        if name.is_none() {
            problems.push("name", "is required");
        }
        if permissions.is_none() {
            problems.push("permissions", "is required: a list such as [\"person:read\"]");
        }
        problems.into_result(CustomRole {
            id,
            name: name.unwrap_or_default(),
            permissions: permissions.unwrap_or_default(),
            created_at: now,
            updated_at: None,
        })
    }

    /// The role after an update.
    pub fn merge(self, before: &CustomRole, now: Instant) -> CustomRole {
        let name = self.name.value().unwrap_or_else(|| before.name.clone());
        let permissions = self.permissions.over(Some(before.permissions.clone())).unwrap_or_default();
        CustomRole { name, permissions, updated_at: Some(now), ..before.clone() }
    }
}

fn read_permissions(fields: &mut Fields<'_>) -> Patch<Vec<Permission>> {
    let texts = match fields.texts("permissions", Permission::ALL.len()) {
        Patch::Absent => return Patch::Absent,
        Patch::Null => return Patch::Null,
        Patch::Value(texts) => texts,
    };
    let mut permissions = Vec::new();
    for text in texts {
        match Permission::read(&text) {
            Ok(permission) => permissions.push(permission),
            Err(unknown) => fields.refuse("permissions", unknown.to_string()),
        }
    }
    permissions.sort();
    permissions.dedup();
    Patch::Value(permissions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_named_by_its_standard_name_or_its_id() {
        assert_eq!(HeldRole::read("agent"), Ok(HeldRole::Standard(Role::Agent)));
        let own = HeldRole::Custom(crate::id::Id::of(3));
        assert_eq!(HeldRole::read(&own.to_string()), Ok(own));
        assert!(HeldRole::read("boss").is_err());
    }

    #[test]
    fn a_role_of_ones_own_takes_no_standard_name_and_no_unknown_permission() {
        let problems = RoleDraft::read(r#"{"name":"agent","permissions":["person:raed"]}"#).unwrap_err();
        let told: Vec<_> = problems.fields().iter().map(|error| error.field.as_str()).collect();
        assert_eq!(told, ["name", "permissions"]);
    }
}
