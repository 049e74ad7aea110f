//! Notice numbers are issued by the book and read in every layout ever printed.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::identifier::vectors::vectors;

fn notice(text: &str) -> NoticeNumber {
    NoticeNumber::parse(text).unwrap()
}

fn issue(segregation: &str, base: u64) -> NoticeNumber {
    let segregation = SegregationCode::parse(segregation).unwrap();
    NoticeNumber::issue(&segregation, NoticeBase::new(base).unwrap())
}

#[test]
fn a_new_notice_number_has_aux_digit_3_segregation_code_base_and_check_digits() {
    assert_eq!(issue("05", 1).as_str(), "305000000000000118");
    assert_eq!(issue("12", 20_270_000_042).as_str(), "312002027000004283");
    assert_eq!(issue("48", 9_999_999_999_999).as_str(), "348999999999999909");
}

#[test]
fn each_layout_carries_its_own_iuv() {
    assert_eq!(notice("305000000000000118").iuv().as_str(), "05000000000000118");
    assert_eq!(notice("200000000012345647").iuv().as_str(), "00000000012345647");
    assert_eq!(notice("123456789012345678").iuv().as_str(), "23456789012345678");
}

#[test]
fn s4_18_legacy_15_digit_iuv_comes_from_aux_digit_0() {
    let legacy = notice("007000000012345646");
    assert_eq!(legacy.aux_digit(), AuxDigit::Zero);
    assert_eq!(legacy.iuv().as_str(), "000000012345646");
    assert!(legacy.check_digits_valid());
    assert_eq!(legacy.segregation_code(), None);
}

#[test]
fn check_digits_count_where_the_layout_has_them() {
    assert!(notice("305000000000000118").check_digits_valid());
    assert!(!notice("305000000000000119").check_digits_valid());
    assert!(notice("200000000012345647").check_digits_valid());
    assert!(!notice("200000000012345640").check_digits_valid());
    assert!(notice("199999999999999999").check_digits_valid());
    assert!(!notice("405000000000000118").check_digits_valid());
}

#[test]
fn wrong_check_digits_do_not_stop_a_search() {
    assert_eq!(notice("305000000000000119").aux_digit(), AuxDigit::Three);
}

#[test]
fn a_notice_number_is_read_and_printed_in_groups_of_four() {
    let typed = notice(" 3050 0000 0000\u{a0}0001 18\n");
    assert_eq!(typed.as_str(), "305000000000000118");
    assert_eq!(typed.grouped(), "3050 0000 0000 0001 18");
}

#[test]
fn anything_but_18_digits_is_refused_with_the_reason() {
    let length = |found| Err(NoticeNumberError::Length { found });
    assert_eq!(NoticeNumber::parse(""), length(0));
    assert_eq!(NoticeNumber::parse("30500000000000011"), length(17));
    assert_eq!(NoticeNumber::parse("3050000000000001180"), length(19));
    for text in ["30500000000000011O", "3050-0000-0000-0001-18", "٣٠٥٠٠٠٠٠٠٠٠٠٠٠٠١١٨"] {
        assert_eq!(NoticeNumber::parse(text), Err(NoticeNumberError::NotDigits));
    }
    assert_eq!(NoticeNumberError::NotDigits.key(), "notice_number.not_digits");
    assert_eq!(NoticeNumberError::Length { found: 1 }.key(), "notice_number.length");
}

#[test]
fn only_eighteen_zeros_are_the_probe_of_the_stand_in_service() {
    assert!(notice("000000000000000000").is_stand_in_probe());
    assert!(!notice("000000000000000001").is_stand_in_probe());
    assert_eq!(notice("000000000000000000").segregation_code(), None);
}

#[test]
fn a_sequence_ends_at_13_digits() {
    assert_eq!(NoticeBase::new(9_999_999_999_999), Ok(NoticeBase::MAX));
    assert_eq!(NoticeBase::new(10_000_000_000_000), Err(NoticeBaseError::Exhausted));
    assert_eq!(NoticeBase::new(u64::MAX), Err(NoticeBaseError::Exhausted));
    assert_eq!(NoticeBaseError::Exhausted.key(), "notice_base.exhausted");
    assert_eq!(NoticeBase::new(42).map(NoticeBase::as_u64), Ok(42));
}

#[derive(Deserialize)]
struct Vector {
    nav: String,
    iuv: String,
    valid: bool,
    aux_digit: Option<String>,
    segregation_code: Option<String>,
    iuv_base: Option<String>,
}

#[test]
fn public_vectors_agree() {
    for vector in vectors::<Vector>("nav-iuv.json") {
        let notice = notice(&vector.nav);
        assert_eq!(notice.check_digits_valid(), vector.valid, "{}", vector.nav);
        assert_eq!(notice.iuv().as_str(), vector.iuv, "{}", vector.nav);
        let typed = Iuv::parse(&vector.iuv).unwrap();
        assert_eq!(typed, notice.iuv());
        if vector.aux_digit.as_deref() == Some("3") {
            let (code, base) = (vector.segregation_code.unwrap(), vector.iuv_base.unwrap());
            assert_eq!(issue(&code, base.parse().unwrap()), notice);
            assert_eq!(notice.segregation_code().unwrap().as_str(), code);
        }
    }
}

#[derive(Deserialize)]
struct QrVector {
    nav: String,
}

#[test]
fn notice_numbers_in_public_qr_vectors_check_out() {
    for vector in vectors::<QrVector>("qr.json") {
        assert!(notice(&vector.nav).check_digits_valid(), "{}", vector.nav);
    }
}

fn any_issued() -> impl Strategy<Value = (SegregationCode, u64, NoticeNumber)> {
    (0..100_u8, 0..=NoticeBase::MAX.as_u64()).prop_map(|(code, base)| {
        let code = SegregationCode::parse(&format!("{code:02}")).unwrap();
        let issued = NoticeNumber::issue(&code, NoticeBase::new(base).unwrap());
        (code, base, issued)
    })
}

/// The number with one digit, counted from 0, put in place of another.
fn with_digit(number: &NoticeNumber, place: usize, digit: u8) -> String {
    let digit = char::from(b'0' + digit);
    let digits = number.as_str().chars().enumerate();
    digits.map(|(i, c)| if i == place { digit } else { c }).collect()
}

proptest! {
    #[test]
    fn an_issued_number_reads_back_with_all_its_parts((code, base, issued) in any_issued()) {
        let read = NoticeNumber::parse(&issued.grouped()).unwrap();
        prop_assert_eq!(&read, &issued);
        prop_assert!(read.check_digits_valid());
        prop_assert_eq!(read.aux_digit(), AuxDigit::Three);
        prop_assert_eq!(read.segregation_code(), Some(code));
        prop_assert_eq!(read.as_str()[3..16].parse(), Ok(base));
        prop_assert_eq!(Iuv::parse(&read.as_str()[1..]), Ok(read.iuv()));
        prop_assert!(!read.is_stand_in_probe());
    }

    #[test]
    fn two_bases_never_give_one_number((_, a, first) in any_issued(), (_, b, second) in any_issued()) {
        prop_assert!(a == b || first != second);
    }

    /// A changed digit d alters the number by d times a power of ten, never a multiple of 93.
    /// The aux digit is left out: 1 announces a layout without check digits.
    #[test]
    fn one_changed_digit_is_noticed((_, _, issued) in any_issued(), place in 1..18_usize, digit in 0..10_u8) {
        let changed = with_digit(&issued, place, digit);
        let noticed = !notice(&changed).check_digits_valid();
        prop_assert_eq!(noticed, changed != issued.as_str());
    }

    #[test]
    fn a_changed_aux_digit_is_noticed_unless_it_announces_no_check_digits(
        (_, _, issued) in any_issued(),
        digit in 0..10_u8,
    ) {
        let changed = notice(&with_digit(&issued, 0, digit));
        prop_assert_eq!(changed.check_digits_valid(), matches!(digit, 1 | 3));
    }

    /// Swapping neighbours alters the number by 9 times their difference times a power of ten.
    #[test]
    fn two_swapped_neighbours_are_noticed((_, _, issued) in any_issued(), place in 1..15_usize) {
        let mut swapped: Vec<char> = issued.as_str().chars().collect();
        swapped.swap(place, place + 1);
        let swapped: String = swapped.into_iter().collect();
        prop_assert_eq!(notice(&swapped).check_digits_valid(), swapped == issued.as_str());
    }
}
