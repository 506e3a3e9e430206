//! An entry of the event log, before it has its number and after.

use domain::id::{
    ApiKeyId, ButtonId, CaseId, ChannelId, CompanyId, ConsentId, ContactId, ConvoId, DoNotInteractTypeId,
    DocumentId, Id, InteractionId, InvoiceId, LegalRepresentativeId, LoanId, NoteId, OverrideId,
    PaymentRequestId, PersonId, ProfileId, QualificationId, QueueId, RoleId, SubscriptionId, SurveyAnswerId,
    TeamId, TemplateDescriptorId, TemplateVersionId, UserId,
};
use domain::time::Instant;

macro_rules! objects {
    ($($variant:ident = $name:literal: $id:ty;)*) => {
        /// What an event is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Object {$(
            #[doc = concat!("A ", $name, ".")]
            $variant($id),
        )*}

        impl Object {
            /// The kind, as in the type of its events.
            pub fn kind(self) -> &'static str {
                match self { $(Object::$variant(_) => $name,)* }
            }

            /// Every kind there is.
            pub const KINDS: &[&str] = &[$($name),*];

            /// The object of a kind with this public id, if it is one.
            pub fn read(kind: &str, id: &str) -> Option<Self> {
                match kind { $($name => id.parse().ok().map(Object::$variant),)* _ => None }
            }

            /// The row's key.
            pub fn key(self) -> i64 {
                match self { $(Object::$variant(id) => id.key(),)* }
            }

            /// The public id.
            pub fn id(self) -> String {
                match self { $(Object::$variant(id) => id.to_string(),)* }
            }

            /// Back from what is stored.
            pub fn of(kind: &str, key: i64) -> Option<Self> {
                match kind { $($name => Some(Object::$variant(<$id>::of(key))),)* _ => None }
            }
        }
    };
}

objects! {
    Interaction = "interaction": InteractionId;
    Person = "person": PersonId;
    Contact = "contact": ContactId;
    Case = "case": CaseId;
    Loan = "loan": LoanId;
    Note = "note": NoteId;
    Convo = "convo": ConvoId;
    User = "user": UserId;
    ApiKey = "apiKey": ApiKeyId;
    Role = "role": RoleId;
    Company = "company": CompanyId;
    Channel = "channel": ChannelId;
    Communication = "communication": InteractionId;
    LegalRepresentative = "legalRepresentative": LegalRepresentativeId;
    Consent = "consent": ConsentId;
    Override = "override": OverrideId;
    TemplateDescriptor = "templateDescriptor": TemplateDescriptorId;
    TemplateVersion = "templateVersion": TemplateVersionId;
    Webhook = "webhook": SubscriptionId;
    Document = "document": DocumentId;
    DoNotInteractType = "doNotInteractType": DoNotInteractTypeId;
    Queue = "queue": QueueId;
    Team = "team": TeamId;
    Profile = "profile": ProfileId;
    Button = "button": ButtonId;
    Qualification = "qualification": QualificationId;
    SurveyAnswer = "surveyAnswer": SurveyAnswerId;
    Invoice = "invoice": InvoiceId;
    PaymentRequest = "paymentRequest": PaymentRequestId;
}

/// A change that everybody may read about, written in the transaction that makes it.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// What happened: created, updated, deleted, read, associated, …
    pub verb: &'static str,
    /// To what.
    pub object: Object,
    /// The person concerned, if any.
    pub person: Option<PersonId>,
    /// What changed, as JSON text: `{"field":{"from":…,"to":…}}`; never a content.
    pub changes: String,
    /// When.
    pub at: Instant,
    /// Hidden from users: it is about account credentials.
    pub credentials: bool,
}

/// An event as the log tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number: one growing series per company.
    pub number: i64,
    /// `interaction.created` and the like.
    pub name: String,
    /// When.
    pub at: Instant,
    /// `user`, `apiKey` or `system`.
    pub actor_kind: String,
    /// Public id of the actor.
    pub actor_id: Option<String>,
    /// Name of the actor.
    pub actor_name: String,
    /// The key it came with.
    pub key: Option<String>,
    /// The address it came from.
    pub address: Option<String>,
    /// What it is about.
    pub object: Object,
    /// The person concerned.
    pub person: Option<PersonId>,
    /// What changed, as JSON text.
    pub changes: String,
    /// Hidden from users.
    pub credentials: bool,
}
