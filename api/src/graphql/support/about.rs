//! What a request is about.

use async_graphql::InputObject;
use domain::identifier::NoticeNumber;
use domain::support_request::About;

use crate::graphql::failure::{Ended, InvalidInput};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;
use domain::ente::EnteSettings;

/// What a request is about: one of them. Nothing is said of what it leads to: only the office sees that.
#[derive(Clone, Debug, InputObject)]
pub struct SupportAboutInput {
    /// A notice number.
    pub nav: Option<String>,
    /// A cart.
    pub cart: Option<String>,
    /// A payment, by its checkout.
    pub checkout: Option<String>,
}

impl SupportAboutInput {
    pub(super) async fn read<R: From<InvalidInput>>(&self, desk: Desk<'_>, ente: &EnteSettings) -> Result<About, Ended<R>> {
        let failing = desk.failing();
        let wrong = |field: &str| failing.input(field, Message::CheckoutAbsent);
        match (&self.nav, &self.cart, &self.checkout) {
            (Some(nav), None, None) => {
                let nav = NoticeNumber::parse(nav).map_err(|error| failing.input_key("input.about.nav", error.key()))?;
                let position = desk.product().notices.find(&ente.code, &nav).await.map_err(Fault::unforeseen)?;
                Ok(About::Notice { nav, position })
            }
            (None, Some(cart), None) => {
                let wrong = |_| failing.input("input.about.cart", Message::CartAbsent);
                Ok(About::Cart(cart.parse().map_err(wrong)?))
            }
            (None, None, Some(checkout)) => Ok(About::Checkout(checkout.parse().map_err(|_| wrong("input.about.checkout"))?)),
            _ => Err(wrong("input.about").into()),
        }
    }
}
