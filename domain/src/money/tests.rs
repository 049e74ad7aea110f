//! Amounts keep every cent, in every form they are written in.

use proptest::prelude::*;

use super::{Cents, MoneyError};

#[test]
fn s4_18_amounts_are_shown_as_italians_write_them() {
    let shown = |cents| Cents::new(cents).to_string();
    assert_eq!(shown(0), "0,00");
    assert_eq!(shown(5), "0,05");
    assert_eq!(shown(100), "1,00");
    assert_eq!(shown(99_999), "999,99");
    assert_eq!(shown(150_000), "1.500,00");
    assert_eq!(shown(99_999_999_999), "999.999.999,99");
    assert_eq!(shown(-123_456), "-1.234,56");
    assert_eq!(shown(i64::MIN), "-92.233.720.368.547.758,08");
}

#[test]
fn amounts_can_be_aligned_in_columns() {
    assert_eq!(format!("{:>10}", Cents::new(150_000)), "  1.500,00");
}

#[test]
fn soap_amounts_have_a_point_and_two_decimals() {
    assert_eq!(Cents::new(150_000).to_euro_decimal(), "1500.00");
    assert_eq!(Cents::new(1).to_euro_decimal(), "0.01");
    assert_eq!(Cents::from_euro_decimal("1500.00"), Ok(Cents::new(150_000)));
    assert_eq!(Cents::from_euro_decimal("007.50"), Ok(Cents::new(750)));
}

#[test]
fn any_other_way_of_writing_a_soap_amount_is_refused() {
    for text in [
        "", ".", "1", "1.", "1.0", "1.000", ".50", "1,00", "-1.00", "+1.00", "1.-1", "1.+1", " 1.00", "1.00 ", "1e2", "1.00.00",
        "1.5.0", "١.٠٠", "NaN",
    ] {
        assert_eq!(Cents::from_euro_decimal(text), Err(MoneyError::NotEuroDecimal), "{text:?}");
    }
}

#[test]
fn an_amount_that_cannot_be_counted_is_refused() {
    let most = "92233720368547758.07";
    assert_eq!(Cents::from_euro_decimal(most), Ok(Cents::new(i64::MAX)));
    for text in ["92233720368547758.08", "99999999999999999999.00"] {
        assert_eq!(Cents::from_euro_decimal(text), Err(MoneyError::TooLarge));
    }
    let all = Cents::new(i64::MAX);
    assert_eq!(all.checked_add(Cents::new(1)), None);
    assert_eq!(Cents::new(i64::MIN).checked_sub(Cents::new(1)), None);
    assert_eq!(Cents::checked_sum([all, Cents::new(1), Cents::new(-1)]), None);
}

#[test]
fn a_payment_is_between_one_cent_and_the_most_pagopa_carries() {
    assert_eq!(Cents::positive(0), Err(MoneyError::NotPositive));
    assert_eq!(Cents::positive(-1), Err(MoneyError::NotPositive));
    assert!(!Cents::ZERO.is_positive());
    assert!(Cents::new(1).is_positive());
    assert_eq!(Cents::positive(1), Ok(Cents::new(1)));
    assert_eq!(Cents::positive(99_999_999_999), Ok(Cents::MAX_PAYMENT));
    assert_eq!(Cents::positive(100_000_000_000), Err(MoneyError::TooLarge));
}

#[test]
fn amounts_are_stored_as_whole_numbers_only() {
    assert_eq!(serde_json::to_string(&Cents::new(5980)).unwrap(), "5980");
    assert_eq!(serde_json::from_str::<Cents>("5980").unwrap(), Cents::new(5980));
    for text in ["59.80", "5980.0", "\"5980\"", "null", "1e3"] {
        assert!(serde_json::from_str::<Cents>(text).is_err(), "{text}");
    }
}

#[test]
fn every_refusal_has_its_own_key() {
    assert_eq!(MoneyError::NotPositive.key(), "money.not_positive");
    assert_eq!(MoneyError::TooLarge.key(), "money.too_large");
    assert_eq!(MoneyError::NotEuroDecimal.key(), "money.not_euro_decimal");
}

/// Reads the Italian form back, by a way of its own.
fn cents_shown(text: &str) -> i128 {
    let digits: String = text.chars().filter(|c| *c != '.' && *c != ',').collect();
    digits.parse().unwrap()
}

proptest! {
    #[test]
    fn the_soap_form_reads_back_as_the_same_amount(cents in 0..=i64::MAX) {
        let amount = Cents::new(cents);
        prop_assert_eq!(Cents::from_euro_decimal(&amount.to_euro_decimal()), Ok(amount));
    }

    #[test]
    fn the_italian_form_shows_every_cent_in_groups_of_three(cents: i64) {
        let shown = Cents::new(cents).to_string();
        prop_assert_eq!(cents_shown(&shown), i128::from(cents));
        let (euro, decimals) = shown.split_once(',').unwrap();
        prop_assert_eq!(decimals.len(), 2);
        let groups: Vec<&str> = euro.trim_start_matches('-').split('.').collect();
        prop_assert!((1..=3).contains(&groups[0].len()));
        prop_assert!(groups[1..].iter().all(|group| group.len() == 3));
    }

    #[test]
    fn taking_away_undoes_adding(a: i64, b: i64) {
        let (a, b) = (Cents::new(a), Cents::new(b));
        if let Some(sum) = a.checked_add(b) {
            prop_assert_eq!(sum.checked_sub(b), Some(a));
        }
    }

    #[test]
    fn a_sum_is_exact_or_absent(amounts in prop::collection::vec(any::<i32>(), 0..50)) {
        let exact: i64 = amounts.iter().map(|a| i64::from(*a)).sum();
        let summed = Cents::checked_sum(amounts.iter().map(|a| Cents::new(i64::from(*a))));
        prop_assert_eq!(summed, Some(Cents::new(exact)));
    }

    #[test]
    fn reading_any_text_as_an_amount_never_fails_otherwise(text in "\\PC{0,24}") {
        if let Ok(amount) = Cents::from_euro_decimal(&text) {
            prop_assert!(amount.as_i64() >= 0);
        }
    }
}
