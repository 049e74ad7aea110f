//! The QR code of a notice ("Avviso di pagamento", annex 2, "codice QR"): version 4, correction level M, always.

use qrcode::{Color, EcLevel, QrCode, Version};

use super::super::canvas::Modules;
use super::super::error::DocumentError;
use domain::Cents;
use domain::identifier::NoticeNumber;

/// The text of the QR code: `PAGOPA|002|`, notice number, tax code of the Ente on 11 digits, cents on at least 2 digits.
#[must_use]
pub fn qr_text(notice_number: &NoticeNumber, creditor_tax_code: &str, amount: Cents) -> String {
    format!("PAGOPA|002|{notice_number}|{creditor_tax_code:0>11}|{:02}", amount.as_i64())
}

/// The modules of the code. Version 4 is asked for by name: left to itself the encoder would choose a smaller symbol than the one
/// the specification prescribes.
pub(crate) fn qr_code(text: &str) -> Result<Modules, DocumentError> {
    let code = QrCode::with_version(text, Version::Normal(4), EcLevel::M)
        .map_err(|error| DocumentError::Writing(format!("QR: {error}")))?;
    let side = code.width();
    let dark = code.into_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    Ok(Modules::new(side, dark))
}
