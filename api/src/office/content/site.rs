//! The Ente's home: links, banner, word of help, menu.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use domain::site::{Banner, HomeLinks, Menu, MenuItem, SiteCommand};

use super::input::{TextsInput, address};
use super::shown::Texts;
use super::{Stated, StatedResult};
use crate::graphql::fault::Fault;
use crate::graphql::scalars::Day;
use crate::office::access::{EDITORS, access};
use crate::office::answer::{Answering, Refusal, ended, settle};
use crate::office::desk::Desk;

/// The links at the top, whole; those that are absent lead nowhere.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct HomeLinksInput {
    /// How the portal is used.
    manual: Option<String>,
    /// The institutional site.
    official_site: Option<String>,
    /// Where citizens log in.
    login: Option<String>,
    /// Where citizens register.
    register: Option<String>,
}

/// A banner.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct BannerInput {
    /// The words.
    text: TextsInput,
    /// First day, in Italy.
    from: Day,
    /// Last day, in Italy; until it is taken down when absent.
    until: Option<Day>,
}

/// The menu of services, whole.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct MenuInput {
    /// For everybody, in order.
    public: Vec<MenuItemInput>,
    /// For whoever has logged in, in order.
    private: Vec<MenuItemInput>,
}

/// One service.
#[derive(Clone, Debug, InputObject)]
pub(in crate::office) struct MenuItemInput {
    /// Its name.
    label: TextsInput,
    /// Where it is found: an address by `https`, or a path of the portal.
    address: String,
}

/// The home as stated, in every language.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct OfficeSite {
    /// How the portal is used.
    manual: Option<String>,
    /// The institutional site.
    official_site: Option<String>,
    /// Where citizens log in.
    login: Option<String>,
    /// Where citizens register.
    register: Option<String>,
    /// The banner, on its days or not.
    banner: Option<OfficeBanner>,
    /// What explains the service.
    help: Option<Texts>,
    /// Services for everybody.
    public_menu: Vec<OfficeMenuItem>,
    /// Services for whoever has logged in.
    private_menu: Vec<OfficeMenuItem>,
}

/// A banner.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct OfficeBanner {
    /// The words.
    text: Texts,
    /// First day, in Italy.
    from: Day,
    /// Last day, in Italy.
    until: Option<Day>,
}

/// One service.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(EDITORS.to_vec()))]
pub(in crate::office) struct OfficeMenuItem {
    /// Its name.
    label: Texts,
    /// Where it is found.
    address: String,
}

/// The Ente's home.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::office) struct SiteQuery;

#[Object]
impl SiteQuery {
    /// The Ente's home as it was stated, in every language.
    #[graphql(directive = access::apply(EDITORS.to_vec()), complexity = "10 + 5 * child_complexity")]
    async fn site(&self, ctx: &Context<'_>) -> Result<OfficeSite, Fault> {
        let desk = Desk::of(ctx)?;
        let site = desk.product().enti.site(desk.ente());
        let items = |items: &[MenuItem]| items.iter().map(OfficeMenuItem::from).collect();
        let to = |address: &Option<domain::content::WebAddress>| address.as_ref().map(ToString::to_string);
        Ok(OfficeSite {
            manual: to(&site.links().manual),
            official_site: to(&site.links().official_site),
            login: to(&site.links().login),
            register: to(&site.links().register),
            banner: site.banner().map(|banner| OfficeBanner {
                text: Texts::from(&banner.text),
                from: Day(banner.from),
                until: banner.until.map(Day),
            }),
            help: site.help().map(Texts::from),
            public_menu: items(&site.menu().public),
            private_menu: items(&site.menu().private),
        })
    }
}

impl From<&MenuItem> for OfficeMenuItem {
    fn from(item: &MenuItem) -> Self {
        Self { label: Texts::from(&item.label), address: item.address.to_string() }
    }
}

/// Statements about the Ente's home.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::office) struct SiteMutation;

#[Object]
impl SiteMutation {
    /// States the links at the top, whole.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn state_home_links(&self, ctx: &Context<'_>, input: HomeLinksInput) -> Result<StatedResult, Fault> {
        settle(state(Desk::of(ctx)?, links(&input).map(SiteCommand::StateLinks)).await)
    }

    /// Puts a banner up, instead of any other.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn show_banner(&self, ctx: &Context<'_>, input: BannerInput) -> Result<StatedResult, Fault> {
        settle(state(Desk::of(ctx)?, banner(&input).map(SiteCommand::ShowBanner)).await)
    }

    /// Takes the banner down.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn take_banner_down(&self, ctx: &Context<'_>) -> Result<StatedResult, Fault> {
        settle(state(Desk::of(ctx)?, Ok(SiteCommand::TakeBannerDown)).await)
    }

    /// States what explains the service.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn state_help(&self, ctx: &Context<'_>, text: TextsInput) -> Result<StatedResult, Fault> {
        settle(state(Desk::of(ctx)?, text.passage("text").map(SiteCommand::StateHelp)).await)
    }

    /// States the menu of services, whole.
    #[graphql(directive = access::apply(EDITORS.to_vec()))]
    async fn state_services_menu(&self, ctx: &Context<'_>, input: MenuInput) -> Result<StatedResult, Fault> {
        settle(state(Desk::of(ctx)?, menu(&input).map(SiteCommand::StateMenu)).await)
    }
}

fn links(input: &HomeLinksInput) -> Result<HomeLinks, Refusal> {
    Ok(HomeLinks {
        manual: address("input.manual", input.manual.as_deref())?,
        official_site: address("input.officialSite", input.official_site.as_deref())?,
        login: address("input.login", input.login.as_deref())?,
        register: address("input.register", input.register.as_deref())?,
    })
}

fn banner(input: &BannerInput) -> Result<Banner, Refusal> {
    Ok(Banner { text: input.text.passage("input.text")?, from: input.from.0, until: input.until.map(|Day(day)| day) })
}

fn menu(input: &MenuInput) -> Result<Menu, Refusal> {
    Ok(Menu { public: items("input.public", &input.public)?, private: items("input.private", &input.private)? })
}

fn items(area: &str, items: &[MenuItemInput]) -> Result<Vec<MenuItem>, Refusal> {
    let read = |(at, item): (usize, &MenuItemInput)| {
        let field = format!("{area}[{at}]");
        let missing = || Refusal::input(&format!("{field}.address"), "is required");
        let address = address(&format!("{field}.address"), Some(&item.address))?.ok_or_else(missing)?;
        Ok(MenuItem { label: item.label.line(&format!("{field}.label"))?, address })
    };
    items.iter().enumerate().map(read).collect()
}

/// What was stated is what every later question is answered by.
async fn state(desk: Desk<'_>, command: Result<SiteCommand, Refusal>) -> Answering<Stated> {
    let product = desk.product();
    let executed = product.commands.sites.execute(desk.ente().as_str(), command?, desk.metadata().to_map()).await;
    let executed = executed.map_err(ended)?;
    product.enti.refresh().await.map_err(Fault::unforeseen)?;
    Ok(Stated::of(desk, desk.ente(), &executed))
}
