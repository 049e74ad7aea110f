//! Every text exists in every language, says the same values, and every refusal a citizen can meet has one.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{TimeZone, Utc};
use domain::Cents;
use domain::debt_position::NotPayable;

use super::{Language, Message, amount, moment};

const LANGUAGES: [Language; 5] = [Language::Italian, Language::English, Language::German, Language::French, Language::Slovene];

fn values(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_text_names_the_same_values_in_every_language() {
    for message in Message::ALL {
        let italian = values(message.text(Language::Italian));
        for language in LANGUAGES {
            let text = message.text(language);
            assert!(!text.trim().is_empty() && text.trim() == text, "{} in {language:?}", message.key());
            assert_eq!(values(text), italian, "{} in {language:?}", message.key());
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{} in {language:?}", message.key());
        }
    }
}

#[test]
fn sentences_are_translated_not_copied() {
    for message in Message::ALL.iter().filter(|message| message.text(Language::Italian).contains(' ')) {
        let texts: BTreeSet<&str> = LANGUAGES.iter().map(|language| message.text(*language)).collect();
        assert_eq!(texts.len(), LANGUAGES.len(), "{}", message.key());
    }
}

#[test]
fn keys_are_unique_and_lead_back() {
    for message in Message::ALL {
        assert_eq!(Message::named(message.key()), Some(*message));
    }
    assert_eq!(Message::named("no.such.key"), None);
}

#[test]
fn every_reason_not_to_pay_has_a_text() {
    use NotPayable as N;
    for why in [N::Unknown, N::NotYetValid, N::AlternativeUsed, N::Expired, N::Withdrawn, N::Paid] {
        assert!(Message::named(&format!("not_payable.{}", why.key())).is_some(), "{}", why.key());
    }
}

/// The value types a citizen types into; those only the office meets are not listed.
const TYPED: [&str; 15] = [
    "account/user_name.rs",
    "calendar/occasion.rs",
    "content/address.rs",
    "content/text.rs",
    "debt_position/document.rs",
    "money.rs",
    "service/problem.rs",
    "text.rs",
    "identifier/email_address.rs",
    "identifier/fiscal_code.rs",
    "identifier/iuv.rs",
    "identifier/lookup_code.rs",
    "identifier/notice_number.rs",
    "identifier/tax_code.rs",
    "identifier/vat_number.rs",
];

#[test]
fn every_refusal_of_what_a_citizen_types_has_a_text() {
    let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
    let mut keys = 0;
    for file in TYPED {
        let source = std::fs::read_to_string(domain.join(file)).unwrap();
        for line in source.lines().filter(|line| line.contains("=> \"") && line.contains('.') && !line.contains("notice_base")) {
            let key = line.split('"').nth(1).unwrap();
            assert!(Message::named(key).is_some(), "{file}: {key} has no text");
            keys += 1;
        }
    }
    assert!(keys > 20, "the keys were not found");
}

#[test]
fn values_are_filled_in_as_they_are() {
    let filled = Message::MailReceiptSubject.fill(Language::Italian, &[("subject", "TARI {ente} & altro")]);
    assert_eq!(filled, "Ricevuta di pagamento: TARI {ente} & altro");
}

#[test]
fn money_and_time_are_written_as_each_language_does() {
    let much = Cents::new(123_456_789);
    assert_eq!(amount(Language::Italian, much), "1.234.567,89\u{a0}€");
    assert_eq!(amount(Language::English, much), "€1,234,567.89");
    assert_eq!(amount(Language::French, much), "1\u{202f}234\u{202f}567,89\u{a0}€");
    assert_eq!(amount(Language::English, Cents::new(-5)), "-€0.05");
    let summer = Utc.with_ymd_and_hms(2026, 6, 1, 22, 15, 30).unwrap();
    assert_eq!(moment(Language::Italian, summer), "02/06/2026 alle 00:15:30 (ora italiana)");
    let winter = Utc.with_ymd_and_hms(2026, 12, 1, 22, 15, 30).unwrap();
    assert_eq!(moment(Language::German, winter), "01.12.2026 um 23:15:30 Uhr (italienische Zeit)");
}
