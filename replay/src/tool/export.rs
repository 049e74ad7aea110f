//! `export`: writes a bundle, and checks it before it is called one.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::arguments::Stretch;
use super::holder::Holder;
use super::place::{Opened, Place};
use super::progress::Progress;
use crate::audit::{AuditError, Opening, bundle};

pub(super) async fn export(
    place: &Place,
    stretch: Stretch,
    path: &Path,
    holder: &Holder,
    progress: Progress,
) -> Result<Answer, AuditError> {
    let Opened { database, head, keys } = place.open().await?;
    let range = stretch.from..stretch.to.unwrap_or(head.size);
    if range.is_empty() || range.end > head.size {
        return Err(AuditError::Absent(format!(
            "events {} to {} are not under the signed head of size {}",
            range.start, range.end, head.size
        )));
    }
    let bar = progress.bar("writing", Some(range.end));
    let written = |written| bar.set_position(written);
    let mut opened = String::new();
    match holder.read(&keys)? {
        None => bundle::export(&database, &keys, range.clone(), &head, path, written).await?,
        Some(mandate) => {
            let mut opening = Opening::out_of(&mandate, &database, "replay export");
            bundle::export_opened(&database, &keys, (range.clone(), &head), path, &mut opening, written).await?;
            opened = format!("; {}", opening.verdict());
        }
    }
    let checked = bundle::check(path, &place.keys, |_| {})?;
    bar.finish_and_clear();
    let bytes = path.metadata().map_err(AuditError::file(path))?.len();
    let verdict = format!("events {} to {} are in {}{opened}", range.start, range.end - 1, path.display());
    let facts = vec![
        ("from", json!(checked.from)),
        ("to", json!(checked.to)),
        ("size", json!(head.size)),
        ("heads", json!(checked.heads)),
        ("schemas", json!(checked.schemas)),
        ("opened", json!(checked.opened)),
        ("bytes", json!(bytes)),
    ];
    Ok(Answer::facts(verdict, facts))
}
