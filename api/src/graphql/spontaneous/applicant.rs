//! Who fills in a form, as far as their account tells.

use domain::account::{Contacts, Holder};
use domain::identifier::EnteCode;
use domain::personal::{Address, Person, PlainPerson};
use domain::service::Asker;
use domain::text::{Text70, TextError};

use crate::accounts::{OpenAccount, Profile};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;

/// Who fills in a form.
#[derive(Clone, Debug)]
pub(super) struct Applicant {
    logged_in: bool,
    profile: Option<PlainPerson>,
}

impl Applicant {
    /// Who asks for a service of this Ente; a session at another one counts for nothing here.
    ///
    /// # Errors
    /// When the account cannot be read.
    pub(super) async fn of(desk: Desk<'_>, ente: &EnteCode) -> Result<Self, Fault> {
        let session = desk.asking.session.as_ref();
        let here = session.is_none_or(|session| session.holder.ente == *ente);
        let logged_in = here && desk.asking.viewer.subject().is_some();
        let account = session.filter(|_| logged_in).and_then(|session| session.holder.account);
        let account = match account {
            Some(id) => OpenAccount::read(desk.product(), ente, id).await?.filter(speaks_for_its_holder),
            None => None,
        };
        let profile = match account {
            Some(account) => account.profile(desk.product()).await?,
            None => None,
        };
        Ok(Self { logged_in, profile: profile.map(debtor).transpose().map_err(Fault::unforeseen)? })
    }

    /// As a definition judges them.
    pub(super) fn asker(&self) -> Asker<'_> {
        Asker { logged_in: self.logged_in, profile: self.profile.as_ref() }
    }
}

/// An account whose tax code was proved to be somebody else's says nothing of who owes.
fn speaks_for_its_holder(account: &OpenAccount) -> bool {
    account.is_active() && !account.state.claim_lost()
}

/// The holder of an account as the one who owes.
fn debtor(Profile { holder, contacts, email, .. }: Profile) -> Result<PlainPerson, TextError> {
    let full_name = match &holder {
        Holder::Person { name, surname, .. } => Text70::cut(&format!("{name} {surname}"))?,
        Holder::Company { company_name, .. } => company_name.clone(),
    };
    let Contacts { address, country, city, province, postal_code, .. } = contacts;
    let address = Address {
        street: Some(address),
        civic_number: None,
        postal_code: Some(postal_code),
        city: Some(city),
        province,
        country: Some(country),
    };
    let tax_code = holder.tax_code().clone();
    Ok(PlainPerson { person: Person { kind: tax_code.entity_type(), tax_code, full_name, address }, email: Some(email) })
}
