//! `timeline`.

use serde_json::json;

use super::answer::Answer;
use super::arguments::Sought;
use super::holder::Holder;
use super::place::Place;
use super::progress::Progress;
use crate::audit::{AuditError, Entry, Opening, Subject, timeline, timeline_opened};

pub(super) async fn tell(place: &Place, sought: &Sought, holder: &Holder, progress: Progress) -> Result<Answer, AuditError> {
    let source = place.source(progress).await?;
    let (subject, search) = (Subject::new(&sought.name), sought.search());
    let mandate = if holder.has_mandate() { holder.read(&place.keys_of(&source).await?)? } else { None };
    let (entries, verdict) = match &mandate {
        None => (timeline(&source, &subject, search).await?, None),
        Some(mandate) => {
            let mut opening = Opening::of(mandate, &source, "replay timeline").await?;
            (timeline_opened(&source, &subject, search, &mut opening).await?, Some(opening.verdict()))
        }
    };
    Ok(Answer {
        verdict,
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
