//! The rules of the calendar.

use super::command::CalendarCommand as Command;
use super::error::CalendarRefusal as Refusal;
use super::event::CalendarEvent as Event;
use super::state::{CalendarEntry, Standing};
use crate::aggregate::Decider;

const ALREADY_DONE: Result<Vec<Event>, Refusal> = Ok(Vec::new());

impl Decider for CalendarEntry {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        match (command, &self.standing) {
            (Command::Submit(submission), Standing::Absent) => Ok(vec![Event::CalendarEntrySubmitted { submission }]),
            (Command::Submit(submission), _) if self.submission() == Some(&*submission) => ALREADY_DONE,
            (Command::Submit(_), _) => Err(Refusal::Decided),
            (Command::Add(occasion), Standing::Absent) => {
                occasion.validate()?;
                Ok(vec![Event::CalendarEntryAdded { occasion }])
            }
            (Command::Add(occasion), Standing::Announced(known)) if *occasion == **known => ALREADY_DONE,
            (Command::Add(_), _) => Err(Refusal::AddedDifferently),
            (_, Standing::Absent) => Err(Refusal::Absent),
            (Command::Approve(occasion), Standing::Waiting) => {
                occasion.validate()?;
                Ok(vec![Event::CalendarEntryApproved { occasion }])
            }
            (Command::Approve(occasion), Standing::Announced(known)) if *occasion == **known => ALREADY_DONE,
            (Command::Refuse { reason }, Standing::Waiting) => Ok(vec![Event::CalendarEntryRefused { reason }]),
            (Command::Refuse { .. }, Standing::Refused(_)) | (Command::Cancel { .. }, Standing::Cancelled(_)) => ALREADY_DONE,
            (Command::Approve(_) | Command::Refuse { .. }, _) => Err(Refusal::Decided),
            (Command::Amend(occasion), Standing::Announced(known)) if *occasion == **known => ALREADY_DONE,
            (Command::Amend(occasion), Standing::Announced(_)) => {
                occasion.validate()?;
                Ok(vec![Event::CalendarEntryAmended { occasion }])
            }
            (Command::Cancel { reason }, Standing::Announced(_)) => Ok(vec![Event::CalendarEntryCancelled { reason }]),
            (Command::Amend(_) | Command::Cancel { .. }, _) => Err(Refusal::NotAnnounced),
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::CalendarEntrySubmitted { submission } => {
                self.submission = Some(submission);
                self.standing = Standing::Waiting;
            }
            Event::CalendarEntryApproved { occasion }
            | Event::CalendarEntryAdded { occasion }
            | Event::CalendarEntryAmended { occasion } => self.standing = Standing::Announced(occasion),
            Event::CalendarEntryRefused { reason } => self.standing = Standing::Refused(reason),
            Event::CalendarEntryCancelled { reason } => self.standing = Standing::Cancelled(reason),
        }
    }
}
