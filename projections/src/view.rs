//! The registry of views: their names, versions and tables.

use std::fmt;

use crate::bills::Bills;
use crate::calendar::Calendar;
use crate::help_desk::HelpDesk;
use crate::news::News;
use crate::notice_directory::NoticeDirectory;
use crate::payment_history::PaymentHistory;
use crate::pending_list::PendingList;
use crate::sheet::{Care, Difference, Sheet, View};
use crate::stream::StreamKind;
use crate::support::Support;
use crate::todo::Todos;

/// A view. Its version grows when its rows must be folded anew; tables carry the version, so that the next one can be built beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ViewName {
    /// From notice numbers to positions.
    NoticeDirectory,
    /// What can be paid.
    PendingList,
    /// What was paid.
    PaymentHistory,
    /// What happened, for the help desk.
    HelpDesk,
    /// What has to be done outside.
    Todo,
    /// Requests for help.
    Support,
    /// Numbered bills, with what is left of them.
    Bills,
    /// News of the Ente.
    News,
    /// The calendar of events.
    Calendar,
}

impl ViewName {
    /// All views.
    pub const ALL: [Self; 9] = [
        Self::NoticeDirectory,
        Self::PendingList,
        Self::PaymentHistory,
        Self::HelpDesk,
        Self::Todo,
        Self::Support,
        Self::Bills,
        Self::News,
        Self::Calendar,
    ];

    /// Name and version, by which the view's checkpoint and dead letters are known. Each view has one table, of the same name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoticeDirectory => "notice_directory_v1",
            Self::PendingList => "pending_list_v1",
            Self::PaymentHistory => "payment_history_v1",
            Self::HelpDesk => "help_desk_v1",
            Self::Todo => "todo_v1",
            Self::Support => "support_v1",
            Self::Bills => "bill_v1",
            Self::News => "news_v1",
            Self::Calendar => "calendar_v1",
        }
    }

    /// The view of this name and version.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == name)
    }

    /// Columns that are not folded from the log, and so are no part of a comparison with a rebuilt view.
    #[must_use]
    pub const fn operational_columns(self) -> &'static [&'static str] {
        match self {
            Self::Todo => &["attempts", "lease_generation", "leased_until", "last_error", "parked", "ready_at"],
            _ => &[],
        }
    }

    /// What an event type is to the view.
    pub(crate) fn care(self, kind: StreamKind, event_type: &str) -> Care {
        match self {
            Self::NoticeDirectory => NoticeDirectory::care(kind, event_type),
            Self::PendingList => PendingList::care(kind, event_type),
            Self::PaymentHistory => PaymentHistory::care(kind, event_type),
            Self::HelpDesk => Care::Shown,
            Self::Todo => Todos::care(kind, event_type),
            Self::Support => Support::care(kind, event_type),
            Self::Bills => Bills::care(kind, event_type),
            Self::News => News::care(kind, event_type),
            Self::Calendar => Calendar::care(kind, event_type),
        }
    }

    /// An empty sheet to work a batch out on.
    pub(crate) fn sheet(self) -> Box<dyn Sheet> {
        match self {
            Self::NoticeDirectory => Box::new(Difference::<NoticeDirectory>::default()),
            Self::PendingList => Box::new(Difference::<PendingList>::default()),
            Self::PaymentHistory => Box::new(Difference::<PaymentHistory>::default()),
            Self::HelpDesk => Box::new(HelpDesk::default()),
            Self::Todo => Box::new(Difference::<Todos>::default()),
            Self::Support => Box::new(Difference::<Support>::default()),
            Self::Bills => Box::new(Difference::<Bills>::default()),
            Self::News => Box::new(Difference::<News>::default()),
            Self::Calendar => Box::new(Difference::<Calendar>::default()),
        }
    }
}

impl fmt::Display for ViewName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
