//! K4: only listed transitions happened, and what had ended did not begin again; K2 with it: no notice was settled while it was settled.

use domain::aggregate::Decider;
use domain::checkout::{Checkout, CheckoutEvent, Phase};
use domain::debt_position::{DebtPosition, DebtPositionEvent, Payability, Settlement};
use domain::event::Event;
use domain::receipt::{Filing, Receipt, ReceiptEvent};
use replay::log::LogReader;
use sqlx::PgPool;

use super::error::CheckError;
use super::report::{Examined, Invariant};
use super::walk::Walk;
use crate::stream::StreamKind;

/// Folds every position, checkout and receipt from its beginning and looks whether each event may follow what was before.
pub(super) async fn follow(pool: &PgPool) -> Result<Examined, CheckError> {
    let mut examined = Examined::of(Invariant::Transitions);
    let below = LogReader::new(pool.clone()).next_index().await?;
    let of_checkout = |event: Event| if let Event::Checkout(event) = event { Some(event) } else { None };
    let of_receipt = |event: Event| if let Event::Receipt(event) = event { Some(*event) } else { None };
    let of_position = |event: Event| if let Event::DebtPosition(event) = event { Some(*event) } else { None };
    let mut walk = Walk::whole(pool, StreamKind::Checkout, below);
    each::<Checkout>(&mut walk, of_checkout, checkout_may, &mut examined).await?;
    let mut walk = Walk::whole(pool, StreamKind::Receipt, below);
    each::<Receipt>(&mut walk, of_receipt, receipt_may, &mut examined).await?;
    let mut walk = Walk::whole(pool, StreamKind::DebtPosition, below);
    each::<DebtPosition>(&mut walk, of_position, position_may, &mut examined).await?;
    Ok(examined)
}

async fn each<A: Decider>(
    walk: &mut Walk,
    own: impl Fn(Event) -> Option<A::Event>,
    may: fn(&A, &A::Event) -> bool,
    examined: &mut Examined,
) -> Result<(), CheckError> {
    let (mut name, mut state) = (String::new(), A::default());
    while let Some(batch) = walk.next(examined).await? {
        for (logged, happening) in batch {
            if name != logged.aggregate_id() {
                (name, state) = (logged.aggregate_id().to_owned(), A::default());
                examined.looked_at += 1;
            }
            let Some(event) = own(happening.event) else { continue };
            if !may(&state, &event) {
                let what = format!("{}, number {}, cannot follow what was before", logged.event_type(), logged.sequence);
                examined.found(format!("{}/{name}", logged.aggregate_type()), what);
            }
            state.evolve(event);
        }
    }
    Ok(())
}

fn checkout_may(before: &Checkout, event: &CheckoutEvent) -> bool {
    match (before.phase(), event) {
        (Phase::Absent, CheckoutEvent::CheckoutStarted { .. }) => true,
        (Phase::Absent, _) | (_, CheckoutEvent::CheckoutStarted { .. }) => false,
        (phase, CheckoutEvent::CartAccepted { .. } | CheckoutEvent::CartFailed { .. }) => *phase == Phase::Requested,
        (phase, CheckoutEvent::CheckoutExpired { .. }) => *phase == Phase::Awaiting,
        // Receipts may come after every other end.
        (phase, CheckoutEvent::CheckoutCompleted {}) => *phase != Phase::Completed && before.unsettled().next().is_none(),
        (_, CheckoutEvent::ReturnNoted { .. } | CheckoutEvent::ItemSettled { .. }) => true,
    }
}

fn receipt_may(before: &Receipt, event: &ReceiptEvent) -> bool {
    let is_open = |message_id: &String| before.open_mails().any(|mail| mail.message_id == *message_id);
    match (before.facts(), event) {
        (None, ReceiptEvent::ReceiptReceived { .. }) => true,
        (None, _) | (Some(_), ReceiptEvent::ReceiptReceived { .. }) => false,
        (_, ReceiptEvent::ReceiptFiled { .. }) => !matches!(before.filing(), Some(Filing::Position { .. })),
        (_, ReceiptEvent::ReceiptParked { .. }) => before.filing().is_none(),
        (_, ReceiptEvent::ReceiptMailAccepted { message_id, .. } | ReceiptEvent::ReceiptMailAbandoned { message_id, .. }) => {
            is_open(message_id)
        }
        (_, ReceiptEvent::ReceiptContradicted { .. } | ReceiptEvent::ReceiptMailRequested { .. }) => true,
    }
}

fn position_may(before: &DebtPosition, event: &DebtPositionEvent) -> bool {
    use DebtPositionEvent as E;
    let now = before.payability();
    match event {
        E::PositionCreated { .. } => now == Payability::Absent,
        _ if now == Payability::Absent => false,
        E::PositionPublished {} => now == Payability::Draft,
        E::PositionRestored { .. } => matches!(now, Payability::Withdrawn | Payability::Expired),
        E::PositionExpired { .. } => now == Payability::Published,
        E::PositionWithdrawn { .. } | E::PositionAmended { .. } => now != Payability::Withdrawn && before.payments().is_empty(),
        E::InstallmentPaid { nav, .. } => before.settlement_of(nav) == Settlement::Unpaid,
        E::ActivationQuoted { .. }
        | E::PaymentDifferenceNoted { .. }
        | E::SecondPaymentRecorded { .. }
        | E::PaymentCompensated { .. }
        | E::PositionArchived { .. } => true,
    }
}
