//! `digest` and `diff`: whether two builds, or two copies of the log, come to the same states.

use std::cmp::Ordering;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::answer::Answer;
use super::arguments::With;
use super::code;
use super::place::Place;
use super::progress::Progress;
use crate::audit::{AuditError, StreamDigest, digests, total};

/// What `digest --json` prints.
#[derive(Debug, Serialize, Deserialize)]
struct Digests {
    size: u64,
    total: String,
    streams: Vec<StreamDigest>,
}

pub(super) async fn digest(place: &Place, progress: Progress) -> Result<Answer, AuditError> {
    let digests = fold(place, progress).await?;
    Ok(Answer {
        verdict: Some(format!("{} events, {} streams, digest {}", digests.size, digests.streams.len(), digests.total)),
        columns: vec!["stream", "version", "digest"],
        rows: digests.streams.iter().map(row).collect(),
        value: json!(digests),
        text: None,
        code: 0,
    })
}

fn row(digest: &StreamDigest) -> Vec<String> {
    vec![digest.stream.clone(), digest.version.to_string(), digest.digest.clone()]
}

async fn fold(place: &Place, progress: Progress) -> Result<Digests, AuditError> {
    let source = place.source(progress).await?;
    let bar = progress.bar("folding", None);
    let mut streams = Vec::new();
    digests(&source, |digest| {
        streams.push(digest);
        bar.inc(1);
        Ok(())
    })
    .await?;
    bar.finish_and_clear();
    // Types and ids are compared as bytes, whatever order they came in.
    streams.sort_unstable();
    Ok(Digests { size: source.stretch().end, total: total(&streams), streams })
}

pub(super) async fn diff(place: &Place, with: &With, progress: Progress) -> Result<Answer, AuditError> {
    let ours = fold(place, progress).await?;
    let theirs = match (&with.digests, &with.build) {
        (Some(path), _) => read(path, &std::fs::read(path).map_err(AuditError::file(path))?)?,
        (None, Some(build)) => read(build, &run(place, build, ours.size)?)?,
        (None, None) => return Err(AuditError::Absent("nothing to compare with".to_owned())),
    };
    let differing = differing(&ours.streams, &theirs.streams);
    let verdict = match differing.len() {
        0 => format!("the same: {} streams, digest {}", ours.streams.len(), ours.total),
        many => format!("{many} of {} streams differ", ours.streams.len().max(theirs.streams.len())),
    };
    let rows = differing.iter().map(|(stream, here, there)| {
        let told = |digest: &Option<&StreamDigest>| {
            digest.map_or_else(|| "none".to_owned(), |d| format!("{} at {}", d.digest, d.version))
        };
        vec![(*stream).to_owned(), told(here), told(there)]
    });
    let value = differing.iter().map(|(stream, here, there)| json!({ "stream": stream, "here": here, "there": there }));
    Ok(Answer {
        verdict: Some(verdict),
        columns: vec!["stream", "here", "there"],
        rows: rows.collect(),
        value: json!({ "same": differing.is_empty(), "differing": value.collect::<Vec<_>>() }),
        text: None,
        code: if differing.is_empty() { 0 } else { code::FOUND },
    })
}

fn read(path: &Path, json: &[u8]) -> Result<Digests, AuditError> {
    let malformed = |error: serde_json::Error| std::io::Error::new(std::io::ErrorKind::InvalidData, error);
    serde_json::from_slice(json).map_err(malformed).map_err(AuditError::file(path))
}

/// Has the other build fold the same events.
fn run(place: &Place, build: &Path, size: u64) -> Result<Vec<u8>, AuditError> {
    let mut command = std::process::Command::new(build);
    command.args(["digest", "--json", "--quiet"]).args(place.to_arguments(size));
    if let Some(url) = place.database_url() {
        command.env("QUIETANZA_AUDIT_DATABASE", url);
    }
    let output = command.stderr(std::process::Stdio::inherit()).output().map_err(AuditError::file(build))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(AuditError::file(build)(std::io::Error::other(format!("it ended with {}", output.status))))
    }
}

type Differing<'a> = (&'a str, Option<&'a StreamDigest>, Option<&'a StreamDigest>);

/// The streams that are not the same on both sides, both of which are sorted.
fn differing<'a>(ours: &'a [StreamDigest], theirs: &'a [StreamDigest]) -> Vec<Differing<'a>> {
    let (mut ours, mut theirs) = (ours.iter().peekable(), theirs.iter().peekable());
    let mut differing = Vec::new();
    loop {
        let order = match (ours.peek(), theirs.peek()) {
            (None, None) => return differing,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(here), Some(there)) => here.stream.cmp(&there.stream),
        };
        let here = if order.is_le() { ours.next() } else { None };
        let there = if order.is_ge() { theirs.next() } else { None };
        if here != there {
            let stream = here.or(there).map_or("", |digest| digest.stream.as_str());
            differing.push((stream, here, there));
        }
    }
}
