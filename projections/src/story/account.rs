//! The story of an account.

use domain::account::{Account, AccountEvent};
use domain::aggregate::Decider;
use domain::identifier::EnteCode;
use domain::ids::AccountId;

use crate::stream::Moment;

/// The story of an account.
#[derive(Clone, Debug)]
pub(crate) struct AccountStory {
    /// Its stream.
    pub(crate) id: AccountId,
    /// The domain's own fold.
    pub(crate) account: Account,
    pub(crate) ente: Option<EnteCode>,
}

impl AccountStory {
    pub(super) fn new(id: AccountId) -> Self {
        Self { id, account: Account::default(), ente: None }
    }

    pub(super) fn fold(&mut self, event: AccountEvent, moment: Moment) {
        self.ente.get_or_insert(moment.ente);
        self.account.evolve(event);
    }
}
