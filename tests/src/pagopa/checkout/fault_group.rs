//! How Checkout sorts the causes of a failed activation for the citizen (its transactions service, `FaultCategory`).

use serde::Serialize;

use crate::pagopa::fault::{self, NodeFault};

/// A group of causes, with the status that the page's own calls get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FaultGroup {
    /// The HTTP status.
    pub status: u16,
    /// The group's name.
    pub name: &'static str,
}

/// The group of a fault.
#[must_use]
pub fn group_of(fault: &NodeFault) -> FaultGroup {
    let (status, name) = match fault.cause() {
        "PAA_PAGAMENTO_SCONOSCIUTO" => (404, "PAYMENT_UNKNOWN"),
        fault::NO_CREDITOR | fault::NO_STATION => (404, "PAYMENT_DATA_ERROR"),
        "PAA_PAGAMENTO_IN_CORSO" | fault::IN_PROGRESS => (409, "PAYMENT_ONGOING"),
        "PAA_PAGAMENTO_SCADUTO" => (409, "PAYMENT_EXPIRED"),
        "PAA_PAGAMENTO_ANNULLATO" => (409, "PAYMENT_CANCELED"),
        "PAA_PAGAMENTO_DUPLICATO" | fault::PAID_ALREADY => (409, "PAYMENT_DUPLICATED"),
        "PAA_SINTASSI_XSD"
        | "PAA_SINTASSI_EXTRAXSD"
        | "PAA_ID_DOMINIO_ERRATO"
        | "PAA_ID_INTERMEDIARIO_ERRATO"
        | "PAA_STAZIONE_INT_ERRATA"
        | "PAA_SYSTEM_ERROR"
        | fault::TIMEOUT
        | fault::UNREACHABLE
        | fault::BAD_ANSWER => (503, "DOMAIN_UNKNOWN"),
        _ => (502, "GENERIC_ERROR"),
    };
    FaultGroup { status, name }
}
