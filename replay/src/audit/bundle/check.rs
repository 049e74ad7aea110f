//! Checking a bundle: its events have the hashes they claim, lead to every head within it, and together with the hashes beside them to the
//! signed head it was made under.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::line::{BundledEvent, FORMAT, Header, Line, hashes};
use super::read::Lines;
use crate::audit::error::{AuditError, Finding};
use crate::audit::keys::Keys;
use crate::heads::SignedHead;
use crate::tree::range::Range;
use crate::tree::{Hash, Peaks};

/// A bundle that holds.
#[derive(Debug, Clone)]
pub struct Checked {
    /// First event.
    pub from: u64,
    /// The event after the last.
    pub to: u64,
    /// The head it is tied to.
    pub head: SignedHead,
    /// The keys it was checked against.
    pub keys: Keys,
    /// Heads published within it.
    pub heads: u64,
    /// Schemas it brings along.
    pub schemas: u64,
    /// Values opened by a mandate that stand in it. No signature covers them: see [`compare`](super::compare).
    pub opened: u64,
    /// When the last event was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// Checks the bundle at `path` against the keys `given`, or those it names itself. `progress` is told how many events were read.
///
/// # Errors
/// The first [`Finding`].
pub fn check(path: &Path, given: &[String], progress: impl FnMut(u64)) -> Result<Checked, AuditError> {
    let mut lines = Lines::open(path)?;
    let header = match lines.next()? {
        Some(Line::Bundle(header)) if header.format == FORMAT => *header,
        Some(Line::Bundle(header)) => return Err(lines.refuse(format!("the format {:?} is not known", header.format))),
        _ => return Err(lines.refuse("it does not say what it is")),
    };
    let keys = Keys::choose(given, &header.keys)?;
    let head = SignedHead::parse(&header.head)?;
    head.verify(keys.trusted())?;
    let misfit = || Finding::Bundle { line: 1, what: "the hashes beside the events do not fit".to_owned() };
    let (range, outside, peaks) = beside(&header, head.size).ok_or_else(misfit)?;
    let mut events = Events {
        lines,
        keys: &keys,
        to: header.to,
        last_head: range.from,
        peaks,
        heads: 0,
        schemas: 0,
        opened: 0,
        last: None,
        ended: false,
        progress,
    };
    let root = range.root(&outside, &mut events)?;
    let (heads, schemas, opened) = (events.heads, events.schemas, events.opened);
    let recorded_at = events.last.as_ref().map_or(0, |event| event.recorded_at_micros);
    if root == head.root {
        let recorded_at = DateTime::from_timestamp_micros(recorded_at).unwrap_or_default();
        Ok(Checked { from: header.from, to: header.to, head, keys, heads, schemas, opened, recorded_at })
    } else if events.last_head == header.to {
        Err(misfit().into())
    } else {
        Err(Finding::Rewritten { good: events.last_head, signed: head.size }.into())
    }
}

/// What lies beside the events, if it can.
fn beside(header: &Header, size: u64) -> Option<(Range, Vec<Hash>, Peaks)> {
    let range = Range { from: header.from, to: header.to, size };
    let (left, right) = (hashes(&header.left)?, hashes(&header.right)?);
    let peaks = Peaks::of(header.from, left.clone())?;
    let outside = [left, right].concat();
    (range.is_proper() && range.outside().len() == outside.len()).then_some((range, outside, peaks))
}

/// The leaves of a bundle, its heads checked on the way.
struct Events<'a, P> {
    lines: Lines,
    keys: &'a Keys,
    to: u64,
    peaks: Peaks,
    last_head: u64,
    heads: u64,
    schemas: u64,
    opened: u64,
    last: Option<BundledEvent>,
    ended: bool,
    progress: P,
}

impl<P: FnMut(u64)> Events<'_, P> {
    /// The next leaf; `None` at the end.
    fn leaf(&mut self) -> Result<Option<Hash>, AuditError> {
        let index = self.peaks.size();
        loop {
            let line = self.lines.next().map_err(|error| match error {
                AuditError::Finding(Finding::Bundle { line, what }) if index < self.to => {
                    Finding::Unreadable { index, what: format!("line {line}: {what}") }.into()
                }
                other => other,
            })?;
            match line {
                Some(Line::Event(event)) if event.index == index && index < self.to => {
                    let leaf = event.checked_leaf()?;
                    self.peaks.push(leaf, |_, _| {});
                    (self.progress)(index + 1);
                    self.last = Some(event);
                    return Ok(Some(leaf));
                }
                Some(Line::Event(_)) | None if index < self.to => return Err(Finding::Missing { index }.into()),
                Some(Line::Head { note }) => self.head(&SignedHead::parse(&note)?)?,
                Some(Line::Schema(_)) => self.schemas += 1,
                Some(Line::Mandate(_)) => {}
                Some(Line::Opened(value)) if self.last.as_ref().is_some_and(|event| value.stands_in(event)) => self.opened += 1,
                Some(Line::Opened(_)) => return Err(self.lines.refuse("nothing of that person is sealed there")),
                Some(Line::Event(_) | Line::Bundle(_)) => return Err(self.lines.refuse("it does not belong there")),
                None => return Ok(None),
            }
        }
    }

    fn head(&mut self, head: &SignedHead) -> Result<(), AuditError> {
        head.verify(self.keys.trusted())?;
        if head.size > self.peaks.size() {
            return Err(Finding::Missing { index: self.peaks.size() }.into());
        }
        if head.size < self.peaks.size() {
            let what = format!("it is of size {}, after {} events", head.size, self.peaks.size());
            return Err(self.lines.refuse(what));
        }
        if head.root != self.peaks.root() {
            return Err(Finding::Rewritten { good: self.last_head, signed: head.size }.into());
        }
        self.last_head = head.size;
        self.heads += 1;
        Ok(())
    }
}

impl<P: FnMut(u64)> Iterator for Events<'_, P> {
    type Item = Result<Hash, AuditError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let leaf = self.leaf().transpose();
        self.ended = !matches!(leaf, Some(Ok(_)));
        leaf
    }
}
