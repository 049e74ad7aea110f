//! Invented debts, people and payments for the tests of the rules.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Rome;
use uuid::Uuid;

use crate::Cents;
use crate::account::{AccountMail, MailKind, MailLanguage};
use crate::aggregate::Decider;
use crate::cart::CartItem;
use crate::debt_position::{Channel, Destination, Installment, Payment, PaymentOption, PaymentReference, Terms, Transfer};
use crate::identifier::{EnteCode, Iban, NoticeBase, NoticeNumber, ReceiptId, SegregationCode, TransferCategory};
use crate::ids::{CartId, CheckoutId, PositionId, SubjectId};
use crate::personal::{PersonalClass, Sealed, SealedPerson};
use crate::text::{Text35, Text70, Text140};

/// Decides a command and folds what was decided, as the event store would.
pub(crate) fn tell<D: Decider>(state: &mut D, command: D::Command) -> Result<Vec<D::Event>, D::Refusal>
where
    D::Event: Clone,
{
    let events = state.decide(command)?;
    events.iter().cloned().for_each(|event| state.evolve(event));
    Ok(events)
}

/// The notice number with this base.
pub(crate) fn nav(base: u64) -> NoticeNumber {
    NoticeNumber::issue(&SegregationCode::parse("02").unwrap(), NoticeBase::new(base).unwrap())
}

pub(crate) fn ente() -> EnteCode {
    EnteCode::parse("00133880252").unwrap()
}

pub(crate) fn text140(text: &str) -> Text140 {
    Text140::parse(text).unwrap()
}

/// The envelope of nobody in particular.
pub(crate) fn sealed(subject: u128) -> Sealed {
    let subject = SubjectId::new(Uuid::from_u128(subject));
    Sealed { subject, class: PersonalClass::Fiscal, key_version: 1, nonce: "bm9uY2U=".into(), data: "ZGF0YQ==".into() }
}

pub(crate) fn debtor(subject: u128) -> SealedPerson {
    let person = sealed(subject);
    SealedPerson { subject: person.subject, person, email: None }
}

/// A mail of an account, by its number.
pub(crate) fn account_mail(number: u128, kind: MailKind) -> AccountMail {
    AccountMail { message_id: format!("<{number:032x}@mail.example>"), kind, to: sealed(1), language: MailLanguage::It }
}

/// A notice with one transfer to our account.
pub(crate) fn installment(base: u64, cents: i64, due_date: Option<NaiveDate>) -> Installment {
    let (nav, amount) = (nav(base), Cents::new(cents));
    let transfer = Transfer {
        id: 1,
        creditor: ente(),
        company_name: None,
        amount,
        destination: Destination::Account { iban: Iban::parse("IT10Q0306905020100000ABC123").unwrap(), postal_iban: None },
        remittance_information: text140("/RFB/causale"),
        category: TransferCategory::parse("9/0101101IM/").unwrap(),
    };
    let iuv = nav.iuv();
    Installment { nav, iuv, amount, description: text140("Rata"), due_date, notice_due_date: None, transfers: vec![transfer] }
}

pub(crate) fn terms(options: Vec<Vec<Installment>>) -> Terms {
    Terms {
        description: text140("TARI 2026"),
        office: None,
        validity_date: None,
        switch_to_expired: false,
        pay_stand_in: false,
        document: None,
        options: options.into_iter().map(|installments| PaymentOption { installments }).collect(),
    }
}

pub(crate) fn receipt_id(number: u64) -> ReceiptId {
    ReceiptId::parse(&format!("token{number}")).unwrap()
}

/// A payment through pagoPA.
pub(crate) fn paid(receipt: u64, cents: i64) -> Payment {
    let channel = Channel::Pagopa {
        psp_id: Text35::parse("PSP01").unwrap(),
        psp_name: Text70::parse("Banca di prova").unwrap(),
        method: None,
        fee: None,
        payment_note: None,
        stand_in: false,
    };
    payment(PaymentReference::Receipt(receipt_id(receipt)), cents, channel)
}

/// A payment the office took itself.
pub(crate) fn paid_at_counter(number: u64, cents: i64) -> Payment {
    let reference = PaymentReference::Elsewhere(Text35::parse(&format!("bolletta {number}")).unwrap());
    payment(reference, cents, Channel::Office { note: text140("sportello") })
}

fn payment(reference: PaymentReference, cents: i64, channel: Channel) -> Payment {
    Payment {
        reference,
        amount: Cents::new(cents),
        channel,
        paid_at: DateTime::UNIX_EPOCH,
        paid_at_is_reception: false,
        application_date: None,
        transfer_date: None,
    }
}

/// A notice of a position, as a cart holds it.
pub(crate) fn item(base: u64, position: u128, option: usize) -> CartItem {
    CartItem {
        nav: nav(base),
        position: position_id(position),
        option,
        ente: ente(),
        company_name: text140("Comune di prova"),
        description: text140("TARI 2026"),
        amount: Cents::new(1_000),
    }
}

pub(crate) fn position_id(number: u128) -> PositionId {
    PositionId::new(Uuid::from_u128(number))
}

pub(crate) fn cart_id(number: u128) -> CartId {
    CartId::new(Uuid::from_u128(number))
}

pub(crate) fn checkout_id(number: u128) -> CheckoutId {
    CheckoutId::new(Uuid::from_u128(number))
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The instant at which clocks in Italy show this time of this day, found by the time zone crate itself.
pub(crate) fn in_rome(day: NaiveDate, time: &str) -> DateTime<Utc> {
    let time: NaiveTime = time.parse().unwrap();
    Rome.from_local_datetime(&day.and_time(time)).earliest().unwrap().with_timezone(&Utc)
}
