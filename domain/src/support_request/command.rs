//! What may be asked of a request for help.

use chrono::{DateTime, Utc};

use super::event::Opening;
use super::rating::Rating;
use crate::personal::Sealed;
use crate::staff::StaffName;
use crate::text::Text140;

/// Commands of the aggregate [`SupportRequest`](super::SupportRequest).
#[derive(Clone, Debug)]
pub enum SupportRequestCommand {
    /// Ask for help.
    Open(Box<Opening>),
    /// Give it to somebody.
    Assign {
        /// To whom.
        to: StaffName,
    },
    /// Keep an answer that is not sent yet.
    Draft {
        /// Sealed.
        text: Sealed,
    },
    /// Note something for colleagues.
    Note {
        /// Sealed.
        text: Sealed,
        /// Who.
        by: StaffName,
        /// Now.
        now: DateTime<Utc>,
    },
    /// Answer it by mail.
    Answer {
        /// Sealed.
        text: Sealed,
        /// Who.
        by: StaffName,
        /// How many answers there were when it was written: an answer to what has been answered meanwhile is refused.
        answers_seen: usize,
        /// `Message-ID` of its mail.
        message_id: String,
        /// Now.
        now: DateTime<Utc>,
    },
    /// Nothing more will be done.
    Close {
        /// Why.
        reason: Text140,
    },
    /// It is not over.
    Reopen {
        /// What the citizen adds, sealed.
        text: Option<Sealed>,
        /// Now.
        now: DateTime<Utc>,
    },
    /// Say how content one is; the last word counts.
    Rate {
        /// How content.
        rating: Rating,
    },
    /// The mail server accepted a mail.
    NoteMailAccepted {
        /// Which one.
        message_id: String,
        /// Now.
        now: DateTime<Utc>,
    },
    /// A mail was given up.
    AbandonMail {
        /// Which one.
        message_id: String,
        /// Why.
        reason: Text140,
    },
}
