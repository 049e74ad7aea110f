//! What can have happened to an Ente.

use serde::{Deserialize, Serialize};

use super::settings::EnteSettings;

/// Events of the aggregate [`Ente`](super::Ente).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EnteEvent {
    /// The settings are, from now on, these.
    EnteConfigured {
        /// All of them.
        settings: Box<EnteSettings>,
    },
}
