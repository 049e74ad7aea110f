//! `paDemandPaymentNotice`: a payment started at a PSP for a service of the national catalogue. An Ente without a
//! mapped service answers a fault (SANP, spontaneous payment at a PSP); none is mapped.

use super::fault::{Fault, FaultCode};
use super::schema::{Addressing, Sequence, Violation, value};

/// The request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandRequest {
    /// To whom.
    pub addressing: Addressing,
    /// Service of the catalogue (`idServizio`).
    pub service: String,
    /// The creditor's entry for the service (`idSoggettoServizio`).
    pub provider: String,
    /// What the payer entered, as the catalogue defines it.
    pub data: Vec<u8>,
}

impl DemandRequest {
    /// Reads the children of the request.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read(mut request: Sequence<'_, '_>) -> Result<Self, Violation> {
        let read = Self {
            addressing: Addressing::read(&mut request)?,
            service: request.required("idServizio", value::exactly::<5>)?,
            provider: request.required("idSoggettoServizio", value::exactly::<5>)?,
            data: request.required("datiSpecificiServizioRequest", value::base64)?,
        };
        request.end()?;
        Ok(read)
    }
}

/// What a demand is answered: no service of the catalogue is mapped, so there is nothing to pay.
#[must_use]
pub fn demand(_: &DemandRequest) -> Fault {
    Fault::new(FaultCode::PagamentoSconosciuto, "idServizio: nessun servizio del catalogo è attivo per l'ente")
}
