//! From the story of a position to its open notices.

use chrono::NaiveDate;
use domain::debt_position::{Payability, Settlement, Terms};
use domain::identifier::{EnteCode, NoticeNumber};
use domain::ids::{PositionId, SubjectId};
use sqlx::PgConnection;

use super::row::PendingNotice;
use super::sql;
use crate::notice_directory::{care_for_payability, payable_until};
use crate::sheet::{Care, View, ViewRow};
use crate::story::{FoldError, PositionStory, Story};
use crate::stream::{Moment, StreamKind};
use crate::view::ViewName;

/// The view.
#[derive(Debug)]
pub(crate) struct PendingList;

impl View for PendingList {
    const NAME: ViewName = ViewName::PendingList;
    const FORGET: &'static [&'static str] = &[sql::FORGET];
    type Row = PendingNotice;

    fn care(kind: StreamKind, event_type: &str) -> Care {
        care_for_payability(kind, event_type)
    }

    fn rows(story: &Story) -> Result<Vec<PendingNotice>, FoldError> {
        let Story::Position(story) = story else { return Ok(Vec::new()) };
        Ok(open_notices(story))
    }

    async fn write(connection: &mut PgConnection, written: &[PendingNotice], gone: &[PendingKey]) -> Result<(), sqlx::Error> {
        sql::write(connection, written, gone).await
    }
}

/// Ente, debtor, place in the list, notice number, position.
pub(super) type PendingKey = (EnteCode, SubjectId, NaiveDate, NoticeNumber, PositionId);

impl ViewRow for PendingNotice {
    type Key = PendingKey;

    fn key(&self) -> PendingKey {
        (self.ente.clone(), self.debtor, self.due_order(), self.nav.clone(), self.position)
    }

    fn inherit(&mut self, before: &Self) {
        self.as_of = before.as_of;
    }

    fn stamp(&mut self, moment: &Moment, _is_new: bool) {
        self.as_of = moment.log_index;
    }

    fn names(&self) -> [Option<SubjectId>; 4] {
        [Some(self.debtor), None, None, None]
    }
}

/// Offered, and not excluded by another option of the same debt.
fn open_notices(story: &PositionStory) -> Vec<PendingNotice> {
    let position = &story.position;
    let Some(terms) = position.terms().filter(|_| position.payability() == Payability::Published) else { return Vec::new() };
    let used = position.option_used();
    let options = terms.options.iter().enumerate().filter(|(option, _)| used.is_none_or(|used| used == *option));
    let places = options.flat_map(|(option, installments)| (0..installments.installments.len()).map(move |i| (option, i)));
    places.filter_map(|(option, installment)| open_notice(story, terms, option, installment)).collect()
}

fn open_notice(story: &PositionStory, terms: &Terms, option: usize, installment: usize) -> Option<PendingNotice> {
    let position = &story.position;
    let created = story.created.as_ref()?;
    let installments = &terms.options.get(option)?.installments;
    let this = installments.get(installment)?;
    if position.settlement_of(&this.nav) != Settlement::Unpaid {
        return None;
    }
    Some(PendingNotice {
        ente: created.ente.clone(),
        debtor: position.debtor()?.subject,
        nav: this.nav.clone(),
        iuv: this.iuv.clone(),
        position: story.id,
        iupd: position.iupd()?.clone(),
        option,
        options: terms.options.len(),
        installment,
        installments: installments.len(),
        origin: position.origin()?,
        amount: this.amount,
        description: this.description.clone(),
        position_description: terms.description.clone(),
        office: terms.office.clone(),
        due_date: this.due_date,
        notice_due_date: this.notice_due_date,
        payable_from: terms.validity_date,
        payable_until: payable_until(terms),
        created_at: created.recorded_at,
        as_of: 0,
    })
}
