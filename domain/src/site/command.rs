//! What may be asked of an Ente's home.

use super::banner::Banner;
use super::links::HomeLinks;
use super::menu::Menu;
use crate::content::{Passage, Translated};

/// Commands of the aggregate [`Site`](super::Site). Each states one part as a whole; nothing happens when it is what it was.
#[derive(Clone, Debug)]
pub enum SiteCommand {
    /// The links are these.
    StateLinks(HomeLinks),
    /// This banner is shown, instead of any other.
    ShowBanner(Banner),
    /// No banner is shown.
    TakeBannerDown,
    /// This explains the service.
    StateHelp(Translated<Passage>),
    /// The menu is this.
    StateMenu(Menu),
}
