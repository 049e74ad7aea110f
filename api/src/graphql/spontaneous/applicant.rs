//! Who fills in a form, as far as their account tells.

use domain::personal::PlainPerson;
use domain::service::Asker;

use crate::graphql::room::Desk;

/// Who fills in a form.
#[derive(Clone, Debug)]
pub(super) struct Applicant {
    logged_in: bool,
    profile: Option<PlainPerson>,
}

impl Applicant {
    /// Who asks.
    pub(super) fn of(desk: Desk<'_>) -> Self {
        Self { logged_in: desk.asking.viewer.subject().is_some(), profile: None }
    }

    /// As a definition judges them.
    pub(super) fn asker(&self) -> Asker<'_> {
        Asker { logged_in: self.logged_in, profile: self.profile.as_ref() }
    }
}
