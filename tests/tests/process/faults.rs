//! Every step of every worker may be the last one of its process, or fail once: the end is the same.

use domain::checkout::{CheckoutFailure, Phase};
use domain::ids::CheckoutId;
use tests::faults::{self, Fault, Mode};
use tests::pagopa::{ReceiptTiming, Script, Settlement};
use tokio::process::Child;

use crate::debts::{Debt, Made};
use crate::house::House;
use tests::wait::PATIENCE;

const MARIO: &str = "mario.rossi@example.test";
const ANNA: &str = "anna.neri@example.test";
/// Longer than every lease.
const PAST_ALL_LEASES: i64 = 1_300;

async fn has_died(mut child: Child, point: &str) {
    let ended = tokio::time::timeout(PATIENCE, child.wait()).await;
    assert!(ended.is_ok_and(|status| !status.unwrap().success()), "the product never came to {point}");
}

/// Lets the product come to a point: dies there and is started again, or fails there and goes on.
async fn come_to(house: &mut House, point: &'static str, mode: Mode, act: impl AsyncFnOnce(&House), wait: i64) {
    let mut child = house.child(0, Some(&Fault { point, skipped: 0, mode })).await;
    act(house).await;
    if mode == Mode::Kill {
        has_died(child, point).await;
    } else {
        house.until_idle().await;
        child.kill().await.unwrap();
    }
    // Leases of the dead lapse, and what is to be tried again is due.
    house.later(chrono::TimeDelta::seconds(wait));
    house.start().await;
}

/// A notice paid online by Anna, its receipt on the way; the product does not run.
async fn on_the_way(house: &mut House, debtor: Option<&'static str>) -> (Debt, CheckoutId) {
    let debt = house.debt(Made { email: debtor, ..Made::default() }).await;
    let checkout = house.pay_online(&[&debt], Some(ANNA)).await;
    house.until_handed_over(checkout).await;
    let held = Settlement { receipt: ReceiptTiming::Held, ..Settlement::default() };
    house.pagopa.pay_cart(&checkout.to_string(), Script::paid().settled(held)).await.unwrap();
    house.until_idle().await;
    house.stop().await;
    (debt, checkout)
}

/// Two people are told: Anna, who paid, and Mario, who owed.
async fn a_receipt_survives(point: &'static str, mode: Mode) {
    the_end_is_the_same(point, mode, Some(MARIO), 2).await;
}

/// Only Anna is told, so that every step is hers.
async fn a_mail_survives(point: &'static str, mode: Mode) {
    the_end_is_the_same(point, mode, None, 1).await;
}

async fn the_end_is_the_same(point: &'static str, mode: Mode, debtor: Option<&'static str>, told: usize) {
    let mut house = House::open().await;
    let (debt, checkout) = on_the_way(&mut house, debtor).await;
    let receipt = house.pagopa.receipts()[0].id.clone();
    let deliver = async |house: &House| {
        house.pagopa.release(&receipt).await;
    };
    come_to(&mut house, point, mode, deliver, PAST_ALL_LEASES).await;
    house.deliver_again().await;
    house.until_done("ReceiptMailAccepted", told as u64).await;
    for (event, count) in [
        ("ReceiptReceived", 1),
        ("InstallmentPaid", 1),
        ("SecondPaymentRecorded", 0),
        ("ItemSettled", 1),
        ("CheckoutCompleted", 1),
        ("ReceiptFiled", 1),
        ("ReceiptParked", 0),
        ("ReceiptMailAccepted", told as i64),
    ] {
        assert_eq!(house.count(event).await, count, "{event} at {point} ({mode:?})");
    }
    assert!(house.position(&debt).await.settled_in_full());
    assert_eq!(house.checkout(checkout).await.phase(), &Phase::Completed);
    each_was_told_once(&house, point, mode, told);
    house.assert_holds().await;
}

/// One name for each address; one mail for each name, but for the one moment in which nobody can know.
fn each_was_told_once(house: &House, point: &'static str, mode: Mode, told: usize) {
    let mails = house.mail.messages();
    let mut names = house.names();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), told, "{point} ({mode:?})");
    let in_doubt = usize::from(point == "mail_receipt::accepted");
    assert_eq!(mails.len(), told + in_doubt, "{point} ({mode:?})");
    for mail in &mails {
        let mut same = mails.iter().filter(|other| other.message_id() == mail.message_id());
        assert!(same.all(|other| other.raw == mail.raw), "a copy is the same bytes");
    }
}

async fn a_cart_survives(point: &'static str, mode: Mode) {
    let mut house = House::closed().await;
    let debt = house.debt(Made::default()).await;
    let checkout = std::sync::OnceLock::new();
    let pay = async |house: &House| {
        let _ = checkout.set(house.pay_online(&[&debt], Some(ANNA)).await);
    };
    // The call may take 5 seconds; a second try fits into the 30 the citizen waits.
    come_to(&mut house, point, mode, pay, 11).await;
    let checkout = *checkout.get().unwrap();
    house.until_handed_over(checkout).await;
    assert_eq!(house.checkout(checkout).await.phase(), &Phase::Awaiting, "{point} ({mode:?})");
    assert_eq!(house.count("CartAccepted").await, 1);
    let carts = house.pagopa.carts().len();
    let posted_unknown = point == "post_cart::after_call";
    assert!(carts == 1 || (posted_unknown && carts == 2), "{carts} carts at {point} ({mode:?})");
}

async fn the_archive_survives(point: &'static str, mode: Mode) {
    let mut house = House::closed().await;
    let offer = async |house: &House| {
        house.debt(Made { options: vec![vec![10_000], vec![5_000, 5_000]], pay_stand_in: true, ..Made::default() }).await;
    };
    come_to(&mut house, point, mode, offer, PAST_ALL_LEASES).await;
    house.until("SELECT NOT EXISTS (SELECT FROM todo_v1 WHERE kind = 'archive_position') AND EXISTS (SELECT FROM events WHERE event_type = 'PositionArchived')").await;
    assert_eq!(house.count("PositionArchived").await, 1, "{point} ({mode:?})");
    assert_eq!(house.pagopa.archive().len(), 3);
}

/// One test for each point, so that one that hangs is named.
macro_rules! survives {
    ($($name:ident: $scenario:ident at $point:literal;)+) => {
        const WALKED: &[&str] = &[$($point),+];
        $(
        #[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            for mode in [Mode::Kill, Mode::Error] {
                $scenario($point, mode).await;
            }
        }
    )+};
}

#[test]
fn every_point_of_the_workers_is_walked() {
    assert_eq!(WALKED, [&faults::RECEIPT[..], &faults::CART, &faults::ARCHIVE].concat());
}

survives! {
    receipt_sealed: a_receipt_survives at "receive_receipt::sealed";
    receipt_kept: a_receipt_survives at "receive_receipt::kept";
    receipt_claimed: a_receipt_survives at "todo::claimed";
    receipt_located: a_receipt_survives at "file_receipt::located";
    receipt_booked: a_receipt_survives at "file_receipt::booked";
    receipt_noted_in_the_checkout: a_receipt_survives at "file_receipt::noted";
    receipt_decided: a_receipt_survives at "file_receipt::decided";
    receipt_filed: a_receipt_survives at "file_receipt::recorded";
    mail_composed: a_mail_survives at "mail_receipt::composed";
    mail_accepted: a_mail_survives at "mail_receipt::accepted";
    mail_recorded: a_mail_survives at "mail_receipt::recorded";
    cart_about_to_be_posted: a_cart_survives at "post_cart::before_call";
    cart_posted: a_cart_survives at "post_cart::after_call";
    cart_recorded: a_cart_survives at "post_cart::recorded";
    archive_told: the_archive_survives at "archive_position::told";
    archive_recorded: the_archive_survives at "archive_position::recorded";
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_that_nobody_could_hand_over_in_time_has_failed() {
    let mut house = House::closed().await;
    let debt = house.debt(Made::default()).await;
    let checkout = std::sync::OnceLock::new();
    let pay = async |house: &House| {
        let _ = checkout.set(house.pay_online(&[&debt], None).await);
    };
    come_to(&mut house, "post_cart::after_call", Mode::Kill, pay, 60).await;
    house.until_done("CartFailed", 1).await;
    let checkout = house.checkout(*checkout.get().unwrap()).await;
    assert_eq!(checkout.phase(), &Phase::Failed(CheckoutFailure::Unavailable));
}
