//! JSON text exactly as it comes to lie in the database when postgres-es writes it.
//!
//! postgres-es binds payload and metadata as `jsonb`; the assignment to the `json` columns stores what `jsonb` prints: keys by length and then by
//! bytes, one space after each colon and comma, numbers in plain decimal notation. Writing that text ourselves stores the same bytes
//! (a property test compares both) and spares the server parsing each value twice.

use serde::Serialize;
use serde_json::{Number, Value};

/// A value the database would refuse.
#[derive(Debug, thiserror::Error)]
pub enum Unstorable {
    /// PostgreSQL keeps no U+0000 inside text.
    #[error("a text holds U+0000, which PostgreSQL cannot keep")]
    NulCharacter,
    /// The value does not serialise to JSON.
    #[error("the value is no JSON")]
    NotJson(#[from] serde_json::Error),
}

/// The text `value` is stored as.
///
/// # Errors
/// [`Unstorable`] when the database would refuse it.
pub fn stored_json<T: Serialize>(value: &T) -> Result<Vec<u8>, Unstorable> {
    let mut out = Vec::with_capacity(512);
    write_value(&mut out, &serde_json::to_value(value)?)?;
    Ok(out)
}

/// The text a map of texts is stored as, without building a JSON tree first.
///
/// # Errors
/// [`Unstorable::NulCharacter`].
pub fn stored_map<'a>(entries: impl Iterator<Item = (&'a String, &'a String)>) -> Result<Vec<u8>, Unstorable> {
    let mut out = Vec::with_capacity(384);
    let write = |out: &mut Vec<u8>, value: &&String| write_text(out, value);
    write_entries(&mut out, entries.collect(), write)?;
    Ok(out)
}

fn write_value(out: &mut Vec<u8>, value: &Value) -> Result<(), Unstorable> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => write_number(out, number),
        Value::String(text) => write_text(out, text)?,
        Value::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                separate(out, at);
                write_value(out, item)?;
            }
            out.push(b']');
        }
        Value::Object(map) => {
            write_entries(out, map.iter().collect(), |out, value| write_value(out, value))?;
        }
    }
    Ok(())
}

fn write_entries<V>(
    out: &mut Vec<u8>,
    mut entries: Vec<(&String, V)>,
    write: impl Fn(&mut Vec<u8>, &V) -> Result<(), Unstorable>,
) -> Result<(), Unstorable> {
    entries.sort_unstable_by(|(a, _), (b, _)| (a.len(), a.as_str()).cmp(&(b.len(), b.as_str())));
    out.push(b'{');
    for (at, (key, value)) in entries.iter().enumerate() {
        separate(out, at);
        write_text(out, key)?;
        out.extend_from_slice(b": ");
        write(out, value)?;
    }
    out.push(b'}');
    Ok(())
}

fn separate(out: &mut Vec<u8>, at: usize) {
    if at > 0 {
        out.extend_from_slice(b", ");
    }
}

fn write_text(out: &mut Vec<u8>, text: &str) -> Result<(), Unstorable> {
    if text.as_bytes().contains(&0) {
        return Err(Unstorable::NulCharacter);
    }
    Ok(serde_json::to_writer(out, text)?)
}

fn write_number(out: &mut Vec<u8>, number: &Number) {
    let text = number.to_string();
    if number.is_f64() {
        out.extend_from_slice(plain_decimal(&text).as_bytes());
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// `1.5e-7` as `0.00000015`: PostgreSQL's `numeric` knows no exponent and no negative zero.
fn plain_decimal(text: &str) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: isize = exponent.parse().expect("serde_json prints a decimal exponent");
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let point = whole.len().cast_signed() + exponent;
    let plain = if point <= 0 {
        format!("0.{}{digits}", "0".repeat(point.unsigned_abs()))
    } else if point.unsigned_abs() >= digits.len() {
        format!("{digits}{}", "0".repeat(point.unsigned_abs() - digits.len()))
    } else {
        let (whole, fraction) = digits.split_at(point.unsigned_abs());
        format!("{whole}.{fraction}")
    };
    let is_zero = digits.bytes().all(|digit| digit == b'0');
    if is_zero { plain } else { format!("{sign}{plain}") }
}
