//! Opening personal data by a mandate: whoever's data it is, the access log says so first.
//!
//! Out of a database nothing is opened before the database has taken, and committed, a line for each person: the mandate, the person's random
//! number, the command. It takes it by a function that can do nothing else, and refuses when the mandate is withdrawn, over or unknown there.
//! If it cannot be written, nothing is opened.
//!
//! Who was erased stays erased: a mandate granted before still holds the key, and it opens nothing where the erasure can be seen.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::ids::SubjectId;
use domain::personal::Sealed;
use domain::rome;
use domain::subject::SubjectEvent;
use sqlx::PgPool;
use uuid::Uuid;

use super::database::Database;
use super::error::{AuditError, Finding};
use super::source::Source;
use crate::log::LoggedEvent;
use crate::mandate::{Mandate, MandateError, Opened};
use crate::sealed::Found;

/// The connection is read-only otherwise.
const BEGIN: &str = "BEGIN READ WRITE";
const NOTE: &str = "SELECT note_mandate_use($1, $2, $3)";
/// Each stream by the key of events.
const ERASED: &str = "
SELECT e.aggregate_id, e.payload::text FROM unnest($1::text[]) AS wanted (id)
 CROSS JOIN LATERAL (SELECT aggregate_id, payload FROM events WHERE aggregate_type = 'Subject' AND events.aggregate_id = wanted.id
                        AND event_type = 'SubjectErased' OFFSET 0) AS e";

/// Opens what a mandate covers, for one question.
#[derive(Debug)]
pub struct Opening<'a> {
    mandate: &'a Mandate,
    /// Where to write down who looks; none away from the database.
    access_log: Option<&'a PgPool>,
    /// The question, as the access log names it.
    question: &'static str,
    noted: BTreeSet<SubjectId>,
    erased: BTreeSet<(SubjectId, &'static str)>,
}

impl<'a> Opening<'a> {
    /// Opens out of a source.
    ///
    /// # Errors
    /// As [`Opening::away`]; or a bundle cannot be read.
    pub async fn of(mandate: &'a Mandate, source: &'a Source, question: &'static str) -> Result<Self, AuditError> {
        match source {
            Source::Database(database, _) => Ok(Self::out_of(mandate, database, question)),
            Source::Bundle(_, checked) => {
                let mut opening = Self::away(mandate, checked.recorded_at, question)?;
                let of_people = |event: LoggedEvent| {
                    if event.aggregate_type() == "Subject" {
                        opening.erased.extend(erasure(event.aggregate_id(), event.payload()));
                    }
                };
                source.scan(of_people).await?;
                Ok(opening)
            }
        }
    }

    /// Opens out of a database.
    #[must_use]
    pub const fn out_of(mandate: &'a Mandate, database: &'a Database, question: &'static str) -> Self {
        Self { mandate, access_log: Some(&database.pool), question, noted: BTreeSet::new(), erased: BTreeSet::new() }
    }

    /// Opens what was carried away, the last event of which was recorded at `last`.
    ///
    /// # Errors
    /// [`MandateError::Ended`] when the mandate does not reach that far.
    pub fn away(mandate: &'a Mandate, last: DateTime<Utc>, question: &'static str) -> Result<Self, AuditError> {
        let until = mandate.granted().grant.until;
        if rome::day(last) > until {
            return Err(MandateError::Ended(until).into());
        }
        Ok(Self { mandate, access_log: None, question, noted: BTreeSet::new(), erased: BTreeSet::new() })
    }

    /// Everything the mandate opens in some events.
    ///
    /// # Errors
    /// [`AuditError::Unnoted`] or [`AuditError::Mandate`]: then nothing was opened; [`Finding::Event`] for a value that is not what was sealed
    /// there.
    pub async fn open<'e>(&mut self, events: impl IntoIterator<Item = &'e LoggedEvent>) -> Result<Vec<Opened>, AuditError> {
        let mut found: Vec<_> = events.into_iter().map(|event| (event, self.mandate.openable(event))).collect();
        self.hear_of_erasures(people(&found)).await?;
        let is_erased = |sealed: &Sealed| self.erased.contains(&(sealed.subject, sealed.class.as_str()));
        found.iter_mut().for_each(|(_, found)| found.retain(|found| !is_erased(&found.sealed)));
        self.note(people(&found)).await?;
        let mut opened = Vec::new();
        for (event, found) in found {
            for found in found {
                let what = "a sealed value was altered, or sealed for another place";
                let value = self.mandate.open(event, found);
                opened.push(value.map_err(|_| Finding::Event { index: event.log_index, what })?);
            }
        }
        Ok(opened)
    }

    /// The mandate.
    #[must_use]
    pub const fn mandate(&self) -> &Mandate {
        self.mandate
    }

    /// What was looked at so far, in one sentence.
    #[must_use]
    pub fn verdict(&self) -> String {
        let granted = self.mandate.granted();
        let grant = &granted.grant;
        let people = match self.noted.len() {
            0 => "nothing".to_owned(),
            1 => "data of one person".to_owned(),
            many => format!("data of {many} people"),
        };
        let (id, grantee, reason, until) = (granted.id, &grant.grantee, &grant.reason, grant.until);
        format!("{people} opened by mandate {id}, granted to {grantee} ({reason}) until {until}")
    }

    /// Asks the database who was erased among people who were not asked for yet.
    async fn hear_of_erasures(&mut self, people: BTreeSet<SubjectId>) -> Result<(), AuditError> {
        let Some(pool) = self.access_log else { return Ok(()) };
        let ids: Vec<String> = people.difference(&self.noted).map(ToString::to_string).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let rows: Vec<(String, String)> = sqlx::query_as(ERASED).bind(ids).fetch_all(pool).await?;
        self.erased.extend(rows.iter().filter_map(|(id, payload)| erasure(id, payload.as_bytes())));
        Ok(())
    }

    /// Writes down that data of these people is about to be seen, once for each.
    async fn note(&mut self, people: BTreeSet<SubjectId>) -> Result<(), AuditError> {
        let new: Vec<SubjectId> = people.difference(&self.noted).copied().collect();
        if let (Some(pool), false) = (self.access_log, new.is_empty()) {
            let ids: Vec<Uuid> = new.iter().map(|person| person.as_uuid()).collect();
            let mandate = self.mandate.granted();
            let said = write(pool, mandate.id.as_uuid(), &ids, self.question).await.map_err(AuditError::Unnoted)?;
            match said.as_str() {
                "noted" => {}
                "ended" => return Err(MandateError::Ended(mandate.grant.until).into()),
                "withdrawn" => return Err(MandateError::Withdrawn.into()),
                _ => return Err(MandateError::Unknown.into()),
            }
        }
        self.noted.extend(new);
        Ok(())
    }
}

fn people(found: &[(&LoggedEvent, Vec<Found>)]) -> BTreeSet<SubjectId> {
    found.iter().flat_map(|(_, found)| found).map(|found| found.sealed.subject).collect()
}

/// The key an event says was destroyed, if it does.
fn erasure(id: &str, payload: &[u8]) -> Option<(SubjectId, &'static str)> {
    match serde_json::from_slice(payload).ok()? {
        SubjectEvent::SubjectErased { class, .. } => Some((id.parse().ok()?, class.as_str())),
        SubjectEvent::SubjectRestricted { .. } | SubjectEvent::SubjectRestrictionLifted { .. } => None,
    }
}

async fn write(pool: &PgPool, mandate: Uuid, people: &[Uuid], question: &str) -> Result<String, sqlx::Error> {
    let mut transaction = pool.begin_with(BEGIN).await?;
    let query = sqlx::query_scalar(NOTE).bind(mandate).bind(people).bind(question);
    let said = query.fetch_one(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(said)
}
