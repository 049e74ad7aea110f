//! The rules of a service's life.

use super::command::ServiceCommand;
use super::definition::ServiceDefinition;
use super::error::ServiceRefusal as Refusal;
use super::event::ServiceEvent as Event;
use super::state::Service;
use crate::aggregate::Decider;

type Decision = Result<Vec<Event>, Refusal>;

const ALREADY_DONE: Decision = Ok(Vec::new());

impl Decider for Service {
    type Command = ServiceCommand;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: ServiceCommand) -> Decision {
        match command {
            ServiceCommand::Define(definition) => self.define(definition),
            ServiceCommand::Amend(definition) => self.amend(definition),
            ServiceCommand::Enable => self.switch(true, Event::ServiceEnabled {}),
            ServiceCommand::Disable => self.switch(false, Event::ServiceDisabled {}),
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::ServiceDefined { definition } | Event::ServiceAmended { definition } => {
                self.definition = Some(definition);
                self.edition = self.edition.saturating_add(1);
            }
            Event::ServiceEnabled {} => self.enabled = true,
            Event::ServiceDisabled {} => self.enabled = false,
        }
    }
}

impl Service {
    fn define(&self, definition: Box<ServiceDefinition>) -> Decision {
        definition.validate()?;
        match self.definition() {
            None => Ok(vec![Event::ServiceDefined { definition }]),
            Some(current) if *current == *definition => ALREADY_DONE,
            Some(_) => Err(Refusal::DefinedDifferently),
        }
    }

    fn amend(&self, definition: Box<ServiceDefinition>) -> Decision {
        definition.validate()?;
        match self.definition() {
            None => Err(Refusal::Absent),
            Some(current) if *current == *definition => ALREADY_DONE,
            Some(current) if current.code != definition.code => Err(Refusal::CodeChanged),
            Some(_) => Ok(vec![Event::ServiceAmended { definition }]),
        }
    }

    fn switch(&self, on: bool, event: Event) -> Decision {
        match self.definition() {
            None => Err(Refusal::Absent),
            Some(_) if self.enabled == on => ALREADY_DONE,
            Some(_) => Ok(vec![event]),
        }
    }
}
