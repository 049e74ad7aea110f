//! `check`: no database, no network.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::holder::Holder;
use super::progress::Progress;
use super::verify::believed;
use crate::audit::bundle::Compared;
use crate::audit::{AuditError, EventProof, Opening, bundle};

/// A proof is a page of text; what is longer is a bundle.
const LONGEST_PROOF: u64 = 64 << 20;
/// Every bundle begins so.
const BUNDLE: &[u8] = br#"{"bundle":"#;

pub(super) async fn check(path: &Path, given: &[String], holder: &Holder, progress: Progress) -> Result<Answer, AuditError> {
    let mut file = File::open(path).map_err(AuditError::file(path))?;
    let mut begin = Vec::new();
    (&mut file).take(BUNDLE.len() as u64).read_to_end(&mut begin).map_err(AuditError::file(path))?;
    if begin == BUNDLE {
        return whole_bundle(path, given, holder, progress).await;
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

async fn whole_bundle(path: &Path, given: &[String], holder: &Holder, progress: Progress) -> Result<Answer, AuditError> {
    let bar = progress.bar("checking", None);
    let checked = bundle::check(path, given, |read| bar.set_position(read))?;
    bar.finish_and_clear();
    let compared = match holder.read(&checked.keys)? {
        None => None,
        Some(mandate) => {
            let mut opening = Opening::away(&mandate, checked.recorded_at, "replay check")?;
            Some(bundle::compare(path, &mut opening).await?)
        }
    };
    let verdict = format!(
        "events {} to {} are under the signed head of size {}{}{}",
        checked.from,
        checked.to - 1,
        checked.head.size,
        believed(&checked.keys),
        opened(checked.opened, compared)
    );
    let facts = vec![
        ("origin", json!(checked.head.origin())),
        ("from", json!(checked.from)),
        ("to", json!(checked.to)),
        ("size", json!(checked.head.size)),
        ("root", json!(hex::encode(checked.head.root))),
        ("heads", json!(checked.heads)),
        ("schemas", json!(checked.schemas)),
        ("opened", json!(checked.opened)),
        ("compared", json!(compared.map(|compared| compared.same))),
        ("keys_given", json!(checked.keys.are_given())),
    ];
    Ok(Answer::facts(verdict, facts))
}

/// What the values opened beside the events are worth.
fn opened(opened: u64, compared: Option<Compared>) -> String {
    match (opened, compared) {
        (0, _) => String::new(),
        (opened, None) => {
            format!("; {opened} opened values stand beside them, covered by no signature: compare them by giving --mandate")
        }
        (_, Some(Compared { same, beyond: 0 })) => format!("; all {same} opened values are what was sealed"),
        (_, Some(Compared { same, beyond })) => {
            format!("; {same} opened values are what was sealed, {beyond} are not covered by this mandate and were not compared")
        }
    }
}
