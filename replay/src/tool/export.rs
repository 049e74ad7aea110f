//! `export`: writes a bundle, and checks it before it is called one.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::arguments::Stretch;
use super::place::{Opened, Place};
use super::progress::Progress;
use crate::audit::{AuditError, bundle};

pub(super) async fn export(place: &Place, stretch: Stretch, path: &Path, progress: Progress) -> Result<Answer, AuditError> {
    let Opened { database, head, keys } = place.open().await?;
    let range = stretch.from..stretch.to.unwrap_or(head.size);
    if range.is_empty() || range.end > head.size {
        return Err(AuditError::Absent(format!(
            "events {} to {} are not under the signed head of size {}",
            range.start, range.end, head.size
        )));
    }
    let bar = progress.bar("writing", Some(range.end));
    bundle::export(&database, &keys, range.clone(), &head, path, |written| bar.set_position(written)).await?;
    let checked = bundle::check(path, &place.keys, |_| {})?;
    bar.finish_and_clear();
    let bytes = path.metadata().map_err(AuditError::file(path))?.len();
    let verdict = format!("events {} to {} are in {}", range.start, range.end - 1, path.display());
    let facts = vec![
        ("from", json!(checked.from)),
        ("to", json!(checked.to)),
        ("size", json!(head.size)),
        ("heads", json!(checked.heads)),
        ("schemas", json!(checked.schemas)),
        ("bytes", json!(bytes)),
    ];
    Ok(Answer::facts(verdict, facts))
}
