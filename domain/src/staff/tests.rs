//! Accounts of the staff exist by command only, keep at least one role, and do nothing once they are disabled.

use super::{Role, Roles, Staff, StaffCommand as Command, StaffEvent as Event, StaffName, StaffRefusal as Refusal};
use crate::specimen::{tell, text140};

fn name() -> StaffName {
    StaffName::parse(" Anna.Bianchi ").unwrap()
}

fn roles(of: &[Role]) -> Roles {
    of.iter().copied().collect()
}

fn add(of: &[Role]) -> Command {
    Command::Add { name: name(), roles: roles(of) }
}

fn added(of: &[Role]) -> Staff {
    let mut staff = Staff::default();
    tell(&mut staff, add(of)).unwrap();
    staff
}

#[test]
fn nobody_is_there_who_was_not_added() {
    let mut staff = Staff::default();
    assert!(!staff.is_active());
    for command in [
        Command::SetRoles { roles: roles(&[Role::Office]) },
        Command::NotePassword,
        Command::Disable { reason: text140("uscita") },
    ] {
        assert_eq!(tell(&mut staff, command), Err(Refusal::Absent));
    }
    assert_eq!(tell(&mut staff, add(&[])), Err(Refusal::NoRole));
}

#[test]
fn adding_twice_is_done_once_and_never_changes_roles() {
    let mut staff = added(&[Role::Office, Role::HelpDesk]);
    assert_eq!(tell(&mut staff, add(&[Role::HelpDesk, Role::Office])), Ok(vec![]));
    assert_eq!(tell(&mut staff, add(&[Role::Finance])), Err(Refusal::Exists));
    let changed = tell(&mut staff, Command::SetRoles { roles: roles(&[Role::Finance]) }).unwrap();
    assert_eq!(changed, vec![Event::StaffRolesChanged { roles: roles(&[Role::Finance]) }]);
    assert!(staff.roles().has(Role::Finance) && !staff.roles().has(Role::Office));
    assert_eq!(tell(&mut staff, Command::SetRoles { roles: roles(&[]) }), Err(Refusal::NoRole));
}

#[test]
fn who_is_disabled_does_nothing_until_they_are_added_again() {
    let mut staff = added(&[Role::Office]);
    let disable = || Command::Disable { reason: text140("uscita") };
    assert_eq!(tell(&mut staff, disable()).unwrap().len(), 1);
    assert!(!staff.is_active());
    assert_eq!(tell(&mut staff, disable()), Ok(vec![]));
    assert_eq!(tell(&mut staff, Command::NotePassword), Err(Refusal::Disabled));
    assert_eq!(tell(&mut staff, add(&[Role::Auditor])).unwrap().len(), 1);
    assert!(staff.is_active() && staff.roles().has(Role::Auditor) && !staff.roles().has(Role::Office));
}

#[test]
fn names_have_one_spelling() {
    assert_eq!(name().as_str(), "anna.bianchi");
    for bad in ["", "a", "anna bianchi", "anna@comune", "ànna", &"a".repeat(33), "anna\n"] {
        assert_eq!(StaffName::parse(bad).is_ok(), bad == "anna\n", "{bad:?}");
    }
    for role in Role::ALL {
        assert_eq!(role.as_str().parse(), Ok(role));
    }
    assert!("root".parse::<Role>().is_err());
}
