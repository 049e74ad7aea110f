//! The menu of services, in its two areas.

use async_graphql::SimpleObject;
use domain::ente::EnteSettings;
use domain::site::{Menu, MenuItem};

use crate::content::on_portal;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::language::tongue;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// The menu of services.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct ServicesMenu {
    /// For everybody.
    pub public: MenuArea,
    /// For whoever has logged in.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    pub private: MenuArea,
}

/// One area of the menu.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct MenuArea {
    /// Its heading.
    pub title: String,
    /// Its services, in order.
    pub items: Vec<MenuLine>,
}

/// One service.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct MenuLine {
    /// Its name.
    pub label: String,
    /// Where it is found.
    pub address: String,
}

impl ServicesMenu {
    pub(super) fn of(desk: Desk<'_>, ente: &EnteSettings, menu: &Menu) -> Self {
        let area = |title: Message, items: &[MenuItem]| MenuArea {
            title: title.text(desk.asking.language).to_owned(),
            items: items.iter().map(|item| line(desk, ente, item)).collect(),
        };
        Self { public: area(Message::MenuPublic, &menu.public), private: area(Message::MenuPrivate, &menu.private) }
    }
}

fn line(desk: Desk<'_>, ente: &EnteSettings, item: &MenuItem) -> MenuLine {
    MenuLine {
        label: item.label.in_tongue(tongue(desk.asking.language)).to_string(),
        address: on_portal(&desk.product().settings.http.public_url, &ente.code, &item.address),
    }
}
