//! Who owes, as the answer names them: opened from the vault for this answer only.

use std::fmt;

use domain::identifier::{EmailAddress, EntityType};
use domain::personal::Person;

use crate::station::xml::Xml;

/// What the platform accepts for a debtor nobody can name (SANP, api-soap).
const ANONYMOUS: &str = "ANONIMO";

/// A debtor.
#[derive(Clone, PartialEq, Eq)]
pub enum Debtor {
    /// Somebody we know.
    Known {
        /// Who.
        person: Box<Person>,
        /// Where their receipts go.
        email: Option<EmailAddress>,
    },
    /// Somebody we have forgotten by law: their key is destroyed. The debt stands, anybody may pay it.
    Forgotten,
}

/// Says nothing: debug output ends in logs.
impl fmt::Debug for Debtor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Debtor(***)")
    }
}

impl Debtor {
    /// Writes the element `debtor`.
    pub(super) fn write(&self, xml: &mut Xml) {
        xml.group("debtor", |xml| match self {
            Self::Known { person, email } => write_known(xml, person, email.as_ref()),
            Self::Forgotten => write_identity(xml, EntityType::NaturalPerson, ANONYMOUS, ANONYMOUS),
        });
    }
}

fn write_known(xml: &mut Xml, person: &Person, email: Option<&EmailAddress>) {
    let address = &person.address;
    write_identity(xml, person.kind, person.tax_code.as_str(), person.full_name.as_str());
    xml.optional("streetName", address.street.as_ref());
    xml.optional("civicNumber", address.civic_number.as_ref());
    xml.optional("postalCode", address.postal_code.as_ref());
    xml.optional("city", address.city.as_ref());
    xml.optional("stateProvinceRegion", address.province.as_ref());
    xml.optional("country", address.country.as_ref());
    xml.optional("e-mail", email);
}

fn write_identity(xml: &mut Xml, kind: EntityType, code: &str, name: &str) {
    xml.group("uniqueIdentifier", |xml| {
        xml.leaf("entityUniqueIdentifierType", kind.as_str());
        xml.leaf("entityUniqueIdentifierValue", code);
    });
    xml.leaf("fullName", name);
}
