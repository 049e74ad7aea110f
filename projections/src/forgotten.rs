//! People whose fiscal key is destroyed, and accounts that were closed: views name them no longer, neither in rows they have nor in rows
//! they write later.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::Event;
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use domain::subject::{ErasureReason, SubjectEvent};
use sqlx::{PgConnection, Row};

use crate::sheet::Care;
use crate::story::Story;
use crate::stream::{Happening, Moment};

/// Each is looked up by its stream, so that the question costs nothing while nobody was forgotten.
const FORGOTTEN: &str = "
SELECT DISTINCT ON (e.aggregate_id) e.ente, e.aggregate_id::uuid, l.log_index
  FROM unnest($1::text[]) AS wanted (id)
  JOIN events e ON e.aggregate_type = 'Subject' AND e.aggregate_id = wanted.id
  JOIN event_log l USING (global_position)
 WHERE e.event_type = 'SubjectErased'
   AND (e.payload -> 'SubjectErased' ->> 'class' = 'F' OR e.payload -> 'SubjectErased' ->> 'reason' = 'account_closed')
 ORDER BY e.aggregate_id, l.log_index";

/// What views that name people care for in the streams of people.
pub(crate) fn care(event_type: &str) -> Care {
    match event_type {
        "SubjectRestricted" | "SubjectRestrictionLifted" => Care::Ignored,
        _ => Care::Shown,
    }
}

/// Who was forgotten in a batch, and who has to be looked up because rows were written that name them.
#[derive(Debug, Default)]
pub(crate) struct Forgotten {
    /// By log index of the erasure.
    now: BTreeMap<SubjectId, (EnteCode, u64)>,
    named: BTreeSet<SubjectId>,
}

impl Forgotten {
    /// Notes an erasure.
    pub(crate) fn see(&mut self, happening: &Happening, story: &Story) {
        let (Event::Subject(SubjectEvent::SubjectErased { class, reason, .. }), Story::Subject(id)) = (&happening.event, story)
        else {
            return;
        };
        // An account is known by its profile only.
        if *class != PersonalClass::Fiscal && *reason != ErasureReason::AccountClosed {
            return;
        }
        let Moment { ente, log_index, .. } = &happening.moment;
        self.now.entry(*id).or_insert_with(|| (ente.clone(), *log_index));
    }

    /// Notes that a row that is being written names somebody.
    pub(crate) fn name(&mut self, subject: SubjectId) {
        self.named.insert(subject);
    }

    /// Takes them out by statements with the parameters Enti, subjects, and log indexes of the erasures.
    pub(crate) async fn take_out_in_tx(&mut self, connection: &mut PgConnection, statements: &[&str]) -> Result<(), sqlx::Error> {
        let mut gone = std::mem::take(&mut self.now);
        let named: Vec<String> = std::mem::take(&mut self.named).iter().map(ToString::to_string).collect();
        if !named.is_empty() {
            for row in sqlx::query(FORGOTTEN).bind(named).fetch_all(&mut *connection).await? {
                let ente = crate::query::checked(&row, "ente")?;
                gone.insert(SubjectId::new(row.try_get(1)?), (ente, row.try_get::<i64, _>(2)?.unsigned_abs()));
            }
        }
        if gone.is_empty() {
            return Ok(());
        }
        let (mut enti, mut subjects, mut indexes) = (Vec::new(), Vec::new(), Vec::new());
        for (subject, (ente, index)) in &gone {
            enti.push(ente.as_str());
            subjects.push(subject.as_uuid());
            indexes.push(crate::stored::big(*index));
        }
        for statement in statements {
            sqlx::query(statement).bind(&enti).bind(&subjects).bind(&indexes).execute(&mut *connection).await?;
        }
        Ok(())
    }
}
