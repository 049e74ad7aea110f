//! `as-of`.

use serde_json::json;

use super::answer::Answer;
use super::arguments::Sought;
use super::holder::Holder;
use super::place::Place;
use super::progress::Progress;
use crate::audit::{AuditError, Moment, Opening, Source, StreamState, Subject, as_of};

pub(super) async fn show(
    place: &Place,
    moment: Moment,
    subject: &Sought,
    holder: &Holder,
    progress: Progress,
) -> Result<Answer, AuditError> {
    let source = place.source(progress).await?;
    if let (Moment::Before(index), end) = (moment, source.stretch().end)
        && index > end
    {
        return Err(AuditError::Absent(format!("index {index} is not under the signed head: {end} events are")));
    }
    if matches!(&source, Source::Bundle(_, checked) if checked.from > 0) {
        return Err(AuditError::Absent("a bundle that does not begin with event 0 cannot be folded".to_owned()));
    }
    let streams = source.of_subject(&Subject::new(&subject.name), subject.search()).await?;
    let mut states =
        streams.iter().filter_map(|events| as_of(events, moment).transpose()).collect::<Result<Vec<StreamState>, _>>()?;
    if states.is_empty() {
        return Err(AuditError::Absent("nothing of it existed then".to_owned()));
    }
    let mut verdict = None;
    if holder.has_mandate()
        && let Some(mandate) = holder.read(&place.keys_of(&source).await?)?
    {
        let mut opening = Opening::of(&mandate, &source, "replay as-of").await?;
        let counting = streams.iter().flatten().filter(|event| moment.includes(event));
        let opened = opening.open(counting).await?;
        states.iter_mut().for_each(|state| state.show(&opened));
        verdict = Some(opening.verdict());
    }
    Ok(answer(verdict, &states))
}

fn answer(verdict: Option<String>, states: &[StreamState]) -> Answer {
    let rows = states.iter().map(|state| vec![state.stream.clone(), state.version.to_string(), format!("{:#}", state.state)]);
    Answer {
        verdict,
        columns: vec!["stream", "version", "state"],
        rows: rows.collect(),
        value: json!(states),
        text: None,
        code: 0,
    }
}
