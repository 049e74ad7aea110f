//! The DataMatrix of the slip "Bollettino Postale PA" (document type TD 896): one record of exactly 256 ASCII characters.
//!
//! The record has no lengths for name and subject, so a text that is not cut and padded to its place shifts all that follows: each
//! field here is exactly as wide as its place.

use datamatrix::data::EncodationType;
use datamatrix::{DataMatrixBuilder, SymbolList};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::canvas::Modules;
use super::super::error::DocumentError;
use domain::Cents;
use domain::identifier::NoticeNumber;

/// The fields of the record.
#[derive(Debug, Clone, Copy)]
pub struct PostalRecord<'a> {
    /// The notice number.
    pub notice_number: &'a NoticeNumber,
    /// The postal account, up to 12 digits.
    pub account: &'a str,
    /// The amount, at most 10 digits of cents.
    pub amount: Cents,
    /// Tax code of the Ente, 11 digits.
    pub creditor_tax_code: &'a str,
    /// Tax code of the debtor, up to 16 characters, empty when unknown.
    pub debtor_tax_code: &'a str,
    /// Name of the debtor; cut at 40 characters.
    pub debtor_name: &'a str,
    /// Subject of the payment; cut at 110 characters.
    pub subject: &'a str,
}

/// The record of 256 characters. Texts are taken as they are, in capitals, cut or padded to their place: normalise names and subjects
/// with [`postal_text`] first.
#[must_use]
pub fn postal_record(record: &PostalRecord<'_>) -> String {
    format!(
        "codfase=NBPA;18{}12{:0>12}10{:010}38961P1{:0>11}{}{}{}{:12}A",
        record.notice_number,
        record.account,
        record.amount.as_i64(),
        record.creditor_tax_code,
        placed(record.debtor_tax_code, 16),
        placed(record.debtor_name, 40),
        placed(record.subject, 110),
        "",
    )
}

/// `text` in the letters of the record: capitals, decomposed, without marks; typographic quotes and dashes become those of a
/// typewriter, letters with a stroke their base letter, all else that is not ASCII a blank; runs of blanks collapse.
#[must_use]
pub fn postal_text(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for letter in text.to_uppercase().nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            '‘' | '’' | 'ʼ' => ascii.push('\''),
            '“' | '”' | '„' => ascii.push('"'),
            '–' | '—' => ascii.push('-'),
            'Đ' => ascii.push('D'),
            'Ł' => ascii.push('L'),
            'Ø' => ascii.push('O'),
            'Æ' => ascii.push_str("AE"),
            'Œ' => ascii.push_str("OE"),
            'ẞ' => ascii.push_str("SS"),
            ' '..='~' => ascii.push(letter),
            _ => ascii.push(' '),
        }
    }
    ascii.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn placed(text: &str, width: usize) -> String {
    let capitals = text.chars().map(|letter| if letter.is_ascii() { letter.to_ascii_uppercase() } else { ' ' });
    let cut: String = capitals.take(width).collect();
    format!("{cut:width$}")
}

/// The modules of the code: the smallest square symbol that holds the record. A record is capitals and digits, so the two encodings made
/// for them give the same symbol as a search over all six, in a twentieth of the time.
pub(crate) fn postal_code(record: &str) -> Result<Modules, DocumentError> {
    let code = DataMatrixBuilder::new()
        .with_encodation_types(EncodationType::Ascii | EncodationType::C40)
        .with_symbol_list(SymbolList::default().enforce_square())
        .encode(record.as_bytes())
        .map_err(|error| DocumentError::Writing(format!("DataMatrix: {error:?}")))?;
    let bitmap = code.bitmap();
    let side = bitmap.width();
    let mut dark = vec![false; side * side];
    for (x, y) in bitmap.pixels() {
        dark[y * side + x] = true;
    }
    Ok(Modules::new(side, dark))
}
