//! Some thousand rows made ready together: numbers handed out, claimed, people sealed, events decided, all in a handful of statements.

use std::collections::HashSet;
use std::sync::Arc;

use domain::aggregate::Decider;
use domain::debt_position::{DebtPosition, DebtPositionCommand, Terms};
use domain::ente::EnteSettings;
use domain::ids::PositionId;
use domain::metadata::Assurance;
use domain::personal::SealedPerson;
use replay::store::NewStream;
use sqlx::Row as _;
use uuid::Uuid;

use super::error::ImportError;
use super::problem::{Problem, Refused};
use crate::positions::{By, DEBTOR, NewPosition, new_numbers, sealed_stream};
use crate::product::Product;

const EXISTING: &str = "
SELECT aggregate_id,
       bool_or(sequence = 1 AND correlation_id = $2) AS made_by_this_run,
       bool_or(sequence > 1 AND correlation_id = $2) AS changed_by_this_run
  FROM unnest($1::text[]) AS wanted (id)
 CROSS JOIN LATERAL (SELECT * FROM events WHERE aggregate_type = 'DebtPosition' AND aggregate_id = wanted.id OFFSET 0) AS stored
 GROUP BY aggregate_id";

/// A row that was read.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) row: u64,
    pub(super) position: PositionId,
    pub(super) new: NewPosition,
}

/// Rows on their way into the log.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Rows in it, whatever became of them.
    pub(super) rows: u64,
    /// Rows not loaded.
    pub(super) refusals: Vec<Refused>,
    /// Positions this very run made before it was cut.
    pub(super) made_before: u64,
    /// Positions this very run changed before it was cut.
    pub(super) changed_before: HashSet<PositionId>,
    /// Positions that exist, to be stated one by one.
    pub(super) existing: Vec<Candidate>,
    /// Positions to make, with what is needed should one exist after all.
    pub(super) new: Vec<(NewStream, Candidate)>,
}

/// Makes batches ready for one Ente.
#[derive(Clone, Debug)]
pub(super) struct Preparation {
    pub(super) product: Product,
    pub(super) ente: Arc<EnteSettings>,
    pub(super) by: By,
}

impl Preparation {
    /// Makes a batch ready.
    pub(super) async fn prepare(
        &self,
        rows: u64,
        refusals: Vec<Refused>,
        candidates: Vec<Candidate>,
    ) -> Result<Batch, ImportError> {
        let mut batch = Batch { rows, refusals, ..Batch::default() };
        let fresh = self.without_existing(candidates, &mut batch).await?;
        let completed = self.complete(fresh, &mut batch).await?;
        let claimed = self.claim(completed, &mut batch).await?;
        batch.new = self.seal_and_decide(claimed).await?;
        Ok(batch)
    }

    /// Sets aside positions that exist, and rows that name a position of the same batch again.
    async fn without_existing(&self, candidates: Vec<Candidate>, batch: &mut Batch) -> Result<Vec<Candidate>, ImportError> {
        let ids: Vec<String> = candidates.iter().map(|candidate| candidate.position.to_string()).collect();
        // Planned for each batch: the table grows by orders of magnitude while a file is loaded.
        let query = sqlx::query(EXISTING).persistent(false).bind(ids).bind(self.by.correlation_id.to_string());
        let (mut known, mut ours) = (HashSet::new(), HashSet::new());
        for row in query.fetch_all(&self.product.pool).await? {
            let id: Uuid = row.try_get::<&str, _>(0)?.parse().map_err(|_| sqlx::Error::RowNotFound)?;
            if row.try_get(1)? {
                ours.insert(PositionId::new(id))
            } else {
                known.insert(PositionId::new(id))
            };
        }
        let mut fresh = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            if ours.remove(&candidate.position) {
                batch.made_before += 1;
                known.insert(candidate.position);
            } else if known.insert(candidate.position) {
                fresh.push(candidate);
            } else {
                batch.existing.push(candidate);
            }
        }
        Ok(fresh)
    }

    /// The terms of each, with new numbers where the file gives none.
    async fn complete(&self, fresh: Vec<Candidate>, batch: &mut Batch) -> Result<Vec<(Candidate, Terms)>, ImportError> {
        let missing = fresh.iter().map(|candidate| candidate.new.terms.numbers_missing()).sum();
        let mut numbers = new_numbers(&self.product, &self.ente, missing).await?.into_iter();
        let mut completed = Vec::with_capacity(fresh.len());
        let mut used = HashSet::new();
        for candidate in fresh {
            let terms = match candidate.new.terms.complete(&self.ente, &mut numbers) {
                Ok(terms) => terms,
                Err(error) => {
                    batch.refusals.push(refused(candidate.row, error)?);
                    continue;
                }
            };
            // Of two rows with one number the first has it.
            let twice = terms.installments().find(|installment| used.contains(installment.nav.as_str()));
            if let Some(twice) = twice {
                batch.refusals.push(taken(candidate.row, twice.nav.as_str()));
                continue;
            }
            used.extend(terms.installments().map(|installment| installment.nav.to_string()));
            completed.push((candidate, terms));
        }
        Ok(completed)
    }

    /// Claims all numbers; a row whose number belongs to another position is refused.
    async fn claim(&self, completed: Vec<(Candidate, Terms)>, batch: &mut Batch) -> Result<Vec<(Candidate, Terms)>, ImportError> {
        let numbers = completed
            .iter()
            .flat_map(|(candidate, terms)| terms.installments().map(|installment| (&installment.nav, candidate.position)));
        let claims: Vec<_> = numbers.collect();
        let lost: HashSet<String> = self
            .product
            .notices
            .claim(&self.ente.code, &claims)
            .await
            .map_err(crate::positions::PositionError::from)?
            .into_iter()
            .collect();
        if lost.is_empty() {
            return Ok(completed);
        }
        let mut claimed = Vec::with_capacity(completed.len());
        for (candidate, terms) in completed {
            let number = terms.installments().find(|installment| lost.contains(installment.nav.as_str()));
            let given =
                |nav: &str| candidate.new.terms.installments().any(|new| new.nav.as_ref().is_some_and(|new| new.as_str() == nav));
            match number.map(|installment| installment.nav.as_str()) {
                None => claimed.push((candidate, terms)),
                Some(nav) if given(nav) => batch.refusals.push(taken(candidate.row, nav)),
                // A number we handed out was given by an older file: the single way asks for another one.
                Some(_) => batch.existing.push(candidate),
            }
        }
        Ok(claimed)
    }

    async fn seal_and_decide(&self, claimed: Vec<(Candidate, Terms)>) -> Result<Vec<(NewStream, Candidate)>, ImportError> {
        let streams: Vec<String> = claimed.iter().map(|(candidate, _)| sealed_stream(candidate.position)).collect();
        let people: Vec<_> =
            streams.iter().zip(&claimed).map(|(stream, (candidate, _))| (stream.as_str(), &candidate.new.debtor)).collect();
        let sealed = self.product.vault.seal_people(&self.ente.code, &people, DEBTOR).await;
        let sealed = sealed.map_err(crate::positions::PositionError::from)?;
        claimed.into_iter().zip(sealed).map(|((candidate, terms), debtor)| self.decide(candidate, terms, debtor)).collect()
    }

    /// The same decider as for one position; its events as the store would write them.
    fn decide(&self, candidate: Candidate, terms: Terms, debtor: SealedPerson) -> Result<(NewStream, Candidate), ImportError> {
        let command = DebtPositionCommand::Create {
            iupd: candidate.new.iupd.clone(),
            debtor: Box::new(debtor),
            terms: Box::new(terms),
            origin: candidate.new.origin,
            request: None,
            publish: candidate.new.publish,
        };
        let events = DebtPosition::default()
            .decide(command)
            .map_err(|refusal| crate::positions::PositionError::Command(replay::command::CommandError::Refused(refusal)))?;
        let By { actor, correlation_id, causation } = self.by.clone();
        let metadata = self.product.metadata(&self.ente.code, actor, Assurance::Internal, correlation_id, causation).to_map();
        let stream = NewStream::new::<DebtPosition>(candidate.position.to_string(), &events, &metadata);
        let stream = stream.map_err(|source| ImportError::Unstorable { row: candidate.row, source })?;
        Ok((stream, candidate))
    }
}

/// A row that is refused; an error that is not the row's stops the run.
pub(super) fn refused(row: u64, error: crate::positions::PositionError) -> Result<Refused, ImportError> {
    match Problem::of(&error) {
        Some(problem) => Ok(Refused { row, problems: vec![problem] }),
        None => Err(error.into()),
    }
}

fn taken(row: u64, nav: &str) -> Refused {
    Refused { row, problems: vec![Problem::new("nav", "notice_number.taken", "belongs to another position").with_value(nav)] }
}
