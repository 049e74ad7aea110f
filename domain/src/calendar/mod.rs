//! An entry of the Ente's calendar of events: entered by the office, or submitted by a citizen and waiting until the office approves or
//! refuses it with a reason.
//!
//! What a citizen submits stands here sealed under their own key; it becomes public, and plain, by the act that approves it.

mod command;
mod decide;
mod error;
mod event;
mod month;
mod occasion;
mod state;
mod submission;
#[cfg(test)]
mod tests;

pub use command::CalendarCommand;
pub use error::CalendarRefusal;
pub use event::CalendarEvent;
pub use month::{Month, MonthError};
pub use occasion::{Occasion, OccasionError};
pub use state::{CalendarEntry, Standing};
pub use submission::Submission;
