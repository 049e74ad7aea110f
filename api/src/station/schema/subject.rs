//! `ctSubject`: a debtor or payer, as the message has them.

use std::fmt;

use domain::identifier::EntityType;
use serde::Serialize;

use super::{Sequence, Violation, value};

/// A person or body of a receipt, of the types of the schema and no narrower ones.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// Natural or legal person.
    pub kind: EntityType,
    /// Tax code or whatever identifies them, 2 to 16 characters.
    pub identifier: String,
    /// Name.
    pub full_name: String,
    /// Street.
    pub street_name: Option<String>,
    /// House number.
    pub civic_number: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// Province or region.
    pub state_province_region: Option<String>,
    /// Country, two letters.
    pub country: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Says nothing: debug output ends in logs.
impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subject(***)")
    }
}

impl Subject {
    /// Reads the children of a subject.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read(mut subject: Sequence<'_, '_>) -> Result<Self, Violation> {
        let mut identifier = subject.enter("uniqueIdentifier")?;
        let kind = identifier.required("entityUniqueIdentifierType", value::entity_type)?;
        let code = identifier.required("entityUniqueIdentifierValue", value::entity_value)?;
        identifier.end()?;
        let read = Self {
            kind,
            identifier: code,
            full_name: subject.required("fullName", value::text::<70>)?,
            street_name: subject.optional("streetName", value::text::<70>)?,
            civic_number: subject.optional("civicNumber", value::text::<16>)?,
            postal_code: subject.optional("postalCode", value::text::<16>)?,
            city: subject.optional("city", value::text::<35>)?,
            state_province_region: subject.optional("stateProvinceRegion", value::text::<35>)?,
            country: subject.optional("country", value::two_letters)?,
            email: subject.optional("e-mail", value::email)?,
        };
        subject.end()?;
        Ok(read)
    }
}
