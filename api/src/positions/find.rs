//! Finding a position by what the office knows of it.

use domain::identifier::{EnteCode, Iupd, NoticeNumber};
use domain::ids::PositionId;

use super::error::PositionError;
use crate::product::Product;

/// What the office knows of a position.
#[derive(Clone, Debug)]
pub enum Named {
    /// Its own name.
    Iupd(Iupd),
    /// The number of one of its notices.
    Notice(NoticeNumber),
}

/// The position meant.
///
/// # Errors
/// When no position has the number, or the database cannot be asked.
pub async fn find(product: &Product, ente: &EnteCode, named: &Named) -> Result<PositionId, PositionError> {
    match named {
        Named::Iupd(iupd) => Ok(PositionId::of(ente, iupd)),
        Named::Notice(nav) => product.notices.find(ente, nav).await?.ok_or(PositionError::Unknown),
    }
}
