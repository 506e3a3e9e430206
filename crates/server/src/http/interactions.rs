//! `/api/interactions`, `/api/people/{personId}/interactions`, and the chain under a company.

pub mod associate;
pub mod body;
pub mod create;
pub mod create_unassociated;
pub mod delete;
pub mod get;
pub mod get_of_person;
pub mod list;
pub mod list_of_person;
pub mod params;
pub mod previous;
pub mod previous_of_company;
pub mod previous_of_person;
pub mod update;
