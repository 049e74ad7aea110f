//! The rules of mandates.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::command::MandateCommand as Command;
use super::error::MandateRefusal as Refusal;
use super::event::{Grant, MandateEvent as Event};
use super::state::Mandate;
use super::{MOST_DAYS, MOST_PEOPLE};
use crate::aggregate::Decider;
use crate::identifier::FiscalCode;
use crate::rome;
use crate::text::Text140;

impl Decider for Mandate {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        match (command, &self.grant) {
            (Command::Grant(_), Some(_)) => Ok(Vec::new()),
            (Command::Grant(grant), None) => {
                allowed(&grant)?;
                Ok(vec![Event::MandateGranted { grant }])
            }
            (_, None) => Err(Refusal::Absent),
            (Command::Withdraw { .. }, _) if self.withdrawn => Ok(Vec::new()),
            (Command::Withdraw { reason, now }, _) => {
                impersonal("reason", &reason)?;
                Ok(vec![Event::MandateWithdrawn { reason, at: now }])
            }
            (Command::ConfirmDestroyed { .. }, _) if self.destroyed => Ok(Vec::new()),
            (Command::ConfirmDestroyed { note, now }, _) => {
                impersonal("note", &note)?;
                Ok(vec![Event::MandateDestroyed { note, at: now }])
            }
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::MandateGranted { grant } => self.grant = Some(grant),
            Event::MandateWithdrawn { .. } => self.withdrawn = true,
            Event::MandateDestroyed { .. } => self.destroyed = true,
        }
    }
}

fn allowed(grant: &Grant) -> Result<(), Refusal> {
    impersonal("grantee", &grant.grantee)?;
    impersonal("reason", &grant.reason)?;
    let people = grant.keys.iter().map(|key| key.subject).collect::<BTreeSet<_>>().len();
    let last = last_day(grant.at);
    match people {
        0 => Err(Refusal::Nobody),
        many if many > MOST_PEOPLE => Err(Refusal::TooMany(many)),
        _ if grant.until < rome::day(grant.at) || grant.until > last => Err(Refusal::Term(last)),
        _ => Ok(()),
    }
}

/// The last day a mandate granted now may name.
fn last_day(now: DateTime<Utc>) -> NaiveDate {
    let day = rome::day(now);
    day.checked_add_days(Days::new(MOST_DAYS)).unwrap_or(day)
}

/// Refuses what tells a person; a name cannot be told from that of an office.
fn impersonal(field: &'static str, text: &Text140) -> Result<(), Refusal> {
    let words = text.as_str().split(|letter: char| !letter.is_alphanumeric() && letter != '@');
    let tells = |word: &str| word.contains('@') || FiscalCode::parse(word).is_ok();
    if words.into_iter().any(tells) { Err(Refusal::Personal(field)) } else { Ok(()) }
}
