//! The pending list as our pages ask for it.

use chrono::NaiveDate;
use domain::Cents;
use projections::pending_list::PendingNotice as Row;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::written;
use crate::graphql::failure::Ended;
use crate::graphql::fault::{Fault, Impossible};
use crate::graphql::gate::Answered;
use crate::graphql::page::{self, PageInfo, ROWS};
use crate::graphql::pending::{Listed, PendingListInput, PendingListResult, Question};
use crate::graphql::position::payability;
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;

/// Its text.
pub const DOCUMENT: &str = include_str!("pending_list.graphql");

/// Its variables as our pages send them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variables {
    input: Input,
    first: Option<i32>,
    after: Option<String>,
    freshness: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    ente: String,
    proofs: Option<Vec<String>>,
    #[serde(default = "upcoming")]
    upcoming: bool,
}

/// As the schema says.
const fn upcoming() -> bool {
    true
}

impl Variables {
    /// None when the executor has to judge them: a longer page may cost too much.
    pub(super) fn read(variables: &Map<String, Value>) -> Option<Self> {
        let read = Self::deserialize(variables).ok()?;
        if read.first.is_some_and(|first| first > ROWS) { None } else { Some(read) }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    pending_list: Answer<'a>,
}

#[derive(Serialize)]
#[serde(tag = "__typename", rename_all_fields = "camelCase")]
enum Answer<'a> {
    PendingList { stale: bool, page_info: PageInfo, nodes: Vec<Line<'a>> },
    NotFound(Failed<'a>),
    InvalidInput(Failed<'a>),
    LoginRequired(Failed<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    proof: String,
    nav: &'a str,
    description: &'a str,
    amount: Cents,
    due_date: Option<NaiveDate>,
    payability: Payable,
}

#[derive(Serialize)]
struct Payable {
    payable: bool,
    message: Option<String>,
}

#[derive(Serialize)]
struct Failed<'a> {
    key: &'a str,
    message: &'a str,
    field: Option<&'a str>,
}

macro_rules! failed {
    ($failure:expr) => {
        Failed { key: &$failure.key, message: &$failure.message, field: $failure.field.as_deref() }
    };
}

/// Answers it.
pub(super) async fn answer(desk: Desk<'_>, variables: Variables) -> Result<Answered, Fault> {
    let Variables { input: Input { ente, proofs, upcoming }, first, after, freshness } = variables;
    let question = Question {
        desk,
        input: PendingListInput { ente, proofs, upcoming, filter: None },
        first,
        after,
        freshness,
        wants_attempts: false,
    };
    match question.read().await {
        Ok(listed) => written(&Data { pending_list: page(desk, &listed) }),
        Err(Ended::Answer(ended)) => failure(&ended),
        Err(Ended::Fault(fault)) => Err(fault),
    }
}

fn page<'a>(desk: Desk<'_>, listed: &'a Listed) -> Answer<'a> {
    Answer::PendingList {
        stale: listed.stale,
        page_info: page::info(desk, &listed.list, listed.page.next.as_ref()),
        nodes: listed.page.rows.iter().map(|row| line(desk, row)).collect(),
    }
}

fn line<'a>(desk: Desk<'_>, row: &'a Row) -> Line<'a> {
    let proof = Proof { ente: row.ente.clone(), of: Proved::Position(row.position) };
    let payability = payability(desk, row.payable(desk.asking.now));
    Line {
        proof: proof.write(desk.room.signer(), desk.asking.now),
        nav: row.nav.as_str(),
        description: row.description.as_str(),
        amount: row.amount,
        due_date: row.due_date,
        payability: Payable { payable: payability.payable, message: payability.message },
    }
}

fn failure(ended: &PendingListResult) -> Result<Answered, Fault> {
    let pending_list = match ended {
        PendingListResult::NotFound(failure) => Answer::NotFound(failed!(failure)),
        PendingListResult::InvalidInput(failure) => Answer::InvalidInput(failed!(failure)),
        PendingListResult::LoginRequired(failure) => Answer::LoginRequired(failed!(failure)),
        PendingListResult::List(_) => return Err(Impossible("a list that ended as a failure").into()),
    };
    written(&Data { pending_list })
}
