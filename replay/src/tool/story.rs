//! `timeline`.

use serde_json::json;

use super::answer::Answer;
use super::arguments::Sought;
use super::place::Place;
use super::progress::Progress;
use crate::audit::{AuditError, Entry, Subject, timeline};

pub(super) async fn tell(place: &Place, subject: &Sought, progress: Progress) -> Result<Answer, AuditError> {
    let source = place.source(progress).await?;
    let entries = timeline(&source, &Subject::new(&subject.name), subject.search()).await?;
    Ok(Answer {
        verdict: None,
        columns: vec!["index", "when (UTC)", "who", "what", "content", "why", "stream"],
        rows: entries.iter().map(row).collect(),
        value: json!(entries),
        text: None,
        code: 0,
    })
}

fn row(entry: &Entry) -> Vec<String> {
    let why = match (entry.caused_by, &entry.because) {
        (Some(index), _) => format!("event {index}"),
        (None, Some(because)) => because.clone(),
        (None, None) => String::new(),
    };
    vec![
        entry.index.to_string(),
        entry.at.clone(),
        format!("{} ({})", entry.actor, entry.assurance),
        entry.event.clone(),
        entry.content.clone(),
        why,
        format!("{} #{}", entry.stream, entry.sequence),
    ]
}
