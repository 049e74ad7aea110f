//! `verify`.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::place::{Opened, Place};
use super::progress::Progress;
use crate::audit::verify::{Again, Verified, verify as verified_to};
use crate::audit::{AuditError, Finding, Keys};

/// How often the state is written, in events.
const KEEP_EVERY: u64 = 65_536;

pub(super) async fn verify(place: &Place, state: Option<&Path>, again: Again, progress: Progress) -> Result<Answer, AuditError> {
    let Opened { database, head, keys } = place.open().await?;
    let before = state.map_or(Ok(Verified::default()), |path| earlier(path, head.size))?;
    let from = if again == Again::Everything { 0 } else { before.size() };
    let bar = progress.bar("verifying", Some(head.size));
    bar.set_position(from);
    bar.reset_eta();
    let verified = verified_to(&database, &keys, (before, again), &head, |verified| {
        bar.set_position(verified.size());
        match state {
            Some(path) if verified.size().is_multiple_of(KEEP_EVERY) || verified.size() == head.size => keep(path, verified),
            _ => Ok(()),
        }
    });
    let verified = verified.await?;
    bar.finish_and_clear();
    let unread = match from {
        0 => String::new(),
        from => format!(
            "; of the first {from}, verified before, only hashes, tiles and heads were looked at again: --from-start reads their bytes too"
        ),
    };
    let verdict = format!("{} events are what was signed{}{unread}", head.size, believed(&keys));
    let facts = vec![
        ("origin", json!(head.origin())),
        ("size", json!(head.size)),
        ("root", json!(hex::encode(head.root))),
        ("verified_before", json!(from)),
        ("bytes_read", json!(head.size - from)),
        ("heads", json!(verified.heads())),
        ("keys_given", json!(keys.are_given())),
    ];
    Ok(Answer::facts(verdict, facts))
}

/// What the verdict rests on, when the auditor brought no key.
pub(super) fn believed(keys: &Keys) -> &'static str {
    if keys.are_given() { "" } else { " (by keys the log itself names: compare them, or give --key)" }
}

fn earlier(path: &Path, size: u64) -> Result<Verified, AuditError> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Verified::default()),
        read => read.map_err(AuditError::file(path))?,
    };
    let malformed = || std::io::Error::new(std::io::ErrorKind::InvalidData, "it was not written by verify --state");
    let verified = Verified::parse(&text).ok_or_else(malformed).map_err(AuditError::file(path))?;
    // Who verified more than is signed now has seen a longer log.
    if verified.size() > size { Err(Finding::Shrunk { verified: verified.size(), size }.into()) } else { Ok(verified) }
}

fn keep(path: &Path, verified: &Verified) -> Result<(), AuditError> {
    let new = path.with_extension("new");
    let written = std::fs::write(&new, verified.to_text()).and_then(|()| std::fs::rename(&new, path));
    written.map_err(AuditError::file(path))
}
