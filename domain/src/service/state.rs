//! The fold of a service's events.

use serde::{Deserialize, Serialize};

use super::code::ServiceCode;
use super::definition::ServiceDefinition;
use super::event::ServiceEvent;
use crate::aggregate::aggregate;
use crate::identifier::EnteCode;

/// The stream of a service.
#[must_use]
pub fn service_stream(ente: &EnteCode, code: &ServiceCode) -> String {
    format!("{ente}:{code}")
}

/// A service of an Ente.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    pub(super) definition: Option<Box<ServiceDefinition>>,
    pub(super) enabled: bool,
    /// How many definitions there have been.
    pub(super) edition: u32,
}

aggregate!(
    Service,
    "Service",
    ServiceEvent,
    [ServiceDefined = "1", ServiceAmended = "1", ServiceEnabled = "1", ServiceDisabled = "1"]
);

impl Service {
    /// The definition in force; none before the first.
    #[must_use]
    pub fn definition(&self) -> Option<&ServiceDefinition> {
        self.definition.as_deref()
    }

    /// The definition, when citizens may use it.
    #[must_use]
    pub fn offered(&self) -> Option<&ServiceDefinition> {
        self.definition().filter(|_| self.enabled)
    }

    /// Whether citizens may use it.
    #[must_use]
    pub const fn enabled(&self) -> bool {
        self.enabled
    }

    /// Which definition is in force, from 1: answers are read by the definition they were given to.
    #[must_use]
    pub const fn edition(&self) -> u32 {
        self.edition
    }
}
