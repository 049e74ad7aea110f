//! Reading what was typed into the form of an account: each refusal names its field.

use async_graphql::InputObject;
use domain::account::{Contacts, Eligibility, Holder, UserName};
use domain::ente::EnteSettings;
use domain::identifier::{CountryCode, EmailAddress, Province, TaxCode};
use domain::text::BoundedText;

use super::form::{FieldName, FormFor};
use crate::graphql::failure::InvalidInput;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// Where the holder lives and is called: everything that can be edited.
#[derive(Clone, Debug, InputObject)]
pub struct ContactsInput {
    /// Street and number ("indirizzo").
    pub address: String,
    /// Country ("nazione"), two letters.
    pub country: String,
    /// Town ("città").
    pub city: String,
    /// Province, two letters; must be given in Italy.
    pub province: Option<String>,
    /// Postal code ("CAP").
    pub postal_code: String,
    /// Telephone.
    pub telephone: String,
    /// Fax, where the Ente asks for it.
    pub fax: Option<String>,
    /// The utility a non-resident holds, where the Ente asks for it.
    pub utility: Option<String>,
}

/// Who registers.
#[derive(Clone, Debug, InputObject)]
pub struct HolderInput {
    /// First name, of a person.
    pub name: Option<String>,
    /// Surname, of a person.
    pub surname: Option<String>,
    /// Company name, of a company.
    pub company_name: Option<String>,
    /// The tax code of the first step.
    pub tax_code: String,
}

/// Reads the fields of one request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) desk: Desk<'a>,
}

type Read<T> = Result<T, InvalidInput>;

impl Reader<'_> {
    fn refuse<T>(self, field: &str, message: Message) -> Read<T> {
        Err(self.desk.failing().input(field, message))
    }

    /// A text that must be there.
    fn text<const MAX: usize>(self, field: &str, text: &str) -> Read<BoundedText<MAX>> {
        BoundedText::parse(text).map_err(|error| self.desk.failing().input_key(field, error.key()))
    }

    /// A text that may be left out.
    fn optional<const MAX: usize>(self, field: &str, text: Option<&str>) -> Read<Option<BoundedText<MAX>>> {
        given(text).map(|text| self.text(field, text)).transpose()
    }

    pub(super) fn tax_code(self, text: &str) -> Read<TaxCode> {
        match TaxCode::parse(text) {
            Ok(TaxCode::Anonymous) => self.refuse("input.taxCode", Message::TaxCodeLength),
            Ok(code) => Ok(code),
            Err(error) => Err(self.desk.failing().input_key("input.taxCode", error.key())),
        }
    }

    pub(super) fn user_name(self, text: &str) -> Read<UserName> {
        UserName::parse(text).map_err(|error| self.desk.failing().input_key("input.userName", error.key()))
    }

    pub(super) fn email(self, text: &str) -> Read<EmailAddress> {
        EmailAddress::parse(text).map_err(|error| self.desk.failing().input_key("input.email", error.key()))
    }

    /// Name and surname of a person, or the name of a company; never both.
    pub(super) fn holder(self, tax_code: TaxCode, input: &HolderInput) -> Read<Holder> {
        let (name, surname) = (given(input.name.as_deref()), given(input.surname.as_deref()));
        let company_name = given(input.company_name.as_deref());
        if matches!(tax_code, TaxCode::Entity(_)) {
            if name.is_some() || surname.is_some() {
                let field = if name.is_some() { "input.holder.name" } else { "input.holder.surname" };
                return self.refuse(field, Message::RegistrationForCompany);
            }
            let company_name = self.text("input.holder.companyName", company_name.unwrap_or_default())?;
            return Ok(Holder::Company { tax_code, company_name });
        }
        if company_name.is_some() {
            return self.refuse("input.holder.companyName", Message::RegistrationForPerson);
        }
        let name = self.text("input.holder.name", name.unwrap_or_default())?;
        let surname = self.text("input.holder.surname", surname.unwrap_or_default())?;
        Ok(Holder::Person { tax_code, name, surname })
    }

    /// The contacts, as the form of the Ente asks for them.
    pub(super) fn contacts(self, ente: &EnteSettings, whose: Option<Eligibility>, input: &ContactsInput) -> Read<Contacts> {
        let failing = self.desk.failing();
        let form = FormFor { company: false, eligibility: whose };
        let country =
            CountryCode::parse(&input.country).map_err(|error| failing.input_key("input.contacts.country", error.key()))?;
        let province = match given(input.province.as_deref()) {
            None if country.as_str() == "IT" => return self.refuse("input.contacts.province", Message::TextEmpty),
            None => None,
            Some(text) => {
                let province = Province::parse(text);
                Some(province.map_err(|error| failing.input_key("input.contacts.province", error.key()))?)
            }
        };
        let fax = self.optional("input.contacts.fax", input.fax.as_deref())?;
        let utility = self.optional("input.contacts.utility", input.utility.as_deref())?;
        if fax.is_some() && !form.asks(ente, FieldName::Fax) {
            return self.refuse("input.contacts.fax", Message::FieldNotAsked);
        }
        match (form.asks(ente, FieldName::Utility), &utility) {
            (true, None) => return self.refuse("input.contacts.utility", Message::TextEmpty),
            (false, Some(_)) => return self.refuse("input.contacts.utility", Message::FieldNotAsked),
            (true, Some(_)) | (false, None) => {}
        }
        Ok(Contacts {
            address: self.text("input.contacts.address", &input.address)?,
            country,
            city: self.text("input.contacts.city", &input.city)?,
            province,
            postal_code: self.text("input.contacts.postalCode", &input.postal_code)?,
            telephone: self.text("input.contacts.telephone", &input.telephone)?,
            fax,
            utility,
        })
    }
}

/// What was typed; blanks are nothing.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
