//! The rules of an Ente's home.

use super::command::SiteCommand as Command;
use super::error::SiteRefusal;
use super::event::SiteEvent as Event;
use super::state::Site;
use crate::aggregate::Decider;

impl Decider for Site {
    type Command = Command;
    type Event = Event;
    type Refusal = SiteRefusal;

    fn decide(&self, command: Command) -> Result<Vec<Event>, SiteRefusal> {
        let (known, event) = match command {
            Command::StateLinks(links) => (self.links == links, Event::SiteLinksStated { links }),
            Command::ShowBanner(banner) if banner.until.is_some_and(|until| until < banner.from) => {
                return Err(SiteRefusal::BannerNever);
            }
            Command::ShowBanner(banner) => (self.banner.as_ref() == Some(&banner), Event::SiteBannerShown { banner }),
            Command::TakeBannerDown => (self.banner.is_none(), Event::SiteBannerTakenDown {}),
            Command::StateHelp(text) => (self.help.as_ref() == Some(&text), Event::SiteHelpStated { text }),
            Command::StateMenu(menu) => {
                menu.validate()?;
                (self.menu == menu, Event::SiteMenuStated { menu })
            }
        };
        Ok(if known { Vec::new() } else { vec![event] })
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::SiteLinksStated { links } => self.links = links,
            Event::SiteBannerShown { banner } => self.banner = Some(banner),
            Event::SiteBannerTakenDown {} => self.banner = None,
            Event::SiteHelpStated { text } => self.help = Some(text),
            Event::SiteMenuStated { menu } => self.menu = menu,
        }
    }
}
