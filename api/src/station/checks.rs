//! Who is called and about what, in the order pagoPA's own components check it: creditor, broker, station, notice. The
//! syntax was checked before, the state of the position comes after.

use std::sync::Arc;

use domain::ente::{EnteSettings, Station};
use domain::identifier::EnteCode;

use super::fault::{Fault, FaultCode};
use super::schema::{Addressing, QrCode};

/// The station a call is addressed to, when creditor, broker and station belong together.
///
/// # Errors
/// The first that does not.
pub fn addressed<'a>(addressing: &Addressing, ente: Option<&'a EnteSettings>) -> Result<&'a Station, Fault> {
    let ente = ente.ok_or_else(not_served)?;
    if ente.broker.as_str() != addressing.id_broker {
        return Err(Fault::new(FaultCode::IdIntermediarioErrato, "idBrokerPA: non è l'intermediario dell'ente"));
    }
    let station = ente.stations.iter().find(|station| station.id.as_str() == addressing.id_station);
    station.ok_or_else(|| Fault::new(FaultCode::StazioneIntErrata, "idStation: non è una stazione dell'ente"))
}

/// What a call for another creditor is answered.
#[must_use]
pub fn not_served() -> Fault {
    Fault::new(FaultCode::IdDominioErrato, "idPA: ente non servito da questa stazione")
}

/// Whether a notice can be one of this station, before anybody looks for it.
///
/// The stand-in service asks for the notice of eighteen zeros to learn whether we are alive again: it is unknown, at
/// once. Notices of the older layouts have no segregation code and are simply looked for.
///
/// # Errors
/// When the notice is another creditor's or another station's.
pub fn notice(qr_code: &QrCode, ente: &EnteSettings, station: &Station) -> Result<(), Fault> {
    if qr_code.notice_number.is_stand_in_probe() {
        return Err(Fault::new(FaultCode::PagamentoSconosciuto, "avviso di prova dello stand-in"));
    }
    if qr_code.fiscal_code != ente.code {
        return Err(Fault::new(FaultCode::Semantica, "qrCode/fiscalCode: diverso da idPA"));
    }
    match qr_code.notice_number.segregation_code() {
        Some(code) if !ente.serves(&code) => {
            Err(Fault::new(FaultCode::PagamentoSconosciuto, "noticeNumber: codice di segregazione non nostro"))
        }
        Some(code) if !station.segregation_codes.contains(&code) => {
            Err(Fault::new(FaultCode::StazioneIntErrata, "noticeNumber: codice di segregazione di un'altra stazione"))
        }
        _ => Ok(()),
    }
}

/// Who answers for a receipt addressed to `id_pa`: that creditor itself, or one of ours that shares notices with it.
/// A receipt goes to every creditor that takes a share of the payment, so the second case is no mistake; among several,
/// the primary creditor of the notice comes first.
#[must_use]
pub fn receiver<'a>(id_pa: &EnteCode, primary: &EnteCode, enti: &'a [Arc<EnteSettings>]) -> Option<&'a Arc<EnteSettings>> {
    let shares = |ente: &EnteSettings| ente.secondary_creditors.iter().any(|other| other.code == *id_pa);
    enti.iter()
        .find(|ente| ente.code == *id_pa)
        .or_else(|| enti.iter().find(|ente| ente.code == *primary && shares(ente)))
        .or_else(|| enti.iter().find(|ente| shares(ente)))
}
