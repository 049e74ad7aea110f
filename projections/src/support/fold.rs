//! From the story of a request to its row in the queue.

use domain::support_request::About;
use sqlx::PgConnection;

use super::row::SupportRow;
use super::sql;
use crate::sheet::{Care, View, ViewRow};
use crate::story::{FoldError, Story, SupportStory};
use crate::stream::{Moment, StreamKind};
use crate::view::ViewName;

/// The view.
#[derive(Debug)]
pub(crate) struct Support;

impl View for Support {
    const NAME: ViewName = ViewName::Support;
    type Row = SupportRow;

    fn care(kind: StreamKind, event_type: &str) -> Care {
        match (kind, event_type) {
            (StreamKind::SupportRequest, "SupportMailAccepted" | "SupportMailAbandoned" | "SupportNoteAdded") => Care::Ignored,
            (StreamKind::SupportRequest, _) => Care::Shown,
            _ => Care::Ignored,
        }
    }

    fn rows(story: &Story) -> Result<Vec<SupportRow>, FoldError> {
        Ok(match story {
            Story::Support(story) => row(story).into_iter().collect(),
            _ => Vec::new(),
        })
    }

    async fn write(connection: &mut PgConnection, written: &[SupportRow], gone: &[String]) -> Result<(), sqlx::Error> {
        sql::write(connection, written, gone).await
    }
}

impl ViewRow for SupportRow {
    type Key = String;

    fn key(&self) -> String {
        self.request.to_string()
    }

    fn inherit(&mut self, before: &Self) {
        self.as_of = before.as_of;
    }

    fn stamp(&mut self, moment: &Moment, _: bool) {
        self.as_of = moment.log_index;
    }
}

fn row(story: &SupportStory) -> Option<SupportRow> {
    let (opening, opened) = (story.request.opening()?, story.opened.as_ref()?);
    let about = opening.about.as_ref().map(|about| match about {
        About::Notice { nav, .. } => ("notice", nav.to_string()),
        About::Cart(cart) => ("cart", cart.to_string()),
        About::Checkout(checkout) => ("checkout", checkout.to_string()),
    });
    let (about_kind, about_id) = about.map_or((None, None), |(kind, id)| (Some(kind.to_owned()), Some(id)));
    Some(SupportRow {
        ente: opened.ente.clone(),
        request: story.id,
        reference: opening.reference.clone(),
        stage: story.request.stage(),
        citizen: opened.citizen,
        case_type: opening.case_type.clone(),
        assignee: story.request.assignee().cloned(),
        about_kind,
        about_id,
        opened_at: opening.at,
        opened_by: opened.log_index,
        answers: story.request.answers(),
        rating: story.request.rating().map(u8::from),
        as_of: 0,
    })
}
