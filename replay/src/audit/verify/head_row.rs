//! The published heads, one after the other, each checked for itself.

use std::collections::VecDeque;

use crate::audit::database::Database;
use crate::audit::error::{AuditError, Finding};
use crate::audit::keys::Keys;
use crate::heads::SignedHead;

/// Heads fetched at once.
const AT_ONCE: i64 = 500;

const HEADS: &str = "
SELECT tree_size, signers, note FROM log_head
 WHERE (tree_size, signers) > ($1, $2) AND tree_size <= $3 ORDER BY tree_size, signers LIMIT $4";

/// Heads in the order of their sizes.
pub(in crate::audit) struct HeadRows<'a> {
    database: &'a Database,
    fetched: VecDeque<(i64, String, String)>,
    last: (i64, String),
    to: i64,
    ended: bool,
}

impl<'a> HeadRows<'a> {
    /// The heads larger than `from` and no larger than `to`.
    pub(in crate::audit) fn after(database: &'a Database, from: u64, to: u64) -> Self {
        // Comes after every list of key ids.
        let last = (from.cast_signed(), "g".to_owned());
        Self { database, fetched: VecDeque::new(), last, to: to.cast_signed(), ended: false }
    }

    /// The next head; it is signed by a key that is trusted.
    pub(in crate::audit) async fn next(&mut self, keys: &Keys) -> Result<Option<SignedHead>, AuditError> {
        if self.fetched.is_empty() && !self.ended {
            let (size, signers) = &self.last;
            let query = sqlx::query_as(HEADS).bind(size).bind(signers).bind(self.to).bind(AT_ONCE);
            self.fetched = query.fetch_all(&self.database.pool).await?.into();
            self.ended = self.fetched.is_empty();
        }
        let Some((size, signers, note)) = self.fetched.pop_front() else { return Ok(None) };
        let head = SignedHead::parse(&note)?;
        head.verify(keys.trusted())?;
        let kept_as = size.unsigned_abs();
        if head.size != kept_as {
            return Err(Finding::HeadMisplaced { kept_as, says: format!("size {}", head.size) }.into());
        }
        if head.signers() != signers {
            return Err(Finding::HeadMisplaced { kept_as, says: format!("it is signed by {}", head.signers()) }.into());
        }
        self.last = (size, signers);
        Ok(Some(head))
    }
}
