//! Remainder of numbers too long for a machine word, taken digit by digit as one does on paper.

use std::num::NonZeroU32;

/// Check digits of notice numbers (SACI 3.1.0).
pub(super) const MOD_93: NonZeroU32 = NonZeroU32::MIN.saturating_add(92);
/// Check digits of RF creditor references (ISO 11649).
pub(super) const MOD_97: NonZeroU32 = NonZeroU32::MIN.saturating_add(96);

/// The remainder of the decimal number whose digits are given, most significant first.
///
/// With a modulus below 100 the carry stays below 1000: nothing here can saturate.
pub(super) fn remainder(digits: impl IntoIterator<Item = u32>, modulus: NonZeroU32) -> u32 {
    digits.into_iter().fold(0, |carry: u32, digit| carry.saturating_mul(10).saturating_add(digit) % modulus)
}

/// The decimal digits of a text, anything else skipped.
pub(super) fn decimal_digits(text: &str) -> impl Iterator<Item = u32> {
    text.chars().filter_map(|c| c.to_digit(10))
}
