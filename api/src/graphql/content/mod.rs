//! What an Ente tells its citizens, and what they submit to its calendar. Everybody may read what is public; nothing here is markup.

pub mod calendar;
pub mod menu;
pub mod news;
pub mod occasion;
pub mod site;
pub mod submission;
pub mod submitted;

use async_graphql::SimpleObject;

pub use calendar::CalendarQuery;
pub use news::NewsQuery;
pub use site::SiteQuery;
pub use submission::CalendarMutation;
pub use submitted::SubmissionQuery;

use super::access::{AccessRule, access};
use super::room::Desk;
use crate::messages::Message;

/// A sentence of the portal: by its key, and in the language of the request.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct Said {
    /// Its key.
    pub key: String,
    /// The words.
    pub message: String,
}

impl Said {
    pub(super) fn of(desk: Desk<'_>, message: Message) -> Self {
        Self::filled(desk, message, &[])
    }

    pub(super) fn filled(desk: Desk<'_>, message: Message, values: &[(&str, &str)]) -> Self {
        Self { key: message.key().to_owned(), message: message.fill(desk.asking.language, values) }
    }
}
