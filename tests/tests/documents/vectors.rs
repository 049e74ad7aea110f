//! The official texts of the codes.

use std::path::{Path, PathBuf};

use api::documents::{PostalRecord, postal_record, postal_text, qr_text};
use domain::Cents;
use domain::identifier::NoticeNumber;
use serde_json::Value;

/// The vectors beside the repository, when they are there.
fn vectors(name: &str) -> Option<Vec<Value>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../../shared", "../../../shared"].map(|shared| root.join(shared));
    let file = |shared: &PathBuf| shared.join("pagopa/samples/vectors").join(name);
    let Some(file) = places.iter().map(file).find(|file| file.exists()) else {
        println!("skipped: no shared/pagopa/samples/vectors/{name} beside the repository");
        return None;
    };
    let text = std::fs::read_to_string(file).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

fn text<'a>(vector: &'a Value, key: &str) -> &'a str {
    vector[key].as_str().unwrap_or_else(|| panic!("{key} in {vector}"))
}

fn cents(vector: &Value) -> Cents {
    Cents::new(vector["amount_cents"].as_i64().unwrap())
}

#[test]
fn s2_08_qr_text_is_the_official_one() {
    for vector in vectors("qr.json").unwrap_or_default() {
        let number = NoticeNumber::parse(text(&vector, "nav")).unwrap();
        assert_eq!(qr_text(&number, text(&vector, "creditor"), cents(&vector)), text(&vector, "qr"));
    }
}

#[test]
fn s2_08_postal_record_is_the_official_one() {
    for vector in vectors("poste-datamatrix.json").unwrap_or_default() {
        let number = NoticeNumber::parse(text(&vector, "nav")).unwrap();
        let record = postal_record(&PostalRecord {
            notice_number: &number,
            account: text(&vector, "postal_account"),
            amount: cents(&vector),
            creditor_tax_code: text(&vector, "creditor"),
            debtor_tax_code: text(&vector, "debtor"),
            debtor_name: text(&vector, "debtor_name"),
            subject: text(&vector, "subject"),
        });
        assert_eq!(record, text(&vector, "datamatrix"));
        assert!(record.contains(text(&vector, "codeline")));
    }
}

#[test]
fn s2_08_postal_record_has_256_ascii_characters_whatever_comes() {
    let number = NoticeNumber::parse("302260000000001736").unwrap();
    let long = "Ñandú Öğüz 名前 ".repeat(20);
    for text in ["", "x", &long] {
        let record = postal_record(&PostalRecord {
            notice_number: &number,
            account: "1",
            amount: Cents::new(1),
            creditor_tax_code: "104",
            debtor_tax_code: text,
            debtor_name: text,
            subject: &postal_text(text),
        });
        assert!(record.is_ascii());
        assert_eq!(record.len(), 256);
        assert_eq!(&record[33..59], "12000000000001100000000001");
        assert_eq!(&record[255..], "A");
    }
}

#[test]
fn s2_08_postal_text_keeps_what_a_post_office_reads() {
    let cases = [
        ("Lucía Čermak", "LUCIA CERMAK"),
        ("Niccolò Dell’Acqua", "NICCOLO DELL'ACQUA"),
        ("Tassa rifiuti – annualità 2026", "TASSA RIFIUTI - ANNUALITA 2026"),
        ("Jürgen Strauß", "JURGEN STRAUSS"),
        ("Žiga Šuštaršič", "ZIGA SUSTARSIC"),
        ("Đorđe Łukasz Ærø", "DORDE LUKASZ AERO"),
        ("“Il   Faro”\u{a0}s.r.l.", "\"IL FARO\" S.R.L."),
        ("½ e ﬁne", "1 2 E FINE"),
        ("caffe\u{300} € 5", "CAFFE 5"),
    ];
    for (given, record) in cases {
        assert_eq!(postal_text(given), record, "{given}");
    }
}
