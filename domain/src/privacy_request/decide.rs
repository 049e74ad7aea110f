//! The rules of the register.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::ANSWER_DAYS;
use super::command::PrivacyRequestCommand as Command;
use super::error::PrivacyRequestRefusal as Refusal;
use super::event::{Opening, PrivacyRequestEvent as Event};
use super::state::PrivacyRequest;
use crate::aggregate::Decider;
use crate::rome;

impl Decider for PrivacyRequest {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        match (command, &self.opening, self.outcome) {
            (Command::Open { .. }, Some(_), _) => Ok(Vec::new()),
            (Command::Open { subjects, .. }, None, _) if subjects.is_empty() => Err(Refusal::Nobody),
            (Command::Open { kind, subjects, asked_by, note, now }, None, _) => {
                let opening = Opening { kind, subjects, asked_by, note, at: now, due_on: due_on(now) };
                Ok(vec![Event::PrivacyRequestOpened { opening: Box::new(opening) }])
            }
            (Command::Close { .. }, None, _) => Err(Refusal::Absent),
            (Command::Close { outcome, .. }, Some(_), Some(before)) if before == outcome => Ok(Vec::new()),
            (Command::Close { .. }, Some(_), Some(_)) => Err(Refusal::Closed),
            (Command::Close { outcome, note, now }, Some(_), None) => {
                Ok(vec![Event::PrivacyRequestClosed { outcome, note, at: now }])
            }
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::PrivacyRequestOpened { opening } => self.opening = Some(opening),
            Event::PrivacyRequestClosed { outcome, .. } => self.outcome = Some(outcome),
        }
    }
}

/// The last day for the answer to what is asked now.
fn due_on(now: DateTime<Utc>) -> NaiveDate {
    let day = rome::day(now);
    day.checked_add_days(Days::new(ANSWER_DAYS)).unwrap_or(day)
}
