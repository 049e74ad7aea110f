//! A checkout waited long enough: note it, so that every attempt to pay ends in a definite state.

use domain::checkout::{CheckoutCommand, CheckoutRefusal};
use projections::todo::{Todo, TodoKind};

use super::cause::because_of;
use super::setback::{Setback, answered};
use super::worker::{Hold, Task};
use crate::product::Product;

/// Notes deadlines of checkouts.
#[derive(Debug)]
pub(crate) struct CheckoutDeadline {
    pub(crate) product: Product,
}

impl Task for CheckoutDeadline {
    const KIND: TodoKind = TodoKind::CheckoutDeadline;

    async fn act(&self, todo: &Todo, _: &Hold) -> Result<(), Setback> {
        let metadata = because_of(&self.product, todo, &todo.ente, "checkout");
        let command = CheckoutCommand::NoteDeadline { now: self.product.clock.now() };
        match answered(self.product.commands.checkouts.execute(todo.key(), command, metadata).await)? {
            Ok(_) => Ok(()),
            // The deadline moved, and the list does not show it yet.
            Err(CheckoutRefusal::NotDue) => Err(Setback::later("the deadline has moved")),
            Err(refusal) => Err(Setback::later(refusal.to_string())),
        }
    }
}
