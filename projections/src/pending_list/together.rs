//! Pages that are asked for at the same time are read by one statement: under load a round trip is shared, a lone question waits for nobody.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::rome;
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Row};
use tokio::sync::{Mutex, mpsc, oneshot};
use uuid::Uuid;

use super::queries::{self, FIRST_DAY, PendingRequest, Wanted, notice};
use super::row::{PendingCursor, PendingNotice};
use crate::query::{Page, Result};
use crate::stored::column;

/// Statements at the same time: as many as keep the database busy while answers are taken in.
const READERS: usize = 2;
/// The most questions of one statement.
const MOST: usize = 64;

/// For each question what [`queries::BY_DEBTOR`] answers to it.
const BY_DEBTORS: &str = "
SELECT wanted.place, page.*
  FROM unnest($1::text[], $2::uuid[], $3::date[], $4::text[], $5::uuid[], $6::date[], $7::bool[], $8::bigint[])
       WITH ORDINALITY AS wanted (ente, debtor, due_order, nav, position_id, today, upcoming, size, place)
 CROSS JOIN LATERAL (
    SELECT * FROM pending_list_v1 AS v
     WHERE v.ente = wanted.ente AND v.debtor = wanted.debtor
       AND (v.due_order, v.nav, v.position_id) > (wanted.due_order, wanted.nav, wanted.position_id)
       AND (v.payable_until IS NULL OR v.payable_until >= wanted.today)
       AND (wanted.upcoming OR v.payable_from IS NULL OR v.payable_from <= wanted.today)
     ORDER BY v.due_order, v.nav, v.position_id LIMIT wanted.size
 ) AS page
 ORDER BY wanted.place, page.due_order, page.nav, page.position_id";

/// Reads pages of people; cheap to clone. Its readers end when the last clone is gone.
#[derive(Clone, Debug)]
pub struct Pages {
    pool: PgPool,
    asked: mpsc::UnboundedSender<Question>,
}

#[derive(Debug)]
struct Question {
    ente: EnteCode,
    debtor: SubjectId,
    request: PendingRequest,
    rows: oneshot::Sender<Vec<PgRow>>,
}

type Waiting = Arc<Mutex<mpsc::UnboundedReceiver<Question>>>;

impl Pages {
    /// Starts the readers; inside a runtime.
    #[must_use]
    pub fn new(pool: PgPool) -> Self {
        let (asked, waiting) = mpsc::unbounded_channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..READERS {
            tokio::spawn(read(pool.clone(), waiting.clone()));
        }
        Self { pool, asked }
    }

    /// What [`queries::by_debtor`] answers.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub async fn by_debtor(
        &self,
        ente: &EnteCode,
        debtor: SubjectId,
        request: &PendingRequest,
    ) -> Result<Page<PendingNotice, PendingCursor>> {
        if !request.filter.is_empty() {
            return queries::by_debtor(&self.pool, ente, debtor, request).await;
        }
        let (rows, answered) = oneshot::channel();
        let question = Question { ente: ente.clone(), debtor, request: request.clone(), rows };
        let _readers_ended = self.asked.send(question);
        match answered.await {
            Ok(rows) => {
                let rows = rows.iter().map(notice).collect::<std::result::Result<_, _>>()?;
                Ok(Page::cut(rows, request.size, PendingNotice::cursor))
            }
            // The statement failed, perhaps because of another question: this one is asked alone, and gets an error of its own.
            Err(_) => queries::by_debtor(&self.pool, ente, debtor, request).await,
        }
    }
}

async fn read(pool: PgPool, waiting: Waiting) {
    loop {
        let mut questions = Vec::new();
        if waiting.lock().await.recv_many(&mut questions, MOST).await == 0 {
            return;
        }
        if let Ok(rows) = together(&pool, &questions).await {
            share(questions, rows);
        }
    }
}

async fn together(pool: &PgPool, questions: &[Question]) -> std::result::Result<Vec<PgRow>, sqlx::Error> {
    let after = |question: &Question| question.request.after.clone();
    sqlx::query(BY_DEBTORS)
        .bind(column(questions, |question| question.ente.as_str()))
        .bind(column(questions, |question| question.debtor.as_uuid()))
        .bind(column(questions, |question| after(question).map_or(FIRST_DAY, |cursor| cursor.due_order)))
        .bind(column(questions, |question| after(question).map_or_else(String::new, |cursor| cursor.nav.to_string())))
        .bind(column(questions, |question| after(question).map_or(Uuid::nil(), |cursor| cursor.position.as_uuid())))
        .bind(column(questions, |question| -> NaiveDate { rome::day(question.request.now) }))
        .bind(column(questions, |question| question.request.wanted == Wanted::PayableOrUpcoming))
        .bind(column(questions, |question| question.request.size.with_lookahead()))
        .fetch_all(pool)
        .await
}

/// Gives each question its rows; one whose place cannot be read gets no answer and is asked alone.
fn share(questions: Vec<Question>, rows: Vec<PgRow>) {
    let mut rows = rows.into_iter().peekable();
    for (question, place) in questions.into_iter().zip(1_i64..) {
        let mut own = Vec::with_capacity(question.request.size.rows() + 1);
        while let Some(row) = rows.next_if(|row| row.try_get::<i64, _>("place").is_ok_and(|of| of == place)) {
            own.push(row);
        }
        let _asker_is_gone = question.rows.send(own);
    }
}
