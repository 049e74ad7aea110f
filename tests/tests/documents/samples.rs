//! The models of the notice, with made-up data.

use api::documents::{
    Language, Logged, NoticeCreditor, NoticeDocument, NoticeRecipient, OnlineChannel, PaidAt, Payable, PaymentPlan,
    PostalAccount, ReceiptCreditor, ReceiptDocument, ReceiptPerson, ReceiptPsp, ReceiptTransfer,
};
use chrono::{NaiveDate, TimeZone, Utc};
use domain::Cents;
use domain::identifier::NoticeNumber;

/// A notice number with the right check digits, the `index`-th of the sample Ente.
pub(crate) fn number(index: u64) -> NoticeNumber {
    let base = format!("302{:013}", 2_600_000_000_000 + index);
    let check = base.parse::<u64>().unwrap() % 93;
    NoticeNumber::parse(&format!("{base}{check:02}")).unwrap()
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(crate) fn payable(index: u64, cents: i64, due_date: Option<NaiveDate>) -> Payable {
    Payable { notice_number: number(index), amount: Cents::new(cents), due_date }
}

pub(crate) fn postal() -> PostalAccount {
    PostalAccount {
        number: "99990001".to_owned(),
        holder: "Comune di Borgoesempio - Tesoreria".to_owned(),
        authorisation: "AUT. DB/SISB/P1 12345 DEL 01/02/2026".to_owned(),
    }
}

/// One amount with a date, no slip.
pub(crate) fn single() -> NoticeDocument {
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
pub(crate) fn instalments(count: u64) -> NoticeDocument {
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
pub(crate) fn fine() -> NoticeDocument {
    NoticeDocument {
        subject: "Verbale di contestazione n. 123/2026".to_owned(),
        plan: PaymentPlan::Fine { discounted: payable(300, 2_940, None), reduced: payable(301, 4_200, None) },
        ..single()
    }
}

/// The same with a slip.
pub(crate) fn with_slip(notice: NoticeDocument) -> NoticeDocument {
    NoticeDocument { postal: Some(postal()), ..notice }
}

/// `length` characters of words.
pub(crate) fn words(length: usize) -> String {
    "Straordinariamente lungo ma pur sempre leggibile testo di prova con parole di varia misura dell’Ente "
        .chars()
        .cycle()
        .take(length - 1)
        .chain(['x'])
        .collect()
}

/// Every field at its limit.
pub(crate) fn at_limits(notice: NoticeDocument) -> NoticeDocument {
    let mut full = notice;
    full.subject = words(90);
    full.creditor.name = words(100);
    full.creditor.office = words(50);
    full.creditor.contacts = words(100);
    full.recipient.name = words(70);
    full.recipient.address = [words(70), words(70)];
    let largest = |payable: &mut Payable| payable.amount = Cents::new(99_999_999_999);
    match &mut full.plan {
        PaymentPlan::Single(payable) => largest(payable),
        PaymentPlan::Instalments { whole, instalments } => whole.iter_mut().chain(instalments).for_each(largest),
        PaymentPlan::Fine { discounted, reduced } => [discounted, reduced].into_iter().for_each(largest),
    }
    if let Some(postal) = &mut full.postal {
        postal.number = "999999999999".to_owned();
        postal.holder = words(50);
        postal.authorisation = words(70);
    }
    full
}

/// Every field at its limit, and the amount at that of the slip.
pub(crate) fn at_slip_limits(notice: NoticeDocument) -> NoticeDocument {
    let mut full = at_limits(notice);
    let largest = |payable: &mut Payable| payable.amount = Cents::new(9_999_999_999);
    match &mut full.plan {
        PaymentPlan::Single(payable) => largest(payable),
        PaymentPlan::Instalments { whole, instalments } => whole.iter_mut().chain(instalments).for_each(largest),
        PaymentPlan::Fine { discounted, reduced } => [discounted, reduced].into_iter().for_each(largest),
    }
    full
}

/// All models by name.
pub(crate) fn models() -> Vec<(String, NoticeDocument)> {
    let mut undated = single();
    undated.plan = PaymentPlan::Single(payable(18, 150_000, None));
    let mut only_instalments = instalments(4);
    if let PaymentPlan::Instalments { whole, .. } = &mut only_instalments.plan {
        *whole = None;
    }
    let mut plain = vec![
        ("single".to_owned(), single()),
        ("undated".to_owned(), undated),
        ("fine".to_owned(), fine()),
        ("only-instalments-4".to_owned(), only_instalments),
    ];
    plain.extend((2..=12).map(|count| (format!("instalments-{count}"), instalments(count))));
    let slips = plain.iter().map(|(name, model)| (format!("{name}-slip"), with_slip(model.clone())));
    plain.iter().cloned().chain(slips.collect::<Vec<_>>()).collect()
}

/// The models that differ in layout, with every field at its limit.
pub(crate) fn full_models() -> Vec<(String, NoticeDocument)> {
    let plain = ["single", "fine", "instalments-2", "instalments-3", "instalments-9", "instalments-12"];
    let chosen = models().into_iter().filter(|(name, _)| name.ends_with("-slip") || plain.contains(&name.as_str()));
    chosen.map(|(name, model)| (format!("{name}-full"), at_slip_limits(model))).collect()
}

/// What is printed of a notice: with many instalments the whole amount is not.
pub(crate) fn printed(notice: &NoticeDocument) -> Vec<Payable> {
    match &notice.plan {
        PaymentPlan::Instalments { instalments, .. } if instalments.len() > 9 => instalments.clone(),
        plan => plan.payables().into_iter().cloned().collect(),
    }
}

/// A receipt with all that can be known.
pub(crate) fn receipt() -> ReceiptDocument {
    ReceiptDocument {
        language: Language::Italian,
        creditor: ReceiptCreditor {
            tax_code: "99999000104".to_owned(),
            name: "Comune di Borgoesempio".to_owned(),
            office: "Ufficio Tributi".to_owned(),
            logo: None,
        },
        debtor: person("RSSMRA80A01H501U", "Mario Rossi"),
        payer: Some(person("BNCLCU85B41F205X", "Lucia Bianchi")),
        notice_number: number(17),
        iuv: "02260000000001736".to_owned(),
        receipt_id: "c110729d258c4ab1b765fe902aae41d6".to_owned(),
        subject: "TARI 2026, tassa sui rifiuti".to_owned(),
        amount: Cents::new(12_345),
        paid_at: PaidAt::Payment(Utc.with_ymd_and_hms(2026, 7, 14, 17, 31, 55).unwrap()),
        application_date: Some(day(2026, 7, 14)),
        transfer_date: Some(day(2026, 7, 15)),
        psp: ReceiptPsp { name: "Banca d’Esempio S.p.A.".to_owned(), code: "ABI99999".to_owned() },
        method: Some("Carta di pagamento".to_owned()),
        channel: Some("WISP".to_owned()),
        fee: Some(Cents::new(150)),
        transfers: vec![
            transfer("99999000104", "Comune di Borgoesempio", "/RFB/02260000000001736/118.45/TXT/TARI 2026", 11_845),
            transfer("99999000211", "Provincia di Esempio", "/RFB/02260000000001736/5.00/TXT/TEFA 2026", 500),
        ],
        stand_in: true,
        reference: "evento 4711".to_owned(),
        logged: None,
    }
}

/// A receipt with nothing but what must be known.
pub(crate) fn bare_receipt() -> ReceiptDocument {
    let mut bare = receipt();
    bare.payer = None;
    bare.paid_at = PaidAt::Reception(bare.paid_at.moment());
    (bare.application_date, bare.transfer_date, bare.method, bare.channel, bare.fee) = (None, None, None, None, None);
    bare.transfers.truncate(1);
    bare.stand_in = false;
    bare.reference.clear();
    bare.creditor.office.clear();
    bare
}

/// A receipt that says where it stands in the log.
pub(crate) fn logged_receipt() -> ReceiptDocument {
    ReceiptDocument { logged: Some(Logged { index: 4_711, leaf: [0x5a; 32] }), ..receipt() }
}

/// A receipt with every field at its limit.
pub(crate) fn full_receipt() -> ReceiptDocument {
    let mut full = receipt();
    full.creditor.name = words(140);
    full.creditor.office = words(140);
    full.debtor = person("RSSMRA80A01H501U", &words(70));
    full.payer = Some(person("BNCLCU85B41F205X", &words(70)));
    full.iuv = "W".repeat(35);
    full.receipt_id = "w".repeat(35);
    full.subject = words(140);
    full.amount = Cents::new(99_999_999_999);
    full.psp = ReceiptPsp { name: words(70), code: "W".repeat(35) };
    full.method = Some(words(35));
    full.channel = Some(words(35));
    full.fee = Some(Cents::new(99_999_999_999));
    full.transfers = vec![transfer("99999000104", &words(140), &words(140), 20_000_000_000); 5];
    full.reference = words(70);
    full.logged = Some(Logged { index: u64::MAX, leaf: [0xdd; 32] });
    full
}

/// The receipts by name.
pub(crate) fn receipt_models() -> Vec<(String, ReceiptDocument)> {
    let mut models = vec![
        ("receipt".to_owned(), receipt()),
        ("receipt-bare".to_owned(), bare_receipt()),
        ("receipt-full".to_owned(), full_receipt()),
        ("receipt-logged".to_owned(), logged_receipt()),
    ];
    for language in [Language::English, Language::German, Language::French, Language::Slovene] {
        models.push((format!("receipt-{}", language.tag()), ReceiptDocument { language, ..receipt() }));
    }
    models
}

fn person(tax_code: &str, name: &str) -> ReceiptPerson {
    ReceiptPerson { tax_code: tax_code.to_owned(), name: name.to_owned() }
}

fn transfer(tax_code: &str, name: &str, description: &str, cents: i64) -> ReceiptTransfer {
    ReceiptTransfer {
        tax_code: tax_code.to_owned(),
        name: Some(name.to_owned()),
        description: description.to_owned(),
        amount: Cents::new(cents),
    }
}
