//! Failures on demand: each scripted fault befalls one message transaction, in order.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What happens to one message transaction instead of plain acceptance. Codes are SMTP reply codes: 4xx says "try
/// again later", 5xx says "never".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// `MAIL FROM` is refused with this code.
    RefuseSender(u16),
    /// Every `RCPT TO` is refused with this code.
    RefuseRecipient(u16),
    /// The content is taken in, then refused with this code.
    RefuseContent(u16),
    /// The message is accepted, but the answer comes only after this time.
    Slow(Duration),
    /// The connection ends after the content, before any answer: the sender cannot know whether the message was kept.
    DisconnectBeforeReply {
        /// Whether it was.
        kept: bool,
    },
}

/// The faults still to come.
#[derive(Debug, Default)]
pub(crate) struct Script {
    to_come: Mutex<VecDeque<Fault>>,
}

impl Script {
    pub(crate) fn add(&self, faults: impl IntoIterator<Item = Fault>) {
        self.to_come.lock().unwrap_or_else(PoisonError::into_inner).extend(faults);
    }

    /// The fault of the transaction that begins now.
    pub(crate) fn next(&self) -> Option<Fault> {
        self.to_come.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// How many faults have not befallen anybody yet.
    pub(crate) fn left(&self) -> usize {
        self.to_come.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}
