//! Everybody who keeps heads of this log, as the settings name them.

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::destination::follow;
use super::{Mailbox, WitnessClient, WitnessError};
use crate::fence::Fence;
use crate::mail::{ComposeError, Mailer};
use crate::product::Product;

/// Why a destination cannot be made; names the setting.
#[derive(Debug, thiserror::Error)]
pub enum OutpostError {
    /// Settings of the witness.
    #[error(transparent)]
    Witness(#[from] WitnessError),
    /// Settings of mail.
    #[error(transparent)]
    Mail(#[from] ComposeError),
}

/// Those who keep heads.
#[derive(Debug)]
pub(crate) struct Outposts {
    witness: Option<WitnessClient>,
    mailbox: Option<Mailbox>,
}

impl Outposts {
    /// Those the settings name.
    pub(crate) fn of(product: &Product) -> Result<Self, OutpostError> {
        let log = product.settings.log.as_ref();
        let witness = log.and_then(|log| log.witness.as_ref());
        let pec = log.and_then(|log| log.pec.as_ref());
        Ok(Self {
            witness: witness.map(|witness| WitnessClient::new(witness, product.clone())).transpose()?,
            mailbox: match pec {
                Some(pec) => Some(Mailbox::new(pec, Mailer::new(&product.settings.mail)?, product.clone())),
                None => None,
            },
        })
    }

    /// Looks after each of them until `stop`.
    pub(crate) fn follow(self, fence: &Fence, working: &TaskTracker, stop: &CancellationToken) {
        if let Some(witness) = self.witness {
            working.spawn(follow(witness, fence.clone(), stop.clone()));
        }
        if let Some(mailbox) = self.mailbox {
            working.spawn(follow(mailbox, fence.clone(), stop.clone()));
        }
    }
}
