//! What can have happened to a mandate.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::SubjectId;
use crate::personal::PersonalClass;
use crate::text::{Text70, Text140};

/// What the holder of a mandate may read. What several parts cover is covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Whatever is sealed of one person, wherever it stands.
    Person(SubjectId),
    /// Whatever is sealed in these streams (`type/id`): those of a notice, or of a receipt.
    Streams(Vec<String>),
    /// Whatever is sealed in a stretch of the log.
    Events {
        /// Index of the first event.
        from: u64,
        /// Index of the event after the last.
        to: u64,
    },
}

/// The name of a key that left the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HandedKey {
    /// Whose.
    pub subject: SubjectId,
    /// Which of their two.
    pub class: PersonalClass,
    /// Its version.
    pub version: u32,
}

/// A right to read, as it was granted. The file its holder gets says the same, with the keys themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// To whom: an office, never a person.
    pub grantee: Text140,
    /// Why: the act.
    pub reason: Text140,
    /// The public key the file is encrypted to.
    pub recipient: Text70,
    /// What may be read.
    pub covers: Vec<Coverage>,
    /// The keys handed over.
    pub keys: Vec<HandedKey>,
    /// When.
    pub at: DateTime<Utc>,
    /// The last day, in Europe/Rome.
    pub until: NaiveDate,
}

/// Events of the aggregate [`Mandate`](super::Mandate).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MandateEvent {
    /// Keys were handed over.
    MandateGranted {
        /// Which, to whom, why, until when.
        grant: Box<Grant>,
    },
    /// The database is closed to it.
    MandateWithdrawn {
        /// Why.
        reason: Text140,
        /// When.
        at: DateTime<Utc>,
    },
    /// Its holder destroyed the file and everything made with it.
    MandateDestroyed {
        /// How that is known.
        note: Text140,
        /// When.
        at: DateTime<Utc>,
    },
}
