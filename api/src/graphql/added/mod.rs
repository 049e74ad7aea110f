//! Notices added by their code: of oneself, or of other people ("pagamento per altri da avviso").
//!
//! Whoever holds the paper may keep its notice in a list and pay it; who owes is shown by initials only. As long as it is unpaid it stands in
//! the list of who owes, too: adding moves nothing, paying does.

mod mutation;
mod query;

pub use mutation::{
    AddNoticeInput, AddNoticeResult, AddedMutation, NoticeAdded, NoticeRemoved, RemoveNoticeInput, RemoveNoticeResult,
};
pub use query::{AddedNotice, AddedNotices, AddedNoticesInput, AddedNoticesResult, AddedQuery};
