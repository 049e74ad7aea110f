//! The two codes of a notice: the QR every channel reads, and the DataMatrix of the postal slip.

mod postal;
mod qr;

pub use postal::{PostalRecord, postal_record, postal_text};
pub use qr::qr_text;

pub(super) use postal::postal_code;
pub(super) use qr::qr_code;
