//! What every request begins with: for which creditor, through which broker and station, about which notice.

use domain::identifier::{EnteCode, NoticeNumber};

use super::{Sequence, Violation, value};

/// To whom a call is addressed. Texts as they came: who they are is checked, not presumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressing {
    /// Creditor (`idPA`).
    pub id_pa: String,
    /// Broker (`idBrokerPA`).
    pub id_broker: String,
    /// Station (`idStation`).
    pub id_station: String,
}

impl Addressing {
    /// Reads the three identifiers.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read(request: &mut Sequence<'_, '_>) -> Result<Self, Violation> {
        Ok(Self {
            id_pa: Self::read_creditor(request)?,
            id_broker: request.required("idBrokerPA", value::text::<35>)?,
            id_station: request.required("idStation", value::text::<35>)?,
        })
    }

    /// Reads the first of them only: a fault names it even when the rest is unreadable.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read_creditor(request: &mut Sequence<'_, '_>) -> Result<String, Violation> {
        request.required("idPA", value::text::<35>)
    }
}

/// A notice as its QR code names it (`ctQrCode`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// Creditor.
    pub fiscal_code: EnteCode,
    /// Notice number.
    pub notice_number: NoticeNumber,
}

impl QrCode {
    /// Reads the element `qrCode`.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read(request: &mut Sequence<'_, '_>) -> Result<Self, Violation> {
        let mut qr_code = request.enter("qrCode")?;
        let read = Self {
            fiscal_code: qr_code.required("fiscalCode", value::ente_code)?,
            notice_number: qr_code.required("noticeNumber", value::notice_number)?,
        };
        qr_code.end()?;
        Ok(read)
    }
}
