//! What the office states about a service: its definition, and whether it is offered.

use domain::service::ServiceDefinition;
use serde_json::Value;

/// A service as the office states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceStatement {
    /// Everything about it.
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

    /// Writes the statement as [`ServiceStatement::read`] reads it.
    ///
    /// # Errors
    /// Never in practice: a definition is plain data.
    pub fn write(&self) -> Result<Value, serde_json::Error> {
        let mut value = serde_json::to_value(&self.definition)?;
        if let Some(table) = value.as_object_mut() {
            table.insert("enabled".to_owned(), Value::Bool(self.enabled));
        }
        Ok(value)
    }
}
