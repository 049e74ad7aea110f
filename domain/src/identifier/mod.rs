//! Every identifier is checked where it enters and can then be trusted everywhere: no bare text
//! stands for a notice, a person, an account or a station.
//!
//! Each type has one canonical text (`as_str`, `Display`, serde), a `parse` that says what is wrong,
//! and errors whose `key()` names the translated message.

mod cbill;
mod email_address;
mod ente_code;
mod fiscal_code;
mod flow_id;
mod iban;
mod iuv;
mod lookup_code;
mod notice_number;
mod odd_even_table;
mod place;
mod platform_id;
mod postal_account;
mod remainder;
pub mod remittance;
mod rf_reference;
mod segregation_code;
mod stamp_hash;
mod tax_code;
#[cfg(test)]
mod tests;
mod transfer_category;
mod vat_number;
#[cfg(test)]
mod vectors;

pub use cbill::{Cbill, CbillError};
pub use email_address::{EmailAddress, EmailAddressError};
pub use ente_code::{EnteCode, EnteCodeError};
pub use fiscal_code::{FiscalCode, FiscalCodeError};
pub use flow_id::{FlowId, FlowIdError};
pub use iban::{Iban, IbanError};
pub use iuv::{Iuv, IuvError};
pub use lookup_code::{LookupCode, LookupCodeError};
pub use notice_number::{AuxDigit, NoticeBase, NoticeBaseError, NoticeNumber, NoticeNumberError};
pub use place::{CountryCode, CountryCodeError, Province, ProvinceError};
pub use platform_id::{BrokerId, BrokerIdError, Iupd, IupdError, ReceiptId, ReceiptIdError, StationId, StationIdError};
pub use postal_account::{PostalAccount, PostalAccountError};
pub use rf_reference::{RfReference, RfReferenceError};
pub use segregation_code::{SegregationCode, SegregationCodeError};
pub use stamp_hash::{StampHash, StampHashError};
pub use tax_code::{EntityType, TaxCode, TaxCodeError};
pub use transfer_category::{TransferCategory, TransferCategoryError};
pub use vat_number::{VatNumber, VatNumberError};
