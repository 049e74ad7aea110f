//! What can have happened to an Ente's home.

use serde::{Deserialize, Serialize};

use super::banner::Banner;
use super::links::HomeLinks;
use super::menu::Menu;
use crate::content::{Passage, Translated};

/// Events of the aggregate [`Site`](super::Site).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SiteEvent {
    /// The links are, from now on, these.
    SiteLinksStated {
        /// All of them.
        links: HomeLinks,
    },
    /// A banner was put up.
    SiteBannerShown {
        /// The banner.
        banner: Banner,
    },
    /// The banner was taken down.
    SiteBannerTakenDown {},
    /// The word of help is, from now on, this.
    SiteHelpStated {
        /// The words.
        text: Translated<Passage>,
    },
    /// The menu is, from now on, this.
    SiteMenuStated {
        /// The menu, whole.
        menu: Menu,
    },
}
