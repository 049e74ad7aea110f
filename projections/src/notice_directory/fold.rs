//! From the story of a position to its notices.

use domain::debt_position::{Settlement, Terms};
use domain::identifier::{EnteCode, NoticeNumber};
use domain::ids::{PositionId, SubjectId};
use sqlx::PgConnection;

use super::row::Notice;
use super::sql;
use crate::forgotten;
use crate::sheet::{Care, View, ViewRow};
use crate::story::{FoldError, PositionStory, Story};
use crate::stream::{Moment, StreamKind};
use crate::view::ViewName;

/// The view.
#[derive(Debug)]
pub(crate) struct NoticeDirectory;

impl View for NoticeDirectory {
    const NAME: ViewName = ViewName::NoticeDirectory;
    const FORGET: &'static [&'static str] = &[sql::FORGET];
    type Row = Notice;

    fn care(kind: StreamKind, event_type: &str) -> Care {
        care_for_payability(kind, event_type)
    }

    fn rows(story: &Story) -> Result<Vec<Notice>, FoldError> {
        let Story::Position(story) = story else { return Ok(Vec::new()) };
        Ok(notices(story))
    }

    async fn write(connection: &mut PgConnection, written: &[Notice], gone: &[NoticeKey]) -> Result<(), sqlx::Error> {
        sql::write(connection, written, gone).await
    }
}

/// What the two views of notices care for: everything that changes what can be paid.
pub(crate) fn care_for_payability(kind: StreamKind, event_type: &str) -> Care {
    match (kind, event_type) {
        (
            StreamKind::DebtPosition,
            "ActivationQuoted" | "PaymentDifferenceNoted" | "SecondPaymentRecorded" | "PositionArchived",
        ) => Care::Ignored,
        (StreamKind::DebtPosition, _) => Care::Shown,
        (StreamKind::Subject, of_person) => forgotten::care(of_person),
        _ => Care::Ignored,
    }
}

/// Ente, notice number, position.
pub(super) type NoticeKey = (EnteCode, NoticeNumber, PositionId);

impl ViewRow for Notice {
    type Key = NoticeKey;

    fn key(&self) -> NoticeKey {
        (self.ente.clone(), self.nav.clone(), self.position)
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

/// The last day a notice of these terms may be paid, if there is one.
pub(crate) fn payable_until(terms: &Terms) -> Option<chrono::NaiveDate> {
    terms.switch_to_expired.then(|| terms.latest_due_date()).flatten()
}

fn notices(story: &PositionStory) -> Vec<Notice> {
    let Some(terms) = story.position.terms() else { return Vec::new() };
    let options = terms.options.iter().enumerate();
    let places = options.flat_map(|(option, installments)| (0..installments.installments.len()).map(move |i| (option, i)));
    places.filter_map(|(option, installment)| notice(story, terms, option, installment)).collect()
}

fn notice(story: &PositionStory, terms: &Terms, option: usize, installment: usize) -> Option<Notice> {
    let position = &story.position;
    let installments = &terms.options.get(option)?.installments;
    let this = installments.get(installment)?;
    let payment = match position.settlement_of(&this.nav) {
        Settlement::Paid(payment) => Some(payment),
        Settlement::Unpaid => None,
    };
    Some(Notice {
        ente: story.created.as_ref()?.ente.clone(),
        nav: this.nav.clone(),
        iuv: this.iuv.clone(),
        position: story.id,
        iupd: position.iupd()?.clone(),
        option,
        installment,
        installments: installments.len(),
        debtor: position.debtor()?.subject,
        payability: position.payability(),
        payable_from: terms.validity_date,
        payable_until: payable_until(terms),
        alternative_used: position.option_used().is_some_and(|used| used != option),
        settled_by: payment.map(|payment| payment.reference.clone()),
        settled_at: payment.map(|payment| payment.paid_at),
        amount: this.amount,
        description: this.description.clone(),
        position_description: terms.description.clone(),
        office: terms.office.clone(),
        due_date: this.due_date,
        notice_due_date: this.notice_due_date,
        as_of: 0,
    })
}
