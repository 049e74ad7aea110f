//! The office publishes news and fills the calendar; citizens submit something to it.

use chrono::Days;
use domain::calendar::{CalendarCommand, CalendarEntry, Occasion, Submission};
use domain::content::{Line, Passage, Translated};
use domain::ids::{CalendarEntryId, NewsId};
use domain::news::{Article, News, NewsCommand};
use domain::support_request::SupportReference;
use domain::text::Text35;

use crate::specimen::{ente, sealed, some_day, text140};
use crate::world::World;

/// So few that things happen to each.
const FEW: usize = 5;

/// What the office and citizens told so far.
#[derive(Debug, Default)]
pub(crate) struct Told {
    news: [News; FEW],
    calendar: [CalendarEntry; FEW],
}

impl World {
    /// Something is published, put right, submitted, decided or taken away.
    pub(crate) fn content(&mut self) {
        let at = self.chance.below(FEW);
        if self.chance.below(2) == 0 { self.news(at) } else { self.calendar(at) }
    }

    fn title(&mut self) -> Translated<Line> {
        Translated::italian(Line::parse(&format!("Titolo {}", self.chance.below(4))).unwrap())
    }

    fn news(&mut self, at: usize) {
        let body = Translated::italian(Passage::parse("Testo").unwrap());
        let article = Box::new(Article { title: self.title(), body, link: None });
        let now = self.some_moment();
        let command = match self.chance.below(6) {
            0 => NewsCommand::Withdraw { reason: text140("superata") },
            1 | 2 => NewsCommand::Amend { article, now },
            _ => NewsCommand::Publish { article, now },
        };
        let id = NewsId::of(&ente(), &Text35::parse(&format!("news {at}")).unwrap()).to_string();
        let mut news = std::mem::take(&mut self.told.news[at]);
        self.tell(&mut news, &id, command);
        self.told.news[at] = news;
    }

    fn calendar(&mut self, at: usize) {
        let from = some_day(&mut self.chance);
        let until = from + Days::new(u64::try_from(self.chance.below(3)).unwrap());
        let title = self.title();
        let occasion = Box::new(Occasion { title, description: None, place: None, from, until, begins: None, link: None });
        let reference = SupportReference::of([u8::try_from(at).unwrap(); 12]);
        let id = CalendarEntryId::of(&ente(), &reference).to_string();
        let citizen = self.somebody();
        let submission = Submission { reference, occasion: sealed(citizen), contacts: sealed(citizen), at: self.some_moment() };
        let command = match self.chance.below(8) {
            0 | 1 => CalendarCommand::Submit(Box::new(submission)),
            2 => CalendarCommand::Add(occasion),
            3 | 4 => CalendarCommand::Approve(occasion),
            5 => CalendarCommand::Amend(occasion),
            6 => CalendarCommand::Cancel { reason: text140("rinviato") },
            _ => CalendarCommand::Refuse { reason: text140("non adatto") },
        };
        let mut entry = std::mem::take(&mut self.told.calendar[at]);
        self.tell(&mut entry, &id, command);
        self.told.calendar[at] = entry;
    }
}
