//! `ctMetadata`: up to fifteen pairs the creditor or the platform attach to a payment or a transfer.

use serde::Serialize;

use super::{Sequence, Violation, value};

/// The most pairs.
const MAX_ENTRIES: usize = 15;

/// Pairs of key and value, in the order of the message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Metadata(pub Vec<(String, String)>);

impl Metadata {
    /// Reads the element `metadata`, if it comes next.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read_optional(parent: &mut Sequence<'_, '_>) -> Result<Option<Self>, Violation> {
        let Some(list) = parent.enter_optional("metadata")? else { return Ok(None) };
        let entries = list.list("mapEntry", MAX_ENTRIES, |mut entry| {
            let pair = (entry.required("key", value::text::<140>)?, entry.required("value", value::text::<140>)?);
            entry.end()?;
            Ok(pair)
        })?;
        Ok(Some(Self(entries)))
    }
}
