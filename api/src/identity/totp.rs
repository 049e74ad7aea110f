//! The second factor: time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, six digits, thirty seconds.

use chrono::{DateTime, Utc};
use ring::hmac;
use serde::{Deserialize, Serialize};

use crate::clock::random_bytes;

/// Seconds of a step.
const STEP: i64 = 30;
/// Steps before and after now that are accepted: clocks of telephones differ.
const DRIFT: i64 = 1;
/// Digits of RFC 4648 base 32.
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret an app and we share; 160 bits as RFC 4226 recommends. Stored sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotpSecret([u8; 20]);

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(***)")
    }
}

impl TotpSecret {
    /// A new secret.
    #[must_use]
    pub fn new() -> Self {
        Self(random_bytes())
    }

    /// As apps take it when it is typed: base 32.
    #[must_use]
    pub fn text(&self) -> String {
        let bit = |at: usize| (self.0[at / 8] >> (7 - at % 8)) & 1;
        let digit = |at: usize| (0..5).fold(0_usize, |value, offset| value << 1 | usize::from(bit(at + offset)));
        (0..160).step_by(5).map(|at| char::from(BASE_32[digit(at)])).collect()
    }

    /// As apps take it when it is scanned (Key URI format); `issuer` and `holder` are shown by the app.
    #[must_use]
    pub fn uri(&self, issuer: &str, holder: &str) -> String {
        let mut url = url::Url::parse("otpauth://totp/").expect("a constant address parses");
        url.set_path(&format!("{issuer}:{holder}"));
        url.query_pairs_mut().append_pair("secret", &self.text()).append_pair("issuer", issuer);
        url.into()
    }

    /// The step whose code this is, when it is one of about now and of a step after `used`.
    #[must_use]
    pub fn step_of(&self, code: &str, now: DateTime<Utc>, used: i64) -> Option<i64> {
        let current = now.timestamp().div_euclid(STEP);
        let steps = (current - DRIFT..=current + DRIFT).filter(|step| *step > used);
        // All steps are compared, each in the same time.
        steps.fold(None, |found, step| if same(&self.code(step), code) { Some(step) } else { found })
    }

    /// The code of a step.
    fn code(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let tag = tag.as_ref();
        let offset = usize::from(tag[tag.len() - 1] & 0x0f);
        let number = tag[offset..offset + 4].iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// The code an app would show now.
    #[must_use]
    pub fn code_at(&self, now: DateTime<Utc>) -> String {
        self.code(now.timestamp().div_euclid(STEP))
    }

    /// Reads what [`TotpSecret::text`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0_u8; 20];
        if text.len() != 32 {
            return None;
        }
        for (place, digit) in text.bytes().enumerate() {
            let value = BASE_32.iter().position(|known| *known == digit)?;
            for offset in 0..5 {
                let at = place * 5 + offset;
                bytes[at / 8] |= u8::from(value >> (4 - offset) & 1 == 1) << (7 - at % 8);
            }
        }
        Some(Self(bytes))
    }
}

impl Default for TotpSecret {
    fn default() -> Self {
        Self::new()
    }
}

fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn a12_codes_are_those_of_rfc_6238_appendix_b() {
        let secret = TotpSecret(*b"12345678901234567890");
        assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(TotpSecret::parse(&secret.text()), Some(secret.clone()));
        let vectors = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (second, code) in vectors {
            assert_eq!(secret.code_at(at(second)), code);
        }
    }

    #[test]
    fn a12_a_code_works_for_one_step_around_now_and_once() {
        let secret = TotpSecret::new();
        let now = at(1_800_000_015);
        let step = 1_800_000_015 / 30;
        for (distance, accepted) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let code = secret.code(step + distance);
            assert_eq!(secret.step_of(&code, now, 0), accepted.then_some(step + distance), "{distance}");
        }
        assert_eq!(secret.step_of(&secret.code(step), now, step), None, "used before");
        assert_eq!(secret.step_of("", now, 0), None);
    }

    #[test]
    fn an_app_can_scan_it() {
        let uri = TotpSecret(*b"12345678901234567890").uri("Comune di Prova", "mario");
        assert_eq!(
            uri,
            "otpauth://totp/Comune%20di%20Prova:mario?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Comune+di+Prova"
        );
    }
}
