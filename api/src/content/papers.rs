//! What a citizen submitted to the calendar, and how they are reached: sealed under their own key, so that it is forgotten with them.

use domain::calendar::Occasion;
use domain::identifier::EnteCode;
use domain::ids::{CalendarEntryId, SubjectId};
use domain::personal::{PersonalClass, Sealed};
use domain::support_request::Contacts;

use crate::product::Product;
use crate::vault::{Envelope, VaultError};

/// The papers of one submission.
#[derive(Debug)]
pub(crate) struct SubmissionPapers<'a> {
    product: &'a Product,
    ente: &'a EnteCode,
    stream: String,
}

impl<'a> SubmissionPapers<'a> {
    pub(crate) fn of(product: &'a Product, ente: &'a EnteCode, entry: CalendarEntryId) -> Self {
        Self { product, ente, stream: format!("CalendarEntry/{entry}") }
    }

    fn at(&self, field: &'static str) -> Envelope<'_> {
        Envelope { ente: self.ente, stream: &self.stream, field }
    }

    pub(crate) async fn seal_occasion(&self, of: SubjectId, occasion: &Occasion) -> Result<Sealed, VaultError> {
        self.product.vault.seal_value(self.at("occasion"), of, PersonalClass::Profile, occasion).await
    }

    pub(crate) async fn open_occasion(&self, sealed: &Sealed) -> Result<Option<Occasion>, VaultError> {
        self.product.vault.open_value(self.at("occasion"), sealed).await
    }

    pub(crate) async fn seal_contacts(&self, of: SubjectId, contacts: &Contacts) -> Result<Sealed, VaultError> {
        self.product.vault.seal_value(self.at("contacts"), of, PersonalClass::Profile, contacts).await
    }

    pub(crate) async fn open_contacts(&self, sealed: &Sealed) -> Result<Option<Contacts>, VaultError> {
        self.product.vault.open_value(self.at("contacts"), sealed).await
    }
}
