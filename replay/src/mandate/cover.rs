//! What of an event a mandate opens.

use domain::ids::SubjectId;
use domain::mandate::{Coverage, HandedKey};
use domain::personal::{PersonalClass, Sealed};
use serde::Serialize;
use serde_json::Value;

use super::file::Mandate;
use crate::log::LoggedEvent;
use crate::sealed::{Found, SealError, find, named, open, place};

/// The name under which whole messages are sealed: they may tell of several people.
const MESSAGE: &str = "raw";

/// A sealed value of an event, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// Place of the event in the log.
    pub index: u64,
    /// Place in the event's payload: a JSON pointer.
    pub at: String,
    /// Whose it is: the random number that stands for them.
    pub person: SubjectId,
    /// By which of their keys it was sealed.
    pub class: PersonalClass,
    /// What was sealed.
    pub value: Value,
    /// What it was opened from.
    #[serde(skip)]
    pub(crate) sealed: Sealed,
}

impl Mandate {
    /// Whether what is sealed of a person in an event may be opened, if there is a key.
    fn covers(&self, event: &LoggedEvent, person: SubjectId) -> bool {
        let is_stream = |stream: &String| {
            stream.split_once('/').is_some_and(|(kind, id)| kind == event.aggregate_type() && id == event.aggregate_id())
        };
        event.ente() == self.granted.ente.as_str()
            && self.granted.grant.covers.iter().any(|coverage| match coverage {
                Coverage::Person(covered) => *covered == person,
                Coverage::Streams(streams) => streams.iter().any(is_stream),
                Coverage::Events { from, to } => (*from..*to).contains(&event.log_index),
            })
    }

    /// What of an event it opens; nothing of one that cannot be read.
    pub(crate) fn openable(&self, event: &LoggedEvent) -> Vec<Found> {
        let Ok(payload) = event.parse::<Value>() else { return Vec::new() };
        let mut found = find(&payload);
        let tells_of_others =
            found.iter().map(|found| found.sealed.subject).chain(named(&payload)).any(|person| !self.covers(event, person));
        found.retain(|Found { field, sealed, .. }| {
            let withheld = *field == Some(MESSAGE) && tells_of_others;
            field.is_some() && !withheld && self.covers(event, sealed.subject) && self.key(sealed).is_some()
        });
        found
    }

    /// Opens something of an event that it opens.
    ///
    /// # Errors
    /// When it is not what was sealed there.
    pub(crate) fn open(&self, event: &LoggedEvent, found: Found) -> Result<Opened, SealError> {
        let Found { pointer, field, sealed } = found;
        let (key, field) = self.key(&sealed).zip(field).ok_or(SealError::DoesNotOpen)?;
        let stream = format!("{}/{}", event.aggregate_type(), event.aggregate_id());
        let place = place(event.ente(), &stream, field, sealed.subject, sealed.class);
        let plain = open(key, &place, &sealed.nonce, &sealed.data)?;
        let value = serde_json::from_slice(&plain).map_err(|_| SealError::Malformed)?;
        Ok(Opened { index: event.log_index, at: pointer, person: sealed.subject, class: sealed.class, value, sealed })
    }

    fn key(&self, sealed: &Sealed) -> Option<&[u8; 32]> {
        self.keys.get(&HandedKey { subject: sealed.subject, class: sealed.class, version: sealed.key_version })
    }
}
