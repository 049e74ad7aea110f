//! The feed of an Ente's news (Atom, RFC 4287): the same news in the same language are the same bytes.

use atom_syndication::{Entry, Feed, FixedDateTime, Link, Person, Text};
use chrono::{DateTime, Utc};
use domain::ente::EnteSettings;
use projections::news::NewsRow;
use url::Url;

use super::address;
use crate::graphql::language::{code, tongue};
use crate::messages::Language;

/// A feed and when something in it last changed.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) xml: String,
    pub(super) updated: DateTime<Utc>,
}

/// Writes the feed, newest first.
pub(super) fn write(public_url: &Url, ente: &EnteSettings, language: Language, news: &[NewsRow]) -> Written {
    let updated = news.iter().map(changed).max().unwrap_or(DateTime::UNIX_EPOCH);
    let mut own = address::feed(public_url, &ente.code);
    let id = own.to_string();
    own.query_pairs_mut().append_pair("lang", code(language));
    let feed = Feed {
        title: plain(ente.name.as_str()),
        id,
        updated: fixed(updated),
        authors: vec![author(ente)],
        links: vec![
            link(own.as_str(), "self", Some("application/atom+xml")),
            link(address::entry(public_url, &ente.code).as_str(), "alternate", None),
        ],
        entries: news.iter().map(|row| entry(public_url, ente, language, row)).collect(),
        lang: Some(code(language).to_owned()),
        ..Feed::default()
    };
    Written { xml: feed.to_string(), updated }
}

fn entry(public_url: &Url, ente: &EnteSettings, language: Language, row: &NewsRow) -> Entry {
    let tongue = tongue(language);
    let more = row.article.link.as_ref().map(|address| address::on_portal(public_url, &ente.code, address));
    Entry {
        title: plain(row.article.title.in_tongue(tongue).as_str()),
        id: format!("urn:uuid:{}", row.news),
        updated: fixed(changed(row)),
        published: Some(fixed(row.published_at)),
        summary: Some(plain(row.article.body.in_tongue(tongue).as_str())),
        links: vec![link(&more.unwrap_or_else(|| address::entry(public_url, &ente.code).into()), "alternate", None)],
        ..Entry::default()
    }
}

fn changed(row: &NewsRow) -> DateTime<Utc> {
    row.amended_at.unwrap_or(row.published_at)
}

fn fixed(moment: DateTime<Utc>) -> FixedDateTime {
    moment.fixed_offset()
}

fn plain(text: &str) -> Text {
    Text::plain(text)
}

fn author(ente: &EnteSettings) -> Person {
    Person { name: ente.name.to_string(), ..Person::default() }
}

fn link(to: &str, rel: &str, kind: Option<&str>) -> Link {
    Link { href: to.to_owned(), rel: rel.to_owned(), mime_type: kind.map(str::to_owned), ..Link::default() }
}
