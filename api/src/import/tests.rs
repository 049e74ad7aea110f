//! Rows are cut as they stand, checked field by field, and every mistake is told by its place.

use chrono::NaiveDate;
use domain::Cents;
use domain::debt_position::Destination;
use domain::ente::EnteSettings;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::problem::Problem;
use super::read::read_position;
use super::rows::{BrokenRow, Row, Rows};

const ENTE: &str = r#"
code = "99999000104"
name = "Comune di Borgoesempio"
broker = "99999000401"
default_category = "9/0101101IM/"
[[stations]]
id = "99999000401_01"
segregation_codes = ["02"]
[[accounts]]
iban = "IT20F9999999998000000000017"
postal_iban = "IT57A0760199998000099990001"
[[secondary_creditors]]
code = "99999000203"
name = "Provincia di Borgoesempio"
"#;

fn ente() -> EnteSettings {
    toml::from_str(ENTE).unwrap()
}

fn rows(text: &str) -> Vec<Result<String, BrokenRow>> {
    let mut rows = Rows::open(text.as_bytes()).unwrap();
    let mut read = Vec::new();
    while let Some(Row { number, json }) = rows.next_row().unwrap() {
        read.push(json.map(|json| String::from_utf8(json).unwrap().trim_end().to_owned()));
        assert_eq!(number, read.len() as u64);
    }
    read
}

fn ok(texts: &[&str]) -> Vec<Result<String, BrokenRow>> {
    texts.iter().map(|text| Ok((*text).to_owned())).collect()
}

#[test]
fn every_shape_of_file_has_its_rows() {
    let nested = r#"{"a":"} ] \" {","b":[{"c":1}]}"#;
    assert_eq!(rows(nested), ok(&[nested]));
    assert_eq!(rows("\u{feff} {\n \"a\": 1\n}\n"), ok(&["{\n \"a\": 1\n}"]));
    assert_eq!(rows(&format!("[{nested} , {nested}]")).len(), 2);
    assert_eq!(rows(&format!("{{\"paymentPositions\" : [ {nested},\n{nested} ], \"x\": 1}}")).len(), 2);
    assert_eq!(rows(&format!("{{\"id\":[1],\"paymentPositions\":[{nested}]}}")), ok(&[nested]));
    assert_eq!(rows(&format!("{nested}\n\n  \r\n{nested}\r\n{nested}")).len(), 3);
    assert_eq!(rows(""), Vec::new());
    assert_eq!(rows("[]"), Vec::new());
    assert_eq!(rows("{\"paymentPositions\":[]}"), Vec::new());
}

#[test]
fn a_broken_line_ends_with_its_line() {
    assert_eq!(rows("{\"a\": \"open\n{\"b\":1}\n{\"c\":2}\n"), ok(&["{\"a\": \"open", "{\"b\":1}", "{\"c\":2}"]));
    assert_eq!(rows("{\"a\":1}\nnonsense\n{\"b\":2}"), ok(&["{\"a\":1}", "nonsense", "{\"b\":2}"]));
}

#[test]
fn a_list_that_is_cut_says_so() {
    assert_eq!(rows("[{\"a\":1},{\"b\":"), [Ok("{\"a\":1}".to_owned()), Err(BrokenRow::Cut)]);
}

#[test]
fn a_row_that_is_too_large_does_not_hide_the_next() {
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(1024 * 1024));
    assert_eq!(rows(&format!("[{large},{{\"b\":1}}]")), [Err(BrokenRow::TooLarge), Ok("{\"b\":1}".to_owned())]);
    assert_eq!(rows(&format!("{{\"b\":1}}\n{large}\n{{\"c\":1}}\n"))[1], Err(BrokenRow::TooLarge));
}

proptest! {
    #[test]
    fn rows_come_out_as_they_went_in(values in prop::collection::vec(any_row(), 1..20), lines: bool) {
        let texts: Vec<String> = values.iter().map(Value::to_string).collect();
        let file = if lines && texts.len() > 1 { texts.join("\n") } else { format!("[{}]", texts.join(",\n")) };
        prop_assert_eq!(rows(&file), texts.into_iter().map(Ok).collect::<Vec<_>>());
    }

    #[test]
    fn no_bytes_make_the_reader_fail(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut rows = Rows::open(bytes.as_slice()).unwrap();
        while let Some(row) = rows.next_row().unwrap() {
            if let Ok(json) = row.json {
                let _ = read_position(&ente(), &json, true);
            }
        }
    }
}

fn any_row() -> impl Strategy<Value = Value> {
    ("[ -~\"\\\\{}\\[\\],:\n]{0,20}", any::<i64>())
        .prop_map(|(text, number)| json!({ "text": text, "list": [number, { "in": text }] }))
}

/// A v1 position with one notice, changed by `change`.
fn v1(change: impl FnOnce(&mut Value)) -> Value {
    let mut position = json!({
        "iupd": "TARI-1", "type": "F", "fiscalCode": "RSSMRA80A01H501U", "fullName": "Mario Rossi", "email": "m@example.test",
        "switchToExpired": false, "companyName": "Comune",
        "paymentOption": [{
            "nav": "302260000000001837", "iuv": "02260000000001837", "amount": 21000, "description": "TARI 2026",
            "isPartialPayment": false, "dueDate": "2026-12-02T23:59:59.000Z",
            "transfer": [{ "idTransfer": "1", "amount": 21000, "remittanceInformation": "TARI", "category": "9/0101101IM/",
                           "iban": "IT20F9999999998000000000017" }]
        }]
    });
    change(&mut position);
    position
}

fn problems(position: &Value) -> Vec<Problem> {
    read_position(&ente(), position.to_string().as_bytes(), true).err().unwrap_or_default()
}

#[test]
fn what_the_file_leaves_out_comes_from_the_ente() {
    let position = v1(|p| {
        let option = &mut p["paymentOption"][0];
        option["nav"] = Value::Null;
        option["iuv"] = Value::Null;
        option["transfer"] = json!([]);
    });
    let read = read_position(&ente(), position.to_string().as_bytes(), true).unwrap();
    assert_eq!(read.terms.numbers_missing(), 1);
    let nav = "302260000000001736".parse().unwrap();
    let terms = read.terms.complete(&ente(), &mut std::iter::once(nav)).unwrap();
    let transfer = &terms.options[0].installments[0].transfers[0];
    assert_eq!(transfer.amount, Cents::new(21_000));
    assert_eq!(transfer.remittance_information.as_str(), "/RFB/02260000000001736/210.00/TXT/TARI 2026");
    assert_eq!(transfer.category.as_str(), "9/0101101IM/");
    let Destination::Account { iban, postal_iban } = &transfer.destination else { panic!("an account") };
    assert_eq!(iban.as_str(), "IT20F9999999998000000000017");
    assert!(postal_iban.is_some(), "the postal account beside it comes along");
}

#[test]
fn the_iuv_alone_implies_the_number() {
    let read = read_position(&ente(), v1(|p| p["paymentOption"][0]["nav"] = Value::Null).to_string().as_bytes(), true).unwrap();
    assert_eq!(read.terms.options[0].installments[0].nav.as_ref().unwrap().as_str(), "302260000000001837");
}

#[test]
fn a_due_day_is_the_day_written_and_a_first_day_the_day_in_italy() {
    let position = v1(|p| p["validityDate"] = json!("2026-08-31T22:00:00.000Z"));
    let read = read_position(&ente(), position.to_string().as_bytes(), true).unwrap();
    assert_eq!(read.terms.validity_date, NaiveDate::from_ymd_opt(2026, 9, 1));
    assert_eq!(read.terms.options[0].installments[0].due_date, NaiveDate::from_ymd_opt(2026, 12, 2));
}

#[test]
fn each_mistake_is_told_by_its_place_and_rule() {
    let option = |field: &'static str, value: Value| move |p: &mut Value| p["paymentOption"][0][field] = value;
    let transfer = |field: &'static str, value: Value| move |p: &mut Value| p["paymentOption"][0]["transfer"][0][field] = value;
    let top = |field: &'static str, value: Value| move |p: &mut Value| p[field] = value;
    let table = [
        (v1(top("iupd", Value::Null)), "iupd", "required"),
        (v1(top("type", json!("X"))), "type", "debtor.type"),
        (v1(top("fiscalCode", json!("RSSMRA80A01H501X"))), "fiscalCode", "fiscal_code.check_letter"),
        (v1(top("fullName", json!("x".repeat(71)))), "fullName", "text.too_long"),
        (v1(top("email", json!("nobody"))), "email", "email_address.layout"),
        (v1(top("province", json!("Roma"))), "province", "province.not_two_letters"),
        (v1(top("paymentOption", json!([]))), "paymentOption", "required"),
        (v1(option("amount", json!(0))), "paymentOption[0].amount", "money.not_positive"),
        (v1(option("amount", Value::Null)), "paymentOption[0].amount", "required"),
        (v1(option("amount", json!("210,00"))), "paymentOption[0].amount", "type"),
        (v1(option("amount", json!(210.5))), "paymentOption[0].amount", "type"),
        (v1(option("description", json!(" "))), "paymentOption[0].description", "text.empty"),
        (v1(option("dueDate", json!("2.12.2026"))), "paymentOption[0].dueDate", "date"),
        (v1(option("nav", json!("302260000000001838"))), "paymentOption[0].nav", "notice_number.check_digits"),
        (v1(option("nav", json!("312260000000001837"))), "paymentOption[0].nav", "notice_number.segregation_code"),
        (v1(option("nav", json!("001260000000001837"))), "paymentOption[0].nav", "notice_number.layout"),
        (v1(option("iuv", json!("02260000000001736"))), "paymentOption[0].iuv", "iuv.notice_number"),
        (v1(transfer("amount", json!(-1))), "paymentOption[0].transfer[0].amount", "money.not_positive"),
        (v1(transfer("idTransfer", json!("6"))), "paymentOption[0].transfer[0].idTransfer", "transfer.id"),
        (v1(transfer("iban", json!("IT60X0542811101000000123456"))), "paymentOption[0].transfer[0].iban", "ente.accounts"),
        (
            v1(transfer("postalIban", json!("IT20F9999999998000000000017"))),
            "paymentOption[0].transfer[0].postalIban",
            "ente.accounts",
        ),
        (v1(transfer("category", json!("9/01"))), "paymentOption[0].transfer[0].category", "transfer_category.layout"),
        (
            v1(transfer("organizationFiscalCode", json!("12345678901"))),
            "paymentOption[0].transfer[0].organizationFiscalCode",
            "ente.secondary_creditors",
        ),
        (
            v1(transfer("stamp", json!({ "hashDocument": "YWJjZA==" }))),
            "paymentOption[0].transfer[0].iban",
            "transfer.destination",
        ),
    ];
    for (position, field, rule) in table {
        let said = problems(&position);
        assert!(said.iter().any(|p| p.field == field && p.rule == rule), "expected {field} {rule}, said {said:?}");
    }
}

#[test]
fn personal_values_are_masked_and_others_are_shown() {
    let said = problems(&v1(|p| {
        p["fiscalCode"] = json!("CANARY80A01H501X");
        p["email"] = json!("CANARY");
        p["paymentOption"][0]["dueDate"] = json!("soon\u{7}");
    }));
    let shown = serde_json::to_string(&said).unwrap();
    assert!(!shown.contains("CANARY"), "{shown}");
    assert!(shown.contains("C*** (16 characters)") && shown.contains("soon\u{FFFD}"), "{shown}");
    let wrong_type = problems(&v1(|p| p["fullName"] = json!({ "CANARY": 1 })));
    assert_eq!((wrong_type[0].field.as_str(), wrong_type[0].rule.as_str()), ("fullName", "type"));
    assert!(!format!("{wrong_type:?}").contains("CANARY"), "{wrong_type:?}");
}

#[test]
fn a_row_that_is_no_json_says_where() {
    let said = read_position(&ente(), b"{\"iupd\": ", true).unwrap_err();
    assert_eq!((said[0].rule.as_str(), said[0].field.as_str()), ("json", ""));
    assert!(said[0].message.contains("line 1"), "{said:?}");
}

#[test]
fn v3_has_one_debtor_one_validity_and_one_expiry() {
    let option = |name: &str, nav: &str, valid: &str, expires: bool| {
        json!({ "description": "x", "validityDate": valid, "switchToExpired": expires,
                "debtor": { "type": "F", "fiscalCode": "RSSMRA80A01H501U", "fullName": name },
                "installments": [{ "nav": nav, "iuv": nav[1..], "amount": 100, "description": "x",
                                   "dueDate": "2026-12-02T23:59:59.000Z" }] })
    };
    let day = "2026-09-01T00:00:00.000Z";
    let (first, second) = ("302260000000001837", "302260000000001736");
    let fine = json!({ "iupd": "V3", "paymentOption": [option("Mario", first, day, true), option("Mario", second, day, true)] });
    let read = read_position(&ente(), fine.to_string().as_bytes(), false).unwrap();
    assert_eq!((read.terms.options.len(), read.terms.switch_to_expired, read.publish), (2, true, false));
    let other = option("Luigi", second, "2026-09-02T00:00:00.000Z", false);
    let said = problems(&json!({ "iupd": "V3", "paymentOption": [option("Mario", first, day, true), other] }));
    let rules: Vec<&str> = said.iter().map(|p| p.rule.as_str()).collect();
    assert_eq!(rules, ["validity.same", "expiry.same", "debtor.same"], "{said:?}");
    assert!(said.iter().all(|p| p.field.starts_with("paymentOption[1].")));
}

#[test]
fn s3_09_a_row_may_carry_the_bill_behind_the_debt() {
    let row = |document: Value| {
        json!({ "iupd": "A1", "type": "F", "fiscalCode": "RSSMRA80A01H501U", "fullName": "Mario Rossi", "document": document,
                "paymentOption": [{ "amount": 100, "description": "Mensa", "isPartialPayment": false,
                                    "dueDate": "2026-12-31T23:59:59.000Z" }] })
        .to_string()
    };
    let read = |document: Value| read_position(&ente(), row(document).as_bytes(), true);
    let whole = json!({ "type": "Mensa", "year": 2026, "number": "12/A", "schoolYear": "2026/27" });
    let document = read(whole).unwrap().terms.document.unwrap();
    assert_eq!((document.number.as_str(), document.school_year.as_str()), ("12/A", "2026/2027"));
    assert_eq!(read(Value::Null).unwrap().terms.document, None);
    let fields = |document: Value| read(document).unwrap_err().into_iter().map(|problem| problem.field).collect::<Vec<_>>();
    let all = ["type", "year", "number", "schoolYear"].map(|field| format!("document.{field}"));
    assert_eq!(fields(json!({})), all);
    assert_eq!(fields(json!({ "type": "", "year": 12, "number": "", "schoolYear": "2026/2029" })), all);
}
