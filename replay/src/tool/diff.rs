//! `diff`: whether two builds, or two copies of the log, come to the same states.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::iter::Peekable;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use super::answer::Answer;
use super::arguments::With;
use super::code;
use super::digest::{Digests, fold};
use super::place::Place;
use super::progress::Progress;
use super::theirs;
use crate::audit::{AuditError, StreamDigest};

/// Differing streams that are listed; the others are counted.
const LISTED: usize = 1_000;

pub(super) async fn diff(place: &Place, with: &With, progress: Progress) -> Result<Answer, AuditError> {
    let ours = fold(place, progress).await?;
    let found = match (&with.digests, &with.build) {
        (Some(path), _) => File::open(path).and_then(|file| compare(&ours, file)).map_err(AuditError::file(path))?,
        (None, Some(build)) => run(place, build, &ours).map_err(AuditError::file(build))?,
        (None, None) => return Err(AuditError::Absent("nothing to compare with".to_owned())),
    };
    Ok(answer(&ours, &found))
}

/// What differs.
#[derive(Debug, Default)]
struct Found {
    differing: u64,
    listed: Vec<Differing>,
    their_size: u64,
}

/// A stream that is not the same on both sides.
type Differing = (Option<StreamDigest>, Option<StreamDigest>);

fn answer(ours: &Digests, found: &Found) -> Answer {
    let same = found.differing == 0 && found.their_size == ours.size;
    let verdict = match (same, found.their_size == ours.size) {
        (true, _) => format!("the same: {} streams, digest {}", ours.streams, ours.total),
        (false, true) => format!("{} of {} streams differ", found.differing, ours.streams),
        (false, false) => format!("{} events here, {} there: {} streams differ", ours.size, found.their_size, found.differing),
    };
    let told = |digest: &Option<StreamDigest>| {
        digest.as_ref().map_or_else(|| "none".to_owned(), |d| format!("{} at {}", d.digest, d.version))
    };
    let rows = found.listed.iter().map(|(here, there)| vec![name(here, there).to_owned(), told(here), told(there)]);
    let differing: Vec<_> =
        found.listed.iter().map(|(here, there)| json!({ "stream": name(here, there), "here": here, "there": there })).collect();
    Answer {
        verdict: Some(verdict),
        columns: vec!["stream", "here", "there"],
        rows: rows.collect(),
        value: json!({ "same": same, "count": found.differing, "differing": differing }),
        text: None,
        code: if same { 0 } else { code::FOUND },
    }
}

fn name<'a>(here: &'a Option<StreamDigest>, there: &'a Option<StreamDigest>) -> &'a str {
    here.as_ref().or(there.as_ref()).map_or("", |digest| digest.stream.as_str())
}

/// Has the other build fold the same events, and compares while it answers.
fn run(place: &Place, build: &Path, ours: &Digests) -> io::Result<Found> {
    let mut command = Command::new(build);
    command.args(["digest", "--json", "--quiet"]).args(place.to_arguments(ours.size));
    if let Some(url) = place.database_url() {
        command.env("QUIETANZA_AUDIT_DATABASE", url);
    }
    let mut running = command.stdout(Stdio::piped()).stdin(Stdio::null()).spawn()?;
    let found = match running.stdout.take() {
        Some(answer) => compare(ours, answer),
        None => Err(io::Error::other("it says nothing")),
    };
    let status = running.wait()?;
    if status.success() { found } else { Err(io::Error::other(format!("it ended with {status}"))) }
}

/// Goes through both sides at once: each is in the order of the streams' names.
fn compare(ours: &Digests, theirs: impl Read) -> io::Result<Found> {
    let mut comparison = Comparison { ours: ours.each()?.peekable(), found: Found::default() };
    comparison.found.their_size = theirs::read(BufReader::new(theirs), |there| comparison.there(there))?;
    comparison.end()
}

struct Comparison<I: Iterator<Item = io::Result<StreamDigest>>> {
    ours: Peekable<I>,
    found: Found,
}

impl<I: Iterator<Item = io::Result<StreamDigest>>> Comparison<I> {
    /// The next stream of the other side.
    fn there(&mut self, there: StreamDigest) -> io::Result<()> {
        while let Some(here) = self.ours.next_if(|here| here.as_ref().map_or(true, |here| here.stream < there.stream)) {
            self.differ(Some(here?), None);
        }
        let here = self.ours.next_if(|here| here.as_ref().is_ok_and(|here| here.stream == there.stream)).transpose()?;
        if here.as_ref() != Some(&there) {
            self.differ(here, Some(there));
        }
        Ok(())
    }

    fn end(mut self) -> io::Result<Found> {
        while let Some(here) = self.ours.next() {
            self.differ(Some(here?), None);
        }
        Ok(self.found)
    }

    fn differ(&mut self, here: Option<StreamDigest>, there: Option<StreamDigest>) {
        self.found.differing += 1;
        if self.found.listed.len() < LISTED {
            self.found.listed.push((here, there));
        }
    }
}
