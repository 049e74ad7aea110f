//! What a member of the staff may be.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A role. What each may do stands beside every field of the office's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers citizens and looks at what happened to them.
    HelpDesk,
    /// Keeps debt positions and takes money at the counter.
    Office,
    /// Books what went wrong with money: refunds, parked receipts.
    Finance,
    /// Reads everything that is not personal, changes nothing.
    Auditor,
    /// Keeps the installation going: to-dos, views, the list of the staff.
    Administrator,
}

/// There is no such role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("role: {0} is none of help-desk, office, finance, auditor, administrator")]
pub struct UnknownRole(String);

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [Self::HelpDesk, Self::Office, Self::Finance, Self::Auditor, Self::Administrator];

    /// The word an administrator types.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HelpDesk => "help-desk",
            Self::Office => "office",
            Self::Finance => "finance",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| UnknownRole(text.chars().take(35).collect()))
    }
}

/// The roles of one person, in one order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(BTreeSet<Role>);

impl Roles {
    /// Whether this role is among them.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Role> {
        self.0.iter().copied()
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().collect())
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.iter().map(Role::as_str).collect();
        f.write_str(&words.join(", "))
    }
}
