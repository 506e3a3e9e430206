//! Roles and the permissions they hold (section 3 of the contract).

use self::Role::{Administrator, Agent, Manager, Service};

const EVERYBODY: &[Role] = Role::ALL;
const ALL_BUT_AGENTS: &[Role] = &[Manager, Service, Administrator];
const ALL_BUT_SERVICES: &[Role] = &[Agent, Manager, Administrator];
const LEADERS: &[Role] = &[Manager, Administrator];
const ADMINISTRATORS: &[Role] = &[Administrator];

vocabulary! {
    /// What a user or key is allowed to do, as a named set of permissions.
    pub enum Role: "role" {
        /// Talks to borrowers
        Agent = "agent",
        /// Leads agents: sees sensitive content, deletes, associates
        Manager = "manager",
        /// A program of the lender; no agent
        Service = "service",
        /// Everything, settings included
        Administrator = "administrator",
    }
}

vocabulary! {
    /// One thing a role may or may not do.
    pub enum Permission: "permission" (
        /// The roles that hold it.
        0 => roles: &'static [Role],
    ) {
        InteractionRead = "interaction:read" (EVERYBODY),
        InteractionCreate = "interaction:create" (EVERYBODY),
        InteractionUpdate = "interaction:update" (EVERYBODY),
        /// Delete an external interaction
        InteractionDelete = "interaction:delete" (ALL_BUT_AGENTS),
        /// Read and change what is marked sensitive
        InteractionReadSensitive = "interaction:read.sensitive" (ALL_BUT_AGENTS),
        /// See interactions that belong to no person
        InteractionReadUnassociated = "interaction:read.unassociated" (ALL_BUT_AGENTS),
        /// Link an interaction to a person
        InteractionAssociate = "interaction:associate" (LEADERS),
        /// Send a message to a borrower
        InteractionSend = "interaction:send" (EVERYBODY),
        /// Ask whether a borrower may be contacted
        InteractionCheck = "interaction:check" (EVERYBODY),
        /// Let one contact pass a rule of Compliance Guard
        GuardOverride = "complianceGuard:override" (LEADERS),
        /// See what Compliance Guard decided
        GuardRead = "complianceGuard:read" (ALL_BUT_AGENTS),
        TemplateRead = "communicator.template:read" (EVERYBODY),
        TemplateCreate = "communicator.template:create" (LEADERS),
        TemplateUpdate = "communicator.template:update" (LEADERS),
        TemplateActivate = "communicator.template:activate" (LEADERS),
        /// See, retry and cancel what waits to be sent
        OutboxManage = "outbox:manage" (ALL_BUT_AGENTS),
        /// Join, leave and close a conversation; only as an agent user
        ConvoJoin = "convo:join" (ALL_BUT_SERVICES),
        PersonRead = "person:read" (EVERYBODY),
        PersonCreate = "person:create" (EVERYBODY),
        PersonUpdate = "person:update" (EVERYBODY),
        PersonDelete = "person:delete" (ALL_BUT_AGENTS),
        ContactRead = "contact:read" (EVERYBODY),
        ContactCreate = "contact:create" (EVERYBODY),
        ContactUpdate = "contact:update" (EVERYBODY),
        ContactDelete = "contact:delete" (ALL_BUT_AGENTS),
        DocumentRead = "document:read" (EVERYBODY),
        DocumentCreate = "document:create" (EVERYBODY),
        DocumentDelete = "document:delete" (ALL_BUT_AGENTS),
        LoanRead = "loan:read" (EVERYBODY),
        LoanCreate = "loan:create" (EVERYBODY),
        LoanUpdate = "loan:update" (EVERYBODY),
        CaseRead = "case:read" (EVERYBODY),
        CaseCreate = "case:create" (EVERYBODY),
        CaseUpdate = "case:update" (EVERYBODY),
        NoteRead = "note:read" (EVERYBODY),
        NoteCreate = "note:create" (EVERYBODY),
        NoteUpdate = "note:update" (EVERYBODY),
        /// Delete a note of somebody else
        NoteDelete = "note:delete" (ALL_BUT_AGENTS),
        EventRead = "event:read" (EVERYBODY),
        /// See the history of interactions: one's own
        HistoryRead = "history:read" (ALL_BUT_SERVICES),
        /// See those of the teams one manages, and of the queues of one's profile
        HistoryReadTeam = "history:read.team" (LEADERS),
        /// See those of the queues of one's profile, and all direct ones
        HistoryReadCompany = "history:read.company" (ADMINISTRATORS),
        UserAdminister = "user:administer" (ADMINISTRATORS),
        ApiKeyAdminister = "apikey:administer" (ADMINISTRATORS),
        RoleAdminister = "role:administer" (ADMINISTRATORS),
        CompanyAdminister = "company:administer" (ADMINISTRATORS),
        ChannelAdminister = "channel:administer" (ADMINISTRATORS),
        RuleAdminister = "rule:administer" (ADMINISTRATORS),
        WebhookAdminister = "webhook:administer" (ADMINISTRATORS),
    }
}

impl Role {
    /// Whether the role holds a permission.
    pub fn may(self, permission: Permission) -> bool {
        permission.roles().contains(&self)
    }

    /// Everything the role holds, in the order of the table.
    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.may(*permission))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_reads_and_writes_but_agents_do_not_delete() {
        for role in Role::ALL {
            assert!(role.may(Permission::InteractionCreate) && role.may(Permission::EventRead));
            assert_eq!(role.may(Permission::PersonDelete), *role != Agent);
            assert_eq!(role.may(Permission::InteractionReadSensitive), *role != Agent);
        }
    }

    #[test]
    fn a_service_sees_unassociated_interactions_but_links_none() {
        assert!(Service.may(Permission::InteractionReadUnassociated));
        assert!(!Service.may(Permission::InteractionAssociate));
        assert!(Manager.may(Permission::InteractionAssociate));
        assert!(!Agent.may(Permission::InteractionReadUnassociated));
    }

    #[test]
    fn a_service_joins_no_conversation() {
        assert!(!Service.may(Permission::ConvoJoin));
        assert!(Agent.may(Permission::ConvoJoin));
    }

    #[test]
    fn only_an_administrator_holds_everything() {
        assert_eq!(Administrator.permissions().count(), Permission::ALL.len());
        let settings: Vec<_> =
            Permission::ALL.iter().filter(|p| p.as_str().ends_with(":administer")).collect();
        assert_eq!(settings.len(), 7);
        for role in [Agent, Manager, Service] {
            assert!(settings.iter().all(|permission| !role.may(**permission)));
        }
    }
}
