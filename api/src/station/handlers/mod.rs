//! The shell around the operations: loads what they need to know, runs them, keeps what must be kept.

mod get_payment;
mod receipts;
mod refused;
mod verify;

use std::sync::Arc;
use std::time::Duration;

use cqrs_es::Aggregate;
use domain::debt_position::DebtPosition;
use domain::ente::EnteSettings;
use domain::identifier::{EnteCode, NoticeNumber};
use domain::ids::{CheckoutId, CorrelationId, PositionId};
use domain::metadata::{Actor, Assurance, Metadata};
use quick_cache::sync::Cache;
use tokio::time::MissedTickBehavior;

use self::refused::Legible;
use super::call::{Request, Unreadable};
use super::call_log::{CallLog, CallWriter};
use super::checks;
use super::demand::demand;
use super::fault::Fault;
use super::operation::Operation;
use super::reply::{Reply, Trouble, Unanswered};
use crate::product::Product;

/// How many notices' positions are remembered. A notice belongs to one position for ever, so nothing grows old here.
const REMEMBERED_NOTICES: usize = 50_000;
/// How long a call may take. The Node waits 7 seconds for a payer and 15 for a receipt (SANP, service levels).
const PAYER_DEADLINE: Duration = Duration::from_secs(6);
const RECEIPT_DEADLINE: Duration = Duration::from_secs(13);
/// For how long trouble that may pass is hidden by trying again: a payer would have to begin anew, a receipt comes
/// again only after an hour.
const PAYER_PATIENCE: Duration = Duration::from_millis(1_500);
const RECEIPT_PATIENCE: Duration = Duration::from_secs(5);
/// How often it is tried again.
const AGAIN: Duration = Duration::from_millis(100);

/// The station of one cell. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Station {
    product: Product,
    positions_by_notice: Arc<Cache<String, PositionId>>,
    calls: CallLog,
}

/// A position that owns a notice, as it is now.
struct Found {
    id: PositionId,
    position: Arc<DebtPosition>,
}

impl Station {
    /// The station, and the writer of its questions, to be run until every station is dropped.
    #[must_use]
    pub fn new(product: Product) -> (Self, CallWriter) {
        let (calls, writer) = CallLog::new(product.clone());
        (Self { product, positions_by_notice: Arc::new(Cache::new(REMEMBERED_NOTICES)), calls }, writer)
    }

    /// Answers a request; `raw` is the message it was read from, kept with receipts.
    pub async fn answer(&self, request: &Request, raw: &str) -> Reply {
        let operation = request.operation();
        let id = &request.addressing().id_pa;
        let deadline = if operation.delivers_receipt() { RECEIPT_DEADLINE } else { PAYER_DEADLINE };
        let answered = tokio::time::timeout(deadline, self.persist(request, raw)).await;
        match answered.unwrap_or(Err(Unanswered::Trouble(Trouble::Late))) {
            Ok(body) => Reply::ok(body),
            Err(Unanswered::Refused(fault)) => {
                tracing::info!(station.operation = operation.name(), station.fault = %fault, "refused");
                Reply::refused(operation, &fault, id)
            }
            Err(Unanswered::Trouble(trouble)) => {
                let error = &trouble as &dyn std::error::Error;
                tracing::error!(station.operation = operation.name(), error, "a call could not be carried out");
                Reply::trouble(operation, id)
            }
        }
    }

    /// Carries a request out, again and again for a while when the trouble may pass by itself. Every operation may be
    /// repeated: at worst a quote is kept twice.
    async fn persist(&self, request: &Request, raw: &str) -> Result<String, Unanswered> {
        let patience = if request.operation().delivers_receipt() { RECEIPT_PATIENCE } else { PAYER_PATIENCE };
        let give_up = tokio::time::Instant::now() + patience;
        let mut again = tokio::time::interval(AGAIN);
        again.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            again.tick().await;
            match self.carry_out(request, raw).await {
                Err(Unanswered::Trouble(trouble)) if trouble.may_pass() && tokio::time::Instant::now() < give_up => {
                    metrics::counter!("station_attempts_repeated_total").increment(1);
                }
                answered => return answered,
            }
        }
    }

    /// Answers what could not be read.
    pub async fn answer_unreadable(&self, unreadable: &Unreadable, raw: &str) -> Reply {
        match unreadable {
            Unreadable::NotSoap(reason) => Reply::not_soap(axum::http::StatusCode::BAD_REQUEST, &reason.to_string()),
            Unreadable::Syntax { operation, violation, id_pa } => {
                let id = id_pa.clone().unwrap_or_else(|| self.own_name());
                let fault = Fault::from(violation.clone());
                tracing::info!(station.operation = operation.name(), station.violation = %violation, "not valid");
                if operation.delivers_receipt() {
                    let legible = Legible { id_pa: id_pa.as_deref(), request: None };
                    if let Err(trouble) = self.keep_refused(legible, &fault, raw).await {
                        tracing::error!(error = &trouble as &dyn std::error::Error, "a refused receipt could not be kept");
                        return Reply::trouble(*operation, &id);
                    }
                }
                Reply::refused(*operation, &fault, &id)
            }
        }
    }

    async fn carry_out(&self, request: &Request, raw: &str) -> Result<String, Unanswered> {
        match request {
            Request::Verify(request) => self.verify(request).await,
            Request::GetPayment(request) => self.get_payment(request).await,
            Request::SendRt(request) => self.receive(request, raw).await,
            Request::Demand(request) => {
                let ente = self.ente(&request.addressing.id_pa);
                checks::addressed(&request.addressing, ente.as_deref())?;
                Err(demand(request).into())
            }
        }
    }

    /// The Ente a call is addressed to.
    fn ente(&self, id_pa: &str) -> Option<Arc<EnteSettings>> {
        self.product.enti.get(&EnteCode::parse(id_pa).ok()?)
    }

    /// Who answers when not even the creditor asked for can be read.
    fn own_name(&self) -> String {
        self.product.enti.all().first().map_or_else(|| "paForNode".to_owned(), |ente| ente.broker.to_string())
    }

    /// The position behind a notice, as the database has it now: another process (a load, the office) may have changed it.
    async fn find(&self, ente: &EnteCode, nav: &NoticeNumber) -> Result<Option<Found>, Trouble> {
        let key = format!("{ente}{nav}");
        let id = match self.positions_by_notice.get(&key) {
            Some(id) => id,
            None => {
                let Some(id) = self.product.notices.find(ente, nav).await? else { return Ok(None) };
                self.positions_by_notice.insert(key, id);
                id
            }
        };
        let found = self.product.commands.positions.load_fresh(&id.to_string()).await.map_err(Trouble::store)?;
        Ok(Some(Found { id, position: found.aggregate }))
    }

    /// What is stored beside an event the Node caused. Whatever it does about one checkout of ours has one correlation.
    fn metadata(&self, ente: &EnteCode, payment_note: Option<&str>) -> Metadata {
        let checkout = payment_note.and_then(|note| note.parse::<CheckoutId>().ok());
        let correlation = checkout.map(|id| CorrelationId::new(id.as_uuid()));
        let correlation = correlation.unwrap_or_else(|| self.product.new_correlation());
        self.product.metadata(ente, Actor::Node, Assurance::Internal, correlation, None)
    }
}

/// Stream type and id, as the vault binds envelopes to it.
fn place<A: Aggregate>(stream: &str) -> String {
    format!("{}/{stream}", A::TYPE)
}

impl Reply {
    /// Counts an answer.
    pub(super) fn count(&self, operation: Option<Operation>) {
        let operation = operation.map_or("none", Operation::name);
        metrics::counter!("station_calls_total", "operation" => operation, "outcome" => self.outcome).increment(1);
    }
}
