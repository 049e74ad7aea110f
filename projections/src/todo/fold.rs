//! From stories to what still has to be done for them.

use chrono::{DateTime, Utc};
use domain::checkout::Phase;
use domain::debt_position::Payability;
use domain::identifier::EnteCode;
use domain::ids::CorrelationId;
use domain::rome;
use sqlx::PgConnection;

use super::row::{Todo, TodoKind};
use super::sql;
use crate::notice_directory::payable_until;
use crate::sheet::{Care, View, ViewRow};
use crate::story::{AccountStory, CheckoutStory, FoldError, PositionStory, ReceiptStory, Story, SupportStory};
use crate::stream::{Moment, StreamKind};
use crate::view::ViewName;

/// The view.
#[derive(Debug)]
pub(crate) struct Todos;

impl View for Todos {
    const NAME: ViewName = ViewName::Todo;
    type Row = Todo;

    fn care(kind: StreamKind, event_type: &str) -> Care {
        match (kind, event_type) {
            (StreamKind::DebtPosition, "ActivationQuoted" | "PaymentDifferenceNoted" | "SecondPaymentRecorded") => Care::Ignored,
            (StreamKind::Checkout, "ReturnNoted" | "ItemSettled") => Care::Ignored,
            (StreamKind::Receipt, "ReceiptContradicted") => Care::Ignored,
            (
                StreamKind::Account,
                "ProfileUpdated" | "ConsentGiven" | "TaxCodeVerified" | "VerificationWithdrawn" | "TaxCodeClaimRegained",
            ) => Care::Ignored,
            (StreamKind::SupportRequest, "SupportAnswerDrafted" | "SupportNoteAdded" | "SupportRequestRated") => Care::Ignored,
            (StreamKind::DebtPosition | StreamKind::Checkout | StreamKind::Receipt, _) => Care::Shown,
            (StreamKind::Account | StreamKind::SupportRequest, _) => Care::Shown,
            (
                StreamKind::Ente
                | StreamKind::Cart
                | StreamKind::NodeCall
                | StreamKind::Service
                | StreamKind::Staff
                | StreamKind::PrivacyRequest
                | StreamKind::Mandate
                | StreamKind::Subject
                | StreamKind::Site
                | StreamKind::News
                | StreamKind::CalendarEntry,
                _,
            ) => Care::Ignored,
        }
    }

    fn rows(story: &Story) -> Result<Vec<Todo>, FoldError> {
        Ok(match story {
            Story::Position(story) => of_position(story),
            Story::Checkout(story) => of_checkout(story),
            Story::Receipt(story) => of_receipt(story),
            Story::Account(story) => of_account(story),
            Story::Support(story) => of_support(story),
            Story::Cart(_) | Story::Subject(_) | Story::News(_) | Story::Calendar(_) | Story::Plain(_) => Vec::new(),
        })
    }

    async fn write(connection: &mut PgConnection, written: &[Todo], gone: &[String]) -> Result<(), sqlx::Error> {
        sql::write(connection, written, gone).await
    }
}

impl ViewRow for Todo {
    type Key = String;

    fn key(&self) -> String {
        self.id.clone()
    }

    fn inherit(&mut self, before: &Self) {
        self.opened_at = before.opened_at;
        self.opened_by = before.opened_by;
        self.correlation_id = before.correlation_id;
        self.as_of = before.as_of;
        if self.is_due_at_once() {
            self.due_at = before.due_at;
        }
        if self.wants_what_opened_it() {
            self.version = before.version;
        }
    }

    fn stamp(&mut self, moment: &Moment, is_new: bool) {
        self.as_of = moment.log_index;
        if is_new {
            self.opened_at = moment.recorded_at;
            self.opened_by = moment.log_index;
            self.correlation_id = moment.correlation_id;
            if self.is_due_at_once() {
                self.due_at = moment.recorded_at;
            }
            if self.wants_what_opened_it() {
                self.version = moment.sequence;
            }
        }
    }
}

impl Todo {
    const fn is_due_at_once(&self) -> bool {
        match self.kind {
            TodoKind::PostCart
            | TodoKind::FileReceipt
            | TodoKind::MailReceipt
            | TodoKind::MailAccount
            | TodoKind::MailSupport
            | TodoKind::ArchivePosition => true,
            TodoKind::CheckoutDeadline | TodoKind::ExpirePosition | TodoKind::EraseAccount => false,
        }
    }

    /// Whether it is done for the event it came up with, or for the newest of several.
    const fn wants_what_opened_it(&self) -> bool {
        match self.kind {
            TodoKind::PostCart
            | TodoKind::FileReceipt
            | TodoKind::MailReceipt
            | TodoKind::MailAccount
            | TodoKind::MailSupport => true,
            TodoKind::CheckoutDeadline | TodoKind::ExpirePosition | TodoKind::ArchivePosition | TodoKind::EraseAccount => false,
        }
    }

    /// A to-do as the story knows it; what belongs to the event it comes up with is stamped on it then.
    fn new(kind: TodoKind, key: &str, ente: &EnteCode, stream_id: &str) -> Self {
        Self {
            id: format!("{}/{key}", kind.as_str()),
            kind,
            ente: ente.clone(),
            stream_id: stream_id.to_owned(),
            version: 0,
            due_at: DateTime::UNIX_EPOCH,
            opened_at: DateTime::UNIX_EPOCH,
            opened_by: 0,
            correlation_id: CorrelationId::default(),
            as_of: 0,
        }
    }
}

fn of_checkout(story: &CheckoutStory) -> Vec<Todo> {
    let Some(started) = &story.started else { return Vec::new() };
    let id = story.id.to_string();
    let post = || Todo::new(TodoKind::PostCart, &id, &started.ente, &id);
    let wait = || Todo {
        version: story.deadline_version,
        due_at: story.checkout.deadline().unwrap_or(started.recorded_at),
        ..Todo::new(TodoKind::CheckoutDeadline, &id, &started.ente, &id)
    };
    match story.checkout.phase() {
        Phase::Requested => vec![post(), wait()],
        Phase::Awaiting => vec![wait()],
        Phase::Absent | Phase::Failed(_) | Phase::Completed | Phase::Expired => Vec::new(),
    }
}

fn of_receipt(story: &ReceiptStory) -> Vec<Todo> {
    let Some(received) = &story.received else { return Vec::new() };
    let todo = |kind, key: &str| Todo::new(kind, key, &received.ente, &story.stream);
    let file = story.receipt.filing().is_none().then(|| todo(TodoKind::FileReceipt, &story.stream));
    let mails = story.receipt.open_mails().map(|mail| todo(TodoKind::MailReceipt, &mail.message_id));
    file.into_iter().chain(mails).collect()
}

fn of_account(story: &AccountStory) -> Vec<Todo> {
    let Some(ente) = &story.ente else { return Vec::new() };
    let id = story.id.to_string();
    let todo = |kind, key: &str| Todo::new(kind, key, ente, &id);
    let mails = story.account.open_mails().map(|mail| todo(TodoKind::MailAccount, &mail.message_id));
    let erase = story.account.erase_at().map(|due_at| Todo { due_at, ..todo(TodoKind::EraseAccount, &id) });
    mails.chain(erase).collect()
}

fn of_support(story: &SupportStory) -> Vec<Todo> {
    let Some(opened) = &story.opened else { return Vec::new() };
    let id = story.id.to_string();
    let mails = story.request.open_mails();
    mails.map(|(message_id, _)| Todo::new(TodoKind::MailSupport, message_id, &opened.ente, &id)).collect()
}

fn of_position(story: &PositionStory) -> Vec<Todo> {
    let Some(created) = &story.created else { return Vec::new() };
    let id = story.id.to_string();
    let todo = |kind| Todo::new(kind, &id, &created.ente, &id);
    let wanted = story.archive_version.filter(|wanted| story.position.archived_version() < *wanted);
    let archive = wanted.map(|version| Todo { version, ..todo(TodoKind::ArchivePosition) });
    let version = story.offered_at_version;
    let expire = expires_at(story).map(|due_at| Todo { version, due_at, ..todo(TodoKind::ExpirePosition) });
    archive.into_iter().chain(expire).collect()
}

/// The first moment at which an offered, not fully paid position is past its last day: midnight in Rome after it.
fn expires_at(story: &PositionStory) -> Option<DateTime<Utc>> {
    let offered = story.position.payability() == Payability::Published;
    let terms = story.position.terms().filter(|_| offered && !story.position.settled_in_full())?;
    Some(rome::start_of_day(payable_until(terms)?.succ_opt()?))
}
