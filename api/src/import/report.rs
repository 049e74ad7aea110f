//! What a run did, for people and for machines.

use std::fmt;

use serde::Serialize;

use super::problem::Refused;

/// How many rows ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Positions made by this file.
    pub created: u64,
    /// Positions that were there already, just so.
    pub unchanged: u64,
    /// Positions changed.
    pub amended: u64,
    /// Rows not loaded.
    pub refused: u64,
}

impl Counts {
    pub(super) const fn rows(&self) -> u64 {
        self.created + self.unchanged + self.amended + self.refused
    }

    pub(super) fn add(&mut self, other: Self) {
        self.created += other.created;
        self.unchanged += other.unchanged;
        self.amended += other.amended;
        self.refused += other.refused;
    }
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The file, by the SHA-256 of its content.
    pub content_hash: String,
    /// The run: the correlation id of all its events.
    pub run: String,
    /// Whether this file had been loaded before: then this is the report of that time, and nothing was done now.
    pub repeated: bool,
    /// How many rows ended how.
    #[serde(flatten)]
    pub counts: Counts,
    /// The rows not loaded, in order.
    pub refusals: Vec<Refused>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.repeated {
            writeln!(f, "This file was loaded before; nothing was done. The report of that time:")?;
        }
        let Counts { created, unchanged, amended, refused } = self.counts;
        writeln!(f, "{created} created, {unchanged} unchanged, {amended} amended, {refused} refused")?;
        for refusal in &self.refusals {
            for problem in &refusal.problems {
                let place = if problem.field.is_empty() { "the row" } else { &problem.field };
                write!(f, "row {}: {place}: {} [{}]", refusal.row, problem.message, problem.rule)?;
                match &problem.value {
                    Some(value) => writeln!(f, ": {value}")?,
                    None => writeln!(f)?,
                }
            }
        }
        Ok(())
    }
}
