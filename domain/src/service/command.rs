//! What may be asked of a service.

use super::definition::ServiceDefinition;

/// Commands of the aggregate [`Service`](super::Service).
#[derive(Clone, Debug)]
pub enum ServiceCommand {
    /// State a new service; nothing happens when it is there just so. Citizens see it once it is enabled.
    Define(Box<ServiceDefinition>),
    /// State the whole definition anew; nothing happens when it is what it was.
    Amend(Box<ServiceDefinition>),
    /// Offer it to citizens.
    Enable,
    /// Offer it no longer; debts made for it stay.
    Disable,
}
