//! The documents a citizen holds in hand: the payment notice and the receipt, as PDFs that are the same bytes whenever they are drawn
//! from the same data, can be read aloud, kept in an archive and scanned at any counter.
//!
//! Pure functions from plain data to bytes: no clock, no files, no network. Data over a limit are refused with every field named;
//! nothing is ever cut from what a person reads. Layers, each knowing only those below: `notice` and `receipt` (what stands where),
//! `blocks` (what they share), `canvas` (drawing in millimetres, with tags), `pdf` (the file). Only the last two know the PDF library.

mod blocks;
mod canvas;
mod codes;
mod data;
mod error;
mod form;
mod language;
mod limits;
mod logo;
mod notice;
mod pdf;
mod receipt;
mod style;

pub use codes::{PostalRecord, postal_record, postal_text, qr_text};
pub use data::{DataLine, DataSheet, data_sheet};
pub use error::{DocumentError, Refusal, Rule};
pub use language::Language;
pub use logo::{LOGO_MAX_BYTES, LOGO_MAX_PIXELS, Logo};
pub use notice::{
    AMOUNT_LIMIT, INSTALMENTS_LIMIT, NOTICE_TEMPLATE, NoticeCreditor, NoticeDocument, NoticeRecipient, OnlineChannel, Payable,
    PaymentPlan, PostalAccount, SLIP_AMOUNT_LIMIT, notice,
};
pub use receipt::{
    Logged, PaidAt, RECEIPT_TEMPLATE, RECEIPTS_LIMIT, ReceiptCreditor, ReceiptDocument, ReceiptPerson, ReceiptPsp,
    ReceiptTransfer, receipt, receipts,
};
