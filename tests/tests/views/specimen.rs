//! Invented debts, people and payments.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use domain::Cents;
use domain::debt_position::{Channel, Destination, Installment, Payment, PaymentOption, PaymentReference, Terms, Transfer};
use domain::identifier::{EnteCode, Iban, NoticeBase, NoticeNumber, ReceiptId, SegregationCode, TransferCategory};
use domain::ids::SubjectId;
use domain::personal::{PersonalClass, Sealed, SealedPerson};
use domain::receipt::{ReceiptFacts, ReceiptPsp, ReceiptTransfer};
use domain::text::{Text35, Text70, Text140};

use crate::chance::Chance;

/// The day around which everything happens.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 29).unwrap()
}

/// Noon of that day.
pub(crate) fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 29, 12, 0, 0).unwrap()
}

pub(crate) fn ente() -> EnteCode {
    EnteCode::parse("00133880252").unwrap()
}

pub(crate) fn text140(text: &str) -> Text140 {
    Text140::parse(text).unwrap()
}

pub(crate) fn nav(base: u64) -> NoticeNumber {
    NoticeNumber::issue(&SegregationCode::parse("02").unwrap(), NoticeBase::new(base).unwrap())
}

/// The envelope of somebody; what is in it nobody asks here.
pub(crate) fn sealed(subject: SubjectId) -> Sealed {
    let data = "c2VhbGVkIGRhdGEgb2Ygc29tZWJvZHkgdGhhdCBub2JvZHkgb3BlbnMgaW4gYSB0ZXN0LCBhcyBsb25nIGFzIHJlYWwgb25l".to_owned();
    Sealed { subject, class: PersonalClass::Fiscal, key_version: 1, nonce: "bm9uY2Vub25jZQ==".into(), data }
}

pub(crate) fn person(subject: SubjectId) -> SealedPerson {
    SealedPerson { subject, person: sealed(subject), email: None }
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
    let description = text140(if base.is_multiple_of(2) { "TARI, prima rata" } else { "Mensa scolastica 50%_x" });
    Installment { iuv: nav.iuv(), nav, amount, description, due_date, notice_due_date: None, transfers: vec![transfer] }
}

pub(crate) fn terms(options: Vec<Vec<Installment>>) -> Terms {
    Terms {
        description: text140("TARI 2026"),
        office: Some(text140("Ufficio tributi")),
        validity_date: None,
        switch_to_expired: false,
        pay_stand_in: false,
        document: None,
        options: options.into_iter().map(|installments| PaymentOption { installments }).collect(),
    }
}

/// A day within two weeks of [`today`], before or after.
pub(crate) fn some_day(chance: &mut Chance) -> NaiveDate {
    today() + TimeDelta::days(i64::try_from(chance.below(29)).unwrap() - 14)
}

/// Terms of any kind that validates, with notices from `base` on; answers how many there are.
pub(crate) fn any_terms(chance: &mut Chance, base: u64) -> (Terms, u64) {
    let mut next = base;
    let mut options = Vec::new();
    for _ in 0..=chance.below(2) {
        let count = 1 + chance.below(3);
        let installments = (0..count).map(|_| {
            let due = chance.percent(80).then(|| some_day(chance));
            next += 1;
            installment(next - 1, 100 + i64::try_from(chance.below(10_000)).unwrap(), due)
        });
        options.push(installments.collect());
    }
    let mut terms = terms(options);
    terms.switch_to_expired = chance.percent(60);
    terms.pay_stand_in = chance.percent(40);
    let first_due = terms.installments().filter_map(|i| i.due_date).min();
    if chance.percent(40) {
        let valid = some_day(chance);
        terms.validity_date = Some(first_due.map_or(valid, |due| due.min(valid)));
    }
    terms.validate().unwrap();
    (terms, next - base)
}

pub(crate) fn receipt_id(number: u64) -> ReceiptId {
    ReceiptId::parse(&format!("token{number:08}")).unwrap()
}

fn some_time(chance: &mut Chance) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(i64::try_from(chance.below(20_000)).unwrap() - 10_000)
}

/// What a receipt for this notice says.
pub(crate) fn facts(chance: &mut Chance, id: ReceiptId, nav: NoticeNumber, amount: Cents, debtor: SubjectId) -> ReceiptFacts {
    let transfer = ReceiptTransfer {
        id: 1,
        amount,
        creditor: ente(),
        company_name: None,
        iban: Some(Iban::parse("IT10Q0306905020100000ABC123").unwrap()),
        stamp_digest: None,
        remittance_information: text140("/RFB/causale"),
        category: text140("9/0101101IM/"),
    };
    ReceiptFacts {
        receipt_id: id,
        addressed_to: ente(),
        primary: ente(),
        iuv: nav.iuv(),
        nav,
        amount,
        description: text140("come dice la ricevuta"),
        company_name: text140("Comune di prova"),
        office: None,
        debtor: person(debtor),
        payer: chance.percent(60).then(|| person(SubjectId::new(uuid::Uuid::from_u128(0xfeed + u128::from(chance.next() % 3))))),
        transfers: vec![transfer],
        psp: ReceiptPsp {
            id: Text35::parse("PSP01").unwrap(),
            name: Text70::parse("Banca di prova").unwrap(),
            fiscal_code: None,
            vat_number: None,
            channel: Text35::parse("CANALE").unwrap(),
            channel_description: Text35::parse("app").unwrap(),
        },
        method: Some(Text35::parse("CP").unwrap()),
        payment_note: None,
        fee: Some(Cents::new(150)),
        creditor_fee: None,
        paid_at: chance.percent(80).then(|| some_time(chance)),
        application_date: Some(today()),
        transfer_date: None,
        stand_in: chance.percent(10),
        version: 2,
    }
}

/// The payment a receipt proves.
pub(crate) fn payment_of(facts: &ReceiptFacts, received_at: DateTime<Utc>) -> Payment {
    Payment {
        reference: PaymentReference::Receipt(facts.receipt_id.clone()),
        amount: facts.amount,
        channel: Channel::Pagopa {
            psp_id: facts.psp.id.clone(),
            psp_name: facts.psp.name.clone(),
            method: facts.method.clone(),
            fee: facts.fee,
            payment_note: facts.payment_note.clone(),
            stand_in: facts.stand_in,
        },
        paid_at: facts.paid_at.unwrap_or(received_at),
        paid_at_is_reception: facts.paid_at.is_none(),
        application_date: facts.application_date,
        transfer_date: facts.transfer_date,
    }
}

/// A payment the office took itself.
pub(crate) fn counter_payment(chance: &mut Chance, number: u64, amount: Cents) -> Payment {
    Payment {
        reference: PaymentReference::Elsewhere(Text35::parse(&format!("bolletta {number}")).unwrap()),
        amount,
        channel: Channel::Office { note: text140("sportello") },
        paid_at: some_time(chance),
        paid_at_is_reception: false,
        application_date: None,
        transfer_date: None,
    }
}
