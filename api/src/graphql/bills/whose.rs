//! Whose bills a viewer may see: by the rule of the pending list.

use domain::ente::EnteSettings;
use projections::bills::queries::BillsOf;
use std::sync::Arc;

use crate::graphql::failure::{Ended, InvalidInput, LoginRequired};
use crate::graphql::pending::proved_positions;
use crate::graphql::room::Desk;
use crate::services::made_by;

/// What was proved; else everything a verified citizen owes, or what a password account made itself.
pub(super) async fn whose<R>(desk: Desk<'_>, ente: &Arc<EnteSettings>, proofs: &[String]) -> Result<BillsOf, Ended<R>>
where
    R: From<InvalidInput> + From<LoginRequired>,
{
    let viewer = &desk.asking.viewer;
    match viewer.subject() {
        _ if !proofs.is_empty() => Ok(BillsOf::Positions(proved_positions(desk, ente, proofs)?)),
        Some(subject) if viewer.is_verified() => Ok(BillsOf::Debtor(subject)),
        Some(subject) => Ok(BillsOf::Positions(made_by(desk.pool(), &ente.code, subject).await?)),
        None => Err(desk.failing().login().into()),
    }
}
