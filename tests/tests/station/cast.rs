//! The cast of pagoPA's samples: the municipality, its province, its citizen, and the debts the samples are about.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::aggregate::Decider;
use domain::debt_position::{
    Channel, DebtPosition, DebtPositionCommand, Destination, Installment, Origin, Payment, PaymentOption, PaymentReference,
    Terms, Transfer,
};
use domain::ente::EnteSettings;
use domain::identifier::{NoticeNumber, ReceiptId};
use domain::ids::SubjectId;
use domain::personal::{Person, PersonalClass, PlainPerson, Sealed, SealedPerson};
use serde_json::json;

pub(crate) const ENTE: &str = "99999000104";
pub(crate) const PROVINCE: &str = "99999000203";
pub(crate) const BROKER: &str = "99999000401";
pub(crate) const STATION: &str = "99999000401_01";
pub(crate) const IBAN: &str = "IT20F9999999998000000000017";
pub(crate) const POSTAL_IBAN: &str = "IT57A0760199998000099990001";

pub(crate) const MEALS: &str = "302260000000001736";
pub(crate) const WASTE: &str = "302260000000001837";
pub(crate) const STAMP: &str = "302260000000001938";
pub(crate) const NURSERY: &str = "302260000000002039";

/// The municipality, with its one station and the province as secondary creditor.
pub(crate) fn ente() -> Arc<EnteSettings> {
    Arc::new(
        serde_json::from_value(json!({
            "code": ENTE,
            "name": "Comune di Borgoesempio",
            "broker": BROKER,
            "stations": [
                { "id": STATION, "segregation_codes": ["02"] },
                { "id": "99999000401_02", "segregation_codes": ["07"] },
            ],
            "accounts": [{ "iban": IBAN }],
            "secondary_creditors": [{ "code": PROVINCE, "name": "Provincia di Esempio" }],
        }))
        .unwrap(),
    )
}

/// When the samples play.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-10-20T08:00:00Z".parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn nav(text: &str) -> NoticeNumber {
    NoticeNumber::parse(text).unwrap()
}

/// The citizen of the samples.
pub(crate) fn citizen() -> PlainPerson {
    serde_json::from_value(json!({
        "kind": "F",
        "tax_code": "RSSMRA80A01H501U",
        "full_name": "Mario Rossi",
        "address": {
            "street": "Via dei Collaudi", "civic_number": "7", "postal_code": "00100",
            "city": "Borgoesempio", "province": "XX", "country": "IT",
        },
        "email": "mario.rossi@example.test",
    }))
    .unwrap()
}

pub(crate) fn person() -> Person {
    citizen().person
}

/// An envelope nobody opens: the pure parts never look inside.
pub(crate) fn sealed_person() -> SealedPerson {
    let subject = SubjectId::default();
    let sealed = Sealed { subject, class: PersonalClass::Fiscal, key_version: 1, nonce: String::new(), data: String::new() };
    SealedPerson { subject, person: sealed, email: None }
}

/// One notice and how it is shared out.
pub(crate) struct Debt {
    pub(crate) nav: &'static str,
    pub(crate) description: &'static str,
    pub(crate) office: Option<&'static str>,
    pub(crate) due: Option<&'static str>,
    pub(crate) transfers: Vec<Transfer>,
}

impl Debt {
    pub(crate) fn installment(&self) -> Installment {
        let nav = nav(self.nav);
        Installment {
            iuv: nav.iuv(),
            nav,
            amount: Cents::checked_sum(self.transfers.iter().map(|t| t.amount)).unwrap(),
            description: self.description.parse().unwrap(),
            due_date: self.due.map(day),
            notice_due_date: None,
            transfers: self.transfers.clone(),
        }
    }

    pub(crate) fn terms(&self) -> Terms {
        Terms {
            description: self.description.parse().unwrap(),
            office: self.office.map(|office| office.parse().unwrap()),
            validity_date: None,
            switch_to_expired: true,
            pay_stand_in: false,
            document: None,
            options: vec![PaymentOption { installments: vec![self.installment()] }],
        }
    }

    /// The debt, offered.
    pub(crate) fn position(&self) -> DebtPosition {
        created(self.terms(), true)
    }
}

pub(crate) fn create(terms: Terms, publish: bool) -> DebtPositionCommand {
    let iupd = "debt-1".parse().unwrap();
    let debtor = Box::new(sealed_person());
    DebtPositionCommand::Create { iupd, debtor, terms: Box::new(terms), origin: Origin::Office, request: None, publish }
}

pub(crate) fn created(terms: Terms, publish: bool) -> DebtPosition {
    after(DebtPosition::default(), create(terms, publish))
}

/// The position after a command.
pub(crate) fn after(mut position: DebtPosition, command: DebtPositionCommand) -> DebtPosition {
    for event in position.decide(command).unwrap() {
        position.evolve(event);
    }
    position
}

/// A payment of a notice by some receipt.
pub(crate) fn paid(notice: &str, cents: i64) -> DebtPositionCommand {
    DebtPositionCommand::RecordReceipt {
        nav: nav(notice),
        payment: Box::new(Payment {
            reference: PaymentReference::Receipt(ReceiptId::parse("7c92cf1eee8d99cc85f8355a3d6e4b86").unwrap()),
            amount: Cents::new(cents),
            channel: Channel::Office { note: "for tests".parse().unwrap() },
            paid_at: now(),
            paid_at_is_reception: false,
            application_date: None,
            transfer_date: None,
        }),
    }
}

pub(crate) fn account(iban: &str, postal: Option<&str>) -> Destination {
    Destination::Account { iban: iban.parse().unwrap(), postal_iban: postal.map(|postal| postal.parse().unwrap()) }
}

pub(crate) fn transfer(id: u8, cents: i64, destination: Destination, remittance: &str, category: &str) -> Transfer {
    Transfer {
        id,
        creditor: ENTE.parse().unwrap(),
        company_name: None,
        amount: Cents::new(cents),
        destination,
        remittance_information: remittance.parse().unwrap(),
        category: category.parse().unwrap(),
    }
}

/// School meals: one account with a postal one beside it.
pub(crate) fn meals() -> Debt {
    let remittance = "/RFB/02260000000001736/59.80/TXT/Refezione ottobre 2026";
    Debt {
        nav: MEALS,
        description: "Refezione scolastica ottobre 2026",
        office: Some("Servizi scolastici"),
        due: Some("2026-10-31"),
        transfers: vec![transfer(1, 5980, account(IBAN, Some(POSTAL_IBAN)), remittance, "9/0107101TS/")],
    }
}

/// Waste tax with the province's share.
pub(crate) fn waste() -> Debt {
    let (ours, theirs) = ("/RFB/02260000000001837/200.00/TXT/TARI 2026", "/RFB/02260000000001837/10.00/TXT/TEFA 2026");
    let share = transfer(2, 1000, account("IT95H9999999997000000000025", None), theirs, "9/0201102IM/");
    Debt {
        nav: WASTE,
        description: "TARI 2026 con quota TEFA",
        office: Some("Ufficio tributi"),
        due: Some("2026-12-02"),
        transfers: vec![
            transfer(1, 20_000, account(IBAN, Some(POSTAL_IBAN)), ours, "9/0101101IM/"),
            Transfer { creditor: PROVINCE.parse().unwrap(), ..share },
        ],
    }
}

/// A revenue stamp and fees.
pub(crate) fn stamp() -> Debt {
    let document_hash = "1cKs1tSbI8MWxWj1VAXfeog/e1tL65/IJU38GmKYVPs=".parse().unwrap();
    let stamp = Destination::Stamp { document_hash, province: "RM".parse().unwrap() };
    let fees = "/RFB/02260000000001938/30.00/TXT/Diritti istanza 2026 123";
    Debt {
        nav: STAMP,
        description: "Istanza 2026/123 bollo e diritti",
        office: Some("SUE"),
        due: Some("2026-11-30"),
        transfers: vec![
            transfer(1, 1600, stamp, "Imposta di bollo istanza 2026/123", "9/0115103TS/"),
            transfer(2, 3000, account(IBAN, None), fees, "9/0105107TS/"),
        ],
    }
}
