//! From the story of a position to its bill.

use domain::debt_position::Payability;
use sqlx::PgConnection;

use super::row::BillRow;
use super::sql;
use crate::sheet::{Care, View, ViewRow};
use crate::story::{FoldError, PositionStory, Story};
use crate::stream::{Moment, StreamKind};
use crate::view::ViewName;

/// The view.
#[derive(Debug)]
pub(crate) struct Bills;

impl View for Bills {
    const NAME: ViewName = ViewName::Bills;
    type Row = BillRow;

    fn care(kind: StreamKind, event_type: &str) -> Care {
        match (kind, event_type) {
            (StreamKind::DebtPosition, "ActivationQuoted" | "PaymentDifferenceNoted" | "PositionArchived") => Care::Ignored,
            (StreamKind::DebtPosition, _) => Care::Shown,
            _ => Care::Ignored,
        }
    }

    fn rows(story: &Story) -> Result<Vec<BillRow>, FoldError> {
        Ok(match story {
            Story::Position(story) => row(story).into_iter().collect(),
            _ => Vec::new(),
        })
    }

    async fn write(connection: &mut PgConnection, written: &[BillRow], gone: &[uuid::Uuid]) -> Result<(), sqlx::Error> {
        sql::write(connection, written, gone).await
    }
}

impl ViewRow for BillRow {
    type Key = uuid::Uuid;

    fn key(&self) -> uuid::Uuid {
        self.position.as_uuid()
    }

    fn inherit(&mut self, before: &Self) {
        self.as_of = before.as_of;
    }

    fn stamp(&mut self, moment: &Moment, _is_new: bool) {
        self.as_of = moment.log_index;
    }
}

/// A bill is shown from the day it is offered on; one that was taken back is shown only when something was paid of it.
fn row(story: &PositionStory) -> Option<BillRow> {
    let position = &story.position;
    let (created, terms) = (story.created.as_ref()?, position.terms()?);
    let shown = match position.payability() {
        Payability::Absent | Payability::Draft => false,
        Payability::Published | Payability::Expired => true,
        Payability::Withdrawn => !position.payments().is_empty(),
    };
    let option = terms.options.get(position.option_used().unwrap_or_default())?;
    shown.then_some(())?;
    Some(BillRow {
        ente: created.ente.clone(),
        debtor: position.debtor()?.subject,
        position: story.id,
        document: terms.document.clone()?,
        due_date: option.installments.iter().filter_map(|installment| installment.due_date).max(),
        balance: position.balance()?,
        created_by: created.log_index,
        as_of: 0,
    })
}
