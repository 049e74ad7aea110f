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
    /// K4: only listed transitions happened, and what had ended did not begin again.
    Transitions,
    /// K3: every receipt is kept with its raw message, once, and stands with its amount where it is booked.
    Receipts,
    /// K3: the raw message of every receipt can be opened and says what was kept of it.
    Raw,
    /// K8: every mail that was wanted was sent, was given up, or waits to be sent; no two have one name.
    Mails,
    /// K12: whatever was done outside before a backup was taken is not done again when that backup came back.
    Restored,
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
            Self::Transitions => "transitions",
            Self::Receipts => "receipts",
            Self::Raw => "raw",
            Self::Mails => "mails",
            Self::Restored => "restored",
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

    /// Its number in the list of invariants that every fault is tried against; a few are ours alone.
    #[must_use]
    pub const fn number(self) -> Option<&'static str> {
        match self {
            Self::Logged => Some("K1"),
            Self::Settled => Some("K2"),
            Self::Receipts | Self::Raw => Some("K3"),
            Self::Transitions => Some("K4"),
            Self::Totals => Some("K5"),
            Self::Views => Some("K6"),
            Self::Log | Self::Streams => Some("K7"),
            Self::Mails => Some("K8"),
            Self::Todos => Some("K9"),
            Self::Waits => Some("K10"),
            Self::Clear => Some("K11"),
            Self::Restored => Some("K12"),
            Self::Readable | Self::Checkpoints | Self::Pages => None,
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
            Self::Transitions => "every event may follow the one before",
            Self::Receipts => "every receipt is kept once, and stands where it is booked",
            Self::Raw => "every raw message says what was kept of it",
            Self::Mails => "every mail was sent, was given up, or waits",
            Self::Restored => "nothing is done outside on a copy that came back",
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
    /// What the money looked at comes to, in cents; none where no money is looked at.
    pub cents: Option<i64>,
    /// What was found: the first ones.
    pub findings: Vec<Finding>,
}

impl Examined {
    /// Nothing looked at yet.
    #[must_use]
    pub const fn of(invariant: Invariant) -> Self {
        Self { invariant, looked_at: 0, cents: None, findings: Vec::new() }
    }

    /// Notes what does not hold: where, and what is wrong there. Only the first ones are kept.
    pub fn found(&mut self, place: impl Into<String>, what: impl Into<String>) {
        if self.findings.len() < SHOWN {
            self.findings.push(Finding { invariant: self.invariant, place: place.into(), what: what.into() });
        }
    }

    /// Adds to the money looked at.
    pub fn count_cents(&mut self, cents: i64) {
        self.cents = Some(self.cents.unwrap_or(0).saturating_add(cents));
    }
}

/// Findings of one invariant that are kept.
const SHOWN: usize = 100;

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
