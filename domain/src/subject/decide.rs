//! The rules.

use super::command::SubjectCommand as Command;
use super::error::SubjectRefusal as Refusal;
use super::event::SubjectEvent as Event;
use super::state::Subject;
use crate::aggregate::Decider;
use crate::personal::PersonalClass;

impl Decider for Subject {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Erase { class, .. } if self.is_erased(class) => Ok(Vec::new()),
            Command::Erase { class, reason, now } => Ok(vec![Event::SubjectErased { class, reason, at: now }]),
            Command::Restrict { .. } if self.fiscal_erased => Err(Refusal::Erased),
            Command::Restrict { .. } if self.restricted => Ok(Vec::new()),
            Command::Restrict { reason, now } => Ok(vec![Event::SubjectRestricted { reason, at: now }]),
            Command::LiftRestriction { .. } if !self.restricted => Err(Refusal::NotRestricted),
            Command::LiftRestriction { reason, now } => Ok(vec![Event::SubjectRestrictionLifted { reason, at: now }]),
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::SubjectErased { class: PersonalClass::Profile, .. } => self.profile_erased = true,
            Event::SubjectErased { class: PersonalClass::Fiscal, .. } => {
                self.fiscal_erased = true;
                self.restricted = false;
            }
            Event::SubjectRestricted { .. } => self.restricted = true,
            Event::SubjectRestrictionLifted { .. } => self.restricted = false,
        }
    }
}
