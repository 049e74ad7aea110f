//! Which roles may read which field. The rule stands on the field itself, as a directive that the committed schema shows.

use async_graphql::parser::types::ConstDirective;
use async_graphql::{Enum, TypeDirective, Value};
use domain::staff::{Role, Roles};

use crate::graphql::access::{Rule, RuleTable};

/// To whom a field is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Grant {
    /// Whoever reaches the door: logging in.
    Anyone,
    /// See [`Role::HelpDesk`].
    HelpDesk,
    /// See [`Role::Office`].
    Office,
    /// See [`Role::Finance`].
    Finance,
    /// See [`Role::Auditor`].
    Auditor,
    /// See [`Role::Administrator`].
    Administrator,
}

/// Everybody with a role.
pub(super) const STAFF: &[Grant] = &[Grant::HelpDesk, Grant::Office, Grant::Finance, Grant::Auditor, Grant::Administrator];
/// Whoever may look at debts and payments.
pub(super) const READERS: &[Grant] = &[Grant::HelpDesk, Grant::Office, Grant::Finance, Grant::Auditor];
/// Whoever may see who somebody is.
pub(super) const KNOWING: &[Grant] = &[Grant::HelpDesk, Grant::Office, Grant::Finance];
/// Whoever answers citizens.
pub(super) const HELPERS: &[Grant] = &[Grant::HelpDesk, Grant::Office];
/// Whoever keeps debt positions.
pub(super) const KEEPERS: &[Grant] = &[Grant::Office];
/// Whoever says what citizens read.
pub(super) const EDITORS: &[Grant] = &[Grant::Office, Grant::Administrator];
/// Whoever takes money.
pub(super) const CASHIERS: &[Grant] = &[Grant::Office, Grant::Finance];
/// Whoever books what went wrong with money.
pub(super) const BOOKKEEPERS: &[Grant] = &[Grant::Finance];
/// Whoever keeps the installation going, and whoever checks it.
pub(super) const WATCHERS: &[Grant] = &[Grant::Finance, Grant::Auditor, Grant::Administrator];
/// Whoever keeps the installation going.
pub(super) const ADMINISTRATORS: &[Grant] = &[Grant::Administrator];
/// Whoever reads the list of the staff.
pub(super) const OVERSEERS: &[Grant] = &[Grant::Auditor, Grant::Administrator];

/// Whoever keeps the register of requests under data-protection law, and whoever checks it.
pub(super) const REGISTRARS: &[Grant] = &[Grant::Office, Grant::Auditor];
/// Whoever checks who looked at whose data.
pub(super) const AUDITORS: &[Grant] = &[Grant::Auditor];

/// The roles that may read the field, or every field of the type that has no rule of its own.
#[TypeDirective(location = "FieldDefinition", location = "Object")]
pub(in crate::office) fn access(roles: Vec<Grant>) {}

/// Which combinations of roles may ask: one bit for each of the 32 sets of roles, so that the rules of many fields together are one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission(u32);

/// The rules of the office's schema.
pub type OfficeTable = RuleTable<Admission>;

impl Admission {
    /// Whether somebody with these roles may ask; nobody is logged in when there are none.
    #[must_use]
    pub fn admits(self, roles: &Roles) -> bool {
        let set = roles.iter().fold(0_u32, |set, role| set | 1 << place(role));
        self.0 & (1 << set) != 0
    }

    /// Every set of roles that has one of these.
    fn any_of(granted: u32) -> Self {
        Self((0..32).filter(|set| set & granted != 0).fold(0, |bits, set| bits | 1 << set))
    }
}

const fn place(role: Role) -> u32 {
    match role {
        Role::HelpDesk => 0,
        Role::Office => 1,
        Role::Finance => 2,
        Role::Auditor => 3,
        Role::Administrator => 4,
    }
}

impl Rule for Admission {
    const OPEN: Self = Self(u32::MAX);

    fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn stated(directive: &ConstDirective) -> Option<Self> {
        let Value::List(granted) = &directive.get_argument("roles")?.node else { return None };
        let mut roles = 0;
        for grant in granted {
            let Value::Enum(name) = grant else { return None };
            match name.as_str() {
                "ANYONE" => return Some(Self::OPEN),
                "HELP_DESK" => roles |= 1 << place(Role::HelpDesk),
                "OFFICE" => roles |= 1 << place(Role::Office),
                "FINANCE" => roles |= 1 << place(Role::Finance),
                "AUDITOR" => roles |= 1 << place(Role::Auditor),
                "ADMINISTRATOR" => roles |= 1 << place(Role::Administrator),
                _ => return None,
            }
        }
        Some(Self::any_of(roles))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(of: &[Role]) -> Roles {
        of.iter().copied().collect()
    }

    #[test]
    fn a_document_is_admitted_when_each_of_its_fields_is() {
        let desk = Admission::any_of(1 << place(Role::HelpDesk));
        let finance = Admission::any_of(1 << place(Role::Finance));
        assert!(desk.admits(&roles(&[Role::HelpDesk])) && !desk.admits(&roles(&[Role::Finance])));
        assert!(!desk.admits(&roles(&[])) && Admission::OPEN.admits(&roles(&[])));
        let both = desk.and(finance);
        assert!(both.admits(&roles(&[Role::HelpDesk, Role::Finance])));
        assert!(!both.admits(&roles(&[Role::HelpDesk])) && !both.admits(&roles(&[Role::Finance, Role::Office])));
    }
}
