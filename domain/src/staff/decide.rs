//! The rules of a staff account.

use super::command::StaffCommand as Command;
use super::error::StaffRefusal as Refusal;
use super::event::StaffEvent as Event;
use super::name::StaffName;
use super::role::Roles;
use super::state::Staff;
use crate::aggregate::Decider;

type Decision = Result<Vec<Event>, Refusal>;

impl Decider for Staff {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Decision {
        if let Command::Add { name, roles } = command {
            return self.add(name, roles);
        }
        match command {
            _ if self.name.is_none() => Err(Refusal::Absent),
            Command::Disable { .. } if self.disabled => Ok(Vec::new()),
            Command::Disable { reason } => Ok(vec![Event::StaffDisabled { reason }]),
            _ if self.disabled => Err(Refusal::Disabled),
            Command::SetRoles { roles } if roles.is_empty() => Err(Refusal::NoRole),
            Command::SetRoles { roles } if roles == self.roles => Ok(Vec::new()),
            Command::SetRoles { roles } => Ok(vec![Event::StaffRolesChanged { roles }]),
            Command::NotePassword => Ok(vec![Event::StaffPasswordSet {}]),
            Command::Add { .. } => Ok(Vec::new()),
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::StaffAdded { name, roles } => *self = Self { name: Some(name), roles, disabled: false },
            Event::StaffRolesChanged { roles } => self.roles = roles,
            Event::StaffPasswordSet {} => {}
            Event::StaffDisabled { .. } => self.disabled = true,
        }
    }
}

impl Staff {
    fn add(&self, name: StaffName, roles: Roles) -> Decision {
        if roles.is_empty() {
            return Err(Refusal::NoRole);
        }
        match (self.is_active(), self.roles == roles) {
            (true, true) => Ok(Vec::new()),
            (true, false) => Err(Refusal::Exists),
            (false, _) => Ok(vec![Event::StaffAdded { name, roles }]),
        }
    }
}
