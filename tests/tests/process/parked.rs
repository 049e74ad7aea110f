//! What belongs to no position of ours is kept and parked, never dropped.

use domain::ente::EnteSettings;
use domain::identifier::EnteCode;
use domain::metadata::{Actor, Assurance};
use domain::receipt::{Filing, ParkReason, ReceiptCommand, ReceiptFacts, receipt_stream};

use crate::house::{House, apply, ente};

impl House {
    /// Hands in a receipt as the station keeps it.
    async fn hand_in(&self, facts: ReceiptFacts) -> String {
        let stream = receipt_stream(&facts.addressed_to, &facts.receipt_id);
        let correlation = self.product.new_correlation();
        let metadata = self.product.metadata(&facts.addressed_to, Actor::Node, Assurance::Internal, correlation, None).to_map();
        let raw = facts.debtor.person.clone();
        let command = ReceiptCommand::Receive { facts: Box::new(facts), raw, digest: "d".into(), now: self.clock.now() };
        self.product.commands.receipts.execute(&stream, command, metadata).await.unwrap();
        stream
    }

    async fn filing(&self, stream: &str) -> Option<Filing> {
        self.product.commands.receipts.load_fresh(stream).await.unwrap().aggregate.filing().cloned()
    }

    async fn genuine(&self) -> ReceiptFacts {
        self.paid_debt().await;
        self.until_done("ReceiptMailAccepted", 1).await;
        let made = self.pagopa.receipts();
        self.receipt(&made[0].id).await.facts().unwrap().clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_of_a_notice_nobody_knows_is_parked() {
    let house = House::open().await;
    let genuine = house.genuine().await;
    let unknown = ReceiptFacts { receipt_id: "unknown1".parse().unwrap(), nav: "302999999999999900".parse().unwrap(), ..genuine };
    let stream = house.hand_in(unknown).await;
    house.until_done("ReceiptParked", 1).await;
    assert_eq!(house.filing(&stream).await, Some(Filing::Parked(ParkReason::UnknownNotice)));
    assert_eq!(house.mail.messages().len(), 1, "the genuine one only");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_of_which_we_only_receive_a_share_is_parked() {
    let house = House::open().await;
    let genuine = house.genuine().await;
    let province = EnteCode::parse("99999000203").unwrap();
    let settings = house.product.enti.get(&ente()).unwrap();
    let settings = EnteSettings { code: province.clone(), secondary_creditors: Vec::new(), ..(*settings).clone() };
    apply(&house.product, settings).await;

    let to_the_province = ReceiptFacts { addressed_to: province, ..genuine.clone() };
    let ours_as_secondary = house.hand_in(to_the_province).await;
    let stranger = EnteCode::parse("99999000999").unwrap();
    let of_a_stranger = ReceiptFacts { primary: stranger, receipt_id: "other1".parse().unwrap(), ..genuine };
    let of_a_stranger = house.hand_in(of_a_stranger).await;
    house.until_done("ReceiptParked", 2).await;
    for stream in [ours_as_secondary, of_a_stranger] {
        assert_eq!(house.filing(&stream).await, Some(Filing::Parked(ParkReason::SecondaryCreditor)));
    }
    assert_eq!(house.count("InstallmentPaid").await, 1);
}
