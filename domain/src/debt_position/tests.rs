//! Money that arrived is kept whatever the office does, a notice is settled once, and dates end at midnight in Italy.

mod ledger;
mod orders;

use super::*;
use crate::Cents;
use crate::identifier::Iupd;
use crate::specimen::*;
use DebtPositionCommand as Command;
use DebtPositionEvent as Event;
use DebtPositionRefusal as Refusal;

fn create(terms: Terms, publish: bool) -> Command {
    Command::Create {
        iupd: Iupd::parse("TARI-1").unwrap(),
        debtor: Box::new(debtor(1)),
        terms: Box::new(terms),
        origin: Origin::Office,
        request: None,
        publish,
    }
}

/// 100,00 at once (notice 1) or 50,00 twice (notices 2 and 3).
fn single_or_plan() -> Terms {
    terms(vec![vec![installment(1, 10_000, None)], vec![installment(2, 5_000, None), installment(3, 5_000, None)]])
}

fn published(terms: Terms) -> DebtPosition {
    let mut position = DebtPosition::default();
    tell(&mut position, create(terms, true)).unwrap();
    position
}

fn receipt(base: u64, receipt: u64, cents: i64) -> Command {
    Command::RecordReceipt { nav: nav(base), payment: Box::new(paid(receipt, cents)) }
}

fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(crate::aggregate::StoredEvent::name).collect()
}

#[test]
fn the_same_creation_is_already_done_and_another_one_is_refused() {
    let mut position = published(single_or_plan());
    assert_eq!(tell(&mut position, create(single_or_plan(), true)), Ok(vec![]));
    assert_eq!(tell(&mut position, create(single_or_plan(), false)), Ok(vec![]));
    let other = terms(vec![vec![installment(1, 10_001, None)]]);
    assert_eq!(tell(&mut position, create(other, true)), Err(Refusal::ExistsDifferently));
}

#[test]
fn a_draft_created_again_to_be_offered_is_offered() {
    let mut position = DebtPosition::default();
    tell(&mut position, create(single_or_plan(), false)).unwrap();
    let events = tell(&mut position, create(single_or_plan(), true)).unwrap();
    assert_eq!(names(&events), ["PositionPublished"]);
}

#[test]
fn a_withdrawn_debt_created_again_stays_withdrawn() {
    let mut position = published(single_or_plan());
    tell(&mut position, Command::Withdraw { reason: text140("errore") }).unwrap();
    assert_eq!(tell(&mut position, create(single_or_plan(), true)), Ok(vec![]));
    assert_eq!(position.payability(), Payability::Withdrawn);
}

#[test]
fn a_second_receipt_opens_a_refund_and_a_repeated_one_does_nothing() {
    let mut position = published(single_or_plan());
    assert_eq!(names(&tell(&mut position, receipt(1, 7, 10_000)).unwrap()), ["InstallmentPaid"]);
    assert_eq!(tell(&mut position, receipt(1, 7, 10_000)), Ok(vec![]));
    assert_eq!(names(&tell(&mut position, receipt(1, 8, 10_000)).unwrap()), ["SecondPaymentRecorded"]);
    assert_eq!(tell(&mut position, receipt(1, 8, 10_000)), Ok(vec![]));
    assert_eq!(position.refunds_due().len(), 1);
}

#[test]
fn paying_by_the_plan_closes_the_single_payment() {
    let mut position = published(single_or_plan());
    tell(&mut position, receipt(2, 7, 5_000)).unwrap();
    let now = in_rome(day("2026-06-01"), "12:00:00");
    assert_eq!(position.payable(&nav(1), now), Err(NotPayable::AlternativeUsed));
    assert_eq!(position.payable(&nav(2), now), Err(NotPayable::Paid));
    assert!(position.payable(&nav(3), now).is_ok());
    assert_eq!(names(&tell(&mut position, receipt(1, 8, 10_000)).unwrap()), ["SecondPaymentRecorded"]);
    assert!(!position.settled_in_full());
    tell(&mut position, receipt(3, 9, 5_000)).unwrap();
    assert!(position.settled_in_full());
}

#[test]
fn another_amount_settles_and_the_difference_is_noted() {
    let mut position = published(single_or_plan());
    let quoted = Command::QuoteActivation { nav: nav(1), amount: Cents::new(10_000), payment_note: None };
    tell(&mut position, quoted).unwrap();
    let amended = terms(vec![vec![installment(1, 12_000, None)]]);
    tell(&mut position, Command::Amend { debtor: None, terms: Box::new(amended) }).unwrap();
    let events = tell(&mut position, receipt(1, 7, 10_000)).unwrap();
    assert_eq!(names(&events), ["InstallmentPaid", "PaymentDifferenceNoted"]);
    assert!(matches!(
        events[1],
        Event::PaymentDifferenceNoted { expected, received, .. } if expected == Cents::new(12_000) && received == Cents::new(10_000)
    ));
}

#[test]
fn the_amount_owed_is_no_difference_whatever_was_quoted_before() {
    let mut position = published(single_or_plan());
    let quoted = Command::QuoteActivation { nav: nav(1), amount: Cents::new(9_000), payment_note: None };
    tell(&mut position, quoted).unwrap();
    assert_eq!(names(&tell(&mut position, receipt(1, 7, 10_000)).unwrap()), ["InstallmentPaid"]);
}

#[test]
fn one_counter_number_may_pay_two_instalments() {
    let mut position = published(single_or_plan());
    let counter = |base| Command::RecordPaymentElsewhere { nav: nav(base), payment: Box::new(paid_at_counter(1, 5_000)) };
    assert_eq!(names(&tell(&mut position, counter(2)).unwrap()), ["InstallmentPaid"]);
    assert_eq!(tell(&mut position, counter(2)), Ok(vec![]));
    assert_eq!(names(&tell(&mut position, counter(3)).unwrap()), ["InstallmentPaid"]);
    assert!(position.settled_in_full());
}

#[test]
fn the_office_cannot_take_money_for_what_is_settled() {
    let mut position = published(single_or_plan());
    tell(&mut position, receipt(2, 7, 5_000)).unwrap();
    let counter = |base, cents| Command::RecordPaymentElsewhere { nav: nav(base), payment: Box::new(paid_at_counter(1, cents)) };
    assert_eq!(tell(&mut position, counter(2, 5_000)), Err(Refusal::AlreadyPaid(nav(2))));
    assert_eq!(tell(&mut position, counter(1, 10_000)), Err(Refusal::AlternativeUsed(nav(1))));
    let short = Refusal::AmountMismatch { expected: Cents::new(5_000), received: Cents::new(4_999) };
    assert_eq!(tell(&mut position, counter(3, 4_999)), Err(short));
}

#[test]
fn a_compensation_reopens_the_notice_and_the_payment_undone_is_not_taken_twice() {
    let mut position = published(single_or_plan());
    tell(&mut position, receipt(1, 7, 10_000)).unwrap();
    let undo =
        || Command::Compensate { nav: nav(1), reference: PaymentReference::Receipt(receipt_id(7)), reason: text140("storno") };
    assert_eq!(names(&tell(&mut position, undo()).unwrap()), ["PaymentCompensated"]);
    assert_eq!(tell(&mut position, undo()), Ok(vec![]));
    assert!(position.payable(&nav(1), in_rome(day("2026-06-01"), "12:00:00")).is_ok());
    assert_eq!(tell(&mut position, receipt(1, 7, 10_000)), Ok(vec![]), "the Node delivers it again");
}

#[test]
fn a_receipt_recorded_is_known_even_when_its_notice_was_amended_away() {
    let mut position = published(single_or_plan());
    tell(&mut position, receipt(1, 7, 10_000)).unwrap();
    let reference = PaymentReference::Receipt(receipt_id(7));
    tell(&mut position, Command::Compensate { nav: nav(1), reference, reason: text140("storno") }).unwrap();
    let renumbered = terms(vec![vec![installment(9, 10_000, None)]]);
    tell(&mut position, Command::Amend { debtor: None, terms: Box::new(renumbered) }).unwrap();
    assert_eq!(tell(&mut position, receipt(1, 7, 10_000)), Ok(vec![]));
    assert_eq!(tell(&mut position, receipt(1, 8, 10_000)), Err(Refusal::UnknownNotice(nav(1))));
}

#[test]
fn a_notice_amended_away_is_remembered_until_it_comes_back() {
    let mut position = published(single_or_plan());
    let mut amend = |bases: &[u64]| {
        let options = bases.iter().map(|base| vec![installment(*base, 10_000, None)]).collect();
        tell(&mut position, Command::Amend { debtor: None, terms: Box::new(terms(options)) }).unwrap();
        position.retired_notices().to_vec()
    };
    assert_eq!(amend(&[1]), [nav(2), nav(3)]);
    assert_eq!(amend(&[4]), [nav(2), nav(3), nav(1)]);
    assert_eq!(amend(&[2]), [nav(3), nav(1), nav(4)]);
}

#[test]
fn nothing_expires_that_is_paid_or_accepted_late() {
    let due = day("2026-03-29");
    let mut late = published(terms(vec![vec![installment(1, 10_000, Some(due))]]));
    let expire = || Command::Expire { today: day("2026-03-30") };
    assert_eq!(tell(&mut late, expire()), Err(Refusal::NotExpired));

    let strict = Terms { switch_to_expired: true, ..terms(vec![vec![installment(1, 10_000, Some(due))]]) };
    let mut paid_in_time = published(strict.clone());
    tell(&mut paid_in_time, receipt(1, 7, 10_000)).unwrap();
    assert_eq!(tell(&mut paid_in_time, expire()), Err(Refusal::NotExpired));

    let mut forgotten = published(strict);
    assert_eq!(tell(&mut forgotten, Command::Expire { today: due }), Err(Refusal::NotExpired));
    assert_eq!(names(&tell(&mut forgotten, expire()).unwrap()), ["PositionExpired"]);
    assert_eq!(tell(&mut forgotten, expire()), Ok(vec![]));
    assert_eq!(tell(&mut forgotten, Command::Publish), Err(Refusal::Expired));
}

#[test]
fn the_last_second_of_the_due_date_is_in_time_also_when_clocks_change() {
    for due in ["2026-03-29", "2026-10-25", "2026-12-31"].map(day) {
        let strict = Terms { switch_to_expired: true, ..terms(vec![vec![installment(1, 10_000, Some(due))]]) };
        let position = published(strict);
        assert!(position.payable(&nav(1), in_rome(due, "23:59:59")).is_ok(), "{due}");
        let midnight = in_rome(due.succ_opt().unwrap(), "00:00:00");
        assert_eq!(position.payable(&nav(1), midnight), Err(NotPayable::Expired), "{due}");
    }
}

#[test]
fn terms_that_contradict_themselves_are_refused_with_the_notice_concerned() {
    let refused = |change: fn(&mut Terms)| {
        let mut terms = single_or_plan();
        change(&mut terms);
        terms.validate().unwrap_err()
    };
    assert_eq!(refused(|t| t.options.clear()), TermsError::NoOption);
    assert_eq!(refused(|t| t.options[0].installments.clear()), TermsError::NoInstallment);
    assert_eq!(refused(|t| t.options[0].installments = vec![installment(2, 1, None)]), TermsError::NoticeTwice(nav(2)));
    assert_eq!(refused(|t| t.options[0].installments[0].transfers.clear()), TermsError::TransferCount(nav(1), 0));
    assert_eq!(refused(|t| t.options[0].installments[0].transfers[0].id = 2), TermsError::TransferOrder(nav(1), 2));
    assert_eq!(refused(|t| t.options[0].installments[0].iuv = nav(9).iuv()), TermsError::IuvMismatch(nav(1)));
    assert_eq!(refused(|t| t.options[0].installments[0].amount = Cents::ZERO), TermsError::AmountNotPositive(nav(1)));
    let sum = TermsError::TransferSum { nav: nav(1), amount: Cents::new(9_999), transfers: Cents::new(10_000) };
    assert_eq!(refused(|t| t.options[0].installments[0].amount = Cents::new(9_999)), sum);
    let late = |t: &mut Terms| {
        t.validity_date = Some(day("2026-05-02"));
        t.options[0].installments[0].due_date = Some(day("2026-05-01"));
    };
    assert_eq!(refused(late), TermsError::DueBeforeValid(nav(1)));
    let most = |t: &mut Terms| t.options[1].installments = vec![installment(2, 99_999_999_999, None), installment(3, 1, None)];
    assert_eq!(refused(most), TermsError::TotalTooLarge);
}
