//! An account opened: its state, and what is sealed of its holder.

use std::sync::Arc;

use domain::account::{Account, AccountCommand, Contacts, Holder, Standing, UserName};
use domain::identifier::{EmailAddress, EnteCode};
use domain::ids::{AccountId, SubjectId};
use domain::personal::{PersonalClass, Sealed};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Acting;
use super::letter::sealed_stream;
use crate::identity::IdentityError;
use crate::product::Product;
use crate::vault::Envelope;

/// Fields of events that hold sealed parts of a profile.
pub(super) mod field {
    pub(in crate::accounts) const USER_NAME: &str = "user_name";
    pub(in crate::accounts) const HOLDER: &str = "holder";
    pub(in crate::accounts) const CONTACTS: &str = "contacts";
    pub(in crate::accounts) const EMAIL: &str = "email";
}

/// An account as it stands now.
#[derive(Clone, Debug)]
pub struct OpenAccount {
    /// Which.
    pub id: AccountId,
    /// Its Ente.
    pub ente: EnteCode,
    /// The random number that stands for it.
    pub subject: SubjectId,
    /// Its state.
    pub state: Arc<Account>,
}

/// What an account says of its holder, in the clear.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name they log in with.
    pub user_name: UserName,
    /// Who they say they are.
    pub holder: Holder,
    /// Where they live and are called.
    pub contacts: Contacts,
    /// Where mails go.
    pub email: EmailAddress,
}

impl Profile {
    /// What is known of the holder and must not stand in a password.
    pub(super) fn words(&self) -> Vec<String> {
        words(&self.user_name, &self.holder, &self.email)
    }
}

/// What is known of a holder and must not stand in their password.
pub(super) fn words(user_name: &UserName, holder: &Holder, email: &EmailAddress) -> Vec<String> {
    let address = email.as_str();
    let local = address.split('@').next().unwrap_or(address);
    let mut words = vec![user_name.to_string(), address.to_owned(), local.to_owned(), holder.tax_code().to_string()];
    match holder {
        Holder::Person { name, surname, .. } => words.extend([name.to_string(), surname.to_string()]),
        Holder::Company { company_name, .. } => words.push(company_name.to_string()),
    }
    words
}

impl OpenAccount {
    /// Reads an account; none when it never existed.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn read(product: &Product, ente: &EnteCode, id: AccountId) -> Result<Option<Self>, IdentityError> {
        let state = product.commands.accounts.load_fresh(&id.to_string()).await?.aggregate;
        Ok(state.subject().map(|subject| Self { id, ente: ente.clone(), subject, state }))
    }

    /// Whether it is in use.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state.standing() == Standing::Active
    }

    /// Opens what is sealed; none once it was erased.
    ///
    /// # Errors
    /// When the vault cannot be asked.
    pub async fn profile(&self, product: &Product) -> Result<Option<Profile>, IdentityError> {
        let state = &self.state;
        let opened = (
            self.open(product, field::USER_NAME, state.user_name()).await?,
            self.open(product, field::HOLDER, state.holder()).await?,
            self.open(product, field::CONTACTS, state.contacts()).await?,
            self.open(product, field::EMAIL, state.email()).await?,
        );
        let (Some(user_name), Some(holder), Some(contacts), Some(email)) = opened else { return Ok(None) };
        Ok(Some(Profile { user_name, holder, contacts, email }))
    }

    /// The address that waits to be proved.
    ///
    /// # Errors
    /// When the vault cannot be asked.
    pub async fn new_email(&self, product: &Product) -> Result<Option<EmailAddress>, IdentityError> {
        self.open(product, field::EMAIL, self.state.new_email()).await
    }

    async fn open<T: DeserializeOwned>(
        &self,
        product: &Product,
        field: &'static str,
        sealed: Option<&Sealed>,
    ) -> Result<Option<T>, IdentityError> {
        let Some(sealed) = sealed else { return Ok(None) };
        let stream = sealed_stream(self.id);
        let at = Envelope { ente: &self.ente, stream: &stream, field };
        Ok(product.vault.open_value(at, sealed).await?)
    }

    /// Seals a part of the profile.
    pub(super) async fn seal<T: Serialize + Sync>(
        &self,
        product: &Product,
        field: &'static str,
        value: &T,
    ) -> Result<Sealed, IdentityError> {
        seal(product, &self.ente, (self.id, self.subject), field, value).await
    }
}

/// Seals a part of a profile.
pub(super) async fn seal<T: Serialize + Sync>(
    product: &Product,
    ente: &EnteCode,
    (account, subject): (AccountId, SubjectId),
    field: &'static str,
    value: &T,
) -> Result<Sealed, IdentityError> {
    let stream = sealed_stream(account);
    let at = Envelope { ente, stream: &stream, field };
    Ok(product.vault.seal_value(at, subject, PersonalClass::Profile, value).await?)
}

/// Edits the contacts; the same again writes nothing.
///
/// # Errors
/// When the account is closed, or the database cannot be asked.
pub async fn update(product: &Product, acting: &Acting, account: &OpenAccount, contacts: &Contacts) -> Result<(), IdentityError> {
    if account.profile(product).await?.is_some_and(|profile| profile.contacts == *contacts) {
        return Ok(());
    }
    let contacts = account.seal(product, field::CONTACTS, contacts).await?;
    acting.command(product, &account.ente, account.id, AccountCommand::UpdateProfile { contacts }).await.map(drop)
}
