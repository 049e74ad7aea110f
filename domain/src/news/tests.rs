//! News is published once, put right as often as needed, and withdrawn for good.

use chrono::{DateTime, Utc};

use super::{Article, News, NewsCommand as Command, NewsEvent as Event, NewsRefusal as Refusal};
use crate::aggregate::Decider;
use crate::content::{Line, Passage, Translated};
use crate::specimen::tell;
use crate::text::Text140;

fn article(title: &str) -> Box<Article> {
    let title = Translated::italian(Line::parse(title).unwrap());
    Box::new(Article { title, body: Translated::italian(Passage::parse("Dal 1° dicembre.").unwrap()), link: None })
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

fn publish(title: &str) -> Command {
    Command::Publish { article: article(title), now: now() }
}

fn amend(title: &str) -> Command {
    Command::Amend { article: article(title), now: now() }
}

fn withdraw() -> Command {
    Command::Withdraw { reason: Text140::parse("superata").unwrap() }
}

#[test]
fn what_is_published_twice_is_published_once() {
    let mut news = News::default();
    assert_eq!(tell(&mut news, publish("Mensa")).unwrap().len(), 1);
    assert_eq!(news.decide(publish("Mensa")), Ok(Vec::new()));
    assert_eq!(news.decide(publish("Altro")), Err(Refusal::PublishedDifferently));
    assert_eq!(news.decide(amend("Mensa")), Ok(Vec::new()));
    assert!(matches!(tell(&mut news, amend("Mensa scolastica")).as_deref(), Ok([Event::NewsAmended { .. }])));
    let (said, since) = news.standing().unwrap();
    assert_eq!((said.title.it.as_str(), since, news.amended_at()), ("Mensa scolastica", now(), Some(now())));
}

#[test]
fn what_is_withdrawn_stays_withdrawn() {
    let mut news = News::default();
    assert_eq!([amend("x"), withdraw()].map(|command| news.decide(command)), [Err(Refusal::Absent), Err(Refusal::Absent)]);
    tell(&mut news, publish("Mensa")).unwrap();
    assert_eq!(tell(&mut news, withdraw()).unwrap().len(), 1);
    assert_eq!((news.standing(), news.decide(withdraw())), (None, Ok(Vec::new())));
    assert_eq!(
        [publish("Mensa"), amend("x")].map(|command| news.decide(command)),
        [Err(Refusal::Withdrawn), Err(Refusal::Withdrawn)]
    );
}
