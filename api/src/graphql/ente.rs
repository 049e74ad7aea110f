//! What everybody may know of a creditor institution.

use async_graphql::{Context, Enum, Object, SimpleObject, Union};
use domain::ente::{EnteSettings, NoticeLookup};

use super::access::{AccessRule, access};
use super::failure::{Answering, InvalidInput, NotFound, settle};
use super::fault::Fault;
use super::room::Desk;

/// A creditor institution.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct Ente {
    /// Its tax code, 11 digits.
    code: String,
    /// Its official name.
    name: String,
    /// Office or sector.
    office: Option<String>,
    /// How to reach it.
    contacts: Option<String>,
    /// Address of its seat.
    address: Option<String>,
    /// Its institutional site.
    site: Option<String>,
    /// Whether a notice may be paid without login; an email address is asked instead.
    anonymous_pay: bool,
    /// What an anonymous citizen must know to see a notice.
    notice_lookup: LookupKeys,
}

/// What an anonymous citizen must know to see a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum LookupKeys {
    /// Tax code of the debtor, and notice code or IUV.
    TaxCodeAndCode,
    /// Notice code or IUV.
    Code,
}

impl From<&EnteSettings> for Ente {
    fn from(settings: &EnteSettings) -> Self {
        Self {
            code: settings.code.to_string(),
            name: settings.name.to_string(),
            office: settings.office.as_ref().map(ToString::to_string),
            contacts: settings.contacts.as_ref().map(ToString::to_string),
            address: settings.address.as_ref().map(ToString::to_string),
            site: settings.site.as_ref().map(ToString::to_string),
            anonymous_pay: settings.policies.anonymous_pay,
            notice_lookup: match settings.policies.notice_lookup {
                NoticeLookup::TaxCodeAndCode => LookupKeys::TaxCodeAndCode,
                NoticeLookup::Code => LookupKeys::Code,
            },
        }
    }
}

/// What `ente` answers.
#[derive(Clone, Debug, Union)]
pub enum EnteResult {
    /// Found.
    Ente(Ente),
    /// No such Ente here.
    NotFound(NotFound),
    /// The code is not one.
    InvalidInput(InvalidInput),
}

/// Questions about the Ente.
#[derive(Clone, Copy, Debug, Default)]
pub struct EnteQuery;

#[Object]
impl EnteQuery {
    /// A creditor institution by its tax code.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn ente(&self, ctx: &Context<'_>, code: String) -> Result<EnteResult, Fault> {
        settle(find(Desk::of(ctx), &code))
    }
}

#[expect(clippy::result_large_err, reason = "the refusal is the answer itself, made once per request")]
fn find(desk: Desk<'_>, code: &str) -> Answering<EnteResult> {
    Ok(Ente::from(&*desk.ente("code", code)?).into())
}
