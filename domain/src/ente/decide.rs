//! The rules of an Ente's settings.

use super::command::EnteCommand;
use super::error::EnteRefusal;
use super::event::EnteEvent;
use super::state::Ente;
use crate::aggregate::Decider;

impl Decider for Ente {
    type Command = EnteCommand;
    type Event = EnteEvent;
    type Refusal = EnteRefusal;

    fn decide(&self, command: EnteCommand) -> Result<Vec<EnteEvent>, EnteRefusal> {
        let EnteCommand::Apply(settings) = command;
        settings.validate()?;
        match &self.settings {
            Some(current) if *current == settings => Ok(Vec::new()),
            Some(current) if current.code != settings.code => Err(EnteRefusal::CodeChanged),
            _ => Ok(vec![EnteEvent::EnteConfigured { settings }]),
        }
    }

    fn evolve(&mut self, event: EnteEvent) {
        let EnteEvent::EnteConfigured { settings } = event;
        self.settings = Some(settings);
    }
}
