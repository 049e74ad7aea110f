//! The rules of a request for help.

use chrono::{DateTime, Utc};

use super::command::SupportRequestCommand as Command;
use super::error::SupportRequestRefusal as Refusal;
use super::event::SupportRequestEvent as Event;
use super::rating::Rating;
use super::state::{Author, Entry, Note, Stage, SupportRequest};
use crate::aggregate::Decider;
use crate::personal::Sealed;
use crate::staff::StaffName;

type Decision = Result<Vec<Event>, Refusal>;

const ALREADY_DONE: Decision = Ok(Vec::new());

impl Decider for SupportRequest {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Decision {
        match command {
            Command::Open(_) if self.opening.is_some() => ALREADY_DONE,
            Command::Open(opening) => Ok(vec![Event::SupportRequestOpened { opening }]),
            _ if self.opening.is_none() => Err(Refusal::Absent),
            Command::NoteMailAccepted { message_id, now } => {
                let open = self.mail_is_open(&message_id)?;
                Ok(if open { vec![Event::SupportMailAccepted { message_id, at: now }] } else { Vec::new() })
            }
            Command::AbandonMail { message_id, reason } => match self.mail_is_open(&message_id)? {
                true => Ok(vec![Event::SupportMailAbandoned { message_id, reason }]),
                false => Err(Refusal::MailClosed),
            },
            Command::Note { text, by, now } => Ok(vec![Event::SupportNoteAdded { text, by, at: now }]),
            Command::Rate { rating } => self.rate(rating),
            Command::Reopen { text, now } => self.reopen(text, now),
            Command::Close { .. } if self.stage == Stage::Closed => ALREADY_DONE,
            _ if self.stage == Stage::Closed => Err(Refusal::Closed),
            Command::Close { reason } => Ok(vec![Event::SupportRequestClosed { reason }]),
            Command::Assign { to } if self.assignee.as_ref() == Some(&to) => ALREADY_DONE,
            Command::Assign { to } => Ok(vec![Event::SupportRequestAssigned { to }]),
            Command::Draft { text } => Ok(vec![Event::SupportAnswerDrafted { text }]),
            Command::Answer { text, by, answers_seen, message_id, now } => {
                if answers_seen != self.answers() {
                    return Err(Refusal::AnsweredMeanwhile);
                }
                Ok(self.answer(text, by, message_id, now))
            }
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::SupportRequestOpened { opening } => {
                self.opening = Some(opening);
                self.stage = Stage::Open;
            }
            Event::SupportRequestAssigned { to } => {
                self.assignee = Some(to);
                if self.stage != Stage::Answered {
                    self.stage = Stage::Assigned;
                }
            }
            Event::SupportAnswerDrafted { text } => self.draft = Some(text),
            Event::SupportNoteAdded { text, by, at } => self.notes.push(Note { by, text, at }),
            Event::SupportRequestAnswered { text, by, message_id, at } => {
                self.entries.push(Entry { author: Author::Staff { name: by, message_id }, text, at });
                self.draft = None;
                self.stage = Stage::Answered;
            }
            Event::SupportRequestClosed { reason } => {
                self.closed_because = Some(reason);
                self.stage = Stage::Closed;
            }
            Event::SupportRequestReopened { text, at } => {
                self.entries.extend(text.map(|text| Entry { author: Author::Citizen, text, at }));
                self.closed_because = None;
                self.stage = Stage::Reopened;
            }
            Event::SupportRequestRated { rating } => self.rating = Some(rating),
            Event::SupportMailAccepted { message_id, .. } | Event::SupportMailAbandoned { message_id, .. } => {
                self.closed_mails.push(message_id);
            }
        }
    }
}

impl SupportRequest {
    /// Whoever answers what nobody takes care of takes care of it.
    fn answer(&self, text: Sealed, by: StaffName, message_id: String, now: DateTime<Utc>) -> Vec<Event> {
        let assigned = self.assignee.is_none().then(|| Event::SupportRequestAssigned { to: by.clone() });
        let answered = Event::SupportRequestAnswered { text, by, message_id, at: now };
        assigned.into_iter().chain([answered]).collect()
    }

    fn reopen(&self, text: Option<Sealed>, now: DateTime<Utc>) -> Decision {
        match self.stage {
            Stage::Answered | Stage::Closed => Ok(vec![Event::SupportRequestReopened { text, at: now }]),
            Stage::Absent | Stage::Open | Stage::Assigned | Stage::Reopened => Err(Refusal::StillOpen),
        }
    }

    fn rate(&self, rating: Rating) -> Decision {
        match self.answers() {
            0 => Err(Refusal::NotAnswered),
            _ if self.rating == Some(rating) => ALREADY_DONE,
            _ => Ok(vec![Event::SupportRequestRated { rating }]),
        }
    }

    fn mail_is_open(&self, message_id: &str) -> Result<bool, Refusal> {
        if !self.has_mail(message_id) {
            return Err(Refusal::UnknownMail);
        }
        Ok(!self.closed_mails.iter().any(|closed| closed == message_id))
    }
}
