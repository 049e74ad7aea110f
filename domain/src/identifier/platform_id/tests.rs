//! Free identifiers are kept as they are, within bounds.

use super::*;

#[test]
fn identifiers_are_kept_as_they_are() {
    assert_eq!(StationId::parse("01234567897_01").unwrap().as_str(), "01234567897_01");
    assert_eq!(Iupd::parse(" TARI 2027/42 ").unwrap().as_str(), "TARI 2027/42");
    assert_eq!(ReceiptId::parse("È-1").unwrap().as_str(), "È-1");
}

#[test]
fn lengths_are_counted_in_characters() {
    assert!(ReceiptId::parse(&"è".repeat(35)).is_ok());
    assert_eq!(ReceiptId::parse(&"è".repeat(36)), Err(ReceiptIdError::TooLong));
    assert!(Iupd::parse(&"x".repeat(50)).is_ok());
    assert_eq!(Iupd::parse(&"x".repeat(51)), Err(IupdError::TooLong));
    assert_eq!(BrokerId::parse(&"x".repeat(36)), Err(BrokerIdError::TooLong));
    assert_eq!(StationId::parse(&"x".repeat(36)), Err(StationIdError::TooLong));
}

#[test]
fn empty_and_unprintable_identifiers_are_refused() {
    assert_eq!(BrokerId::parse(" \t"), Err(BrokerIdError::Empty));
    assert_eq!(ReceiptId::parse("a\0b"), Err(ReceiptIdError::NotPrintable));
    assert_eq!(StationId::parse("a\r\nb"), Err(StationIdError::NotPrintable));
}

#[test]
fn refusals_name_the_identifier() {
    assert_eq!(ReceiptIdError::Empty.key(), "receipt_id.empty");
    assert_eq!(IupdError::TooLong.key(), "iupd.too_long");
    assert_eq!(StationIdError::NotPrintable.key(), "station_id.not_printable");
    assert_eq!(IupdError::TooLong.to_string(), "the IUPD is longer than 50 characters");
}
