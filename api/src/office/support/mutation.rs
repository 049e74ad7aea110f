//! What the staff does with a request for help. Every act names who did it.

use async_graphql::{Context, InputObject, Object};
use domain::ids::{StaffId, SupportRequestId};
use domain::personal::Sealed;
use domain::staff::{Staff, StaffName};
use domain::support_request::{Prose, SupportRequest, SupportRequestCommand as Command};

use super::query::{known, opening};
use crate::graphql::fault::Fault;
use crate::mail::MessageId;
use crate::office::access::{HELPERS, access};
use crate::office::answer::{Answering, Done, Outcome, Refusal, ended, settle};
use crate::office::desk::Desk;
use crate::office::position::reason;
use crate::support::Papers;

/// Which request, and who shall take care of it.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct AssignInput {
    /// The request.
    id: String,
    /// A member of the staff; whoever asks when absent.
    to: Option<String>,
}

/// Which request, and what is written.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct TextInput {
    /// The request.
    id: String,
    /// The text.
    text: String,
}

/// An answer.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct AnswerInput {
    /// The request.
    id: String,
    /// The text; the draft when absent.
    text: Option<String>,
    /// How many answers there were when this one was written: what was answered meanwhile is not answered over.
    answers_seen: i32,
}

/// Which request, and why nothing more is done.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct CloseInput {
    /// The request.
    id: String,
    /// Why.
    reason: String,
}

/// What is done with requests for help.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::office) struct SupportMutation;

#[Object]
impl SupportMutation {
    /// Gives a request to somebody of the staff.
    #[graphql(directive = access::apply(HELPERS.to_vec()))]
    async fn assign_request(&self, ctx: &Context<'_>, input: AssignInput) -> Result<Outcome, Fault> {
        settle(assign(Desk::of(ctx)?, input).await)
    }

    /// Keeps an answer that is not sent yet.
    #[graphql(directive = access::apply(HELPERS.to_vec()))]
    async fn draft_answer(&self, ctx: &Context<'_>, input: TextInput) -> Result<Outcome, Fault> {
        settle(draft(Desk::of(ctx)?, input).await)
    }

    /// Answers by one mail.
    #[graphql(directive = access::apply(HELPERS.to_vec()))]
    async fn answer_request(&self, ctx: &Context<'_>, input: AnswerInput) -> Result<Outcome, Fault> {
        settle(answer(Desk::of(ctx)?, input).await)
    }

    /// Notes something for colleagues; the citizen never sees it.
    #[graphql(directive = access::apply(HELPERS.to_vec()))]
    async fn note_on_request(&self, ctx: &Context<'_>, input: TextInput) -> Result<Outcome, Fault> {
        settle(note(Desk::of(ctx)?, input).await)
    }

    /// Closes a request.
    #[graphql(directive = access::apply(HELPERS.to_vec()))]
    async fn close_request(&self, ctx: &Context<'_>, input: CloseInput) -> Result<Outcome, Fault> {
        settle(close(Desk::of(ctx)?, input).await)
    }

    /// Opens an answered or closed request again.
    #[graphql(directive = access::apply(HELPERS.to_vec()))]
    async fn reopen_request(&self, ctx: &Context<'_>, id: String) -> Result<Outcome, Fault> {
        settle(reopen(Desk::of(ctx)?, &id).await)
    }
}

async fn execute(desk: Desk<'_>, id: SupportRequestId, command: Command) -> Answering<Done> {
    let executed = desk.product().commands.support.execute(&id.to_string(), command, desk.metadata().to_map()).await;
    Ok(Done::of(desk, &executed.map_err(ended)?))
}

/// Only to somebody who can take care of it.
async fn assign(desk: Desk<'_>, input: AssignInput) -> Answering<Done> {
    let (id, _) = known(desk, &input.id).await?;
    let to = match &input.to {
        Some(name) => StaffName::parse(name).map_err(|error| Refusal::input("input.to", error))?,
        None => desk.name().clone(),
    };
    let staff = desk.stream::<Staff>(&StaffId::of(desk.ente(), &to).to_string()).await?;
    if !staff.is_some_and(|staff| staff.state.is_active()) {
        return Err(Refusal::input("input.to", "nobody of the staff has this name").into());
    }
    execute(desk, id, Command::Assign { to }).await
}

async fn sealed(desk: Desk<'_>, id: SupportRequestId, request: &SupportRequest, text: &str) -> Answering<Sealed> {
    let text = Prose::parse(text).map_err(|error| Refusal::input("input.text", error))?;
    let subject = opening(request)?.contacts.subject;
    Ok(Papers::of(desk.product(), desk.ente(), id).seal_text(subject, &text).await?)
}

async fn draft(desk: Desk<'_>, input: TextInput) -> Answering<Done> {
    let (id, stream) = known(desk, &input.id).await?;
    let text = sealed(desk, id, &stream.state, &input.text).await?;
    execute(desk, id, Command::Draft { text }).await
}

async fn answer(desk: Desk<'_>, input: AnswerInput) -> Answering<Done> {
    let (id, stream) = known(desk, &input.id).await?;
    let text = match (&input.text, stream.state.draft()) {
        (Some(text), _) => sealed(desk, id, &stream.state, text).await?,
        (None, Some(draft)) => draft.clone(),
        (None, None) => return Err(Refusal::input("input.text", "there is no draft to send").into()),
    };
    let answers_seen = usize::try_from(input.answers_seen);
    let answers_seen = answers_seen.map_err(|_| Refusal::input("input.answersSeen", "must not be negative"))?;
    let sender = &desk.product().settings.mail.from;
    let message_id = MessageId::of_answer(id, answers_seen.saturating_add(1), sender).as_str().to_owned();
    let (by, now) = (desk.name().clone(), desk.asking.now);
    execute(desk, id, Command::Answer { text, by, answers_seen, message_id, now }).await
}

async fn note(desk: Desk<'_>, input: TextInput) -> Answering<Done> {
    let (id, stream) = known(desk, &input.id).await?;
    let text = sealed(desk, id, &stream.state, &input.text).await?;
    execute(desk, id, Command::Note { text, by: desk.name().clone(), now: desk.asking.now }).await
}

async fn close(desk: Desk<'_>, input: CloseInput) -> Answering<Done> {
    let (id, _) = known(desk, &input.id).await?;
    execute(desk, id, Command::Close { reason: reason(&input.reason)? }).await
}

async fn reopen(desk: Desk<'_>, id: &str) -> Answering<Done> {
    let (id, _) = known(desk, id).await?;
    execute(desk, id, Command::Reopen { text: None, now: desk.asking.now }).await
}
