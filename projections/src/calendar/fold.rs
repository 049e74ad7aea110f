//! From the story of an entry to its row.

use domain::calendar::Standing;
use sqlx::PgConnection;

use super::row::{CalendarRow, Shown};
use super::sql;
use crate::sheet::{Care, View, ViewRow};
use crate::story::{CalendarStory, FoldError, Story};
use crate::stream::{Moment, StreamKind};
use crate::view::ViewName;

/// The view.
#[derive(Debug)]
pub(crate) struct Calendar;

impl View for Calendar {
    const NAME: ViewName = ViewName::Calendar;
    type Row = CalendarRow;

    fn care(kind: StreamKind, _event_type: &str) -> Care {
        if kind == StreamKind::CalendarEntry { Care::Shown } else { Care::Ignored }
    }

    fn rows(story: &Story) -> Result<Vec<CalendarRow>, FoldError> {
        Ok(match story {
            Story::Calendar(story) => row(story).into_iter().collect(),
            _ => Vec::new(),
        })
    }

    async fn write(connection: &mut PgConnection, written: &[CalendarRow], gone: &[uuid::Uuid]) -> Result<(), sqlx::Error> {
        sql::write(connection, written, gone).await
    }
}

impl ViewRow for CalendarRow {
    type Key = uuid::Uuid;

    fn key(&self) -> uuid::Uuid {
        self.entry.as_uuid()
    }

    fn inherit(&mut self, before: &Self) {
        self.as_of = before.as_of;
    }

    fn stamp(&mut self, moment: &Moment, _is_new: bool) {
        self.as_of = moment.log_index;
    }
}

fn row(story: &CalendarStory) -> Option<CalendarRow> {
    let entered = story.entered.as_ref()?;
    let shown = match story.entry.standing() {
        Standing::Announced(occasion) => Shown::Announced(occasion.clone()),
        Standing::Waiting => {
            let submission = story.entry.submission()?;
            Shown::Waiting { reference: submission.reference.clone(), submitted_at: submission.at }
        }
        Standing::Absent | Standing::Refused(_) | Standing::Cancelled(_) => return None,
    };
    Some(CalendarRow { ente: entered.ente.clone(), entry: story.id, entered_by: entered.log_index, shown, as_of: 0 })
}
