//! The forms of an account as data: which fields, in which order, under which label. A page that draws what stands here asks exactly what
//! the commands take.

use async_graphql::{Context, Enum, Object, SimpleObject, Union};
use domain::account::Eligibility as Kind;
use domain::ente::EnteSettings;

use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::messages::Message;

/// Why somebody may use the reserved area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Eligibility {
    /// Resident, or registered as Italian living abroad (AIRE).
    ResidentOrAire,
    /// Not resident, with a utility in the territory.
    NonResident,
}

impl From<Eligibility> for Kind {
    fn from(eligibility: Eligibility) -> Self {
        match eligibility {
            Eligibility::ResidentOrAire => Self::ResidentOrAire,
            Eligibility::NonResident => Self::NonResident,
        }
    }
}

impl From<Kind> for Eligibility {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::ResidentOrAire => Self::ResidentOrAire,
            Kind::NonResident => Self::NonResident,
        }
    }
}

/// A field of a form, as the input that takes it names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum FieldName {
    /// First name; not for companies.
    Name,
    /// Surname; not for companies.
    Surname,
    /// Company name; instead of name and surname when the tax code is a company's.
    CompanyName,
    /// Tax code, as the first step checked it.
    TaxCode,
    /// Street and number.
    Address,
    /// Country, two letters.
    Country,
    /// Town.
    City,
    /// Province, two letters; in Italy.
    Province,
    /// Postal code.
    PostalCode,
    /// E-mail address.
    Email,
    /// Telephone.
    Telephone,
    /// Fax; may stay empty.
    Fax,
    /// The utility a non-resident holds.
    Utility,
    /// The name to log in with.
    UserName,
    /// The password.
    Password,
    /// The password once more.
    PasswordAgain,
    /// The consent to the privacy text.
    Consent,
}

/// Part of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum FormSection {
    /// Who and where.
    Personal,
    /// How to log in.
    Access,
    /// The privacy text.
    Privacy,
}

/// One field.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct FormField {
    /// Which.
    pub name: FieldName,
    /// Its label, in the language of the request.
    pub label: String,
    /// In which part of the form it stands.
    pub section: FormSection,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is shown, filled in and not to be edited.
    pub read_only: bool,
    /// Longest text, in characters.
    pub max_length: Option<i32>,
    /// What browsers may fill it in with (HTML `autocomplete`).
    pub autocomplete: String,
}

/// The second step of a registration.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct RegistrationForm {
    /// The fields, in their order.
    pub fields: Vec<FormField>,
    /// Version of the privacy text to show and agree to.
    pub privacy_text_version: u32,
}

/// What the first screens need.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct AccountForms {
    /// Whether citizens may register here.
    pub registration: bool,
    /// For whom there are forms of their own; empty where there is one for all.
    pub eligibilities: Vec<EligibilityChoice>,
    /// The words of the login form.
    pub login: LoginForm,
}

/// A choice before registering.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct EligibilityChoice {
    /// Which.
    pub eligibility: Eligibility,
    /// In words.
    pub label: String,
}

/// The words of the login form.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct LoginForm {
    /// Label of the user name.
    pub user: String,
    /// Label of the password.
    pub password: String,
    /// The button.
    pub button: String,
    /// The way out for whoever forgot the password.
    pub forgotten_password: String,
    /// The way out for whoever forgot the user name.
    pub forgotten_user_name: String,
    /// The button that leads to registration.
    pub register: String,
}

/// What `accountForms` answers.
#[derive(Clone, Debug, Union)]
pub enum AccountFormsResult {
    /// The forms.
    Forms(AccountForms),
    /// No such Ente here.
    NotFound(NotFound),
    /// The code is not one.
    InvalidInput(InvalidInput),
}

/// Questions before an account.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormQuery;

#[Object]
impl FormQuery {
    /// What the pages for logging in and registering show first.
    #[graphql(directive = access::apply(AccessRule::Anyone))]
    async fn account_forms(&self, ctx: &Context<'_>, ente: String) -> Result<AccountFormsResult, Fault> {
        settle(forms(Desk::of(ctx), &ente))
    }
}

#[expect(clippy::result_large_err, reason = "the refusal is the answer itself, made once per request")]
fn forms(desk: Desk<'_>, ente: &str) -> Answering<AccountFormsResult> {
    let ente = desk.ente("ente", ente)?;
    let say = |message: Message| message.text(desk.asking.language).to_owned();
    let choices =
        [(Eligibility::ResidentOrAire, Message::LabelResidents), (Eligibility::NonResident, Message::LabelNonResidents)];
    let choice = |(eligibility, label)| EligibilityChoice { eligibility, label: say(label) };
    let two_forms = ente.policies.accounts.two_forms;
    Ok(AccountForms {
        registration: ente.policies.accounts.registration,
        eligibilities: if two_forms { choices.map(choice).into() } else { Vec::new() },
        login: LoginForm {
            user: say(Message::LabelLogInUser),
            password: say(Message::LabelLogInPassword),
            button: say(Message::LabelLogInButton),
            forgotten_password: say(Message::LabelForgottenPassword),
            forgotten_user_name: say(Message::LabelForgottenUserName),
            register: say(Message::LabelRegisterButton),
        },
    }
    .into())
}

/// For whom a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormFor {
    /// Whether the tax code is a company's.
    pub(super) company: bool,
    /// For whom, where the Ente distinguishes.
    pub(super) eligibility: Option<Kind>,
}

impl FormFor {
    /// Whether the form has a field.
    pub(super) fn asks(self, ente: &EnteSettings, field: FieldName) -> bool {
        match field {
            FieldName::Name | FieldName::Surname => !self.company,
            FieldName::CompanyName => self.company,
            FieldName::Fax => ente.policies.accounts.fax,
            FieldName::Utility => self.eligibility == Some(Kind::NonResident),
            _ => true,
        }
    }
}

/// Every field in its order: label, part, longest text, `autocomplete`.
const FIELDS: [(FieldName, Message, FormSection, Option<i32>, &str); 17] = {
    use FieldName as F;
    use FormSection as S;
    use Message as M;
    [
        (F::Name, M::LabelName, S::Personal, Some(35), "given-name"),
        (F::Surname, M::LabelSurname, S::Personal, Some(35), "family-name"),
        (F::CompanyName, M::LabelCompanyName, S::Personal, Some(70), "organization"),
        (F::TaxCode, M::LabelTaxCode, S::Personal, Some(16), "off"),
        (F::Address, M::LabelAddress, S::Personal, Some(70), "street-address"),
        (F::Country, M::LabelCountry, S::Personal, Some(2), "country"),
        (F::City, M::LabelCity, S::Personal, Some(35), "address-level2"),
        (F::Province, M::LabelProvince, S::Personal, Some(2), "address-level1"),
        (F::PostalCode, M::LabelPostalCode, S::Personal, Some(16), "postal-code"),
        (F::Email, M::LabelEmail, S::Personal, Some(256), "email"),
        (F::Telephone, M::LabelTelephone, S::Personal, Some(35), "tel"),
        (F::Fax, M::LabelFax, S::Personal, Some(35), "off"),
        (F::Utility, M::LabelUtility, S::Personal, Some(70), "off"),
        (F::UserName, M::LabelUserName, S::Access, Some(64), "username"),
        (F::Password, M::LabelPassword, S::Access, Some(128), "new-password"),
        (F::PasswordAgain, M::LabelPasswordAgain, S::Access, Some(128), "new-password"),
        (F::Consent, M::LabelConsent, S::Privacy, None, "off"),
    ]
};

/// The form of the second step.
pub(super) fn registration_form(desk: Desk<'_>, ente: &EnteSettings, whose: FormFor) -> RegistrationForm {
    let asked = FIELDS.into_iter().filter(|(name, ..)| whose.asks(ente, *name));
    let fields = asked.map(|(name, label, section, max_length, autocomplete)| FormField {
        name,
        label: label.text(desk.asking.language).to_owned(),
        section,
        required: !matches!(name, FieldName::Fax | FieldName::Province),
        read_only: name == FieldName::TaxCode,
        max_length,
        autocomplete: autocomplete.to_owned(),
    });
    RegistrationForm { fields: fields.collect(), privacy_text_version: ente.policies.accounts.privacy_text_version }
}
