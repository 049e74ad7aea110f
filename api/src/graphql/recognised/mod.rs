//! Documents of our own pages, known by their text. Their answers are written straight to JSON instead of through the executor, byte for
//! byte what the executor would have answered; the same caps, access rules and freshness apply.
//!
//! Whatever is not exactly as our pages send it (another text, an unusual variable, a longer page) goes the general way. A test holds both
//! ways to the same bytes; `cargo bench -p tests --bench graphql` shows what the short one saves.

mod pending_list;

use serde::Serialize;

use super::access::{AccessRule, AccessTable};
use super::document::judge;
use super::fault::Fault;
use super::gate::{Answered, Asked};
use super::room::Desk;

/// The text of the pending list as our pages ask for it.
pub use pending_list::DOCUMENT as PENDING_LIST;

/// The documents, each judged once by the rules every document is judged by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recognised {
    pending_list: AccessRule,
}

/// A recognised document with variables that were read.
pub(super) struct Question {
    variables: pending_list::Variables,
    /// Who may ask it.
    pub(super) rule: AccessRule,
}

impl Recognised {
    /// The documents under the rules of a schema.
    ///
    /// # Panics
    /// Never: a test asks each of the documents.
    pub(super) fn new(table: &AccessTable) -> Self {
        let judged = judge(PENDING_LIST, table, false).expect("our own documents keep to the bounds");
        Self { pending_list: judged.rule }
    }

    /// The question of a request; none when the request is not exactly one of our pages'.
    pub(super) fn read(self, asked: &Asked) -> Option<Question> {
        if asked.query != PENDING_LIST || asked.operation_name.is_some() {
            return None;
        }
        let variables = pending_list::Variables::read(asked.variables.as_ref()?)?;
        Some(Question { variables, rule: self.pending_list })
    }
}

impl Question {
    /// The answer, written.
    pub(super) async fn answer(self, desk: Desk<'_>) -> Result<Answered, Fault> {
        pending_list::answer(desk, self.variables).await
    }
}

/// Writes the data of an answer.
fn written(data: &impl Serialize) -> Result<Answered, Fault> {
    #[derive(Serialize)]
    struct Response<'a, D> {
        data: &'a D,
    }
    let mut text = Vec::with_capacity(8 * 1024);
    serde_json::to_writer(&mut text, &Response { data }).map_err(Fault::unforeseen)?;
    Ok(Answered(text))
}
