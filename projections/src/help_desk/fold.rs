//! Which threads an event belongs to.

use domain::account::AccountEvent;
use domain::calendar::CalendarEvent;
use domain::cart::{CartEvent, CartItem, Owner};
use domain::checkout::CheckoutEvent;
use domain::debt_position::{Channel, DebtPositionEvent, PaymentReference};
use domain::event::Event;
use domain::ids::CheckoutId;
use domain::mandate::MandateEvent;
use domain::node_call::NodeCallEvent;
use domain::privacy_request::PrivacyRequestEvent;
use domain::receipt::{Filing, MailRequest, ReceiptEvent, ReceiptFacts};
use domain::support_request::{About, Opening, SupportRequestEvent};
use domain::text::Text210;
use futures::future::BoxFuture;
use sqlx::PgConnection;
use uuid::Uuid;

use super::sql;
use super::thread::Thread;
use crate::forgotten::Forgotten;
use crate::known::Known;
use crate::sheet::Sheet;
use crate::story::{AccountStory, CartStory, CheckoutStory, FoldError, PositionStory, ReceiptStory, Story, SupportStory};
use crate::stream::{Happening, Moment};
use crate::view::ViewName;

/// One event in one thread.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) ente: String,
    pub(super) thread: Uuid,
    pub(super) log_index: u64,
}

/// The view at work: it only ever adds.
#[derive(Debug, Default)]
pub(crate) struct HelpDesk {
    entries: Vec<Entry>,
    forgotten: Forgotten,
}

impl Sheet for HelpDesk {
    fn view(&self) -> ViewName {
        ViewName::HelpDesk
    }

    fn turn(&mut self) {}

    fn before(&mut self, happening: &Happening, story: &Story, known: &Known) {
        let Moment { ente, log_index, .. } = &happening.moment;
        let mut threads = threads(happening, story, known);
        threads.extend(happening.moment.citizen.map(Thread::Person));
        self.forgotten.see(happening, story);
        for thread in &threads {
            if let Thread::Person(subject) = thread {
                self.forgotten.name(*subject);
            }
        }
        let mut ids: Vec<Uuid> = threads.iter().map(|thread| thread.id(ente)).collect();
        if let Story::Receipt(story) = story {
            ids.push(Thread::receipt_id(&story.stream));
        }
        ids.sort_unstable();
        ids.dedup();
        let entry = |thread| Entry { ente: ente.as_str().to_owned(), thread, log_index: *log_index };
        self.entries.extend(ids.into_iter().map(entry));
    }

    fn after(&mut self, _moment: &Moment, _story: &Story, _already_written: bool) -> Result<(), FoldError> {
        Ok(())
    }

    fn write<'a>(&'a mut self, connection: &'a mut PgConnection) -> BoxFuture<'a, Result<(), sqlx::Error>> {
        Box::pin(async move {
            let mut entries = std::mem::take(&mut self.entries);
            entries.sort_unstable();
            sql::write(connection, &entries).await?;
            self.forgotten.take_out_in_tx(connection, &[sql::FORGET]).await
        })
    }
}

/// The threads of an event, given the story up to it.
fn threads(happening: &Happening, story: &Story, known: &Known) -> Vec<Thread> {
    match (&happening.event, story) {
        (Event::DebtPosition(event), Story::Position(story)) => of_position(event, story, &happening.moment),
        (Event::Cart(event), Story::Cart(story)) => of_cart(event, story),
        (Event::Checkout(event), Story::Checkout(story)) => of_checkout(event, story, &happening.moment, known),
        (Event::Receipt(event), Story::Receipt(story)) => of_receipt(event, story),
        (Event::NodeCall(event), _) => vec![of_node_call(event)],
        (Event::Account(event), Story::Account(story)) => of_account(event, story),
        (Event::SupportRequest(event), Story::Support(story)) => of_support(event, story),
        (Event::PrivacyRequest(event), _) => of_privacy_request(event),
        (Event::Mandate(event), _) => of_mandate(event),
        (Event::Subject(_), Story::Subject(id)) => vec![Thread::Person(*id)],
        (Event::Calendar(CalendarEvent::CalendarEntrySubmitted { submission }), _) => {
            vec![Thread::Ente, Thread::Person(submission.contacts.subject)]
        }
        (Event::Ente(_) | Event::Service(_) | Event::Site(_) | Event::News(_) | Event::Calendar(_) | Event::Staff(_), _) => {
            vec![Thread::Ente]
        }
        // An event in a stream of another kind: the story refuses it.
        _ => Vec::new(),
    }
}

fn of_support(event: &SupportRequestEvent, story: &SupportStory) -> Vec<Thread> {
    let opening: Option<&Opening> = match event {
        SupportRequestEvent::SupportRequestOpened { opening } => Some(opening),
        _ => story.request.opening(),
    };
    let mut threads = vec![Thread::Support(story.id)];
    threads.extend(opening.map(|opening| Thread::Person(opening.contacts.subject)));
    threads.extend(opening.and_then(|opening| opening.about.as_ref()).map(|about| match about {
        About::Notice { position: Some(position), .. } => Thread::Position(*position),
        About::Notice { nav, position: None } => Thread::UnknownNotice(nav.clone()),
        About::Cart(cart) => Thread::Cart(*cart),
        About::Checkout(checkout) => Thread::Checkout(*checkout),
    }));
    threads
}

fn of_privacy_request(event: &PrivacyRequestEvent) -> Vec<Thread> {
    match event {
        PrivacyRequestEvent::PrivacyRequestOpened { opening } => opening.subjects.iter().copied().map(Thread::Person).collect(),
        PrivacyRequestEvent::PrivacyRequestClosed { .. } => vec![Thread::Ente],
    }
}

/// Who was given a person's data stands in that person's thread, and so in the copy they may ask for (GDPR art. 15 (1) (c)).
fn of_mandate(event: &MandateEvent) -> Vec<Thread> {
    match event {
        MandateEvent::MandateGranted { grant } => grant.keys.iter().map(|key| Thread::Person(key.subject)).collect(),
        MandateEvent::MandateWithdrawn { .. } | MandateEvent::MandateDestroyed { .. } => vec![Thread::Ente],
    }
}

fn of_account(event: &AccountEvent, story: &AccountStory) -> Vec<Thread> {
    use AccountEvent as E;
    match event {
        E::AccountRegistered { registration } => vec![Thread::Person(registration.subject)],
        E::RegistrationDeclined { subject, .. } => vec![Thread::Person(*subject)],
        E::TaxCodeVerified { debtor, .. } => story.account.subject().into_iter().chain([*debtor]).map(Thread::Person).collect(),
        _ => story.account.subject().into_iter().map(Thread::Person).collect(),
    }
}

fn of_node_call(event: &NodeCallEvent) -> Thread {
    use NodeCallEvent as E;
    let (nav, position) = match event {
        E::NoticeVerified { nav, position, .. } | E::ActivationRefused { nav, position, .. } => (Some(nav), position),
        E::ReceiptRefused { nav, position, .. } => (nav.as_ref(), position),
    };
    match (position, nav) {
        (Some(position), _) => Thread::Position(*position),
        (None, Some(nav)) => Thread::UnknownNotice(nav.clone()),
        (None, None) => Thread::Ente,
    }
}

fn of_position(event: &DebtPositionEvent, story: &PositionStory, moment: &Moment) -> Vec<Thread> {
    use DebtPositionEvent as E;
    let mut threads = vec![Thread::Position(story.id)];
    threads.extend(story.position.debtor().map(|debtor| Thread::Person(debtor.subject)));
    let mut receipt = |reference: &PaymentReference| {
        if let PaymentReference::Receipt(id) = reference {
            threads.push(Thread::Receipt(moment.ente.clone(), id.clone()));
        }
    };
    match event {
        E::InstallmentPaid { payment, .. } | E::SecondPaymentRecorded { payment, .. } => {
            receipt(&payment.reference);
            if let Channel::Pagopa { payment_note, .. } = &payment.channel {
                threads.extend(checkout_of(payment_note.as_ref()));
            }
        }
        E::PaymentDifferenceNoted { reference, .. } | E::PaymentCompensated { reference, .. } => receipt(reference),
        E::ActivationQuoted { payment_note, .. } => threads.extend(checkout_of(payment_note.as_ref())),
        E::PositionCreated { debtor, .. } => threads.push(Thread::Person(debtor.subject)),
        E::PositionAmended { debtor, .. } => threads.extend(debtor.iter().map(|debtor| Thread::Person(debtor.subject))),
        E::PositionPublished {}
        | E::PositionWithdrawn { .. }
        | E::PositionRestored { .. }
        | E::PositionExpired { .. }
        | E::PositionArchived { .. } => {}
    }
    threads
}

fn of_cart(event: &CartEvent, story: &CartStory) -> Vec<Thread> {
    let mut threads = vec![Thread::Cart(story.id)];
    if let Some(Owner::Citizen(subject)) = story.cart.owner() {
        threads.push(Thread::Person(subject));
    }
    let position = |item: &CartItem| Thread::Position(item.position);
    match event {
        CartEvent::CartOpened { owner: Owner::Citizen(subject) } | CartEvent::CartClaimed { subject } => {
            threads.push(Thread::Person(*subject));
        }
        CartEvent::CartOpened { owner: Owner::Anonymous } => {}
        CartEvent::NoticeAdded { item } => threads.push(position(item)),
        CartEvent::NoticeRemoved { nav } => threads.extend(story.cart.item(nav).map(position)),
        CartEvent::CartCleared {} => threads.extend(story.cart.items().iter().map(position)),
        CartEvent::CartCheckedOut { checkout, items } => {
            threads.push(Thread::Checkout(*checkout));
            threads.extend(items.iter().map(position));
        }
    }
    threads
}

fn of_checkout(event: &CheckoutEvent, story: &CheckoutStory, moment: &Moment, known: &Known) -> Vec<Thread> {
    let mut threads = vec![Thread::Checkout(story.id)];
    if let CheckoutEvent::CheckoutStarted { cart, items, email, .. } = event {
        threads.push(Thread::Cart(*cart));
        threads.extend(email.iter().map(|email| Thread::Person(email.subject)));
        for item in items {
            threads.push(Thread::Position(item.position));
            threads.extend(known.debtor_of(item.position, moment.log_index).map(Thread::Person));
        }
        return threads;
    }
    if story.started.is_some() {
        threads.push(Thread::Cart(story.checkout.cart()));
        threads.extend(story.checkout.email().map(|email| Thread::Person(email.subject)));
        threads.extend(story.started.as_ref().and_then(|started| started.citizen).map(Thread::Person));
    }
    for item in &story.items {
        threads.push(Thread::Position(item.item.position));
        threads.extend(item.debtor.map(Thread::Person));
    }
    if let CheckoutEvent::ItemSettled { receipt_id, .. } = event {
        threads.push(Thread::Receipt(moment.ente.clone(), receipt_id.clone()));
    }
    threads
}

/// The receipt's own thread is added by the name of its stream.
fn of_receipt(event: &ReceiptEvent, story: &ReceiptStory) -> Vec<Thread> {
    let facts = match event {
        ReceiptEvent::ReceiptReceived { facts, .. } => Some(&**facts),
        _ => story.receipt.facts(),
    };
    let mut threads = facts.map(people_and_checkout).unwrap_or_default();
    let addressee = |mail: &MailRequest| Thread::Person(mail.to.subject);
    match event {
        ReceiptEvent::ReceiptFiled { position, mails, .. } => {
            threads.push(Thread::Position(*position));
            threads.extend(mails.iter().map(addressee));
        }
        ReceiptEvent::ReceiptMailRequested { mail } => threads.push(addressee(mail)),
        ReceiptEvent::ReceiptReceived { .. }
        | ReceiptEvent::ReceiptContradicted { .. }
        | ReceiptEvent::ReceiptParked { .. }
        | ReceiptEvent::ReceiptMailAccepted { .. }
        | ReceiptEvent::ReceiptMailAbandoned { .. } => {}
    }
    if let Some(Filing::Position { position, .. }) = story.receipt.filing() {
        threads.push(Thread::Position(*position));
    }
    threads
}

fn people_and_checkout(facts: &ReceiptFacts) -> Vec<Thread> {
    let mut threads = vec![Thread::Person(facts.debtor.subject)];
    threads.extend(facts.payer.as_ref().map(|payer| Thread::Person(payer.subject)));
    threads.extend(checkout_of(facts.payment_note.as_ref()));
    threads
}

/// Our cart reference comes back as the payment note; whatever else stands there is not ours.
fn checkout_of(payment_note: Option<&Text210>) -> Option<Thread> {
    let checkout: CheckoutId = payment_note?.as_str().parse().ok()?;
    Some(Thread::Checkout(checkout))
}
