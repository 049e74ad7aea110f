//! Why settings of an Ente may be refused.

use crate::identifier::{Iban, SegregationCode};

/// Refusals of the aggregate [`Ente`](super::Ente).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnteRefusal {
    /// Without a segregation code no notice can be issued.
    #[error("stations: at least one station with one segregation code is needed")]
    NoSegregationCode,
    /// A code routes to one station only.
    #[error("stations: segregation code {0} is given twice")]
    SegregationCodeTwice(SegregationCode),
    /// Without an account no position can be collected.
    #[error("accounts: at least one account is needed")]
    NoAccount,
    /// `postal_iban` must be an account of Poste Italiane (ABI 07601).
    #[error("accounts.postal_iban: {0} is not a postal account")]
    NotPostal(Iban),
    /// A share for oneself is not a share.
    #[error("secondary_creditors: the Ente cannot be its own secondary creditor")]
    SecondaryIsSelf,
    /// One stream belongs to one Ente for ever.
    #[error("code: an Ente cannot change its tax code")]
    CodeChanged,
}
