//! Batches into the log, one after the other, each noted once it is in.

use std::collections::{HashMap, HashSet};

use domain::ids::PositionId;
use futures::{StreamExt, TryStreamExt, stream};
use replay::store::bulk_append;
use sqlx::PgConnection;

use super::batch::{Batch, Candidate, Preparation, refused};
use super::error::ImportError;
use super::existing::{Ended, restate};
use super::problem::Refused;
use super::report::Counts;

/// Positions stated one by one at the same time.
const AT_ONCE: usize = 32;

impl Preparation {
    /// Appends a batch; answers how its rows ended, for the record.
    pub(super) async fn append(
        &self,
        connection: &mut PgConnection,
        batch: Batch,
    ) -> Result<(Counts, Vec<Refused>), ImportError> {
        let Batch { rows, mut refusals, made_before, changed_before, mut existing, new } = batch;
        let mut counts = Counts { created: made_before, ..Counts::default() };
        let (streams, candidates): (Vec<_>, Vec<_>) = new.into_iter().unzip();
        let outcome = bulk_append(connection, streams).await?;
        counts.created += outcome.appended as u64;
        if !outcome.existing.is_empty() {
            let mut by_id: HashMap<String, Candidate> =
                candidates.into_iter().map(|candidate| (candidate.position.to_string(), candidate)).collect();
            existing.extend(outcome.existing.iter().filter_map(|stream| by_id.remove(stream.aggregate_id())));
        }
        self.restate_all(existing, &changed_before, &mut counts, &mut refusals).await?;
        counts.refused = refusals.len() as u64;
        refusals.sort_by_key(|refusal| refusal.row);
        debug_assert_eq!(counts.rows(), rows, "each row ends in exactly one way");
        Ok((counts, refusals))
    }

    /// In the order of the file where rows name the same position, many at a time where they do not.
    async fn restate_all(
        &self,
        existing: Vec<Candidate>,
        changed_before: &HashSet<PositionId>,
        counts: &mut Counts,
        refusals: &mut Vec<Refused>,
    ) -> Result<(), ImportError> {
        let mut positions: Vec<Vec<Candidate>> = Vec::with_capacity(existing.len());
        let mut place: HashMap<_, usize> = HashMap::with_capacity(existing.len());
        for candidate in existing {
            let at = *place.entry(candidate.position).or_insert(positions.len());
            if at == positions.len() {
                positions.push(Vec::new());
            }
            positions[at].push(candidate);
        }
        let ended: Vec<Vec<(PositionId, Result<Ended, Refused>)>> =
            stream::iter(positions.into_iter().map(|rows| self.restate_in_order(rows)))
                .buffer_unordered(AT_ONCE)
                .try_collect()
                .await?;
        for (position, ended) in ended.into_iter().flatten() {
            match ended {
                Ok(Ended::Created) => counts.created += 1,
                Ok(Ended::Unchanged) if changed_before.contains(&position) => counts.amended += 1,
                Ok(Ended::Unchanged) => counts.unchanged += 1,
                Ok(Ended::Amended) => counts.amended += 1,
                Err(refusal) => refusals.push(refusal),
            }
        }
        Ok(())
    }

    async fn restate_in_order(&self, rows: Vec<Candidate>) -> Result<Vec<(PositionId, Result<Ended, Refused>)>, ImportError> {
        let mut ended = Vec::with_capacity(rows.len());
        for Candidate { row, position, new } in rows {
            let outcome = match restate(&self.product, &self.ente, position, new, &self.by).await {
                Ok(how) => Ok(how),
                Err(error) => Err(refused(row, error)?),
            };
            ended.push((position, outcome));
        }
        Ok(ended)
    }
}
