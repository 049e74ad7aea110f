//! What can have happened to a service.

use serde::{Deserialize, Serialize};

use super::definition::ServiceDefinition;

/// Events of the aggregate [`Service`](super::Service).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ServiceEvent {
    /// It exists, not offered yet.
    ServiceDefined {
        /// The definition.
        definition: Box<ServiceDefinition>,
    },
    /// Its definition is, from now on, this.
    ServiceAmended {
        /// The definition, whole.
        definition: Box<ServiceDefinition>,
    },
    /// Citizens may use it.
    ServiceEnabled {},
    /// Citizens may use it no longer.
    ServiceDisabled {},
}
