//! The rules of a piece of news.

use super::command::NewsCommand as Command;
use super::error::NewsRefusal as Refusal;
use super::event::NewsEvent as Event;
use super::state::News;
use crate::aggregate::Decider;

const ALREADY_DONE: Result<Vec<Event>, Refusal> = Ok(Vec::new());

impl Decider for News {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        match (command, self.article.as_deref()) {
            (Command::Publish { article, now }, None) => Ok(vec![Event::NewsPublished { article, at: now }]),
            (_, None) => Err(Refusal::Absent),
            (Command::Withdraw { .. }, _) if self.withdrawn => ALREADY_DONE,
            (_, _) if self.withdrawn => Err(Refusal::Withdrawn),
            (Command::Withdraw { reason }, _) => Ok(vec![Event::NewsWithdrawn { reason }]),
            (Command::Publish { article, .. } | Command::Amend { article, .. }, Some(said)) if *article == *said => ALREADY_DONE,
            (Command::Publish { .. }, _) => Err(Refusal::PublishedDifferently),
            (Command::Amend { article, now }, _) => Ok(vec![Event::NewsAmended { article, at: now }]),
        }
    }

    fn evolve(&mut self, event: Event) {
        match event {
            Event::NewsPublished { article, at } => {
                self.article = Some(article);
                self.published_at = Some(at);
            }
            Event::NewsAmended { article, at } => {
                self.article = Some(article);
                self.amended_at = Some(at);
            }
            Event::NewsWithdrawn { .. } => self.withdrawn = true,
        }
    }
}
