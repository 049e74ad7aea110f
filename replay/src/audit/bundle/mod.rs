//! A stretch of the log to be carried away: its events, the hashes that tie them to a signed head, every head published within it, and the
//! schemas of the events. Personal data stays sealed, as it lies in the log; what a mandate covers can stand in the clear beside it. Checking it
//! needs no database and no network.
//!
//! One JSON object per line: first the `bundle`, then `schema`s and, when something is opened, the `mandate`; then `event`s in order, each with
//! what was `opened` of it, and each published `head` right after the event that completed it. A head's root must come out of the events before it, so that a rewritten event is found between two heads even when everything
//! else was rewritten with it.

mod check;
mod compare;
mod export;
mod line;
mod read;

pub use check::{Checked, check};
pub use compare::{Compared, compare};
pub use export::{export, export_opened};
pub use line::BundledEvent;
pub(super) use line::{hash, hashes, hex_of};
pub(super) use read::{Places, events};
