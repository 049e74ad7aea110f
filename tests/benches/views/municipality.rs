//! The log of a municipality: debts loaded in waves, found, paid at home and at the counter, receipted, archived; each step some waves after
//! the one before, so that what belongs to one debt is spread over the log as it is in life.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::cart::{Cart, CartEvent, CartItem, Owner};
use domain::checkout::{Checkout, CheckoutEvent};
use domain::debt_position::{DebtPosition, DebtPositionEvent, Origin, Terms};
use domain::identifier::Iupd;
use domain::ids::{CartId, CheckoutId, CommandId, CorrelationId, PositionId, SubjectId};
use domain::metadata::{Actor, Assurance, Metadata};
use domain::node_call::{NodeCall, NodeCallEvent};
use domain::receipt::{MailRequest, Receipt, ReceiptEvent, receipt_stream};
use uuid::Uuid;

use crate::chance::Chance;
use crate::specimen::{ente, facts, installment, nav, noon, payment_of, person, receipt_id, sealed, terms, text140, today};
use crate::stored::Stored;

/// Debts loaded at once.
const WAVE: u64 = 2_000;
/// People among whom the debts are spread.
const PER_PERSON: u64 = 3;

/// What happens to a debt, in this order.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The citizen puts it into a cart and goes to pay.
    CheckedOut,
    /// The Node verifies, activates; the receipt comes and is booked.
    Paid,
    /// The mail server took the mail.
    Mailed,
    /// The Ente took it back.
    Withdrawn,
}

/// The events of `size` or a few more, wave by wave.
#[derive(Debug)]
pub(crate) struct Municipality {
    chance: Chance,
    later: BTreeMap<u64, Vec<(u64, Step)>>,
    wave: u64,
    debts: u64,
}

pub(crate) fn metadata() -> String {
    let metadata = Metadata {
        ente: ente(),
        actor: Actor::Loader("0123456789abcdef".to_owned()),
        assurance: Assurance::Internal,
        correlation_id: CorrelationId::new(Uuid::from_u128(1)),
        causation: None,
        command_id: CommandId::new(Uuid::from_u128(2)),
        traceparent: None,
        reason: None,
    };
    serde_json::to_string(&metadata.to_map()).expect("metadata is written as JSON")
}

/// A published debt with one notice.
pub(crate) fn debt(number: u64) -> (PositionId, Iupd, SubjectId, Terms) {
    let iupd = Iupd::parse(&format!("TARI-2026-{number:08}")).expect("a short name");
    let due = today() + TimeDelta::days(i64::try_from(number % 60).expect("small"));
    let mut terms = terms(vec![vec![installment(number, 1_000 + i64::try_from(number % 50_000).expect("small"), Some(due))]]);
    terms.switch_to_expired = number.is_multiple_of(2);
    terms.pay_stand_in = number.is_multiple_of(4);
    let debtor = SubjectId::new(Uuid::from_u128(0xd0_0000_0000 + u128::from(number / PER_PERSON)));
    (PositionId::of(&ente(), &iupd), iupd, debtor, terms)
}

pub(crate) fn created(number: u64) -> Stored {
    let (id, iupd, debtor, terms) = debt(number);
    let (debtor, terms) = (Box::new(person(debtor)), Box::new(terms));
    let event =
        DebtPositionEvent::PositionCreated { iupd, debtor, terms, origin: Origin::Office, request: None, published: true };
    Stored::new::<DebtPosition>(id.to_string(), 1, &event)
}

impl Municipality {
    pub(crate) fn new() -> Self {
        Self { chance: Chance::new(2026), later: BTreeMap::new(), wave: 0, debts: 0 }
    }

    /// The next wave; debts come in as long as `more` are wanted.
    pub(crate) fn wave(&mut self, more: bool) -> Vec<Stored> {
        let mut events = Vec::new();
        if more {
            for number in self.debts..self.debts + WAVE {
                events.push(created(number));
                self.plan(number);
            }
            self.debts += WAVE;
        }
        for (number, step) in self.later.remove(&self.wave).unwrap_or_default() {
            self.take(number, step, &mut events);
        }
        self.wave += 1;
        events
    }

    pub(crate) fn is_over(&self) -> bool {
        self.later.is_empty()
    }

    fn plan(&mut self, number: u64) {
        let mut at = self.wave + 1 + self.chance.next() % 8;
        let mut then = |steps: &mut BTreeMap<u64, Vec<(u64, Step)>>, step| {
            steps.entry(at).or_default().push((number, step));
            at += 1;
        };
        if self.chance.percent(75) {
            if number.is_multiple_of(5) {
                then(&mut self.later, Step::CheckedOut);
            }
            then(&mut self.later, Step::Paid);
            then(&mut self.later, Step::Mailed);
        } else if self.chance.percent(20) {
            then(&mut self.later, Step::Withdrawn);
        }
    }

    fn take(&mut self, number: u64, step: Step, events: &mut Vec<Stored>) {
        match step {
            Step::CheckedOut => checked_out(number, events),
            Step::Paid => self.paid(number, events),
            Step::Mailed => mailed(number, events),
            Step::Withdrawn => {
                let (id, ..) = debt(number);
                let event = DebtPositionEvent::PositionWithdrawn { reason: text140("annullata in autotutela") };
                events.push(Stored::new::<DebtPosition>(id.to_string(), 2, &event));
            }
        }
    }

    fn paid(&mut self, number: u64, events: &mut Vec<Stored>) {
        let (id, _, debtor, terms) = debt(number);
        let (notice, amount) = (nav(number), terms.options[0].installments[0].amount);
        let call = NodeCallEvent::NoticeVerified { nav: notice.clone(), position: Some(id), amount: Some(amount), fault: None };
        events.push(Stored::new::<NodeCall>(self.chance.uuid().to_string(), 1, &call));
        let facts = facts(&mut self.chance, receipt_id(number), notice.clone(), amount, debtor);
        let stream = receipt_stream(&facts.addressed_to, &facts.receipt_id);
        let payment = Box::new(payment_of(&facts, noon()));
        let position = |sequence, event| Stored::new::<DebtPosition>(id.to_string(), sequence, &event);
        events.push(position(2, DebtPositionEvent::ActivationQuoted { nav: notice.clone(), amount, payment_note: None }));
        let digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae".to_owned();
        let facts = Box::new(facts);
        let received = ReceiptEvent::ReceiptReceived { facts, raw: sealed(debtor), digest, received_at: noon() };
        events.push(Stored::new::<Receipt>(stream.clone(), 1, &received));
        events.push(position(3, DebtPositionEvent::InstallmentPaid { nav: notice, payment }));
        let mails = vec![MailRequest { message_id: format!("<{number}@comune.example>"), to: sealed(debtor) }];
        let filed = ReceiptEvent::ReceiptFiled { position: id, second_payment: false, mails };
        events.push(Stored::new::<Receipt>(stream, 2, &filed));
        if terms.pay_stand_in {
            events.push(position(4, DebtPositionEvent::PositionArchived { version: 3 }));
        }
    }
}

fn mailed(number: u64, events: &mut Vec<Stored>) {
    let stream = receipt_stream(&ente(), &receipt_id(number));
    let event = ReceiptEvent::ReceiptMailAccepted { message_id: format!("<{number}@comune.example>"), at: noon() };
    events.push(Stored::new::<Receipt>(stream, 3, &event));
}

fn checked_out(number: u64, events: &mut Vec<Stored>) {
    let (position, _, debtor, terms) = debt(number);
    let cart = CartId::new(Uuid::from_u128(0xca_0000_0000 + u128::from(number)));
    let checkout = CheckoutId::of(cart, "1");
    let item = CartItem {
        nav: nav(number),
        position,
        option: 0,
        ente: ente(),
        company_name: text140("Comune di prova"),
        description: text140("TARI 2026"),
        amount: terms.options[0].installments[0].amount,
    };
    let items = vec![item.clone()];
    for (sequence, event) in (1..).zip([
        CartEvent::CartOpened { owner: Owner::Citizen(debtor) },
        CartEvent::NoticeAdded { item: Box::new(item) },
        CartEvent::CartCheckedOut { checkout, items: items.clone() },
    ]) {
        events.push(Stored::new::<Cart>(cart.to_string(), sequence, &event));
    }
    let redirect_url = "https://checkout.pagopa.example/c/0123456789".parse().expect("a URL");
    let receipts_by = noon() + TimeDelta::minutes(160);
    let hand_over_by = noon() + TimeDelta::seconds(30);
    for (sequence, event) in (1..).zip([
        CheckoutEvent::CheckoutStarted { cart, items, email: Some(sealed(debtor)), hand_over_by },
        CheckoutEvent::CartAccepted { redirect_url, receipts_by },
        CheckoutEvent::ItemSettled { nav: nav(number), receipt_id: receipt_id(number) },
        CheckoutEvent::CheckoutCompleted {},
    ]) {
        events.push(Stored::new::<Checkout>(checkout.to_string(), sequence, &event));
    }
}
