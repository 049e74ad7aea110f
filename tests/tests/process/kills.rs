//! The product killed again and again while it works: every receipt is booked, filed and mailed, each mail under one name.

use tests::pagopa::{CounterPayment, DeliveryState};

use crate::debts::Made;
use crate::house::House;

const RECEIPTS: usize = 12;
/// Mails the product sends at once; each of them may have been taken and not recorded when it is killed.
const IN_HAND: usize = 4;

impl House {
    /// Sends every receipt again, so that a delivery which met a dead product is not waited for.
    pub(crate) async fn deliver_again(&self) {
        for delivery in self.pagopa.deliveries() {
            self.pagopa.send_now(delivery.number).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_the_product_is_killed_the_end_is_the_same() {
    let mut house = House::open().await;
    let mut debts = Vec::new();
    for _ in 0..RECEIPTS {
        debts.push(house.debt(Made { email: Some("mario.rossi@example.test"), ..Made::default() }).await);
    }
    for debt in &debts {
        let held = tests::pagopa::Settlement { receipt: tests::pagopa::ReceiptTiming::Held, ..Default::default() };
        house.pagopa.pay_at_counter(CounterPayment::cash(debt.notice().as_str()).settled(held)).await.unwrap();
    }
    house.until_idle().await;
    house.stop().await;
    let moments = [("ReceiptReceived", 2), ("InstallmentPaid", 4), ("ReceiptFiled", 6), ("ReceiptMailAccepted", 7)];
    for (killed, (event_type, count)) in moments.into_iter().enumerate() {
        // Each next one is far enough ahead that the leases of the dead have lapsed.
        let mut child = house.child(killed as i64 * 400, None).await;
        let reaches = format!("SELECT count(*) >= {count} FROM events WHERE event_type = '{event_type}'");
        tokio::join!(house.deliver_again(), house.until(&reaches));
        child.kill().await.unwrap();
    }
    house.later(chrono::TimeDelta::seconds(1_800));
    house.start().await;
    house.deliver_again().await;
    assert!(house.pagopa.deliveries().iter().all(|delivery| matches!(delivery.state, DeliveryState::Answered { .. })));
    house.until_done("ReceiptMailAccepted", RECEIPTS as u64).await;
    for event in ["ReceiptReceived", "InstallmentPaid", "ReceiptFiled", "ReceiptMailAccepted"] {
        assert_eq!(house.count(event).await, RECEIPTS as i64, "{event}");
    }
    for debt in &debts {
        assert!(house.position(debt).await.settled_in_full());
    }
    let mut names = house.names();
    names.sort();
    let sent = names.len();
    names.dedup();
    assert_eq!(names.len(), RECEIPTS, "one name for each receipt");
    assert!(sent <= RECEIPTS + moments.len() * IN_HAND, "copies only of mails in hand when the process was killed: {sent}");
    house.assert_holds().await;
}
