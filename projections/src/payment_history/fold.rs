//! From the stories of positions, receipts and checkouts to lines of the payment history.

use domain::checkout::Phase;
use domain::debt_position::{Channel, PaymentReference};
use domain::identifier::{EnteCode, NoticeNumber, ReceiptId};
use domain::ids::{CheckoutId, SubjectId};
use domain::receipt::{Filing, ReceiptFacts};
use domain::text::Text210;
use sqlx::PgConnection;

use super::row::{HistoryEntry, PaymentState};
use super::sql;
use crate::forgotten;
use crate::sheet::{Care, View, ViewRow};
use crate::story::{BookedPayment, Booking, CheckoutStory, FoldError, PositionStory, ReceiptStory, StartedItem, Story};
use crate::stream::{Moment, StreamKind};
use crate::view::ViewName;

/// The view.
#[derive(Debug)]
pub(crate) struct PaymentHistory;

/// Which stream tells this part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A checkout: somebody is paying.
    Attempt,
    /// A position: it was booked.
    Booked,
    /// A receipt: it came.
    Received,
    /// A checkout: with whose session it was paid.
    Made,
}

/// What one stream has to say about one line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PartOfEntry {
    pub(super) part: Part,
    pub(super) entry: HistoryEntry,
}

impl View for PaymentHistory {
    const NAME: ViewName = ViewName::PaymentHistory;
    const FORGET: &'static [&'static str] = &sql::FORGET;
    type Row = PartOfEntry;

    fn care(kind: StreamKind, event_type: &str) -> Care {
        match (kind, event_type) {
            (StreamKind::DebtPosition, "PositionCreated" | "PositionAmended") => Care::Remembered,
            (
                StreamKind::DebtPosition,
                "PositionPublished"
                | "PositionWithdrawn"
                | "PositionRestored"
                | "PositionExpired"
                | "ActivationQuoted"
                | "PaymentDifferenceNoted"
                | "PositionArchived",
            ) => Care::Ignored,
            (
                StreamKind::Receipt,
                "ReceiptContradicted" | "ReceiptMailRequested" | "ReceiptMailAccepted" | "ReceiptMailAbandoned",
            ) => Care::Ignored,
            (StreamKind::DebtPosition | StreamKind::Receipt | StreamKind::Checkout, _) => Care::Shown,
            (StreamKind::Subject, of_person) => forgotten::care(of_person),
            _ => Care::Ignored,
        }
    }

    fn rows(story: &Story) -> Result<Vec<PartOfEntry>, FoldError> {
        match story {
            Story::Position(story) => story.payments.iter().map(|booked| booked_part(story, booked)).collect(),
            Story::Receipt(story) => Ok(received_part(story).into_iter().collect()),
            Story::Checkout(story) => Ok(attempts(story).into_iter().chain(made(story)).collect()),
            _ => Ok(Vec::new()),
        }
    }

    async fn write(connection: &mut PgConnection, written: &[PartOfEntry], gone: &[EntryKey]) -> Result<(), sqlx::Error> {
        sql::write(connection, written, gone).await
    }
}

/// Part, Ente, payment.
pub(super) type EntryKey = (Part, EnteCode, String);

impl ViewRow for PartOfEntry {
    type Key = EntryKey;

    fn key(&self) -> EntryKey {
        (self.part, self.entry.ente.clone(), self.entry.payment_id.clone())
    }

    fn inherit(&mut self, before: &Self) {
        self.entry.as_of = before.entry.as_of;
    }

    fn stamp(&mut self, moment: &Moment, _is_new: bool) {
        self.entry.as_of = moment.log_index;
    }

    fn names(&self) -> [Option<SubjectId>; 4] {
        let HistoryEntry { debtor, payer, made_by, entered_by, .. } = self.entry;
        [debtor, payer, made_by, entered_by]
    }
}

fn booked_part(story: &PositionStory, booked: &BookedPayment) -> Result<PartOfEntry, FoldError> {
    let (Some(notice), Some(created)) = (&booked.notice, &story.created) else {
        return Err(FoldError::NoSuchNotice(booked.nav.clone()));
    };
    let payment = &booked.payment;
    let (payment_id, receipt_id) = match &payment.reference {
        PaymentReference::Receipt(id) => (receipt_payment(id, &booked.nav), Some(id.clone())),
        PaymentReference::Elsewhere(number) => (format!("elsewhere/{}/{}/{number}", story.id, booked.nav), None),
    };
    let mut entry = HistoryEntry {
        ente: created.ente.clone(),
        payment_id,
        state: match booked.booking {
            Booking::Settles => PaymentState::Settled,
            Booking::TooMany => PaymentState::RefundDue,
            Booking::Compensated => PaymentState::Compensated,
        },
        paid_at: payment.paid_at,
        paid_at_is_reception: payment.paid_at_is_reception,
        nav: booked.nav.clone(),
        iuv: notice.iuv.clone(),
        position: Some(story.id),
        debtor: Some(notice.debtor),
        payer: None,
        made_by: None,
        entered_by: created.citizen,
        amount: payment.amount,
        description: notice.description.clone(),
        service: Some(notice.service.clone()),
        reference: Some(notice.iupd.clone()),
        entered_at: Some(created.recorded_at),
        office: notice.office.clone(),
        due_date: notice.due_date,
        receipt_id,
        checkout: None,
        psp_id: None,
        psp_name: None,
        method: None,
        fee: None,
        application_date: payment.application_date,
        transfer_date: payment.transfer_date,
        transfers: notice.transfers,
        stand_in: false,
        return_hint: None,
        awaited_until: None,
        as_of: 0,
    };
    if let Channel::Pagopa { psp_id, psp_name, method, fee, payment_note, stand_in } = &payment.channel {
        entry.psp_id = Some(psp_id.clone());
        entry.psp_name = Some(psp_name.clone());
        entry.method.clone_from(method);
        entry.fee = *fee;
        entry.checkout = checkout_of(payment_note.as_ref());
        entry.stand_in = *stand_in;
    }
    Ok(PartOfEntry { part: Part::Booked, entry })
}

fn received_part(story: &ReceiptStory) -> Option<PartOfEntry> {
    let facts = story.receipt.facts()?;
    let received_at = story.receipt.received_at()?;
    let (state, position) = match story.receipt.filing() {
        None => (PaymentState::Received, None),
        Some(Filing::Parked(_)) => (PaymentState::Parked, None),
        Some(Filing::Position { position, second_payment: true }) => (PaymentState::RefundDue, Some(*position)),
        Some(Filing::Position { position, second_payment: false }) => (PaymentState::Settled, Some(*position)),
    };
    let entry = HistoryEntry {
        ente: story.received.as_ref()?.ente.clone(),
        state,
        position,
        paid_at: facts.paid_at.unwrap_or(received_at),
        paid_at_is_reception: facts.paid_at.is_none(),
        ..entry_of(facts, story.received.as_ref()?)
    };
    Some(PartOfEntry { part: Part::Received, entry })
}

fn entry_of(facts: &ReceiptFacts, received: &Moment) -> HistoryEntry {
    HistoryEntry {
        ente: received.ente.clone(),
        payment_id: receipt_payment(&facts.receipt_id, &facts.nav),
        state: PaymentState::Received,
        paid_at: received.recorded_at,
        paid_at_is_reception: true,
        nav: facts.nav.clone(),
        iuv: facts.iuv.clone(),
        position: None,
        debtor: Some(facts.debtor.subject),
        payer: facts.payer.as_ref().map(|payer| payer.subject),
        made_by: None,
        entered_by: None,
        amount: facts.amount,
        description: facts.description.clone(),
        service: None,
        reference: None,
        entered_at: None,
        office: facts.office.clone(),
        due_date: None,
        receipt_id: Some(facts.receipt_id.clone()),
        checkout: checkout_of(facts.payment_note.as_ref()),
        psp_id: Some(facts.psp.id.clone()),
        psp_name: Some(facts.psp.name.clone()),
        method: facts.method.clone(),
        fee: facts.fee,
        application_date: facts.application_date,
        transfer_date: facts.transfer_date,
        transfers: facts.transfers.len(),
        stand_in: facts.stand_in,
        return_hint: None,
        awaited_until: None,
        as_of: 0,
    }
}

/// The notices of a checkout that still waits for their receipts.
fn attempts(story: &CheckoutStory) -> Vec<PartOfEntry> {
    let waits = matches!(story.checkout.phase(), Phase::Requested | Phase::Awaiting);
    let Some(started) = story.started.as_ref().filter(|_| waits) else { return Vec::new() };
    let settled = |item: &StartedItem| story.checkout.settled().iter().any(|(nav, _)| *nav == item.item.nav);
    story.items.iter().filter(|item| !settled(item)).map(|item| attempt(story, started, item)).collect()
}

/// The payments that came of a checkout somebody began with a session: what it says of them counts as long as neither position nor receipt
/// spoke, but for whose payments they are, which nobody else says.
fn made(story: &CheckoutStory) -> Vec<PartOfEntry> {
    let Some(started) = story.started.as_ref().filter(|started| started.citizen.is_some()) else { return Vec::new() };
    let paid = story.checkout.settled().iter().filter_map(|(nav, receipt)| {
        let item = story.items.iter().find(|item| item.item.nav == *nav)?;
        let entry = HistoryEntry {
            payment_id: receipt_payment(receipt, nav),
            state: PaymentState::Received,
            receipt_id: Some(receipt.clone()),
            paid_at_is_reception: true,
            return_hint: None,
            awaited_until: None,
            ..attempt(story, started, item).entry
        };
        Some(PartOfEntry { part: Part::Made, entry })
    });
    paid.collect()
}

fn attempt(story: &CheckoutStory, started: &Moment, started_item: &StartedItem) -> PartOfEntry {
    let item = &started_item.item;
    let entry = HistoryEntry {
        ente: item.ente.clone(),
        payment_id: format!("checkout/{}/{}", story.id, item.nav),
        state: PaymentState::InProgress,
        paid_at: started.recorded_at,
        paid_at_is_reception: false,
        nav: item.nav.clone(),
        iuv: item.nav.iuv(),
        position: Some(item.position),
        debtor: started_item.debtor,
        payer: None,
        made_by: started.citizen,
        entered_by: None,
        amount: item.amount,
        description: item.description.clone(),
        service: None,
        reference: None,
        entered_at: None,
        office: None,
        due_date: None,
        receipt_id: None,
        checkout: Some(story.id),
        psp_id: None,
        psp_name: None,
        method: None,
        fee: None,
        application_date: None,
        transfer_date: None,
        transfers: 0,
        stand_in: false,
        return_hint: story.checkout.hint(),
        awaited_until: story.checkout.deadline(),
        as_of: 0,
    };
    PartOfEntry { part: Part::Attempt, entry }
}

/// Our cart reference comes back as the payment note; whatever else stands there is not ours.
fn checkout_of(payment_note: Option<&Text210>) -> Option<CheckoutId> {
    payment_note?.as_str().parse().ok()
}

/// The id by which position and receipt speak of the same payment.
fn receipt_payment(receipt: &ReceiptId, nav: &NoticeNumber) -> String {
    format!("receipt/{receipt}/{nav}")
}
