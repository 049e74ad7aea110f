//! A receipt was kept: book it on its position, tell the checkout it belongs to, and decide who gets it by mail.
//!
//! Each step may be done twice and leaves the same state: the position knows its payments, the checkout its receipts, and the last
//! step, filing, carries everything that follows from the others in one event. A process that dies between two steps does the
//! former ones again. What belongs to no position of ours is kept and parked, never dropped.

mod addresses;
mod case;

use std::collections::HashMap;

use domain::identifier::EmailAddress;
use domain::receipt::{ParkReason, Receipt, ReceiptCommand};
use projections::todo::{Todo, TodoKind};
use replay::command::Executed;

use self::case::Case;
use super::cause::because_of;
use super::setback::{Setback, done};
use super::worker::{Hold, Task};
use crate::product::Product;

/// Books receipts.
#[derive(Debug)]
pub(crate) struct FileReceipt {
    pub(crate) product: Product,
    /// Its domain names the mails.
    pub(crate) sender: EmailAddress,
}

impl Task for FileReceipt {
    const KIND: TodoKind = TodoKind::FileReceipt;

    async fn act(&self, todo: &Todo, _: &Hold) -> Result<(), Setback> {
        let loaded = self.product.commands.receipts.load_fresh(&todo.stream_id).await;
        let receipt = loaded.map_err(|error| Setback::later(error.to_string()))?.aggregate;
        let (Some(facts), Some(received_at)) = (receipt.facts(), receipt.received_at()) else {
            return Err(Setback::later("the receipt cannot be seen yet"));
        };
        if receipt.filing().is_some() {
            return Ok(());
        }
        let case = Case { task: self, todo, facts, received_at };
        let command = self.decide(&case).await?;
        fail::fail_point!("file_receipt::decided", |_| Err(Setback::later("failpoint")));
        let metadata = because_of(&self.product, todo, &todo.ente, "receipts");
        done(self.product.commands.receipts.execute(&todo.stream_id, command, metadata).await)?;
        fail::fail_point!("file_receipt::recorded", |_| Err(Setback::later("failpoint")));
        Ok(())
    }
}

/// What booking a parked receipt once more came to.
#[derive(Debug)]
pub(crate) enum Refiled {
    /// It is booked.
    Done(Executed),
    /// Its notice still belongs to no position of ours.
    StillUnknown,
    /// Something failed.
    Failed(String),
}

/// Books a parked receipt by the same steps, for somebody of the office: `metadata` names them.
pub(crate) async fn file_parked(product: &Product, todo: &Todo, receipt: &Receipt, metadata: HashMap<String, String>) -> Refiled {
    let task = FileReceipt { product: product.clone(), sender: product.settings.mail.from.clone() };
    let (Some(facts), Some(received_at)) = (receipt.facts(), receipt.received_at()) else { return Refiled::StillUnknown };
    let case = Case { task: &task, todo, facts, received_at };
    let command = match task.decide(&case).await {
        Ok(ReceiptCommand::Park { .. }) => return Refiled::StillUnknown,
        Ok(command) => command,
        Err(setback) => return Refiled::Failed(format!("{setback:?}")),
    };
    match product.commands.receipts.execute(&todo.stream_id, command, metadata).await {
        Ok(executed) => Refiled::Done(executed),
        Err(error) => Refiled::Failed(error.to_string()),
    }
}

impl FileReceipt {
    /// All steps but the last.
    async fn decide(&self, case: &Case<'_>) -> Result<ReceiptCommand, Setback> {
        let position = match case.locate().await? {
            Ok(position) => position,
            Err(reason) => return Ok(ReceiptCommand::Park { reason }),
        };
        fail::fail_point!("file_receipt::located", |_| Err(Setback::later("failpoint")));
        let Some(booked) = case.book(position).await? else {
            return Ok(ReceiptCommand::Park { reason: ParkReason::UnknownNotice });
        };
        fail::fail_point!("file_receipt::booked", |_| Err(Setback::later("failpoint")));
        let checkout = case.note_in_checkout().await?;
        fail::fail_point!("file_receipt::noted", |_| Err(Setback::later("failpoint")));
        let mails = case.mails(position, &booked.debtor, checkout.as_ref()).await?;
        Ok(ReceiptCommand::File { position, second_payment: booked.second_payment, mails })
    }
}
