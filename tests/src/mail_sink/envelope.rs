//! Who handed a message over and for whom, as said in the SMTP dialogue (headers may say otherwise).

use serde::{Deserialize, Serialize};

/// The envelope of an accepted message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// The address of `MAIL FROM`; empty for a bounce.
    pub from: String,
    /// The addresses of `RCPT TO`, in order.
    pub to: Vec<String>,
}
