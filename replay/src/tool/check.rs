//! `check`: no database, no network.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::progress::Progress;
use super::verify::believed;
use crate::audit::{AuditError, EventProof, bundle};

/// A proof is a page of text; what is longer is a bundle.
const LONGEST_PROOF: u64 = 64 << 20;
/// Every bundle begins so.
const BUNDLE: &[u8] = br#"{"bundle":"#;

pub(super) fn check(path: &Path, given: &[String], progress: Progress) -> Result<Answer, AuditError> {
    let mut file = File::open(path).map_err(AuditError::file(path))?;
    let mut begin = Vec::new();
    (&mut file).take(BUNDLE.len() as u64).read_to_end(&mut begin).map_err(AuditError::file(path))?;
    if begin == BUNDLE {
        return whole_bundle(path, given, progress);
    }
    let mut rest = Vec::new();
    file.take(LONGEST_PROOF).read_to_end(&mut rest).map_err(AuditError::file(path))?;
    let proof = String::from_utf8([begin, rest].concat()).ok().and_then(|text| EventProof::parse(&text));
    match proof {
        Some(proof) => one_event(&proof, given),
        None => Err(crate::audit::Finding::Bundle { line: 1, what: "neither a proof nor a bundle".to_owned() }.into()),
    }
}

fn one_event(proof: &EventProof, given: &[String]) -> Result<Answer, AuditError> {
    let proved = proof.check(given)?;
    let event = &proved.event;
    let verdict = format!(
        "event {} ({} of {}/{}) is under the signed head of size {}{}",
        event.index,
        event.event_type,
        event.aggregate_type,
        event.aggregate_id,
        proved.head.size,
        believed(&proved.keys)
    );
    let facts = vec![
        ("origin", json!(proved.head.origin())),
        ("event", json!(event.index)),
        ("leaf", json!(event.leaf)),
        ("size", json!(proved.head.size)),
        ("root", json!(hex::encode(proved.head.root))),
        ("keys_given", json!(proved.keys.are_given())),
    ];
    Ok(Answer::facts(verdict, facts))
}

fn whole_bundle(path: &Path, given: &[String], progress: Progress) -> Result<Answer, AuditError> {
    let bar = progress.bar("checking", None);
    let checked = bundle::check(path, given, |read| bar.set_position(read))?;
    bar.finish_and_clear();
    let verdict = format!(
        "events {} to {} are under the signed head of size {}{}",
        checked.from,
        checked.to - 1,
        checked.head.size,
        believed(&checked.keys)
    );
    let facts = vec![
        ("origin", json!(checked.head.origin())),
        ("from", json!(checked.from)),
        ("to", json!(checked.to)),
        ("size", json!(checked.head.size)),
        ("root", json!(hex::encode(checked.head.root))),
        ("heads", json!(checked.heads)),
        ("schemas", json!(checked.schemas)),
        ("keys_given", json!(checked.keys.are_given())),
    ];
    Ok(Answer::facts(verdict, facts))
}
