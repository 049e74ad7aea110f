//! The time of an account has come: it was never activated, or its consent was revoked and the grace is over.

use domain::ids::AccountId;
use domain::metadata::{Actor, Assurance};
use projections::todo::{Todo, TodoKind};

use super::setback::Setback;
use super::worker::{Hold, Task};
use crate::accounts::{Acting, erase};
use crate::messages::Language;
use crate::product::Product;

/// Erases accounts.
#[derive(Debug)]
pub(crate) struct EraseAccount {
    pub(crate) product: Product,
}

impl Task for EraseAccount {
    const KIND: TodoKind = TodoKind::EraseAccount;

    async fn act(&self, todo: &Todo, _: &Hold) -> Result<(), Setback> {
        let id: AccountId = todo.stream_id.parse().map_err(|_| Setback::aside("the stream is no account"))?;
        let acting = Acting {
            actor: Actor::Process("accounts"),
            assurance: Assurance::Internal,
            correlation: todo.correlation_id,
            language: Language::default(),
        };
        // Activated or restored a moment ago, and the list does not show it yet.
        if erase(&self.product, &acting, &todo.ente, id).await? { Ok(()) } else { Err(Setback::later("it is in use again")) }
    }
}
