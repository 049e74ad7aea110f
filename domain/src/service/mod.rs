//! A service of the Ente for which citizens make a debt themselves: what they are asked, what is accepted, and where the money goes.
//!
//! The office states a definition as a whole; the form in it judges what a citizen typed and answers with the field, the rule and the
//! reason, or with a debt that is ready to be made. Nothing here knows of a portal: the same judgement serves every edge.

mod answer;
mod code;
mod command;
mod decide;
mod definition;
mod error;
mod event;
mod form;
mod judge;
mod kind;
mod pattern;
mod problem;
mod read;
mod request;
mod state;
mod subject;
#[cfg(test)]
mod tests;
mod wording;

pub use answer::{Answer, Value};
pub use code::{FieldKey, FieldKeyError, ServiceCode, ServiceCodeError};
pub use command::ServiceCommand;
pub use definition::{Collection, DebtorData, ServiceDefinition, ServicePolicies};
pub use error::{DefinitionError, ServiceRefusal};
pub use event::ServiceEvent;
pub use form::{Field, Form};
pub use judge::{Asker, Drafted, Refused, Typed};
pub use kind::{AmountRules, Choice, FieldKind, When};
pub use pattern::{Pattern, PatternError};
pub use problem::{Broken, Problem};
pub use request::ServiceRequest;
pub use state::{Service, service_stream};
pub use subject::{SubjectTemplate, SubjectTemplateError};
pub use wording::{Tongue, Wording};
