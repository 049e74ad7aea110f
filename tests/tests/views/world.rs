//! A little municipality in memory: commands at random, decided and folded by the domain itself, and the events that come of them.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use cqrs_es::{Aggregate, DomainEvent};
use domain::Cents;
use domain::account::Account;
use domain::aggregate::Decider;
use domain::cart::{Cart, CartCommand, CartItem, Owner};
use domain::checkout::{Checkout, CheckoutCommand, CheckoutFailure, ReturnOutcome};
use domain::debt_position::{DebtPosition, DebtPositionCommand as Command, NotPayable, Origin, Payment, PaymentReference};
use domain::identifier::{Iupd, NoticeNumber, ReceiptId};
use domain::ids::{AccountId, CartId, CheckoutId, PositionId, SubjectId};
use domain::metadata::{Actor, Assurance, Metadata};
use domain::node_call::{KeepCall, NodeCall, NodeCallEvent};
use domain::receipt::{MailRequest, ParkReason, Receipt, ReceiptCommand, ReceiptFacts, receipt_stream};
use domain::rome;
use domain::staff::StaffName;
use domain::support_request::{About, CaseCode, Opening, Rating, SupportReference, SupportRequest, SupportRequestCommand};
use domain::text::Text210;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::chance::Chance;
use crate::content::Told;
use crate::specimen::{
    any_terms, counter_payment, ente, facts, nav, noon, payment_of, person, receipt_id, sealed, some_day, text140,
};

/// An event ready to be stored.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) aggregate_type: &'static str,
    pub(crate) aggregate_id: String,
    pub(crate) sequence: i64,
    pub(crate) event_type: String,
    pub(crate) event_version: String,
    pub(crate) payload: String,
    pub(crate) metadata: String,
}

/// The municipality.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) chance: Chance,
    pub(crate) positions: Vec<(PositionId, DebtPosition)>,
    pub(crate) carts: Vec<(CartId, Cart)>,
    pub(crate) accounts: Vec<(AccountId, Account)>,
    pub(crate) checkouts: Vec<(CheckoutId, Checkout)>,
    pub(crate) receipts: Vec<(String, Receipt)>,
    pub(crate) people: Vec<SubjectId>,
    /// Receipts are filed as they were booked, and only then, as our own process does it.
    pub(crate) orderly: bool,
    requests: Vec<(domain::ids::SupportRequestId, SupportRequest)>,
    sequences: HashMap<(&'static str, String), i64>,
    events: Vec<Written>,
    pub(crate) told: Told,
    next_base: u64,
    next_number: u64,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            chance: Chance::new(seed),
            positions: Vec::new(),
            carts: Vec::new(),
            checkouts: Vec::new(),
            receipts: Vec::new(),
            accounts: Vec::new(),
            people: (1..=6).map(|number| SubjectId::new(Uuid::from_u128(0xbeef_0000 + number))).collect(),
            orderly: false,
            requests: Vec::new(),
            sequences: HashMap::new(),
            events: Vec::new(),
            told: Told::default(),
            next_base: 1,
            next_number: 1,
        }
    }

    /// The events since the last time.
    pub(crate) fn take(&mut self) -> Vec<Written> {
        std::mem::take(&mut self.events)
    }

    /// Lets at least so many events happen.
    pub(crate) fn live(&mut self, events: usize) {
        while self.events.len() < events {
            self.step();
        }
    }

    fn step(&mut self) {
        match self.chance.below(100) {
            0..12 => self.create(),
            12..16 => self.support(),
            16..34 => self.change_position(),
            34..50 => self.receipt_arrives(),
            50..60 => self.finish_receipt(),
            60..64 => self.counter(),
            64..84 => self.cart(),
            84..90 => self.account(),
            90..97 => self.checkout(),
            97..99 => self.content(),
            _ => self.node_asks(),
        }
    }

    /// Decides, folds and keeps the events; a refusal is a day like any other.
    pub(crate) fn tell<A>(&mut self, state: &mut A, id: &str, command: <A as Decider>::Command)
    where
        A: Aggregate<Event = <A as Decider>::Event> + Decider,
        <A as Decider>::Event: DomainEvent,
    {
        let Ok(events) = state.decide(command) else { return };
        let metadata = serde_json::to_string(&self.metadata().to_map()).unwrap();
        for event in events {
            let sequence = self.sequences.entry((A::TYPE, id.to_owned())).or_default();
            *sequence += 1;
            self.events.push(Written {
                aggregate_type: A::TYPE,
                aggregate_id: id.to_owned(),
                sequence: *sequence,
                event_type: event.event_type(),
                event_version: event.event_version(),
                payload: serde_json::to_string(&event).unwrap(),
                metadata: metadata.clone(),
            });
            state.evolve(event);
        }
    }

    fn metadata(&mut self) -> Metadata {
        let citizen = self.chance.pick(&self.people.clone()).copied();
        let actor = match self.chance.below(3) {
            0 => citizen.map_or(Actor::Anonymous, Actor::Citizen),
            1 => Actor::Node,
            _ => Actor::Operator("ufficio".to_owned()),
        };
        Metadata {
            ente: ente(),
            actor,
            assurance: Assurance::Internal,
            correlation_id: domain::ids::CorrelationId::new(self.chance.uuid()),
            causation: None,
            command_id: domain::ids::CommandId::new(self.chance.uuid()),
            traceparent: None,
            reason: None,
        }
    }

    pub(crate) fn somebody(&mut self) -> SubjectId {
        *self.chance.pick(&self.people).unwrap()
    }

    fn number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }

    pub(crate) fn create(&mut self) {
        let (terms, notices) = any_terms(&mut self.chance, self.next_base);
        self.next_base += notices;
        let debtor = self.somebody();
        let iupd = Iupd::parse(&format!("pratica-{}", self.number())).unwrap();
        let id = PositionId::of(&ente(), &iupd);
        let origin = if self.chance.percent(70) { Origin::Office } else { Origin::Spontaneous };
        let publish = self.chance.percent(75);
        let create =
            Command::Create { iupd, debtor: Box::new(person(debtor)), terms: Box::new(terms), origin, request: None, publish };
        let mut position = DebtPosition::default();
        self.tell(&mut position, &id.to_string(), create);
        self.positions.push((id, position));
    }

    fn with_position(&mut self, act: impl FnOnce(&mut Self, PositionId, &mut DebtPosition)) {
        if self.positions.is_empty() {
            return self.create();
        }
        let at = self.chance.below(self.positions.len());
        let (id, mut position) = self.positions[at].clone();
        act(self, id, &mut position);
        self.positions[at] = (id, position);
    }

    fn change_position(&mut self) {
        self.with_position(|world, id, position| {
            let command = match world.chance.below(9) {
                0 => Command::Publish,
                1 | 2 => world.amendment(position),
                3 => Command::Withdraw { reason: text140("errore") },
                4 | 5 => Command::Restore { reason: text140("di nuovo dovuto") },
                6 => Command::Expire { today: some_day(&mut world.chance) },
                7 => Command::NoteArchived { version: world.chance.next() % 6 },
                _ => match world.some_notice(position) {
                    Some((nav, amount)) => Command::QuoteActivation { nav, amount, payment_note: None },
                    None => return,
                },
            };
            world.tell(position, &id.to_string(), command);
            world.undo_sometimes(id, position);
        });
    }

    fn amendment(&mut self, position: &DebtPosition) -> Command {
        let debtor = if self.chance.percent(30) { Some(Box::new(person(self.somebody()))) } else { None };
        let terms = if self.chance.percent(50) {
            let (terms, notices) = any_terms(&mut self.chance, self.next_base);
            self.next_base += notices;
            terms
        } else {
            let mut terms = position.terms().cloned().unwrap();
            terms.description = text140("TARI 2026, rettificata");
            terms.pay_stand_in = self.chance.percent(50);
            terms.switch_to_expired = self.chance.percent(50);
            terms
        };
        Command::Amend { debtor, terms: Box::new(terms) }
    }

    fn undo_sometimes(&mut self, id: PositionId, position: &mut DebtPosition) {
        let standing: Vec<(NoticeNumber, PaymentReference)> = position
            .payments()
            .iter()
            .chain(position.refunds_due())
            .map(|(nav, payment)| (nav.clone(), payment.reference.clone()))
            .collect();
        if self.chance.percent(15)
            && let Some((nav, reference)) = self.chance.pick(&standing).cloned()
        {
            self.tell(position, &id.to_string(), Command::Compensate { nav, reference, reason: text140("rimborsato") });
        }
    }

    fn some_notice(&mut self, position: &DebtPosition) -> Option<(NoticeNumber, Cents)> {
        let notices: Vec<_> = position.terms()?.installments().map(|i| (i.nav.clone(), i.amount)).collect();
        self.chance.pick(&notices).cloned()
    }

    /// A receipt comes: position first or receipt first, booked at once or later, sometimes for a notice nobody knows.
    fn receipt_arrives(&mut self) {
        if self.chance.percent(5) {
            let (id, unknown) = (receipt_id(self.number()), nav(900_000 + self.number()));
            let debtor = self.somebody();
            let facts = facts(&mut self.chance, id, unknown, Cents::new(777), debtor);
            let (stream, mut receipt) = self.receive(facts);
            if self.chance.percent(70) {
                self.tell(&mut receipt, &stream, ReceiptCommand::Park { reason: ParkReason::UnknownNotice });
            }
            return self.receipts.push((stream, receipt));
        }
        self.with_position(|world, id, position| {
            let Some((nav, amount)) = world.some_notice(position) else { return };
            let number = world.number();
            let debtor = position.debtor().unwrap().subject;
            let mut facts = facts(&mut world.chance, receipt_id(number), nav, amount, debtor);
            world.note_checkout(&mut facts);
            let payment = Box::new(payment_of(&facts, noon()));
            let book = Command::RecordReceipt { nav: facts.nav.clone(), payment };
            let before = world.chance.percent(30).then(|| book.clone());
            if let Some(book) = before.clone() {
                world.tell(position, &id.to_string(), book);
            }
            let (stream, mut receipt) = world.receive(facts);
            let later = before.is_none() && world.chance.percent(80);
            if later {
                world.tell(position, &id.to_string(), book);
            }
            let booked = later || before.is_some();
            if world.chance.percent(50) && (booked || !world.orderly) {
                let too_many = |payment: &Payment| payment.reference == PaymentReference::Receipt(receipt_id(number));
                let second = position.refunds_due().iter().any(|(_, payment)| too_many(payment));
                world.file(&stream, &mut receipt, id, second);
            }
            world.receipts.push((stream, receipt));
        });
    }

    fn note_checkout(&mut self, facts: &mut ReceiptFacts) {
        let pays = |checkout: &Checkout| checkout.items().iter().any(|item| item.nav == facts.nav);
        let ids: Vec<CheckoutId> = self.checkouts.iter().filter(|(_, checkout)| pays(checkout)).map(|(id, _)| *id).collect();
        if self.chance.percent(50) {
            let note = self.chance.pick(&ids).map(|id| Text210::parse(&id.to_string()).unwrap());
            facts.payment_note = note;
        }
    }

    fn receive(&mut self, facts: ReceiptFacts) -> (String, Receipt) {
        let stream = receipt_stream(&facts.addressed_to, &facts.receipt_id);
        let mut receipt = Receipt::default();
        let raw = sealed(facts.debtor.subject);
        let digest = hex::encode(Sha256::digest(&stream));
        let command = ReceiptCommand::Receive { facts: Box::new(facts), raw, digest, now: noon() };
        self.tell(&mut receipt, &stream, command);
        (stream, receipt)
    }

    fn file(&mut self, stream: &str, receipt: &mut Receipt, position: PositionId, is_second: bool) {
        let subject = self.somebody();
        let mails = (0..self.chance.below(3))
            .map(|number| MailRequest { message_id: format!("<{stream}.{number}@prova>"), to: sealed(subject) })
            .collect();
        let second_payment = if self.orderly { is_second } else { self.chance.percent(20) };
        self.tell(receipt, stream, ReceiptCommand::File { position, second_payment, mails });
    }

    fn finish_receipt(&mut self) {
        if self.receipts.is_empty() {
            return self.receipt_arrives();
        }
        let at = self.chance.below(self.receipts.len());
        let (stream, mut receipt) = self.receipts[at].clone();
        let positions: Vec<PositionId> = self.positions.iter().map(|(id, _)| *id).collect();
        let open: Vec<String> = receipt.open_mails().map(|mail| mail.message_id.clone()).collect();
        match (self.chance.below(5), self.chance.pick(&open).cloned(), self.chance.pick(&positions).copied()) {
            (0, _, Some(position)) if !self.orderly => self.file(&stream, &mut receipt, position, false),
            (1, Some(message_id), _) => {
                let command = ReceiptCommand::AbandonMail { message_id, reason: text140("casella inesistente") };
                self.tell(&mut receipt, &stream, command);
            }
            (2, ..) => {
                let mut other = receipt.facts().cloned().unwrap();
                other.description = text140("altro contenuto");
                let raw = sealed(other.debtor.subject);
                let digest = format!("other digest of {stream}");
                let command = ReceiptCommand::Receive { facts: Box::new(other), raw, digest, now: noon() };
                self.tell(&mut receipt, &stream, command);
            }
            (3, ..) => {
                let to = sealed(self.somebody());
                let mail = MailRequest { message_id: format!("<{stream}.asked{}@prova>", self.chance.below(3)), to };
                self.tell(&mut receipt, &stream, ReceiptCommand::RequestMail { mail });
            }
            (_, Some(message_id), _) => {
                self.tell(&mut receipt, &stream, ReceiptCommand::NoteMailAccepted { message_id, now: noon() });
            }
            _ => {}
        }
        self.receipts[at] = (stream, receipt);
    }

    fn counter(&mut self) {
        self.with_position(|world, id, position| {
            let Some((nav, amount)) = world.some_notice(position) else { return };
            let number = world.number();
            let payment = Box::new(counter_payment(&mut world.chance, number, amount));
            world.tell(position, &id.to_string(), Command::RecordPaymentElsewhere { nav, payment });
            world.undo_sometimes(id, position);
        });
    }

    /// A notice as a cart would take it now.
    fn standing(&self, nav: &NoticeNumber, now: DateTime<Utc>) -> Result<Box<CartItem>, NotPayable> {
        let known = |(_, position): &&(PositionId, DebtPosition)| position.terms().is_some_and(|terms| terms.find(nav).is_some());
        let (id, position) = self.positions.iter().find(known).ok_or(NotPayable::Unknown)?;
        let installment = position.payable(nav, now)?;
        let (option, _) = position.terms().and_then(|terms| terms.find(nav)).ok_or(NotPayable::Unknown)?;
        Ok(Box::new(CartItem {
            nav: nav.clone(),
            position: *id,
            option,
            ente: ente(),
            company_name: text140("Comune di prova"),
            description: installment.description.clone(),
            amount: installment.amount,
        }))
    }

    fn cart(&mut self) {
        if self.carts.is_empty() || self.chance.percent(15) {
            let id = CartId::new(self.chance.uuid());
            let subject = self.somebody();
            let owner = if self.chance.percent(50) { Owner::Anonymous } else { Owner::Citizen(subject) };
            let mut cart = Cart::default();
            self.tell(&mut cart, &id.to_string(), CartCommand::Open { owner });
            return self.carts.push((id, cart));
        }
        let at = self.chance.below(self.carts.len());
        let (id, mut cart) = self.carts[at].clone();
        let inside: Vec<NoticeNumber> = cart.items().iter().map(|item| item.nav.clone()).collect();
        let command = match (self.chance.below(10), self.chance.pick(&inside).cloned()) {
            (0, Some(nav)) => CartCommand::Remove { nav },
            (1, _) => CartCommand::Clear,
            (2, _) => CartCommand::Claim { subject: self.somebody() },
            (3..=5, Some(_)) => return self.check_out(at),
            _ => CartCommand::Add { item: self.something_payable() },
        };
        self.tell(&mut cart, &id.to_string(), command);
        self.carts[at] = (id, cart);
    }

    /// A notice that can be paid, if a few tries find one.
    fn something_payable(&mut self) -> Result<Box<CartItem>, NotPayable> {
        let tries = (0..10).map(|_| nav(1 + self.chance.next() % self.next_base)).collect::<Vec<_>>();
        let found = tries.iter().find_map(|nav| self.standing(nav, noon()).ok());
        found.ok_or(NotPayable::Unknown)
    }

    fn check_out(&mut self, at: usize) {
        let (id, mut cart) = self.carts[at].clone();
        let checkout_id = CheckoutId::of(id, &self.number().to_string());
        let current = cart.items().iter().map(|item| (item.nav.clone(), self.standing(&item.nav, noon()))).collect();
        self.tell(&mut cart, &id.to_string(), CartCommand::CheckOut { checkout: checkout_id, current });
        if let Some(items) = cart.checked_out(checkout_id).map(<[CartItem]>::to_vec) {
            let subject = self.somebody();
            let email = self.chance.percent(60).then(|| sealed(subject));
            let mut checkout = Checkout::default();
            let start = CheckoutCommand::Start { cart: id, items, email, now: noon() };
            self.tell(&mut checkout, &checkout_id.to_string(), start);
            self.checkouts.push((checkout_id, checkout));
        }
        self.carts[at] = (id, cart);
    }

    fn checkout(&mut self) {
        if self.checkouts.is_empty() {
            return self.cart();
        }
        let at = self.chance.below(self.checkouts.len());
        let (id, mut checkout) = self.checkouts[at].clone();
        let notices: Vec<NoticeNumber> = checkout.items().iter().map(|item| item.nav.clone()).collect();
        let outcomes = [ReturnOutcome::Ok, ReturnOutcome::Cancelled, ReturnOutcome::Error, ReturnOutcome::Waiting];
        let command = match self.chance.below(10) {
            0..=2 => {
                let redirect_url = "https://checkout.example/c/1".parse().unwrap();
                CheckoutCommand::NoteAccepted { redirect_url, now: noon() }
            }
            3 => CheckoutCommand::NoteFailed { failure: CheckoutFailure::Unavailable },
            4 => CheckoutCommand::NoteReturn { outcome: *self.chance.pick(&outcomes).unwrap() },
            5 => CheckoutCommand::NoteDeadline { now: noon() + TimeDelta::hours(4) },
            _ => {
                let (nav, receipt_id) = self.receipt_for(id, &notices);
                let is_it =
                    |(_, receipt): &(String, Receipt)| receipt.facts().is_some_and(|facts| facts.receipt_id == receipt_id);
                if self.orderly && !self.receipts.iter().any(is_it) {
                    CheckoutCommand::NoteReturn { outcome: ReturnOutcome::Waiting }
                } else {
                    CheckoutCommand::NoteReceipt { nav, receipt_id }
                }
            }
        };
        self.tell(&mut checkout, &id.to_string(), command);
        self.checkouts[at] = (id, checkout);
    }

    /// A receipt that names this checkout, if one came; else one that is still on its way.
    fn receipt_for(&mut self, checkout: CheckoutId, notices: &[NoticeNumber]) -> (NoticeNumber, ReceiptId) {
        let note = checkout.to_string();
        let ours = |facts: &&ReceiptFacts| facts.payment_note.as_ref().is_some_and(|text| text.as_str() == note);
        let known = self.receipts.iter().filter_map(|(_, receipt)| receipt.facts()).filter(ours);
        let known: Vec<_> = known.map(|facts| (facts.nav.clone(), facts.receipt_id.clone())).collect();
        match self.chance.pick(&known).cloned().filter(|(nav, _)| notices.contains(nav)) {
            Some(known) => known,
            None => (self.chance.pick(notices).cloned().unwrap(), receipt_id(self.number())),
        }
    }

    /// Somebody asks for help, or somebody helps.
    fn support(&mut self) {
        if self.requests.is_empty() || self.chance.below(3) == 0 {
            return self.ask_for_help();
        }
        let at = self.chance.below(self.requests.len());
        let (id, mut request) = self.requests[at].clone();
        let citizen = request.opening().unwrap().contacts.subject;
        let (text, now) = (sealed(citizen), self.some_moment());
        let by = StaffName::parse(if self.chance.below(2) == 0 { "anna" } else { "bruno" }).unwrap();
        let message_id = format!("<{:032x}@mail.example>", self.number());
        let command = match self.chance.below(8) {
            0 => SupportRequestCommand::Assign { to: by },
            1 => SupportRequestCommand::Draft { text },
            2 => SupportRequestCommand::Note { text, by, now },
            3 | 4 => SupportRequestCommand::Answer { text, by, answers_seen: request.answers(), message_id, now },
            5 => SupportRequestCommand::Close { reason: text140("risolto") },
            6 => SupportRequestCommand::Reopen { text: Some(text), now },
            _ => SupportRequestCommand::Rate { rating: Rating::try_from(3).unwrap() },
        };
        self.tell(&mut request, &id.to_string(), command);
        let mail = request.open_mails().map(|(message_id, _)| message_id.to_owned()).next();
        if let Some(message_id) = mail.filter(|_| self.chance.below(2) == 0) {
            self.tell(&mut request, &id.to_string(), SupportRequestCommand::NoteMailAccepted { message_id, now });
        }
        self.requests[at].1 = request;
    }

    fn ask_for_help(&mut self) {
        let number = u8::try_from(self.requests.len() % 32).unwrap();
        let round = u8::try_from(self.requests.len() / 32 % 32).unwrap();
        let reference = SupportReference::of([number, round, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        let id = domain::ids::SupportRequestId::of(&ente(), &reference);
        let about = match self.chance.below(4) {
            0 => self.chance.pick(&self.positions).and_then(|(id, position)| {
                let installment = position.terms()?.installments().next()?;
                Some(About::Notice { nav: installment.nav.clone(), position: Some(*id) })
            }),
            1 => self.chance.pick(&self.carts).map(|(id, _)| About::Cart(*id)),
            2 => self.chance.pick(&self.checkouts).map(|(id, _)| About::Checkout(*id)),
            _ => None,
        };
        let citizen = self.somebody();
        let opening = Opening {
            reference,
            case_type: CaseCode::parse("payment").unwrap(),
            language: domain::account::MailLanguage::It,
            text: sealed(citizen),
            contacts: sealed(citizen),
            about,
            seen: 0,
            at: self.some_moment(),
        };
        let mut request = SupportRequest::default();
        self.tell(&mut request, &id.to_string(), SupportRequestCommand::Open(Box::new(opening)));
        self.requests.push((id, request));
    }

    fn node_asks(&mut self) {
        let asked = nav(1 + self.chance.next() % (self.next_base + 3));
        let standing = self.standing(&asked, noon());
        let call = NodeCallEvent::NoticeVerified {
            nav: asked,
            position: standing.as_ref().ok().map(|item| item.position),
            amount: standing.as_ref().ok().map(|item| item.amount),
            fault: None,
        };
        let id = self.chance.uuid().to_string();
        self.tell(&mut NodeCall::default(), &id, KeepCall(call));
    }

    /// Today in Italy, some days away from noon.
    pub(crate) fn some_moment(&mut self) -> DateTime<Utc> {
        let day = some_day(&mut self.chance);
        // Also the first and the last instant of a day in Italy.
        match self.chance.below(3) {
            0 => rome::start_of_day(day),
            1 => rome::end_of_day(day),
            _ => rome::start_of_day(day) + TimeDelta::minutes(i64::try_from(self.chance.below(1_300)).unwrap()),
        }
    }
}
