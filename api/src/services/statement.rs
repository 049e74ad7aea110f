//! What the office states about a service: its definition, and whether it is offered.

use domain::service::ServiceDefinition;
use serde::Serialize;
use serde_json::Value;

/// A service as the office states it; written as [`ServiceStatement::read`] reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceStatement {
    /// Everything about it.
    #[serde(flatten)]
    pub definition: ServiceDefinition,
    /// Whether citizens may use it.
    pub enabled: bool,
}

impl ServiceStatement {
    /// Reads the statement; `enabled` stands beside the fields of the definition and is `true` when absent.
    ///
    /// # Errors
    /// The place that is wrong, and why.
    pub fn read(mut value: Value) -> Result<Self, (String, String)> {
        let enabled = match value.as_object_mut().and_then(|table| table.remove("enabled")) {
            None => true,
            Some(Value::Bool(enabled)) => enabled,
            Some(_) => return Err(("enabled".to_owned(), "is neither true nor false".to_owned())),
        };
        let definition = serde_path_to_error::deserialize(value);
        let definition = definition.map_err(|error| (error.path().to_string(), error.inner().to_string()))?;
        Ok(Self { definition, enabled })
    }
}
