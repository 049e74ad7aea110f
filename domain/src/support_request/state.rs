//! The fold of a request's events.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::{Opening, SupportRequestEvent};
use super::rating::Rating;
use crate::aggregate::aggregate;
use crate::personal::Sealed;
use crate::staff::StaffName;
use crate::text::Text140;

/// Where a request stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Not asked.
    #[default]
    Absent,
    /// Nobody takes care of it yet.
    Open,
    /// Somebody does.
    Assigned,
    /// The citizen has an answer.
    Answered,
    /// It is over.
    Closed,
    /// It was not over.
    Reopened,
}

impl Stage {
    /// Every stage of a request that exists.
    pub const ALL: [Self; 5] = [Self::Open, Self::Assigned, Self::Answered, Self::Closed, Self::Reopened];

    /// The word as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Open => "open",
            Self::Assigned => "assigned",
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
        }
    }
}

/// Who wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The citizen.
    Citizen,
    /// A member of the staff, by a mail of this `Message-ID`.
    Staff {
        /// Who.
        name: StaffName,
        /// The mail.
        message_id: String,
    },
}

/// One message of the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Who wrote it.
    pub author: Author,
    /// A sealed [`Prose`](super::Prose).
    pub text: Sealed,
    /// When.
    pub at: DateTime<Utc>,
}

/// A note for colleagues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who wrote it.
    pub by: StaffName,
    /// A sealed [`Prose`](super::Prose).
    pub text: Sealed,
    /// When.
    pub at: DateTime<Utc>,
}

/// A request for help.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SupportRequest {
    pub(super) opening: Option<Box<Opening>>,
    pub(super) stage: Stage,
    pub(super) assignee: Option<StaffName>,
    pub(super) draft: Option<Sealed>,
    pub(super) entries: Vec<Entry>,
    pub(super) notes: Vec<Note>,
    pub(super) closed_because: Option<Text140>,
    pub(super) rating: Option<Rating>,
    pub(super) closed_mails: Vec<String>,
}

aggregate!(
    SupportRequest,
    "SupportRequest",
    SupportRequestEvent,
    [
        SupportRequestOpened = "1",
        SupportRequestAssigned = "1",
        SupportAnswerDrafted = "1",
        SupportNoteAdded = "1",
        SupportRequestAnswered = "1",
        SupportRequestClosed = "1",
        SupportRequestReopened = "1",
        SupportRequestRated = "1",
        SupportMailAccepted = "1",
        SupportMailAbandoned = "1",
    ]
);

impl SupportRequest {
    /// What was asked; none before it was.
    #[must_use]
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_deref()
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Who takes care of it.
    #[must_use]
    pub const fn assignee(&self) -> Option<&StaffName> {
        self.assignee.as_ref()
    }

    /// An answer that is not sent yet.
    #[must_use]
    pub const fn draft(&self) -> Option<&Sealed> {
        self.draft.as_ref()
    }

    /// The conversation after the opening, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How often it was answered.
    #[must_use]
    pub fn answers(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry.author, Author::Staff { .. })).count()
    }

    /// What colleagues noted.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Why it was closed, while it is.
    #[must_use]
    pub const fn closed_because(&self) -> Option<&Text140> {
        self.closed_because.as_ref()
    }

    /// How content the citizen is.
    #[must_use]
    pub const fn rating(&self) -> Option<Rating> {
        self.rating
    }

    /// Answers whose mail is still to be accepted, each with its `Message-ID`.
    pub fn open_mails(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().filter_map(|entry| match &entry.author {
            Author::Staff { message_id, .. } if !self.closed_mails.contains(message_id) => Some((message_id.as_str(), entry)),
            Author::Staff { .. } | Author::Citizen => None,
        })
    }

    pub(super) fn has_mail(&self, wanted: &str) -> bool {
        self.entries.iter().any(|entry| matches!(&entry.author, Author::Staff { message_id, .. } if message_id == wanted))
    }
}
