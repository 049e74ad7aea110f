//! What was looked at, and what was found.

use std::fmt;

use chrono::NaiveDate;
use domain::identifier::EnteCode;

/// What must hold, whatever happened. The letters are those of the list of invariants that faults are tried against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Invariant {
    /// K7: every stored event has the hash its entry in the log has, the tiles are made of these, the signed heads of the tiles.
    Log,
    /// K7: the numbers of a stream's events have no gap.
    Streams,
    /// Every version of every event ever written can be read by this program.
    Readable,
    /// K1: every stored event is in the log or waits for its place in it.
    Logged,
    /// No reader is ahead of the log.
    Checkpoints,
    /// K9: no to-do without the event that opened it.
    Todos,
    /// K2: a notice is settled once at most.
    Settled,
    /// K10: what somebody began to pay comes to an end.
    Waits,
    /// K11: no tax code in clear.
    Clear,
    /// The database checks its own pages.
    Pages,
    /// K5: receipts = settled, to be given back, or without a home = what the history shows, day by day, in cents.
    Totals,
    /// K6: every view is what its fold makes of the log, row for row.
    Views,
}

impl Invariant {
    /// Stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Streams => "streams",
            Self::Readable => "readable",
            Self::Logged => "logged",
            Self::Checkpoints => "checkpoints",
            Self::Todos => "todos",
            Self::Settled => "settled",
            Self::Waits => "waits",
            Self::Clear => "clear",
            Self::Pages => "pages",
            Self::Totals => "totals",
            Self::Views => "views",
        }
    }

    /// What it says, as a sentence.
    #[must_use]
    pub const fn says(self) -> &'static str {
        match self {
            Self::Log => "events, log, tiles and signed heads agree",
            Self::Streams => "no stream has a gap",
            Self::Readable => "this program knows every version of every event",
            Self::Logged => "every event is in the log or waits for its place",
            Self::Checkpoints => "no reader is ahead of the log",
            Self::Todos => "every to-do has its event",
            Self::Settled => "no notice is settled twice",
            Self::Waits => "every payment comes to an end",
            Self::Clear => "no tax code stands in clear",
            Self::Pages => "the database checks its pages",
            Self::Totals => "receipts = booked or open = shown, day by day, in cents",
            Self::Views => "every view is what the log says",
        }
    }
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is violated.
    pub invariant: Invariant,
    /// Where: an event, a stream, a row, a day.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

/// One invariant, looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// Which.
    pub invariant: Invariant,
    /// Events, rows or days looked at; 0 where they are not counted.
    pub looked_at: u64,
    /// What was found: the first ones.
    pub findings: Vec<Finding>,
}

impl Examined {
    pub(super) const fn of(invariant: Invariant) -> Self {
        Self { invariant, looked_at: 0, findings: Vec::new() }
    }

    pub(super) fn found(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.findings.push(Finding { invariant: self.invariant, place: place.into(), what: what.into() });
    }
}

/// How many, and how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many payments.
    pub payments: u64,
    /// How much they come to, in cents.
    pub cents: i64,
}

/// The control totals of one Ente and day (in Europe/Rome), each from another source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTotals {
    /// The Ente.
    pub ente: EnteCode,
    /// The day of payment.
    pub day: NaiveDate,
    /// From the streams of receipts.
    pub received: Sum,
    /// From the streams of positions, and the receipts that no position has booked.
    pub booked_or_open: Sum,
    /// From the payment history.
    pub shown: Sum,
}

/// What a check came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Events of the log.
    pub events: u64,
    /// Each invariant.
    pub examined: Vec<Examined>,
    /// The control totals; empty after a round in the background.
    pub days: Vec<DayTotals>,
}

impl Report {
    /// Whether nothing was found.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.findings().next().is_none()
    }

    /// Everything that was found.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.examined.iter().flat_map(|examined| &examined.findings)
    }
}
