//! A row as GPD writes it, v1 and v3 in one: everything optional and unchecked, so that every mistake can be told by its place.
//!
//! Source: OpenAPI of GPD (`PaymentPositionModel`, v1) and of GPD v3 (`PaymentPositionModelV3`). Fields that say nothing here
//! (company name of the Ente itself, fees and states set by pagoPA, metadata, telephone) are left unread. `document` is ours: GPD has no place
//! for the bill behind a debt.

use std::borrow::Cow;

use serde::Deserialize;

type Text<'a> = Option<Cow<'a, str>>;

/// `PaymentPositionModel` or `PaymentPositionModelV3`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Position<'a> {
    #[serde(borrow)]
    pub(super) iupd: Text<'a>,
    pub(super) pay_stand_in: Option<bool>,
    #[serde(borrow)]
    pub(super) office_name: Text<'a>,
    #[serde(borrow, default)]
    pub(super) payment_option: Vec<PaymentOption<'a>>,
    pub(super) switch_to_expired: Option<bool>,
    #[serde(borrow)]
    pub(super) validity_date: Text<'a>,
    #[serde(borrow)]
    pub(super) document: Option<Document<'a>>,
    // The debtor of v1 stands in the position itself.
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow)]
    fiscal_code: Text<'a>,
    #[serde(borrow)]
    full_name: Text<'a>,
    #[serde(borrow)]
    street_name: Text<'a>,
    #[serde(borrow)]
    civic_number: Text<'a>,
    #[serde(borrow)]
    postal_code: Text<'a>,
    #[serde(borrow)]
    city: Text<'a>,
    #[serde(borrow)]
    province: Text<'a>,
    #[serde(borrow)]
    country: Text<'a>,
    #[serde(borrow)]
    email: Text<'a>,
}

/// The bill behind the debt.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Text<'a>,
    pub(super) year: Option<i64>,
    #[serde(borrow)]
    pub(super) number: Text<'a>,
    #[serde(borrow)]
    pub(super) school_year: Text<'a>,
}

/// `DebtorModel`.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Debtor<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Text<'a>,
    #[serde(borrow)]
    pub(super) fiscal_code: Text<'a>,
    #[serde(borrow)]
    pub(super) full_name: Text<'a>,
    #[serde(borrow)]
    pub(super) street_name: Text<'a>,
    #[serde(borrow)]
    pub(super) civic_number: Text<'a>,
    #[serde(borrow)]
    pub(super) postal_code: Text<'a>,
    #[serde(borrow)]
    pub(super) city: Text<'a>,
    #[serde(borrow)]
    pub(super) province: Text<'a>,
    #[serde(borrow)]
    pub(super) country: Text<'a>,
    #[serde(borrow)]
    pub(super) email: Text<'a>,
}

/// `PaymentOptionModel` (one notice) or `PaymentOptionModelV3` (a list of them).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PaymentOption<'a> {
    pub(super) is_partial_payment: Option<bool>,
    #[serde(borrow)]
    pub(super) validity_date: Text<'a>,
    pub(super) switch_to_expired: Option<bool>,
    #[serde(borrow)]
    pub(super) debtor: Option<Debtor<'a>>,
    #[serde(borrow)]
    pub(super) installments: Option<Vec<Notice<'a>>>,
    // The notice of v1 stands in the option itself.
    #[serde(borrow)]
    nav: Text<'a>,
    #[serde(borrow)]
    iuv: Text<'a>,
    amount: Option<i64>,
    #[serde(borrow)]
    description: Text<'a>,
    #[serde(borrow)]
    due_date: Text<'a>,
    #[serde(borrow, default)]
    transfer: Vec<Transfer<'a>>,
}

/// What both versions say of one notice (`InstallmentModel` in v3).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notice<'a> {
    #[serde(borrow)]
    pub(super) nav: Text<'a>,
    #[serde(borrow)]
    pub(super) iuv: Text<'a>,
    pub(super) amount: Option<i64>,
    #[serde(borrow)]
    pub(super) description: Text<'a>,
    #[serde(borrow)]
    pub(super) due_date: Text<'a>,
    #[serde(borrow, default)]
    pub(super) transfer: Vec<Transfer<'a>>,
}

/// `TransferModel`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Transfer<'a> {
    #[serde(borrow)]
    pub(super) id_transfer: Text<'a>,
    pub(super) amount: Option<i64>,
    #[serde(borrow)]
    pub(super) organization_fiscal_code: Text<'a>,
    #[serde(borrow)]
    pub(super) company_name: Text<'a>,
    #[serde(borrow)]
    pub(super) remittance_information: Text<'a>,
    #[serde(borrow)]
    pub(super) category: Text<'a>,
    #[serde(borrow)]
    pub(super) iban: Text<'a>,
    #[serde(borrow)]
    pub(super) postal_iban: Text<'a>,
    #[serde(borrow)]
    pub(super) stamp: Option<Stamp<'a>>,
}

/// `Stamp`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stamp<'a> {
    #[serde(borrow)]
    pub(super) hash_document: Text<'a>,
    #[serde(borrow)]
    pub(super) provincial_residence: Text<'a>,
}

impl<'a> Position<'a> {
    /// Whether the debtor stands in the options (v3).
    pub(super) fn is_v3(&self) -> bool {
        self.payment_option.iter().any(|option| option.installments.is_some() || option.debtor.is_some())
    }

    /// The debtor of v1.
    pub(super) fn debtor(&mut self) -> Debtor<'a> {
        Debtor {
            kind: self.kind.take(),
            fiscal_code: self.fiscal_code.take(),
            full_name: self.full_name.take(),
            street_name: self.street_name.take(),
            civic_number: self.civic_number.take(),
            postal_code: self.postal_code.take(),
            city: self.city.take(),
            province: self.province.take(),
            country: self.country.take(),
            email: self.email.take(),
        }
    }
}

impl<'a> PaymentOption<'a> {
    /// The notice of v1.
    pub(super) fn notice(&mut self) -> Notice<'a> {
        Notice {
            nav: self.nav.take(),
            iuv: self.iuv.take(),
            amount: self.amount,
            description: self.description.take(),
            due_date: self.due_date.take(),
            transfer: std::mem::take(&mut self.transfer),
        }
    }
}
