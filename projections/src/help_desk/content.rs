//! What happened to the Ente's home, news and calendar, in words.

use domain::calendar::CalendarEvent;
use domain::news::NewsEvent;
use domain::site::SiteEvent;
use serde_json::json;

use super::wording::Telling;

pub(super) fn of_site(event: &SiteEvent) -> Telling {
    match event {
        SiteEvent::SiteLinksStated { links } => Telling::new("site.links_stated", json!({ "links": links })),
        SiteEvent::SiteBannerShown { banner } => {
            let facts = json!({ "text": banner.text.it, "from": banner.from, "until": banner.until });
            Telling::new("site.banner_shown", facts)
        }
        SiteEvent::SiteBannerTakenDown {} => Telling::new("site.banner_taken_down", json!({})),
        SiteEvent::SiteHelpStated { text } => Telling::new("site.help_stated", json!({ "text": text.it })),
        SiteEvent::SiteMenuStated { menu } => {
            Telling::new("site.menu_stated", json!({ "public": menu.public.len(), "private": menu.private.len() }))
        }
    }
}

pub(super) fn of_news(event: &NewsEvent) -> Telling {
    match event {
        NewsEvent::NewsPublished { article, .. } => Telling::new("news.published", json!({ "title": article.title.it })),
        NewsEvent::NewsAmended { article, .. } => Telling::new("news.amended", json!({ "title": article.title.it })),
        NewsEvent::NewsWithdrawn { reason } => Telling::new("news.withdrawn", json!({ "reason": reason })),
    }
}

pub(super) fn of_calendar(event: &CalendarEvent) -> Telling {
    use CalendarEvent as E;
    let announced = |key, occasion: &domain::calendar::Occasion| {
        Telling::new(key, json!({ "title": occasion.title.it, "from": occasion.from, "until": occasion.until }))
    };
    match event {
        E::CalendarEntrySubmitted { submission } => {
            let facts = json!({ "reference": submission.reference });
            Telling::new("calendar.submitted", facts).about([submission.contacts.subject])
        }
        E::CalendarEntryApproved { occasion } => announced("calendar.approved", occasion),
        E::CalendarEntryRefused { reason } => Telling::new("calendar.refused", json!({ "reason": reason })),
        E::CalendarEntryAdded { occasion } => announced("calendar.added", occasion),
        E::CalendarEntryAmended { occasion } => announced("calendar.amended", occasion),
        E::CalendarEntryCancelled { reason } => Telling::new("calendar.cancelled", json!({ "reason": reason })),
    }
}
