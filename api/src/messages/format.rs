//! Money and time as each language writes them. Hours are those of Italy, whoever reads.

use chrono::{DateTime, Utc};
use domain::{Cents, rome};

use super::{Language, Message};

/// An amount with its currency: `1.500,00 €`, `€1,500.00`.
#[must_use]
pub fn amount(language: Language, amount: Cents) -> String {
    let italian = amount.to_string();
    match language {
        Language::Italian | Language::German | Language::Slovene => format!("{italian}\u{a0}€"),
        Language::French => format!("{}\u{a0}€", italian.replace('.', "\u{202f}")),
        Language::English => {
            let swapped: String = italian.chars().map(swap_separators).collect();
            match swapped.strip_prefix('-') {
                Some(digits) => format!("-€{digits}"),
                None => format!("€{swapped}"),
            }
        }
    }
}

const fn swap_separators(character: char) -> char {
    match character {
        '.' => ',',
        ',' => '.',
        other => other,
    }
}

/// A moment as clocks in Italy showed it, to the second.
#[must_use]
pub fn moment(language: Language, moment: DateTime<Utc>) -> String {
    let local = rome::local(moment);
    let part = |format: &str| local.format(format).to_string();
    let (day, month, year, time) = (part("%d"), part("%m"), part("%Y"), part("%H:%M:%S"));
    Message::FormatMoment.fill(language, &[("day", &day), ("month", &month), ("year", &year), ("time", &time)])
}
