//! The home of an Ente.

use async_graphql::{Context, Enum, Object, SimpleObject, Union};
use domain::content::WebAddress;
use domain::ente::EnteSettings;
use domain::rome;
use domain::site::Site as Stated;

use super::menu::ServicesMenu;
use crate::content::{entry, feed, on_portal};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::language::tongue;
use crate::graphql::room::Desk;
use crate::graphql::scalars::Day;
use crate::messages::Message;

/// The home of an Ente on the portal.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct Site {
    /// Its tax code.
    pub ente: String,
    /// Its name.
    pub name: String,
    /// The address by which citizens come here from the Ente's own site.
    pub entry: String,
    /// The links at the top: manual, official site, login, registration, as far as the Ente set them.
    pub links: Vec<HomeLink>,
    /// A word about the service, on its days.
    pub banner: Option<SiteBanner>,
    /// What explains the service.
    pub help: Option<String>,
    /// The menu of services.
    pub menu: ServicesMenu,
    /// The feed of its news.
    pub feed: String,
}

/// Which link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum HomeLinkKind {
    /// How the portal is used.
    Manual,
    /// The institutional site.
    OfficialSite,
    /// Where citizens log in.
    Login,
    /// Where citizens register.
    Register,
}

/// A link at the top.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct HomeLink {
    /// Which one.
    pub kind: HomeLinkKind,
    /// Its name.
    pub label: String,
    /// Where it leads.
    pub address: String,
}

/// A word about the service.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct SiteBanner {
    /// The words.
    pub text: String,
    /// Since when it is shown.
    pub from: Day,
    /// Until when; without end when absent.
    pub until: Option<Day>,
}

/// What `site` answers.
#[derive(Clone, Debug, Union)]
pub enum SiteResult {
    /// Found.
    Site(Site),
    /// No such Ente here.
    NotFound(NotFound),
    /// The code is not one.
    InvalidInput(InvalidInput),
}

/// The home of an Ente.
#[derive(Clone, Copy, Debug, Default)]
pub struct SiteQuery;

#[Object]
impl SiteQuery {
    /// What an Ente shows on its first page.
    #[graphql(directive = access::apply(AccessRule::Anyone), complexity = "10 + 10 * child_complexity")]
    async fn site(&self, ctx: &Context<'_>, ente: String) -> Result<SiteResult, Fault> {
        settle(show(Desk::of(ctx), &ente))
    }
}

#[expect(clippy::result_large_err, reason = "the refusal is the answer itself, made once per request")]
fn show(desk: Desk<'_>, ente: &str) -> Answering<SiteResult> {
    let ente = desk.ente("ente", ente)?;
    let site = desk.product().enti.site(&ente.code);
    Ok(Site::of(desk, &ente, &site).into())
}

impl Site {
    fn of(desk: Desk<'_>, ente: &EnteSettings, site: &Stated) -> Self {
        let (tongue, today) = (tongue(desk.asking.language), rome::day(desk.asking.now));
        let public_url = &desk.product().settings.http.public_url;
        let banner = site.banner().filter(|banner| banner.shown_on(today)).map(|banner| SiteBanner {
            text: banner.text.in_tongue(tongue).to_string(),
            from: Day(banner.from),
            until: banner.until.map(Day),
        });
        Self {
            ente: ente.code.to_string(),
            name: ente.name.to_string(),
            entry: entry(public_url, &ente.code).into(),
            links: links(desk, ente, site),
            banner,
            help: site.help().map(|help| help.in_tongue(tongue).to_string()),
            menu: ServicesMenu::of(desk, ente, site.menu()),
            feed: feed(public_url, &ente.code).into(),
        }
    }
}

fn links(desk: Desk<'_>, ente: &EnteSettings, site: &Stated) -> Vec<HomeLink> {
    let stated = site.links();
    let link = |kind, name: Message, address: &Option<WebAddress>| {
        let address = on_portal(&desk.product().settings.http.public_url, &ente.code, address.as_ref()?);
        Some(HomeLink { kind, label: name.text(desk.asking.language).to_owned(), address })
    };
    let all = [
        link(HomeLinkKind::Manual, Message::SiteManual, &stated.manual),
        link(HomeLinkKind::OfficialSite, Message::SiteOfficial, &stated.official_site),
        link(HomeLinkKind::Login, Message::SiteLogin, &stated.login),
        link(HomeLinkKind::Register, Message::SiteRegister, &stated.register),
    ];
    all.into_iter().flatten().collect()
}
