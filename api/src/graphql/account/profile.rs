//! What one's own account says, and changing what can be changed. Who its holder is never changes.

use async_graphql::{Context, InputObject, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use domain::account::{Contacts, Holder};

use super::fields::{ContactsInput, Reader};
use super::form::{Eligibility, FieldName};
use super::login::IdentityLevel;
use super::own::{AccountDoneResult, Own, acting, done, own, text_version};
use crate::accounts::{Profile, change_email, update_profile};
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, Ended, NotFound, settle};
use crate::graphql::fault::{Fault, Impossible};
use crate::graphql::room::Desk;
use crate::messages::Message;

/// One's own account.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct Account {
    /// The name to log in with.
    pub user_name: String,
    /// Who the holder says they are.
    pub holder: AccountHolder,
    /// Where they live and are called.
    pub contacts: AccountContacts,
    /// Where mails go.
    pub email: String,
    /// An address that waits to be confirmed.
    pub new_email: Option<String>,
    /// What can be edited; nothing else can.
    pub editable: Vec<FieldName>,
    /// Which form they registered by.
    pub eligibility: Option<Eligibility>,
    /// What this session shows.
    pub identity: IdentityLevel,
    /// Whether its claim to the tax code still stands: not once somebody proved by an electronic identity that it is theirs. Whoever has the
    /// account gets it back by logging in and then with their electronic identity.
    pub claims_tax_code: bool,
    /// Whether a code is asked at login.
    pub second_factor: bool,
    /// The consent in force.
    pub consent: Option<PrivacyConsent>,
    /// The privacy text changed since they agreed: ask again.
    pub consent_outdated: bool,
}

/// Who holds an account.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct AccountHolder {
    /// Codice fiscale or partita IVA.
    pub tax_code: String,
    /// First name, of a person.
    pub name: Option<String>,
    /// Surname, of a person.
    pub surname: Option<String>,
    /// Company name, of a company.
    pub company_name: Option<String>,
}

/// Where a holder lives and is called.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct AccountContacts {
    /// Street and number.
    pub address: String,
    /// Country, two letters.
    pub country: String,
    /// Town.
    pub city: String,
    /// Province, two letters.
    pub province: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// Telephone.
    pub telephone: String,
    /// Fax.
    pub fax: Option<String>,
    /// The utility a non-resident holds.
    pub utility: Option<String>,
}

/// A consent to the privacy text.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Citizen))]
pub struct PrivacyConsent {
    /// Version of the text.
    pub text_version: u32,
    /// When it was given.
    pub at: DateTime<Utc>,
}

/// What `account` answers.
#[derive(Clone, Debug, Union)]
pub enum AccountResult {
    /// The account.
    Account(Box<Account>),
    /// No account behind the session.
    NotFound(NotFound),
}

/// New contacts.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateProfileInput {
    /// All of them, as they are from now on.
    pub contacts: ContactsInput,
}

/// Another address.
#[derive(Clone, Debug, InputObject)]
pub struct ChangeEmailInput {
    /// The password in use.
    pub current_password: String,
    /// The new address.
    pub email: String,
}

/// Questions about one's own account.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProfileQuery;

#[Object]
impl ProfileQuery {
    /// One's own account. Always as new as the last command: it needs no freshness token.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn account(&self, ctx: &Context<'_>) -> Result<AccountResult, Fault> {
        settle(look(Desk::of(ctx)).await)
    }
}

/// Commands on one's own account.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProfileMutation;

#[Object]
impl ProfileMutation {
    /// Changes the contacts.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn update_profile(&self, ctx: &Context<'_>, input: UpdateProfileInput) -> Result<AccountDoneResult, Fault> {
        settle(update(Desk::of(ctx), &input).await)
    }

    /// Moves to another address, once the link mailed to it was followed.
    #[graphql(directive = access::apply(AccessRule::Citizen))]
    async fn change_email(&self, ctx: &Context<'_>, input: ChangeEmailInput) -> Result<AccountDoneResult, Fault> {
        settle(change(Desk::of(ctx), &input).await)
    }
}

async fn look(desk: Desk<'_>) -> Answering<AccountResult> {
    let own = own(desk).await?;
    let version = text_version(desk, &own)?;
    let profile = profile(desk, &own).await?;
    let state = &own.account.state;
    let consent = state.consent().map(|consent| PrivacyConsent { text_version: consent.text_version, at: consent.at });
    let account = Account {
        user_name: profile.user_name.to_string(),
        holder: (&profile.holder).into(),
        contacts: (&profile.contacts).into(),
        email: profile.email.to_string(),
        new_email: own.account.new_email(desk.product()).await?.map(|email| email.to_string()),
        editable: EDITABLE.into(),
        eligibility: state.eligibility().map(Into::into),
        identity: if desk.asking.viewer.is_verified() { IdentityLevel::Verified } else { IdentityLevel::SelfDeclared },
        claims_tax_code: !state.claim_lost(),
        second_factor: state.second_factor(),
        consent_outdated: consent.as_ref().is_some_and(|consent| consent.text_version != version),
        consent,
    };
    Ok(Box::new(account).into())
}

async fn profile<R>(desk: Desk<'_>, own: &Own) -> Result<Profile, Ended<R>> {
    let profile = own.account.profile(desk.product()).await?;
    Ok(profile.ok_or(Impossible("an account in use has no profile key"))?)
}

async fn update(desk: Desk<'_>, input: &UpdateProfileInput) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    let ente = desk.product().enti.get(&own.account.ente).ok_or(Impossible("the Ente of an account is not configured"))?;
    let contacts = Reader { desk }.contacts(&ente, own.account.state.eligibility(), &input.contacts)?;
    update_profile(desk.product(), &acting(desk), &own.account, &contacts).await?;
    Ok(done(desk, Message::ProfileUpdatedTitle, Message::ProfileUpdated).into())
}

async fn change(desk: Desk<'_>, input: &ChangeEmailInput) -> Answering<AccountDoneResult> {
    let own = own(desk).await?;
    let email = Reader { desk }.email(&input.email)?;
    own.proved(desk, &input.current_password).await?;
    change_email(desk.product(), &acting(desk), &own.account, &email).await?;
    Ok(done(desk, Message::EmailChangeAskedTitle, Message::EmailChangeAsked).into())
}

const EDITABLE: [FieldName; 9] = [
    FieldName::Address,
    FieldName::Country,
    FieldName::City,
    FieldName::Province,
    FieldName::PostalCode,
    FieldName::Telephone,
    FieldName::Fax,
    FieldName::Utility,
    FieldName::Email,
];

impl From<&Holder> for AccountHolder {
    fn from(holder: &Holder) -> Self {
        let tax_code = holder.tax_code().to_string();
        match holder {
            Holder::Person { name, surname, .. } => {
                Self { tax_code, name: Some(name.to_string()), surname: Some(surname.to_string()), company_name: None }
            }
            Holder::Company { company_name, .. } => {
                Self { tax_code, name: None, surname: None, company_name: Some(company_name.to_string()) }
            }
        }
    }
}

impl From<&Contacts> for AccountContacts {
    fn from(contacts: &Contacts) -> Self {
        Self {
            address: contacts.address.to_string(),
            country: contacts.country.to_string(),
            city: contacts.city.to_string(),
            province: contacts.province.as_ref().map(ToString::to_string),
            postal_code: contacts.postal_code.to_string(),
            telephone: contacts.telephone.to_string(),
            fax: contacts.fax.as_ref().map(ToString::to_string),
            utility: contacts.utility.as_ref().map(ToString::to_string),
        }
    }
}
