//! Each part is stated as a whole, kept when it changes something, and refused when it contradicts itself.

use chrono::NaiveDate;

use super::{Banner, HomeLinks, Menu, MenuItem, Site, SiteCommand as Command, SiteEvent as Event, SiteRefusal as Refusal};
use crate::aggregate::Decider;
use crate::content::{Line, Passage, Translated, WebAddress};
use crate::specimen::tell;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn banner(from: u32, until: Option<u32>) -> Banner {
    let text = Translated::italian(Passage::parse("Servizio in fase di attivazione").unwrap());
    Banner { text, from: day(from), until: until.map(day) }
}

fn item(label: &str) -> MenuItem {
    MenuItem { label: Translated::italian(Line::parse(label).unwrap()), address: WebAddress::parse("/servizi").unwrap() }
}

#[test]
fn what_is_stated_again_writes_nothing() {
    let mut site = Site::default();
    let links = HomeLinks { manual: Some(WebAddress::parse("https://comune.example/manuale").unwrap()), ..HomeLinks::default() };
    let help = Translated::italian(Passage::parse("Qui si paga.").unwrap());
    let menu = Menu { public: vec![item("Servizi scolastici")], private: vec![item("Pagamenti pagoPA")] };
    for command in
        [Command::StateLinks(links), Command::ShowBanner(banner(1, None)), Command::StateHelp(help), Command::StateMenu(menu)]
    {
        assert_eq!(tell(&mut site, command.clone()).unwrap().len(), 1);
        assert_eq!(site.decide(command), Ok(Vec::new()));
    }
    assert_eq!(tell(&mut site, Command::TakeBannerDown), Ok(vec![Event::SiteBannerTakenDown {}]));
    assert_eq!((site.banner(), site.decide(Command::TakeBannerDown)), (None, Ok(Vec::new())));
    assert_eq!(site.menu().private.len(), 1);
}

#[test]
fn s4_06_a_banner_is_shown_on_its_days() {
    let banner = banner(10, Some(12));
    assert_eq!([9, 10, 12, 13].map(|at| banner.shown_on(day(at))), [false, true, true, false]);
    assert!(Banner { until: None, ..banner.clone() }.shown_on(day(30)));
    let never = Banner { until: Some(day(9)), ..banner };
    assert_eq!(Site::default().decide(Command::ShowBanner(never)), Err(Refusal::BannerNever));
}

#[test]
fn a_menu_is_neither_endless_nor_ambiguous() {
    let site = Site::default();
    let long = (0..31).map(|number| item(&format!("Servizio {number}"))).collect();
    let refused = site.decide(Command::StateMenu(Menu { public: long, private: Vec::new() }));
    assert_eq!(refused, Err(Refusal::MenuTooLong { area: "public", found: 31 }));
    let twice = Menu { public: Vec::new(), private: vec![item("Mensa"), item("Scuola"), item("Mensa")] };
    assert_eq!(site.decide(Command::StateMenu(twice)), Err(Refusal::MenuTwice { area: "private", label: "Mensa".into() }));
}
