//! Only receipts complete a payment, in any order and however late; everything else is a hint or a deadline.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use url::Url;

use super::{
    CART_LIFETIME, Checkout, CheckoutCommand as Command, CheckoutEvent as Event, CheckoutFailure, CheckoutRefusal as Refusal,
    HAND_OVER_LIMIT, Phase, RECEIPT_GRACE, ReturnOutcome, TOKEN_LIFETIME,
};
use crate::specimen::*;

fn noon() -> DateTime<Utc> {
    in_rome(day("2026-06-01"), "12:00:00")
}

fn start(bases: &[u64]) -> Command {
    let items = bases.iter().map(|base| item(*base, u128::from(*base), 0)).collect();
    Command::Start { cart: cart_id(1), items, email: Some(sealed(1)), now: noon() }
}

fn started(bases: &[u64]) -> Checkout {
    let mut checkout = Checkout::default();
    tell(&mut checkout, start(bases)).unwrap();
    checkout
}

fn accepted() -> Command {
    Command::NoteAccepted { redirect_url: Url::parse("https://checkout.example/c/1").unwrap(), now: noon() }
}

fn receipt(base: u64, receipt: u64) -> Command {
    Command::NoteReceipt { nav: nav(base), receipt_id: receipt_id(receipt) }
}

fn settled(base: u64, receipt: u64) -> Event {
    Event::ItemSettled { nav: nav(base), receipt_id: receipt_id(receipt) }
}

#[test]
fn starting_twice_is_already_done_and_starting_otherwise_is_refused() {
    let mut checkout = started(&[1, 2]);
    assert_eq!(tell(&mut checkout, start(&[1, 2])), Ok(vec![]));
    assert_eq!(tell(&mut checkout, start(&[2, 1])), Err(Refusal::StartedDifferently));
    assert_eq!(tell(&mut checkout, start(&[1])), Err(Refusal::StartedDifferently));
    assert_eq!(tell(&mut checkout, start(&[])), Err(Refusal::Empty));
}

#[test]
fn nothing_is_noted_of_a_checkout_that_was_not_started() {
    let mut checkout = Checkout::default();
    let failed = Command::NoteFailed { failure: CheckoutFailure::NotAuthorized };
    let returned = Command::NoteReturn { outcome: ReturnOutcome::Ok };
    for command in [accepted(), failed, returned, receipt(1, 1), Command::NoteDeadline { now: noon() }] {
        assert_eq!(tell(&mut checkout, command), Err(Refusal::Absent));
    }
}

#[test]
fn two_receipts_for_one_notice_settle_it_once_and_are_both_kept() {
    let mut checkout = started(&[1, 2]);
    tell(&mut checkout, accepted()).unwrap();
    assert_eq!(tell(&mut checkout, receipt(1, 7)), Ok(vec![settled(1, 7)]));
    assert_eq!(tell(&mut checkout, receipt(1, 8)), Ok(vec![settled(1, 8)]));
    assert_eq!(tell(&mut checkout, receipt(1, 7)), Ok(vec![]));
    assert_eq!(checkout.phase(), &Phase::Awaiting);
    assert_eq!(tell(&mut checkout, receipt(2, 9)), Ok(vec![settled(2, 9), Event::CheckoutCompleted {}]));
    assert_eq!(tell(&mut checkout, receipt(2, 10)), Ok(vec![settled(2, 10)]), "completed once");
    assert_eq!(checkout.settled().len(), 4);
}

#[test]
fn a_receipt_may_come_before_checkout_answers() {
    let mut checkout = started(&[1]);
    assert_eq!(tell(&mut checkout, receipt(1, 7)), Ok(vec![settled(1, 7), Event::CheckoutCompleted {}]));
    assert_eq!(tell(&mut checkout, accepted()), Ok(vec![]));
    assert_eq!(checkout.phase(), &Phase::Completed);
}

#[test]
fn a_receipt_after_expiry_or_failure_still_completes_the_payment() {
    let mut expired = started(&[1]);
    tell(&mut expired, accepted()).unwrap();
    let receipts_by = expired.deadline().unwrap();
    assert_eq!(receipts_by, noon() + CART_LIFETIME + TOKEN_LIFETIME + RECEIPT_GRACE);
    let early = Command::NoteDeadline { now: receipts_by - TimeDelta::microseconds(1) };
    assert_eq!(tell(&mut expired, early), Err(Refusal::NotDue));
    let due = Command::NoteDeadline { now: receipts_by };
    assert_eq!(tell(&mut expired, due.clone()), Ok(vec![Event::CheckoutExpired { unsettled: vec![nav(1)] }]));
    assert_eq!(tell(&mut expired, due), Ok(vec![]));
    tell(&mut expired, receipt(1, 7)).unwrap();
    assert_eq!(expired.phase(), &Phase::Completed);

    let mut failed = started(&[1]);
    tell(&mut failed, Command::NoteFailed { failure: CheckoutFailure::NotAuthorized }).unwrap();
    tell(&mut failed, receipt(1, 7)).unwrap();
    assert_eq!(failed.phase(), &Phase::Completed);
}

#[test]
fn a_cart_that_could_not_be_handed_over_in_time_has_failed() {
    let mut checkout = started(&[1]);
    let due = Command::NoteDeadline { now: noon() + HAND_OVER_LIMIT };
    let failed = Event::CartFailed { failure: CheckoutFailure::Unavailable };
    assert_eq!(tell(&mut checkout, due), Ok(vec![failed]));
    assert_eq!(tell(&mut checkout, accepted()), Ok(vec![]), "an answer that comes later changes nothing");
}

#[test]
fn a_receipt_of_another_notice_is_refused() {
    assert_eq!(tell(&mut started(&[1]), receipt(2, 7)), Err(Refusal::UnknownNotice(nav(2))));
}

#[derive(Clone, Debug)]
enum Step {
    Accepted,
    Failed,
    Returned(ReturnOutcome),
    Receipt(u64, u64),
    After(TimeDelta),
}

fn step() -> impl Strategy<Value = Step> {
    let outcomes = vec![ReturnOutcome::Ok, ReturnOutcome::Cancelled, ReturnOutcome::Error, ReturnOutcome::Waiting];
    prop_oneof![
        2 => Just(Step::Accepted),
        1 => Just(Step::Failed),
        2 => prop::sample::select(outcomes).prop_map(Step::Returned),
        4 => (1..=3_u64, 1..=6_u64).prop_map(|(base, receipt)| Step::Receipt(base, receipt)),
        2 => (0..20_000_i64).prop_map(|seconds| Step::After(TimeDelta::seconds(seconds))),
    ]
}

fn may_follow(before: &Phase, after: &Phase) -> bool {
    let completed = *after == Phase::Completed;
    match before {
        Phase::Absent => false,
        Phase::Requested => matches!(after, Phase::Awaiting | Phase::Failed(_)) || completed,
        Phase::Awaiting => *after == Phase::Expired || completed,
        Phase::Failed(_) | Phase::Expired => completed,
        Phase::Completed => false,
    }
}

proptest! {
    #[test]
    fn phases_only_move_forward_and_completion_is_a_matter_of_receipts(steps in prop::collection::vec(step(), 1..25)) {
        let notices = [1, 2];
        let mut checkout = started(&notices);
        let mut receipts: Vec<(u64, u64)> = Vec::new();
        for step in steps {
            let before = checkout.phase().clone();
            let command = match step.clone() {
                Step::Accepted => accepted(),
                Step::Failed => Command::NoteFailed { failure: CheckoutFailure::NotAuthorized },
                Step::Returned(outcome) => Command::NoteReturn { outcome },
                Step::Receipt(base, number) => receipt(base, number),
                Step::After(wait) => Command::NoteDeadline { now: noon() + wait },
            };
            let told = tell(&mut checkout, command.clone());
            if let Step::Receipt(base, number) = step {
                prop_assert_eq!(told.is_ok(), notices.contains(&base));
                if told.is_ok() && !receipts.contains(&(base, number)) { receipts.push((base, number)); }
            } else {
                prop_assert!(told.is_ok() || told == Err(Refusal::NotDue));
            }
            if let Step::Returned(outcome) = step {
                prop_assert_eq!(checkout.hint(), Some(outcome), "the last return counts");
            }
            prop_assert!(told.is_err() || tell(&mut checkout, command) == Ok(vec![]), "a repetition is already done");

            let after = checkout.phase();
            prop_assert!(before == *after || may_follow(&before, after), "{:?} became {:?}", before, after);
            let all_paid = notices.iter().all(|base| receipts.iter().any(|(paid, _)| paid == base));
            prop_assert_eq!(*after == Phase::Completed, all_paid);
            prop_assert_eq!(checkout.settled().len(), receipts.len());
            let waits = matches!(after, Phase::Requested | Phase::Awaiting);
            prop_assert_eq!(checkout.deadline().is_some(), waits, "every wait has a deadline, and nothing else has one");
        }
    }
}
