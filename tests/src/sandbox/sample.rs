//! The sample Ente, its citizens and what they owe: invented, valid by every check digit, the same on every machine.

use chrono::{Datelike, Days, NaiveDate};
use domain::identifier::{NoticeBase, NoticeNumber, SegregationCode};
use serde_json::{Value, json};

/// Tax code of the sample Ente.
pub const ENTE: &str = "99999000104";
/// Its broker and station.
pub const BROKER: &str = "99999000401";
/// Its station.
pub const STATION: &str = "99999000401_01";
/// An account of the Ente, registered with the simulator.
pub const IBAN: &str = "IT20F9999999998000000000017";
/// Its postal account.
pub const POSTAL_IBAN: &str = "IT57A0760199998000099990001";

/// Numbers of sample notices start here, far from those the product hands out.
const FIRST_BASE: u64 = 5_000_000_000_000;

/// A sample citizen.
#[derive(Clone, Copy, Debug)]
pub struct Citizen {
    /// Codice fiscale or partita IVA.
    pub tax_code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Where mails go.
    pub email: &'static str,
}

/// The sample citizens; the first one has most to pay.
pub const CITIZENS: [Citizen; 9] = [
    Citizen { tax_code: "RSSMRA80A01H501U", name: "Mario Rossi", email: "mario.rossi@example.test" },
    Citizen { tax_code: "BNCLCU85M41F205T", name: "Lucia Bianchi", email: "lucia.bianchi@example.test" },
    Citizen { tax_code: "VRDGPP70T15L219L", name: "Giuseppe Verdi", email: "giuseppe.verdi@example.test" },
    Citizen { tax_code: "ESPLNE92D55A944R", name: "Elena Esposito", email: "elena.esposito@example.test" },
    Citizen { tax_code: "FRRPLA68R20G273M", name: "Paolo Ferrari", email: "paolo.ferrari@example.test" },
    Citizen { tax_code: "CNTMRC75C03D612I", name: "Marco Conti", email: "marco.conti@example.test" },
    Citizen { tax_code: "RMNCHR88H67F839J", name: "Chiara Romano", email: "chiara.romano@example.test" },
    Citizen { tax_code: "GLLSFN95B10L424D", name: "Štefan Gallič", email: "stefan.gallic@example.test" },
    Citizen { tax_code: "99999000500", name: "Officine Borgo S.r.l.", email: "amministrazione@example.test" },
];

/// The settings of the sample Ente, as `quietanza ente apply` takes them.
pub const ENTE_FILE: &str = r#"# The sample Ente of the sandbox. Everything in it is invented.
code = "99999000104"
name = "Comune di Borgoesempio"
office = "Ufficio tributi"
contacts = "Piazza del Collaudo 1 · tributi@borgoesempio.example · 06 0000000"
address = "Piazza del Collaudo 1, 00100 Borgoesempio (RM)"
site = "www.borgoesempio.example"
broker = "99999000401"
cbill = "BORGO"
default_category = "9/0101101IM/"
sender = "pagamenti@borgoesempio.example"

[[stations]]
id = "99999000401_01"
segregation_codes = ["02"]

[[accounts]]
iban = "IT20F9999999998000000000017"
postal_iban = "IT57A0760199998000099990001"

[postal]
account = "99990001"
holder = "Comune di Borgoesempio"
authorization = "AUT. DB/0000/XXX 00000 DEL 01/01/2026"

[[secondary_creditors]]
code = "99999000203"
name = "Provincia di Esempio"

[policies]
anonymous_pay = true
notice_lookup = "tax_code_and_code"
online_channel = "site"
register_in_archive = true
mail_receipt_to_debtor = true
"#;

/// What the Ente of the sandbox switches on besides: as much as there is.
pub const SWITCHED_ON: &str = r#"
[policies.accounts]
office_verification = true

[support]
anonymous = true
case_types = [
  { code = "malfunction" },
  { code = "payment" },
  { code = "receipt" },
  { code = "information" },
  { code = "school_general" },
  { code = "school_address" },
  { code = "school_meals_suspension" },
  { code = "school_transport_suspension" },
  { code = "school_bland_diet" },
  { code = "accessibility", label = "Accessibilità del portale" },
]
"#;

/// The notice number of a sample notice.
///
/// # Panics
/// Never: the numbers are within the thirteen digits of a base.
#[must_use]
pub fn notice(number: u64) -> NoticeNumber {
    let code: SegregationCode = "02".parse().expect("two digits");
    NoticeNumber::issue(&code, NoticeBase::new(FIRST_BASE + number).expect("thirteen digits"))
}

/// Notice number of the `kind`-th debt of a citizen; kinds as [`positions`] lists them, instalments follow the first.
#[must_use]
pub fn notice_of(citizen: usize, kind: usize, installment: usize) -> NoticeNumber {
    notice((citizen * 1_000 + kind * 10 + installment) as u64)
}

/// How many kinds of debt every citizen has.
pub const KINDS: usize = 36;

/// The sample positions, one line of GPD JSON each.
pub fn positions(today: NaiveDate) -> impl Iterator<Item = String> {
    (0..CITIZENS.len()).flat_map(move |citizen| (0..KINDS).map(move |kind| position(today, citizen, kind).to_string()))
}

fn position(today: NaiveDate, citizen: usize, kind: usize) -> Value {
    let mut position = unnumbered(today, citizen, kind);
    if let Some(document) = bill(today, citizen, kind) {
        position["document"] = document;
    }
    position
}

/// Meals and school bus are billed with a number.
fn bill(today: NaiveDate, citizen: usize, kind: usize) -> std::option::Option<Value> {
    let name = match kind {
        0 => "Mensa scolastica",
        6 | 7 => "Trasporto scolastico",
        _ => return None,
    };
    let begins = if today.month() >= 9 { today.year() } else { today.year() - 1 };
    Some(json!({
        "type": name,
        "year": today.year(),
        "number": format!("{}/{kind}", citizen + 1),
        "schoolYear": format!("{begins}/{}", begins + 1),
    }))
}

fn unnumbered(today: NaiveDate, citizen: usize, kind: usize) -> Value {
    let person = CITIZENS[citizen];
    let (subject, category, options) = debt(today, citizen, kind);
    json!({
        "iupd": format!("{ENTE}-SAMPLE-{citizen:02}-{kind:03}"),
        "type": if person.tax_code.len() == 11 { "G" } else { "F" },
        "payStandIn": true,
        "fiscalCode": person.tax_code,
        "fullName": person.name,
        "streetName": "Via dei Collaudi",
        "civicNumber": (citizen + 1).to_string(),
        "postalCode": "00100",
        "city": "Borgoesempio",
        "province": "RM",
        "country": "IT",
        "email": person.email,
        "switchToExpired": false,
        "companyName": "Comune di Borgoesempio",
        "officeName": "Ufficio tributi",
        "paymentOption": options.iter().map(|option| option.to_json(subject, category)).collect::<Vec<_>>(),
    })
}

struct Option {
    nav: NoticeNumber,
    cents: u64,
    due: NaiveDate,
    part: bool,
    label: String,
}

impl Option {
    fn to_json(&self, subject: &str, category: &str) -> Value {
        let description = if self.label.is_empty() { subject.to_owned() } else { format!("{subject} {}", self.label) };
        json!({
            "nav": self.nav.as_str(),
            "iuv": self.nav.iuv().as_str(),
            "amount": self.cents,
            "description": description,
            "isPartialPayment": self.part,
            "dueDate": format!("{}T21:59:59.000Z", self.due),
            "transfer": [{
                "idTransfer": "1",
                "amount": self.cents,
                "remittanceInformation": format!("/RFB/{}/{}.{:02}/TXT/{description}", self.nav.iuv(), self.cents / 100, self.cents % 100),
                "category": category,
                "iban": IBAN,
                "postalIban": POSTAL_IBAN,
            }],
        })
    }
}

/// Subject, taxonomy code and ways to pay of one kind of debt.
fn debt(today: NaiveDate, citizen: usize, kind: usize) -> (&'static str, &'static str, Vec<Option>) {
    let due = |days: u64| today + Days::new(days);
    let one = |cents: u64, days: u64| {
        vec![Option { nav: notice_of(citizen, kind, 0), cents, due: due(days), part: false, label: String::new() }]
    };
    match kind {
        0 => ("Mensa scolastica, mese in corso", "9/0101108SP/", one(5_980, 30)),
        1 => ("TARI 2026", "9/0101101IM/", plan(today, citizen, kind, 21_000, 3)),
        2 => ("Retta asilo nido", "9/0101107SP/", one(18_050, 20)),
        3 => ("Verbale al codice della strada", "9/0102100SA/", one(4_290, 55)),
        4 => ("Lampada votiva", "9/0101114SP/", one(1_650, 60)),
        5 => ("Canone unico patrimoniale", "9/0101122IM/", plan(today, citizen, kind, 48_000, 4)),
        _ => ("Trasporto scolastico", "9/0101109SP/", one(1_200 + 37 * kind as u64, 15 + kind as u64)),
    }
}

/// The whole amount, or the same in equal instalments a month apart.
fn plan(today: NaiveDate, citizen: usize, kind: usize, cents: u64, parts: usize) -> Vec<Option> {
    let option = |installment: usize, cents: u64, days: u64, label: String| Option {
        nav: notice_of(citizen, kind, installment),
        cents,
        due: today + Days::new(days),
        part: installment > 0,
        label,
    };
    let whole = option(0, cents, 30, "rata unica".to_owned());
    let parts_of = |n: usize| option(n, cents / parts as u64, 30 * n as u64, format!("rata {n}"));
    std::iter::once(whole).chain((1..=parts).map(parts_of)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::identifier::TaxCode;

    use super::*;

    #[test]
    fn every_sample_citizen_has_a_valid_tax_code() {
        for citizen in CITIZENS {
            TaxCode::parse(citizen.tax_code).unwrap_or_else(|error| panic!("{}: {error}", citizen.name));
        }
    }

    #[test]
    fn no_two_sample_notices_share_a_number() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let mut seen = HashSet::new();
        for line in positions(today) {
            let position: Value = serde_json::from_str(&line).expect("JSON");
            for option in position["paymentOption"].as_array().expect("options") {
                assert!(seen.insert(option["nav"].as_str().expect("nav").to_owned()), "{}", option["nav"]);
            }
        }
        assert!(seen.len() > 300, "a few hundred notices, {} found", seen.len());
    }
}
