//! Receipts find their position, in any order and however often they come; each is mailed once to each address.

use domain::checkout::{Checkout, CheckoutCommand, Phase, ReturnOutcome};
use domain::debt_position::Settlement;
use domain::ids::CheckoutId;
use domain::metadata::{Actor, Assurance};
use domain::receipt::{Filing, ParkReason, Receipt, receipt_stream};
use domain::text::Text140;
use tests::pagopa::{CounterPayment, PspOutcome, ReceiptTiming, Script, Settlement as Settled};

use crate::debts::Made;
use crate::house::{House, ente};

const MARIO: &str = "mario.rossi@example.test";
const ANNA: &str = "anna.neri@example.test";

impl House {
    pub(crate) async fn checkout(&self, id: CheckoutId) -> Checkout {
        (*self.product.commands.checkouts.load_fresh(&id.to_string()).await.unwrap().aggregate).clone()
    }

    /// The only receipt the platform made, as we keep it.
    async fn only_receipt(&self) -> Receipt {
        let [made] = &self.pagopa.receipts()[..] else { panic!("one receipt: {:?}", self.pagopa.receipts()) };
        self.receipt(&made.id).await
    }

    pub(crate) async fn receipt(&self, id: &str) -> Receipt {
        let stream = receipt_stream(&ente(), &id.parse().unwrap());
        (*self.product.commands.receipts.load_fresh(&stream).await.unwrap().aggregate).clone()
    }

    /// Waits until Checkout has the cart.
    pub(crate) async fn until_handed_over(&self, checkout: CheckoutId) {
        self.until(&format!(
            "SELECT EXISTS (SELECT FROM events WHERE event_type = 'CartAccepted' AND aggregate_id = '{checkout}')"
        ))
        .await;
    }

    fn recipients(&self) -> Vec<String> {
        let mut recipients: Vec<String> = self.mail.messages().iter().flat_map(|mail| mail.envelope.to.clone()).collect();
        recipients.sort();
        recipients
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_at_the_counter_is_booked_and_mailed_to_the_debtor() {
    let house = House::open().await;
    let debt = house.debt(Made { email: Some(MARIO), ..Made::default() }).await;
    house.pagopa.pay_at_counter(CounterPayment::cash(debt.notice().as_str())).await.unwrap();
    house.until_done("ReceiptMailAccepted", 1).await;
    assert!(matches!(house.position(&debt).await.settlement_of(&debt.notice()), Settlement::Paid(_)));
    let [mail] = &house.mail.messages()[..] else { panic!("one mail") };
    assert_eq!(mail.envelope.to, [MARIO]);
    assert_eq!(mail.envelope.from, "pagamenti@borgoesempio.example");
    let [pdf] = &mail.attachments()[..] else { panic!("one attachment") };
    assert!(pdf.content.starts_with(b"%PDF-"));
    assert!(mail.text().unwrap().contains("150,00"));
    let filing = house.only_receipt().await.filing().cloned();
    assert_eq!(filing, Some(Filing::Position { position: debt.position, second_payment: false }));
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_18_ten_deliveries_are_one_booking_and_one_mail() {
    let house = House::open().await;
    let debt = house.debt(Made { email: Some(MARIO), ..Made::default() }).await;
    let ten = Settled { copies: 10, ..Settled::default() };
    house.pagopa.pay_at_counter(CounterPayment::cash(debt.notice().as_str()).settled(ten)).await.unwrap();
    house.until_done("ReceiptMailAccepted", 1).await;
    assert_eq!(house.pagopa.deliveries().len(), 10);
    for event in ["ReceiptReceived", "InstallmentPaid", "ReceiptFiled", "ReceiptMailAccepted"] {
        assert_eq!(house.count(event).await, 1, "{event}");
    }
    assert_eq!(house.recipients(), [MARIO]);
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_18_s3_16_who_paid_online_and_who_owed_each_get_one_mail_and_one_address_gets_one() {
    let house = House::open().await;
    let debt = house.debt(Made { email: Some(MARIO), ..Made::default() }).await;
    let for_anna = house.pay_online(&[&debt], Some(ANNA)).await;
    house.until_handed_over(for_anna).await;
    house.pagopa.pay_cart(&for_anna.to_string(), Script::paid()).await.unwrap();
    house.until_done("ReceiptMailAccepted", 2).await;
    assert_eq!(house.recipients(), [ANNA, MARIO]);
    assert_eq!(house.checkout(for_anna).await.phase(), &Phase::Completed);

    let other = house.debt(Made { email: Some(MARIO), ..Made::default() }).await;
    let for_himself = house.pay_online(&[&other], Some("Mario.Rossi@example.test")).await;
    house.until_handed_over(for_himself).await;
    house.pagopa.pay_cart(&for_himself.to_string(), Script::paid()).await.unwrap();
    house.until_done("ReceiptMailAccepted", 3).await;
    assert_eq!(house.count("ReceiptMailAccepted").await, 3);
    assert_eq!(house.recipients().len(), 3, "the same address in other letters is the same address");
}

#[tokio::test(flavor = "multi_thread")]
async fn five_notices_are_five_receipts_and_one_completed_checkout() {
    let house = House::open().await;
    let mut debts = Vec::new();
    for _ in 0..5 {
        debts.push(house.debt(Made::default()).await);
    }
    let all: Vec<_> = debts.iter().collect();
    let checkout = house.pay_online(&all, Some(ANNA)).await;
    house.until_handed_over(checkout).await;
    house.pagopa.pay_cart(&checkout.to_string(), Script::paid()).await.unwrap();
    house.until_done("ReceiptMailAccepted", 5).await;
    assert_eq!(house.recipients(), [ANNA; 5]);
    assert_eq!(house.checkout(checkout).await.phase(), &Phase::Completed);
    assert_eq!(house.count("CheckoutCompleted").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_19_before_after_and_without_the_redirect_the_end_is_the_same() {
    let house = House::open().await;
    let held = || Settled { receipt: ReceiptTiming::Held, ..Settled::default() };
    let scripts = [Script::paid(), Script::paid().settled(held()), Script::paid().without_redirect()];
    for (number, script) in scripts.into_iter().enumerate() {
        let debt = house.debt(Made::default()).await;
        let checkout = house.pay_online(&[&debt], Some(ANNA)).await;
        house.until_handed_over(checkout).await;
        let comes_back = script.redirect;
        house.pagopa.pay_cart(&checkout.to_string(), script).await.unwrap();
        if comes_back {
            house.come_back(checkout).await;
        }
        house.pagopa.release(&house.pagopa.receipts()[number].id).await;
        house.until_done("ReceiptMailAccepted", number as u64 + 1).await;
        let checkout = house.checkout(checkout).await;
        assert_eq!(checkout.phase(), &Phase::Completed);
        assert_eq!(checkout.hint(), comes_back.then_some(ReturnOutcome::Ok));
        assert!(house.position(&debt).await.settled_in_full());
    }
    assert_eq!(house.recipients(), [ANNA; 3]);
}

impl House {
    /// The browser comes back.
    async fn come_back(&self, checkout: CheckoutId) {
        let correlation = self.product.new_correlation();
        let metadata = self.product.metadata(&ente(), Actor::Anonymous, Assurance::A0, correlation, None).to_map();
        let command = CheckoutCommand::NoteReturn { outcome: ReturnOutcome::Ok };
        self.product.commands.checkouts.execute(&checkout.to_string(), command, metadata).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_payment_opens_a_refund_and_says_so() {
    let house = House::open().await;
    let debt = house.debt(Made { email: Some(MARIO), ..Made::default() }).await;
    let twice = Settled { second_payment: true, ..Settled::default() };
    house.pagopa.pay_at_counter(CounterPayment::cash(debt.notice().as_str()).settled(twice)).await.unwrap();
    house.until_done("ReceiptMailAccepted", 2).await;
    let position = house.position(&debt).await;
    assert_eq!((position.payments().len(), position.refunds_due().len()), (1, 1));
    let too_many = position.refunds_due()[0].1.clone();
    let mut second = 0;
    for made in house.pagopa.receipts() {
        let filing = house.receipt(&made.id).await.filing().cloned();
        let is_second = too_many.reference == domain::debt_position::PaymentReference::Receipt(made.id.parse().unwrap());
        assert_eq!(filing, Some(Filing::Position { position: debt.position, second_payment: is_second }));
        second += usize::from(is_second);
    }
    assert_eq!(second, 1);
    let told = house.mail.messages().iter().filter(|mail| mail.text().unwrap().contains("risultava già pagato")).count();
    assert_eq!(told, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_receipt_settles_after_the_checkout_expired() {
    let house = House::open().await;
    let debt = house.debt(Made::default()).await;
    let checkout = house.pay_online(&[&debt], Some(ANNA)).await;
    house.until_handed_over(checkout).await;
    let late = Settled { outcome: PspOutcome::Ok, receipt: ReceiptTiming::Held, ..Settled::default() };
    house.pagopa.pay_cart(&checkout.to_string(), Script::paid().settled(late)).await.unwrap();
    house.later(chrono::TimeDelta::hours(3));
    house.until_done("CheckoutExpired", 1).await;
    assert_eq!(house.checkout(checkout).await.phase(), &Phase::Expired);
    house.pagopa.release(&house.pagopa.receipts()[0].id).await;
    house.until_done("ReceiptMailAccepted", 1).await;
    assert_eq!(house.checkout(checkout).await.phase(), &Phase::Completed);
    assert!(house.position(&debt).await.settled_in_full());
    assert_eq!(house.recipients(), [ANNA]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_for_a_withdrawn_debt_is_money_all_the_same() {
    let house = House::open().await;
    let debt = house.debt(Made { email: Some(MARIO), ..Made::default() }).await;
    let held = Settled { receipt: ReceiptTiming::Held, ..Settled::default() };
    house.pagopa.pay_at_counter(CounterPayment::cash(debt.notice().as_str()).settled(held)).await.unwrap();
    let withdraw = domain::debt_position::DebtPositionCommand::Withdraw { reason: Text140::parse("errore").unwrap() };
    let correlation = house.product.new_correlation();
    let metadata = house.product.metadata(&ente(), Actor::Operator("test".into()), Assurance::Internal, correlation, None);
    let positions = &house.product.commands.positions;
    positions.execute(&debt.position.to_string(), withdraw, metadata.to_map()).await.unwrap();
    house.pagopa.release(&house.pagopa.receipts()[0].id).await;
    house.until_done("ReceiptMailAccepted", 1).await;
    assert!(house.position(&debt).await.settled_in_full());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_whose_notice_was_amended_away_is_parked_and_mailed_to_nobody() {
    let house = House::open().await;
    let debt = house.debt(Made { email: Some(MARIO), ..Made::default() }).await;
    let held = Settled { receipt: ReceiptTiming::Held, ..Settled::default() };
    house.pagopa.pay_at_counter(CounterPayment::cash(debt.notice().as_str()).settled(held)).await.unwrap();
    let other = house.debt(Made::default()).await;
    let correlation = house.product.new_correlation();
    let metadata = house.product.metadata(&ente(), Actor::Operator("test".into()), Assurance::Internal, correlation, None);
    let amend = domain::debt_position::DebtPositionCommand::Amend { debtor: None, terms: Box::new(other.terms.clone()) };
    let positions = &house.product.commands.positions;
    positions.execute(&debt.position.to_string(), amend, metadata.to_map()).await.unwrap();
    house.pagopa.release(&house.pagopa.receipts()[0].id).await;
    house.until_done("ReceiptParked", 1).await;
    assert_eq!(house.only_receipt().await.filing(), Some(&Filing::Parked(ParkReason::UnknownNotice)));
    assert_eq!(house.recipients(), [""; 0]);
}
