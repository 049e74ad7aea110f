//! Asking for help, and being answered by somebody of the staff.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::payment::Paid;
use super::{ELENA, Travel};
use crate::journey::report::{same, until};
use crate::sandbox::sample;

/// What she asks.
pub(super) const QUESTION: &str = "la ricevuta della retta vale per il 730?";
/// What she is told.
pub(super) const ANSWER: &str = "la ricevuta è valida anche per la dichiarazione dei redditi";

const OPEN: &str = "mutation ($input: OpenSupportRequestInput!) { openSupportRequest(input: $input) { __typename
  ... on SupportRequestNoted { reference message } ... on Failure { key field } } }";
const SHOW: &str = "query ($input: SupportRequestInput!) { supportRequest(input: $input) { __typename
  ... on SupportRequestShown { state message answers { text } } ... on Failure { key field } } }";
const SEARCH: &str = "query ($input: SearchInput!) { search(input: $input) { __typename
  ... on Found { request } ... on Refusal { key } } }";
const DETAIL: &str = "query ($id: String!) { supportRequest(id: $id) { __typename
  ... on RequestDetail { state contacts { name } about { nav } conversation { text } answers } ... on Refusal { key } } }";
const SEEN: &str = "query ($id: String!) { seenThen(id: $id) { __typename
  ... on SeenThen { upTo positions { payments { number } } } ... on Refusal { key } } }";
const DO_ANSWER: &str = "mutation ($input: AnswerInput!) { answerRequest(input: $input) { __typename
  ... on Done { already } ... on Refusal { key message } } }";
const CLOSE: &str = "mutation ($input: CloseInput!) { closeRequest(input: $input) { __typename
  ... on Done { already } ... on Refusal { key message } } }";

impl Travel<'_> {
    /// A question about a notice she paid; its reference.
    pub(super) async fn asks_for_help(&mut self, paid: &Paid) -> anyhow::Result<String> {
        let input = json!({
            "ente": sample::ENTE, "caseType": "receipt", "text": QUESTION,
            "name": "Elena Esposito", "email": ELENA.sample().email, "about": { "nav": paid.navs[0] },
        });
        let noted = self.browser.command(OPEN, input, "SupportRequestNoted").await?;
        let reference = noted["reference"].as_str().context("a request without reference")?.to_owned();
        self.report.done("She asks for help about a notice", format!("{reference}: {}", noted["message"]));
        Ok(reference)
    }

    /// Somebody of the help desk reads what she asked and what she saw, and answers by one mail.
    pub(super) async fn is_answered(&mut self, reference: &str) -> anyhow::Result<()> {
        let anna = self.member_of_the_help_desk().await?;
        let found = until("the request at the help desk", async || {
            let found = anna.command(SEARCH, json!({ "request": reference }), "Found").await?;
            Ok(found["request"].as_str().map(str::to_owned))
        })
        .await?;
        let detail = anna.ask(DETAIL, json!({ "id": found })).await?;
        same("whose request it is", &json!("Elena Esposito"), &detail["contacts"]["name"])?;
        let seen = anna.ask(SEEN, json!({ "id": found })).await?;
        ensure!(seen["__typename"] == "SeenThen", "seenThen: {seen}");
        anna.command(DO_ANSWER, json!({ "id": found, "text": ANSWER, "answersSeen": 0 }), "Done").await?;
        let mail = self.letter(ELENA.sample().email, "Risposta alla richiesta").await?;
        ensure!(mail.text().is_some_and(|text| text.contains(ANSWER)), "the mail lacks the answer");
        let shown = self.request(reference).await?;
        same("the answer at the portal", &json!([{ "text": ANSWER }]), &shown["answers"])?;
        anna.command(CLOSE, json!({ "id": found, "reason": "Risposto" }), "Done").await?;
        let saw = format!("help desk: {} about notice {}\n{}", detail["state"], detail["about"]["nav"], mail.subject());
        self.report.done("Anna of the help desk answers at the staff's door", saw);
        Ok(())
    }

    /// How a request stands, by its reference and the address it came from.
    pub(super) async fn request(&self, reference: &str) -> anyhow::Result<Value> {
        let input = json!({ "ente": sample::ENTE, "reference": reference, "email": ELENA.sample().email });
        self.browser.command(SHOW, input, "SupportRequestShown").await
    }
}
