//! The file of an Ente: its settings, and its services when it lists any.

use std::path::Path;

use domain::ente::EnteSettings;
use serde::Serialize;
use serde_json::Value;

use super::error::CliError;
use crate::services::ServiceStatement;

/// What a file states.
#[derive(Debug)]
pub(super) struct EnteStatement {
    /// The settings.
    pub(super) settings: EnteSettings,
    /// The services as a whole; none when the file says nothing about them, and then they stay as they are.
    pub(super) services: Option<Vec<ServiceStatement>>,
}

/// A place in the file, and what is wrong there.
type Wrong = (String, String);

/// Reads a statement (TOML, or JSON by the file's ending); what is wrong is named by its place.
pub(super) fn read(file: &Path) -> Result<EnteStatement, CliError> {
    let wrong = |reason: String| CliError::Wrong(format!("{}: {reason}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let stated = if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?
    } else {
        let table: toml::Value = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        serde_json::to_value(table).map_err(|error| wrong(error.to_string()))?
    };
    understood(stated).map_err(|(place, reason)| wrong(if place == "." { reason } else { format!("{place}: {reason}") }))
}

fn understood(mut stated: Value) -> Result<EnteStatement, Wrong> {
    let services = match stated.as_object_mut().and_then(|table| table.remove("services")) {
        None => None,
        Some(Value::Array(services)) => Some(services),
        Some(_) => return Err(("services".to_owned(), "is no list".to_owned())),
    };
    let settings =
        serde_path_to_error::deserialize(stated).map_err(|error| (error.path().to_string(), error.inner().to_string()))?;
    let numbered = services.map(|services| services.into_iter().enumerate().map(service).collect());
    Ok(EnteStatement { settings, services: numbered.transpose()? })
}

fn service((at, stated): (usize, Value)) -> Result<ServiceStatement, Wrong> {
    ServiceStatement::read(stated).map_err(|(place, reason)| (format!("services[{at}].{place}"), reason))
}

/// What is shown: as [`read`] reads it.
#[derive(Debug, Serialize)]
pub(super) struct Shown<'a> {
    /// The settings.
    #[serde(flatten)]
    pub(super) settings: &'a EnteSettings,
    /// The services; left out when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) services: Vec<ServiceStatement>,
}
