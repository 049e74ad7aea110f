//! The last due date of a debt has passed, in Italy: note it, so that lists and archive stop offering it.

use domain::debt_position::{DebtPositionCommand, DebtPositionRefusal};
use domain::rome;
use projections::todo::{Todo, TodoKind};

use super::cause::because_of;
use super::setback::{Setback, answered};
use super::worker::{Hold, Task};
use crate::product::Product;

/// Notes that positions have expired.
#[derive(Debug)]
pub(crate) struct ExpirePosition {
    pub(crate) product: Product,
}

impl Task for ExpirePosition {
    const KIND: TodoKind = TodoKind::ExpirePosition;

    async fn act(&self, todo: &Todo, _: &Hold) -> Result<(), Setback> {
        let metadata = because_of(&self.product, todo, &todo.ente, "calendar");
        let command = DebtPositionCommand::Expire { today: rome::day(self.product.clock.now()) };
        match answered(self.product.commands.positions.execute(todo.key(), command, metadata).await)? {
            Ok(_) => Ok(()),
            // Paid, withdrawn or amended a moment ago, and the list does not show it yet.
            Err(DebtPositionRefusal::NotExpired) => Err(Setback::later("nothing expires any more")),
            Err(refusal) => Err(Setback::later(refusal.to_string())),
        }
    }
}
