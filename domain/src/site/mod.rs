//! The Ente's home on the portal: its links, its banner, its word of help and its menu of services, each stated as a whole by the office.

mod banner;
mod command;
mod decide;
mod error;
mod event;
mod links;
mod menu;
mod state;
#[cfg(test)]
mod tests;

pub use banner::Banner;
pub use command::SiteCommand;
pub use error::SiteRefusal;
pub use event::SiteEvent;
pub use links::HomeLinks;
pub use menu::{Menu, MenuItem};
pub use state::Site;
