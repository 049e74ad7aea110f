//! What a creditor institution says about a payment, and what a receipt repeats of it.

use serde::{Deserialize, Serialize};

use super::amount::Cents;

/// The data of one payment, as answered to an activation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentData {
    /// `creditorReferenceId`: the IUV.
    pub iuv: String,
    /// `paymentAmount`.
    pub amount: Cents,
    /// `dueDate`, as written.
    pub due_date: String,
    /// `description`.
    pub description: String,
    /// `companyName`; the first version may lack it.
    pub company_name: Option<String>,
    /// `officeName`.
    pub office_name: Option<String>,
    /// `debtor`.
    pub debtor: Subject,
    /// `transferList`, in order.
    pub transfers: Vec<Transfer>,
    /// `metadata`, key and value.
    pub metadata: Vec<(String, String)>,
}

/// A person or body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// `F` for a natural person, `G` for a body.
    pub kind: String,
    /// Tax code, VAT number or `ANONIMO`.
    pub code: String,
    /// `fullName`.
    pub full_name: String,
    /// Address and e-mail: element name and text, in the schema's order.
    pub details: Vec<(String, String)>,
}

impl Subject {
    /// A natural person without an address.
    #[must_use]
    pub fn person(code: &str, full_name: &str) -> Self {
        Self { kind: "F".to_owned(), code: code.to_owned(), full_name: full_name.to_owned(), details: Vec::new() }
    }
}

/// One of the one to five shares of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// `idTransfer`, 1 to 5.
    pub id: u8,
    /// `transferAmount`.
    pub amount: Cents,
    /// `fiscalCodePA`: whose share it is.
    pub creditor: String,
    /// `companyName`.
    pub company_name: Option<String>,
    /// Where the money goes.
    pub destination: Destination,
    /// `remittanceInformation`.
    pub remittance: String,
    /// `transferCategory`.
    pub category: String,
    /// `metadata`, key and value.
    pub metadata: Vec<(String, String)>,
}

/// Where a share goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Destination {
    /// An account.
    Iban(String),
    /// The Revenue Agency: a digital revenue stamp for a document.
    Stamp {
        /// SHA-256 of the document, in base64.
        document_hash: String,
        /// The province of residence.
        province: String,
    },
}

impl Transfer {
    /// The IBAN, unless it is a stamp.
    #[must_use]
    pub fn iban(&self) -> Option<&str> {
        match &self.destination {
            Destination::Iban(iban) => Some(iban),
            Destination::Stamp { .. } => None,
        }
    }

    /// The value of a metadata key.
    #[must_use]
    pub fn metadata_value(&self, key: &str) -> Option<&str> {
        self.metadata.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// Whether an Italian IBAN is of a postal account: its bank code is that of Poste Italiane.
#[must_use]
pub fn is_postal(iban: &str) -> bool {
    iban.get(5..10) == Some("07601")
}
