//! What folds may know of other streams: only what the log said before, so that the answer never changes.

use std::collections::HashMap;

use domain::ids::{PositionId, SubjectId};

/// Who owed a position, at each moment of the log that changed it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    debtors: HashMap<PositionId, Vec<(u64, SubjectId)>>,
}

impl Known {
    /// Notes that from this log index on the position is owed by this person.
    pub(crate) fn note_debtor(&mut self, position: PositionId, log_index: u64, debtor: SubjectId) {
        self.debtors.entry(position).or_default().push((log_index, debtor));
    }

    /// Who owed the position just before this log index.
    pub(crate) fn debtor_of(&self, position: PositionId, before: u64) -> Option<SubjectId> {
        let changes = self.debtors.get(&position)?;
        changes.iter().filter(|(index, _)| *index < before).max_by_key(|(index, _)| *index).map(|(_, debtor)| *debtor)
    }
}
