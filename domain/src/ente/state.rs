//! The fold of an Ente's events.

use serde::{Deserialize, Serialize};

use super::event::EnteEvent;
use super::settings::EnteSettings;
use crate::aggregate::aggregate;

/// A creditor institution.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ente {
    /// The settings in force; none before the first application.
    pub settings: Option<Box<EnteSettings>>,
}

aggregate!(Ente, "Ente", EnteEvent, [EnteConfigured = "1"]);
