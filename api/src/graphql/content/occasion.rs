//! Something announced, as citizens read it.

use async_graphql::SimpleObject;
use domain::ente::EnteSettings;
use projections::calendar::AnnouncedEntry;

use crate::content::on_portal;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::language::tongue;
use crate::graphql::room::Desk;
use crate::graphql::scalars::Day;

/// Something that takes place.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct CalendarEvent {
    /// Its id.
    pub id: String,
    /// What.
    pub title: String,
    /// More about it, plain, in lines.
    pub description: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// First day, in Italy.
    pub from: Day,
    /// Last day, in Italy.
    pub until: Day,
    /// When it begins on the first day, `18:30` in Italy; all day when absent.
    pub begins: Option<String>,
    /// Where more is to be read.
    pub link: Option<String>,
}

impl CalendarEvent {
    pub(super) fn of(desk: Desk<'_>, ente: &EnteSettings, announced: &AnnouncedEntry) -> Self {
        let (tongue, public_url) = (tongue(desk.asking.language), &desk.product().settings.http.public_url);
        let occasion = &announced.occasion;
        Self {
            id: announced.entry.to_string(),
            title: occasion.title.in_tongue(tongue).to_string(),
            description: occasion.description.as_ref().map(|text| text.in_tongue(tongue).to_string()),
            place: occasion.place.as_ref().map(ToString::to_string),
            from: Day(occasion.from),
            until: Day(occasion.until),
            begins: occasion.begins.map(|time| time.format("%H:%M").to_string()),
            link: occasion.link.as_ref().map(|address| on_portal(public_url, &ente.code, address)),
        }
    }
}
