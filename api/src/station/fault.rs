//! Business refusals: the fault codes of the creditor side, each with its suggested text (SANP, error management).
//!
//! `PAA_PAGAMENTO_IN_CORSO` is missing on purpose: the Node keeps two payers apart, and a creditor that answers "in
//! progress" after an abandoned activation locks the citizen out for no reason.

use std::borrow::Cow;

use domain::debt_position::NotPayable;

use super::operation::Operation;
use super::schema::Violation;
use super::xml::Xml;

/// A fault code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultCode {
    /// The request is not valid against the schema.
    SintassiXsd,
    /// A rule of form that the schema does not express.
    SintassiExtraXsd,
    /// `idPA` is no creditor we serve.
    IdDominioErrato,
    /// `idBrokerPA` is not the creditor's broker.
    IdIntermediarioErrato,
    /// `idStation` is no station of the creditor.
    StazioneIntErrata,
    /// No such notice, or not payable yet.
    PagamentoSconosciuto,
    /// Already paid.
    PagamentoDuplicato,
    /// Too late, and late payment is not accepted.
    PagamentoScaduto,
    /// Withdrawn by the creditor.
    PagamentoAnnullato,
    /// Another receipt has this identity.
    ReceiptDuplicata,
    /// The content contradicts itself.
    Semantica,
    /// Anything unexpected. Never said of a receipt: it would end its delivery.
    SystemError,
}

impl FaultCode {
    /// The code on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SintassiXsd => "PAA_SINTASSI_XSD",
            Self::SintassiExtraXsd => "PAA_SINTASSI_EXTRAXSD",
            Self::IdDominioErrato => "PAA_ID_DOMINIO_ERRATO",
            Self::IdIntermediarioErrato => "PAA_ID_INTERMEDIARIO_ERRATO",
            Self::StazioneIntErrata => "PAA_STAZIONE_INT_ERRATA",
            Self::PagamentoSconosciuto => "PAA_PAGAMENTO_SCONOSCIUTO",
            Self::PagamentoDuplicato => "PAA_PAGAMENTO_DUPLICATO",
            Self::PagamentoScaduto => "PAA_PAGAMENTO_SCADUTO",
            Self::PagamentoAnnullato => "PAA_PAGAMENTO_ANNULLATO",
            Self::ReceiptDuplicata => "PAA_RECEIPT_DUPLICATA",
            Self::Semantica => "PAA_SEMANTICA",
            Self::SystemError => "PAA_SYSTEM_ERROR",
        }
    }

    /// The suggested `faultString`.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::SintassiXsd => "Errore di sintassi XSD",
            Self::SintassiExtraXsd => "Errore di sintassi extra XSD",
            Self::IdDominioErrato => "La PAA non corrisponde al Dominio indicato",
            Self::IdIntermediarioErrato => "Identificativo intermediario non corrispondente",
            Self::StazioneIntErrata => "Stazione intermediario non corrispondente",
            Self::PagamentoSconosciuto => "Pagamento in attesa risulta sconosciuto all’Ente Creditore",
            Self::PagamentoDuplicato => "Pagamento in attesa risulta concluso all’Ente Creditore",
            Self::PagamentoScaduto => "Pagamento in attesa risulta scaduto all’Ente Creditore",
            Self::PagamentoAnnullato => "Pagamento in attesa risulta annullato all’Ente Creditore",
            Self::ReceiptDuplicata => "Ricevuta gia acquisita",
            Self::Semantica => "Errore semantico",
            Self::SystemError => "Errore generico",
        }
    }
}

/// A refusal: a code, and what exactly is wrong, without personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {description}", .code.as_str())]
pub struct Fault {
    /// The code.
    pub code: FaultCode,
    /// What exactly is wrong.
    pub description: Cow<'static, str>,
}

impl Fault {
    /// A refusal with its reason.
    #[must_use]
    pub fn new(code: FaultCode, description: impl Into<Cow<'static, str>>) -> Self {
        Self { code, description: description.into() }
    }

    /// The answer of an operation that refuses; `id` names the creditor or broker concerned.
    #[must_use]
    pub fn to_response(&self, operation: Operation, id: &str) -> String {
        Xml::response(operation, |xml| {
            xml.leaf("outcome", "KO");
            xml.group("fault", |xml| {
                xml.leaf("faultCode", self.code.as_str());
                xml.leaf("faultString", self.code.text());
                xml.leaf("id", id);
                xml.leaf("description", &self.description);
            });
        })
    }
}

impl From<Violation> for Fault {
    fn from(violation: Violation) -> Self {
        Self::new(FaultCode::SintassiXsd, violation.to_string())
    }
}

/// State of a position to fault, as pagoPA's own creditor back end has it.
impl From<NotPayable> for Fault {
    fn from(reason: NotPayable) -> Self {
        match reason {
            NotPayable::Unknown => Self::new(FaultCode::PagamentoSconosciuto, "l'avviso non esiste"),
            NotPayable::NotYetValid => Self::new(FaultCode::PagamentoSconosciuto, "l'avviso non è ancora pagabile"),
            NotPayable::AlternativeUsed => {
                Self::new(FaultCode::PagamentoSconosciuto, "il debito è in pagamento con un'altra opzione")
            }
            NotPayable::Expired => Self::new(FaultCode::PagamentoScaduto, "l'ente non accetta pagamenti dopo la scadenza"),
            NotPayable::Withdrawn => Self::new(FaultCode::PagamentoAnnullato, "l'ente ha annullato l'avviso"),
            NotPayable::Paid => Self::new(FaultCode::PagamentoDuplicato, "l'avviso risulta pagato"),
        }
    }
}
