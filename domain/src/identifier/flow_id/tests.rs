//! Flow identifiers give away date and PSP.

use serde::Deserialize;

use super::*;
use crate::identifier::vectors::vectors;

#[test]
fn date_psp_and_tail_are_told_apart() {
    let flow = FlowId::parse("2027-01-04ABI12345-A-1_b").unwrap();
    assert_eq!(flow.settlement_date(), NaiveDate::from_ymd_opt(2027, 1, 4).unwrap());
    assert_eq!(flow.psp(), "ABI12345");
    assert_eq!(flow.tail(), "A-1_b");
}

#[test]
fn the_refusal_says_what_is_wrong() {
    let key = |text: &str| FlowId::parse(text).unwrap_err().key();
    assert_eq!(key("2027/01/04ABI12345-1"), "flow_id.character");
    assert_eq!(key(""), "flow_id.settlement_date");
    assert_eq!(key("2027-02-30ABI12345-1"), "flow_id.settlement_date");
    assert_eq!(key("20270-1-04ABI12345-1"), "flow_id.settlement_date");
    assert_eq!(key("-2027-1-04ABI12345-1"), "flow_id.settlement_date");
    assert_eq!(key("2027-1-004ABI12345-1"), "flow_id.settlement_date");
    assert_eq!(key("2027-01-04ABI12345"), "flow_id.tail");
    assert_eq!(key("2027-01-04-1"), "flow_id.tail");
    assert_eq!(key("2027-01-04ABI12345-"), "flow_id.tail");
    assert_eq!(key(&format!("2027-01-04ABI12345-{}", "1".repeat(17))), "flow_id.too_long");
    assert!(FlowId::parse(&format!("2027-01-04ABI12345-{}", "1".repeat(16))).is_ok());
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    valid: bool,
    date: Option<String>,
    psp: Option<String>,
    tail: Option<String>,
}

#[test]
fn public_vectors_agree() {
    for vector in vectors::<Vector>("id-flusso.json") {
        let read = FlowId::parse(&vector.id);
        assert_eq!(read.is_ok(), vector.valid, "{}", vector.id);
        if let (Ok(flow), Some(date)) = (read, vector.date) {
            assert_eq!(flow.settlement_date().to_string(), date);
            assert_eq!(Some(flow.psp()), vector.psp.as_deref());
            assert_eq!(Some(flow.tail()), vector.tail.as_deref());
        }
    }
}
