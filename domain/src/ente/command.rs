//! What may be asked of an Ente.

use super::settings::EnteSettings;

/// Commands of the aggregate [`Ente`](super::Ente).
#[derive(Clone, Debug)]
pub enum EnteCommand {
    /// State the whole settings; nothing happens when they are what they were.
    Apply(Box<EnteSettings>),
}
