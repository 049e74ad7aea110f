//! What is written on a transfer is found again in what the bank returns.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::{identifier::vectors::vectors, text::Text210};

fn iuv(text: &str) -> Iuv {
    Iuv::parse(text).unwrap()
}

fn flow(text: &str) -> FlowId {
    FlowId::parse(text).unwrap()
}

fn single_of(iuv_text: &str, cents: Option<i64>) -> BankText {
    BankText::Single { iuv: iuv(iuv_text), amount: cents.map(Cents::new) }
}

#[test]
fn a_single_transfer_names_iuv_amount_and_reason() {
    let reason = Text140::parse("Mensa ottobre").unwrap();
    let text = single(&iuv("05000000000000118"), Cents::new(5980), &reason).unwrap();
    assert_eq!(text.as_str(), "/RFB/05000000000000118/59.80/TXT/Mensa ottobre");
}

#[test]
fn an_rf_reference_is_written_in_groups_of_four() {
    let reason = Text140::parse("Mensa").unwrap();
    let text = single(&iuv("RF35QTZ2027X1"), Cents::new(100), &reason).unwrap();
    assert_eq!(text.as_str(), "/RFS/RF35 QTZ2 027X 1/1.00/TXT/Mensa");
    assert_eq!(read(text.as_str()), single_of("RF35QTZ2027X1", Some(100)));
}

#[test]
fn only_the_reason_is_cut_at_140_characters() {
    let reason = Text210::parse(&"è".repeat(210)).unwrap();
    let text = single(&iuv("05000000000000118"), Cents::MAX_PAYMENT, &reason).unwrap();
    assert_eq!(text.as_str().chars().count(), 140);
    let structured = "/RFB/05000000000000118/999999999.99/TXT/";
    assert!(text.as_str().starts_with(structured));
}

#[test]
fn a_cumulative_transfer_names_its_flow() {
    let flow = flow("2027-01-04ABI12345-1");
    let text = cumulative(&flow, 0);
    assert_eq!(text, "/PUR/LGPE-RIVERSAMENTO/TXT/0/URI/2027-01-04ABI12345-1");
    let progressive = Some(0);
    assert_eq!(read(&text), BankText::Cumulative { flow, progressive });
}

#[test]
fn any_character_may_have_taken_the_place_of_a_slash() {
    let separators = [" ", ".", "-", "è", "\n", "?"];
    let slashes = "/RFB/05000000000000118/59.80/TXT/Mensa";
    for separator in separators {
        let dirty = slashes.replace('/', separator);
        assert_eq!(read(&dirty), single_of("05000000000000118", Some(5980)), "{dirty}");
    }
    let slashes = "/PUR/LGPE-RIVERSAMENTO/TXT/1/URI/2027-01-04ABI12345-1";
    let expected = BankText::Cumulative { flow: flow("2027-01-04ABI12345-1"), progressive: Some(1) };
    for separator in separators {
        assert_eq!(read(&slashes.replace('/', separator)), expected);
    }
}

#[test]
fn groups_of_an_rf_reference_are_joined_also_when_blanks_separate_everything() {
    assert_eq!(read("ACCREDITO RFS RF35 QTZ2 027X 1 12.50 TXT MENSA"), single_of("RF35QTZ2027X1", Some(1250)));
}

#[test]
fn the_longest_rf_reference_is_the_one_meant() {
    let longest = single_of("RF6710001021", None);
    assert_eq!(read("/RFS/RF67 1000 1021/TXT/MENSA"), longest);
}

#[test]
fn an_iuv_has_15_to_17_digits() {
    for digits in ["050000000000001", "0500000000000011", "05000000000000118"] {
        let iuv = Iuv::received(digits).unwrap();
        let amount = None;
        assert_eq!(read(&format!("/RFB/{digits}")), BankText::Single { iuv, amount });
    }
}

#[test]
fn an_amount_that_is_not_euro_and_cents_is_left_out() {
    for amount in ["59.801", "59,80", "59", "", "59.8"] {
        let text = format!("/RFB/05000000000000118/{amount}");
        assert_eq!(read(&text), single_of("05000000000000118", None), "{text}");
    }
}

#[test]
fn text_that_only_looks_like_ours_is_left_alone() {
    for text in [
        "",
        "RFB",
        "/RFB/",
        "/RFB/123",
        "/RFB/05000000000011",
        "/RFB/050000000000001189",
        "/RFB/05000000000000118A/1.00",
        "/RFS/RF36 QTZ2 027X 1",
        "/PUR/LGPE-RIVERSAMENTO/URI/",
        "/PUR/LGPE-RIVERSAMENTO/URI/2027-01-04ABI",
        "PURTROPPO NON PERVENUTO",
        "BONIFICO RFI SPA",
    ] {
        assert_eq!(read(text), BankText::Other, "{text:?}");
    }
}

#[test]
fn a_later_mark_is_found_when_an_earlier_one_is_no_mark() {
    let text = "SURF SRL RFB X /RFB/05000000000000118";
    assert_eq!(read(text), single_of("05000000000000118", None));
}

#[derive(Deserialize)]
struct Vector {
    text: String,
    kind: String,
    iuv: Option<String>,
    amount: Option<String>,
    id_flusso: Option<String>,
    prog: Option<String>,
}

impl Vector {
    fn expected(&self) -> BankText {
        let amount = self.amount.as_deref();
        match (self.kind.as_str(), &self.iuv, &self.id_flusso) {
            ("single" | "single-rf", Some(reference), None) => {
                BankText::Single { iuv: iuv(reference), amount: amount.map(|text| Cents::from_euro_decimal(text).unwrap()) }
            }
            ("cumulative", None, Some(id)) => {
                BankText::Cumulative { flow: flow(id), progressive: self.prog.as_deref().map(|digit| digit.parse().unwrap()) }
            }
            ("none", None, None) => BankText::Other,
            (kind, ..) => panic!("a vector of unknown kind {kind}"),
        }
    }
}

#[test]
fn public_vectors_agree() {
    for vector in vectors::<Vector>("remittance-information.json") {
        let read = read(&vector.text);
        match (vector.prog.is_none(), read, vector.expected()) {
            // The vectors state the progressive only where it matters to them.
            (true, BankText::Cumulative { flow, .. }, BankText::Cumulative { flow: id, .. }) => {
                assert_eq!(flow, id, "{}", vector.text);
            }
            (_, read, expected) => assert_eq!(read, expected, "{}", vector.text),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        digits in "[0-9]{17}|[0-9]{15}",
        cents in 1..=99_999_999_999_i64,
        reason in "\\PC{1,200}",
    ) {
        let Ok(reason) = Text210::parse(&reason) else { return Ok(()) };
        let text = single(&iuv(&digits), Cents::new(cents), &reason).unwrap();
        prop_assert_eq!(read(text.as_str()), single_of(&digits, Some(cents)));
    }

    #[test]
    fn no_text_harms_the_reader(text: String, tail in "\\PC{0,40}") {
        for mark in ["", "/RFS/", "/RFB/", "/PUR/LGPE-RIVERSAMENTO/"] {
            let _ = read(&format!("{text}{mark}{tail}"));
        }
    }
}
