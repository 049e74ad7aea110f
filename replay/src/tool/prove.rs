//! `prove`.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::place::{Opened, Place};
use crate::audit::{AuditError, EventProof};

pub(super) async fn prove(place: &Place, what: &str, output: Option<&Path>) -> Result<Answer, AuditError> {
    let Opened { database, head, .. } = place.open().await?;
    let index = match what.parse() {
        Ok(index) => index,
        Err(_) => database.index_of_receipt(what, head.size).await?,
    };
    let proof = EventProof::of(&database, index, &head).await?;
    let Some(path) = output else { return Ok(Answer::text(proof.to_text())) };
    std::fs::write(path, proof.to_text()).map_err(AuditError::file(path))?;
    let verdict = format!("event {index} is under the signed head of size {}: {}", head.size, path.display());
    Ok(Answer::facts(
        verdict,
        vec![("event", json!(index)), ("size", json!(head.size)), ("leaf", json!(proof.leaf().map(hex::encode)))],
    ))
}
