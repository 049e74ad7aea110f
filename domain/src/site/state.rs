//! The fold of an Ente's home.

use serde::{Deserialize, Serialize};

use super::banner::Banner;
use super::event::SiteEvent;
use super::links::HomeLinks;
use super::menu::Menu;
use crate::aggregate::aggregate;
use crate::content::{Passage, Translated};

/// The home of an Ente on the portal; its stream is the Ente's code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Site {
    pub(super) links: HomeLinks,
    pub(super) banner: Option<Banner>,
    pub(super) help: Option<Translated<Passage>>,
    pub(super) menu: Menu,
}

aggregate!(
    Site,
    "Site",
    SiteEvent,
    [SiteLinksStated = "1", SiteBannerShown = "1", SiteBannerTakenDown = "1", SiteHelpStated = "1", SiteMenuStated = "1",]
);

impl Site {
    /// The links.
    #[must_use]
    pub const fn links(&self) -> &HomeLinks {
        &self.links
    }

    /// The banner that was put up last, while it is up; whether its days have come is another question.
    #[must_use]
    pub const fn banner(&self) -> Option<&Banner> {
        self.banner.as_ref()
    }

    /// What explains the service.
    #[must_use]
    pub const fn help(&self) -> Option<&Translated<Passage>> {
        self.help.as_ref()
    }

    /// The menu.
    #[must_use]
    pub const fn menu(&self) -> &Menu {
        &self.menu
    }
}
