//! The models of the notice, with made-up data.

use api::documents::{
    Cents, Language, NoticeCreditor, NoticeDocument, NoticeNumber, NoticeRecipient, OnlineChannel, Payable, PaymentPlan,
    PostalAccount,
};
use chrono::NaiveDate;

/// A notice number with the right check digits, the `index`-th of the sample Ente.
pub fn number(index: u64) -> NoticeNumber {
    let base = format!("302{:013}", 2_600_000_000_000 + index);
    let check = base.parse::<u64>().unwrap() % 93;
    NoticeNumber::new(&format!("{base}{check:02}")).unwrap()
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn payable(index: u64, cents: i64, due_date: Option<NaiveDate>) -> Payable {
    Payable { notice_number: number(index), amount: Cents(cents), due_date }
}

pub fn postal() -> PostalAccount {
    PostalAccount {
        number: "99990001".to_owned(),
        holder: "Comune di Borgoesempio - Tesoreria".to_owned(),
        authorisation: "AUT. DB/SISB/P1 12345 DEL 01/02/2026".to_owned(),
    }
}

/// One amount with a date, no slip.
pub fn single() -> NoticeDocument {
    NoticeDocument {
        language: Language::Italian,
        subject: "Refezione scolastica, ottobre 2026".to_owned(),
        creditor: NoticeCreditor {
            tax_code: "99999000104".to_owned(),
            name: "Comune di Borgoesempio".to_owned(),
            office: "Ufficio Servizi scolastici".to_owned(),
            contacts: "www.comune.borgoesempio.example · 06 0000000 · tributi@comune.borgoesempio.example".to_owned(),
            cbill: Some("A1B2C".to_owned()),
            channel: OnlineChannel::Site,
            logo: None,
        },
        recipient: NoticeRecipient {
            tax_code: Some("RSSMRA80A01H501U".to_owned()),
            name: "Mario Rossi".to_owned(),
            address: ["Via dei Collaudi 7".to_owned(), "00100 Borgoesempio (RM)".to_owned()],
        },
        plan: PaymentPlan::Single(payable(17, 5_980, Some(day(2026, 11, 30)))),
        postal: None,
    }
}

/// The same with so many instalments besides the whole amount.
pub fn instalments(count: u64) -> NoticeDocument {
    let due = |index: u64| day(2026, u32::try_from(index % 12 + 1).unwrap(), 28);
    NoticeDocument {
        subject: "TARI 2026, tassa sui rifiuti".to_owned(),
        plan: PaymentPlan::Instalments {
            whole: Some(payable(100, 21_000, Some(day(2026, 12, 2)))),
            instalments: (1..=count).map(|index| payable(100 + index, 7_000 + index as i64, Some(due(index)))).collect(),
        },
        ..single()
    }
}

/// A road-traffic fine.
pub fn fine() -> NoticeDocument {
    NoticeDocument {
        subject: "Verbale di contestazione n. 123/2026".to_owned(),
        plan: PaymentPlan::Fine { discounted: payable(300, 2_940, None), reduced: payable(301, 4_200, None) },
        ..single()
    }
}

/// The same with a slip.
pub fn with_slip(notice: NoticeDocument) -> NoticeDocument {
    NoticeDocument { postal: Some(postal()), ..notice }
}

/// `length` characters of words.
pub fn words(length: usize) -> String {
    "Straordinariamente lungo ma pur sempre leggibile testo di prova con parole di varia misura dell’Ente "
        .chars()
        .cycle()
        .take(length - 1)
        .chain(['x'])
        .collect()
}

/// Every field at its limit.
pub fn at_limits(notice: NoticeDocument) -> NoticeDocument {
    let mut full = notice;
    full.subject = words(90);
    full.creditor.name = words(100);
    full.creditor.office = words(50);
    full.creditor.contacts = words(100);
    full.recipient.name = words(70);
    full.recipient.address = [words(70), words(70)];
    let largest = |payable: &mut Payable| payable.amount = Cents(99_999_999_999);
    match &mut full.plan {
        PaymentPlan::Single(payable) => largest(payable),
        PaymentPlan::Instalments { whole, instalments } => whole.iter_mut().chain(instalments).for_each(largest),
        PaymentPlan::Fine { discounted, reduced } => [discounted, reduced].into_iter().for_each(largest),
    }
    if let Some(postal) = &mut full.postal {
        postal.number = "999999999999".to_owned();
        postal.holder = words(50);
        for payable in match &mut full.plan {
            PaymentPlan::Single(payable) => vec![payable],
            PaymentPlan::Instalments { whole, instalments } => whole.iter_mut().chain(instalments).collect(),
            PaymentPlan::Fine { discounted, reduced } => vec![discounted, reduced],
        } {
            payable.amount = Cents(9_999_999_999);
        }
    }
    full
}

/// All models by name.
pub fn notices() -> Vec<(String, NoticeDocument)> {
    let mut undated = single();
    undated.plan = PaymentPlan::Single(payable(18, 150_000, None));
    let mut models = vec![
        ("single".to_owned(), single()),
        ("single-slip".to_owned(), with_slip(single())),
        ("undated".to_owned(), undated.clone()),
        ("undated-slip".to_owned(), with_slip(undated)),
        ("fine".to_owned(), fine()),
        ("fine-slip".to_owned(), with_slip(fine())),
    ];
    for count in 2..=12 {
        models.push((format!("instalments-{count}"), instalments(count)));
        models.push((format!("instalments-{count}-slip"), with_slip(instalments(count))));
    }
    let full: Vec<_> = models.iter().map(|(name, model)| (format!("{name}-full"), at_limits(model.clone()))).collect();
    models.extend(full);
    models
}
