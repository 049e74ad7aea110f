//! What may be asked of the tool.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};

use super::holder::Holder;
use super::place::Place;
use crate::audit::{Moment, Search};

/// Part of the help and of the manual.
const EXIT_CODES: &str = "\
Exit codes:
  0  everything asked for holds, or was answered
  1  something is not what was signed, or two answers differ; the first wrong event is named by its index where one can be
  2  the question cannot be understood
  3  the database or a file cannot be read or written: this says nothing about the log
  4  what was asked for is not there, or was not signed yet
  5  the mandate does not allow it: not for this identity, not of this log, altered, over or withdrawn

Reads exactly the first N events of a signed head, and fails unless exactly that many came. Personal data stays sealed unless a mandate is given.

A mandate is granted by the Ente (quietanza privacy mandate grant) to the holder of an age identity (age-keygen -o identity.txt; the public
key goes to the Ente). It opens what it covers and leaves everything else sealed. Out of a database nothing is opened before a line in the
access log says by which mandate whose data is looked at; the database refuses it after the last day of the mandate or when it was
withdrawn, and then nothing is shown. A bundle has no clock: it is opened when its last event is no later than the mandate's last day, and
the event that granted the mandate stands for the look. Opened bundles and the mandate itself are to be destroyed when they are needed no more.

Not covered by any signature, and so not verified: the number of the transaction that stored an event (used before the event has its place
in the log only), and the times beside heads and keys (signed_at, since).";

/// Verifies, proves and explains the log of a payment portal. Reads only.
#[derive(Debug, Parser)]
#[command(name = "replay", version, after_help = EXIT_CODES, max_term_width = 120)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: Place,
    /// Answer in JSON
    #[arg(long, global = true, conflicts_with = "csv")]
    pub(super) json: bool,
    /// Answer in CSV
    #[arg(long, global = true)]
    pub(super) csv: bool,
    /// Show no progress
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Verify the log: leaves, tiles, heads and signatures, and that every head continues the one before
    Verify {
        /// Go on where this file says an earlier run came to, and write to it how far this one comes. Of what was verified before, entries,
        /// tiles and heads are looked at again, and that each event is there; their bytes are not
        #[arg(long, value_name = "FILE")]
        state: Option<PathBuf>,
        /// Read every byte again, also of what was verified before, and compare with it
        #[arg(long)]
        from_start: bool,
    },
    /// Write the proof that an event was logged
    Prove {
        /// The index of an event, or the id of a receipt
        what: String,
        /// Where to; standard output otherwise
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Check a proof or a bundle, without database or network
    Check {
        /// What `prove` or `export` wrote, or a receipt's bundle
        file: PathBuf,
        #[command(flatten)]
        holder: Holder,
    },
    /// Carry away a stretch of the log
    Export {
        /// First event and the event after the last: `0..1000`, `500..`, `..`
        #[arg(value_parser = stretch)]
        stretch: Stretch,
        /// A file that does not exist yet. With a mandate, what it covers stands in it in the clear beside what is sealed
        output: PathBuf,
        #[command(flatten)]
        holder: Holder,
    },
    /// Tell what happened: who, what, when and why
    Timeline {
        #[command(flatten)]
        subject: Sought,
        #[command(flatten)]
        holder: Holder,
    },
    /// Show how things stood
    AsOf {
        /// A time (RFC 3339), or an index: the events before it count
        #[arg(value_parser = moment)]
        moment: Moment,
        #[command(flatten)]
        subject: Sought,
        #[command(flatten)]
        holder: Holder,
    },
    /// Fold every stream and print the digest of its state, to compare builds and machines with
    Digest,
    /// Compare the digests with those of another build
    Diff {
        #[command(flatten)]
        with: With,
    },
    /// Print the manual
    #[command(hide = true)]
    Man,
}

/// What is asked about.
#[derive(Debug, Args)]
pub(super) struct Sought {
    /// A notice number, an IUV, the id of a receipt, checkout, cart, position or person, or a stream as `type/id`
    #[arg(value_name = "SUBJECT")]
    pub(super) name: String,
    /// Look at every event instead of following the indexes and the help desk's threads, which the portal made. Finds any word an event holds
    #[arg(long)]
    scan: bool,
}

impl Sought {
    pub(super) const fn search(&self) -> Search {
        if self.scan { Search::EveryEvent } else { Search::ByIndex }
    }
}

/// The other side of a comparison.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct With {
    /// What another build's `digest --json` printed
    #[arg(long = "with", value_name = "FILE")]
    pub(super) digests: Option<PathBuf>,
    /// Another build of this program, which is run over the same events
    #[arg(long = "with-build", value_name = "PROGRAM")]
    pub(super) build: Option<PathBuf>,
}

/// A stretch of the log; without an end, up to the signed head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: u64,
    pub(super) to: Option<u64>,
}

fn stretch(text: &str) -> Result<Stretch, String> {
    let wrong = || "two indexes with .. between them, the first smaller than the second".to_owned();
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let number = |text: &str| text.parse::<u64>().map_err(|_| wrong());
    let stretch = Stretch {
        from: if from.is_empty() { 0 } else { number(from)? },
        to: if to.is_empty() { None } else { Some(number(to)?) },
    };
    if stretch.to.is_some_and(|to| to <= stretch.from) { Err(wrong()) } else { Ok(stretch) }
}

fn moment(text: &str) -> Result<Moment, String> {
    if let Ok(index) = text.parse() {
        return Ok(Moment::Before(index));
    }
    let time = DateTime::parse_from_rfc3339(text).map_err(|error| format!("neither an index nor a time: {error}"))?;
    Ok(Moment::At(time.with_timezone(&Utc)))
}
