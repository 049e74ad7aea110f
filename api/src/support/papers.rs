//! What people wrote to each other: sealed under the keys of whoever asked for help, also what the staff wrote, so that it is forgotten
//! with them.

use domain::identifier::EnteCode;
use domain::ids::{SubjectId, SupportRequestId};
use domain::personal::{PersonalClass, Sealed};
use domain::support_request::{Contacts, Prose};

use crate::product::Product;
use crate::vault::{Envelope, VaultError};

/// The papers of one request.
#[derive(Debug)]
pub(crate) struct Papers<'a> {
    product: &'a Product,
    ente: &'a EnteCode,
    stream: String,
}

impl<'a> Papers<'a> {
    pub(crate) fn of(product: &'a Product, ente: &'a EnteCode, request: SupportRequestId) -> Self {
        Self { product, ente, stream: format!("SupportRequest/{request}") }
    }

    fn at(&self, field: &'static str) -> Envelope<'_> {
        Envelope { ente: self.ente, stream: &self.stream, field }
    }

    pub(crate) async fn seal_text(&self, of: SubjectId, text: &Prose) -> Result<Sealed, VaultError> {
        self.product.vault.seal_value(self.at("text"), of, PersonalClass::Profile, text).await
    }

    pub(crate) async fn open_text(&self, sealed: &Sealed) -> Result<Option<Prose>, VaultError> {
        self.product.vault.open_value(self.at("text"), sealed).await
    }

    pub(crate) async fn seal_contacts(&self, of: SubjectId, contacts: &Contacts) -> Result<Sealed, VaultError> {
        self.product.vault.seal_value(self.at("contacts"), of, PersonalClass::Profile, contacts).await
    }

    pub(crate) async fn open_contacts(&self, sealed: &Sealed) -> Result<Option<Contacts>, VaultError> {
        self.product.vault.open_value(self.at("contacts"), sealed).await
    }
}
