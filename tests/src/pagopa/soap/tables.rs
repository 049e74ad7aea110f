//! The types of `paForNode.xsd` and of the common types it imports, as tables.

use super::schema::{Particle, Type, element, one, optional, up_to};
use super::values::Simple;

/// Codes with which verify, activation and demand are refused.
pub(crate) static NOTICE_FAULTS: [&str; 12] = [
    "PAA_SINTASSI_XSD",
    "PAA_SINTASSI_EXTRAXSD",
    "PAA_ID_DOMINIO_ERRATO",
    "PAA_ID_INTERMEDIARIO_ERRATO",
    "PAA_STAZIONE_INT_ERRATA",
    "PAA_PAGAMENTO_SCONOSCIUTO",
    "PAA_PAGAMENTO_DUPLICATO",
    "PAA_PAGAMENTO_IN_CORSO",
    "PAA_PAGAMENTO_SCADUTO",
    "PAA_PAGAMENTO_ANNULLATO",
    "PAA_SEMANTICA",
    "PAA_SYSTEM_ERROR",
];

/// Codes with which a receipt is refused.
pub(crate) static RECEIPT_FAULTS: [&str; 8] = [
    "PAA_SINTASSI_XSD",
    "PAA_SINTASSI_EXTRAXSD",
    "PAA_ID_DOMINIO_ERRATO",
    "PAA_ID_INTERMEDIARIO_ERRATO",
    "PAA_STAZIONE_INT_ERRATA",
    "PAA_RECEIPT_DUPLICATA",
    "PAA_SEMANTICA",
    "PAA_SYSTEM_ERROR",
];

static ANY: Type = Type::Text(Simple::Any);
static TEXT_5: Type = Type::Text(Simple::Exactly(5));
static TEXT_16: Type = Type::Text(Simple::UpTo(16));
static TEXT_20: Type = Type::Text(Simple::UpTo(20));
static TEXT_35: Type = Type::Text(Simple::UpTo(35));
static TEXT_70: Type = Type::Text(Simple::UpTo(70));
static TEXT_140: Type = Type::Text(Simple::UpTo(140));
static TEXT_210: Type = Type::Text(Simple::UpTo(210));
static FISCAL_CODE_PA: Type = Type::Text(Simple::Digits(11));
static NOTICE_NUMBER: Type = Type::Text(Simple::Digits(18));
static OUTCOME: Type = Type::Text(Simple::OneOf(&["OK", "KO"]));
static AMOUNT: Type = Type::Text(Simple::Amount);
static AMOUNT_NOT_ZERO: Type = Type::Text(Simple::AmountNotZero);
static ID_TRANSFER: Type = Type::Text(Simple::IdTransfer);
static INT: Type = Type::Text(Simple::Int);
static BOOLEAN: Type = Type::Text(Simple::Boolean);
static DATE: Type = Type::Text(Simple::Date);
static DATE_TIME: Type = Type::Text(Simple::DateTime);
static BASE64: Type = Type::Text(Simple::Base64);
static SHORT_BASE64: Type = Type::Text(Simple::ShortBase64);
static TWO_CAPITALS: Type = Type::Text(Simple::TwoCapitals);
static E_MAIL: Type = Type::Text(Simple::EMail);
static PERSON_KIND: Type = Type::Text(Simple::OneOf(&["F", "G"]));
static PERSON_CODE: Type = Type::Text(Simple::Between(2, 16));
static AMOUNT_OPTION: Type = Type::Text(Simple::OneOf(&["EQ", "LS", "GT", "ANY"]));
static TRANSFER_TYPE: Type = Type::Text(Simple::OneOf(&["POSTAL", "PAGOPA"]));
static STAMP_KIND: Type = Type::Text(Simple::OneOf(&["01"]));

static MAP_ENTRY: Type = Type::Sequence(&[one("key", &TEXT_140), one("value", &TEXT_140)]);
static METADATA: Type = Type::Sequence(&[up_to(15, "mapEntry", &MAP_ENTRY)]);
static QR_CODE: Type = Type::Sequence(&[one("fiscalCode", &FISCAL_CODE_PA), one("noticeNumber", &NOTICE_NUMBER)]);
static STAMP_REQUEST: Type = Type::Sequence(&[
    one("hashDocumento", &SHORT_BASE64),
    one("tipoBollo", &STAMP_KIND),
    one("provinciaResidenza", &TWO_CAPITALS),
]);
static UNIQUE_IDENTIFIER: Type =
    Type::Sequence(&[one("entityUniqueIdentifierType", &PERSON_KIND), one("entityUniqueIdentifierValue", &PERSON_CODE)]);
static SUBJECT: Type = Type::Sequence(&[
    one("uniqueIdentifier", &UNIQUE_IDENTIFIER),
    one("fullName", &TEXT_70),
    optional("streetName", &TEXT_70),
    optional("civicNumber", &TEXT_16),
    optional("postalCode", &TEXT_16),
    optional("city", &TEXT_35),
    optional("stateProvinceRegion", &TEXT_35),
    optional("country", &TWO_CAPITALS),
    optional("e-mail", &E_MAIL),
]);
static FAULT: Type = Type::Sequence(&[
    one("faultCode", &ANY),
    one("faultString", &ANY),
    one("id", &ANY),
    optional("description", &ANY),
    optional("serial", &INT),
    optional("originalFaultCode", &ANY),
    optional("originalFaultString", &ANY),
    optional("originalDescription", &ANY),
]);
static RESPONSE: [Particle; 2] = [one("outcome", &OUTCOME), optional("fault", &FAULT)];
static ADDRESSED_TO: [Particle; 3] = [one("idPA", &TEXT_35), one("idBrokerPA", &TEXT_35), one("idStation", &TEXT_35)];

static TRANSFER: Type = Type::Sequence(&[
    one("idTransfer", &ID_TRANSFER),
    one("transferAmount", &AMOUNT_NOT_ZERO),
    one("fiscalCodePA", &FISCAL_CODE_PA),
    one("IBAN", &TEXT_35),
    one("remittanceInformation", &TEXT_140),
    one("transferCategory", &TEXT_140),
    optional("metadata", &METADATA),
]);
static TRANSFER_V2: Type = Type::Sequence(&[
    one("idTransfer", &ID_TRANSFER),
    one("transferAmount", &AMOUNT_NOT_ZERO),
    one("fiscalCodePA", &FISCAL_CODE_PA),
    optional("companyName", &TEXT_140),
    Particle::Choice(&[element("IBAN", &TEXT_35), element("richiestaMarcaDaBollo", &STAMP_REQUEST)]),
    one("remittanceInformation", &TEXT_140),
    one("transferCategory", &TEXT_140),
    optional("metadata", &METADATA),
]);
static TRANSFER_RECEIPT_V2: Type = Type::Sequence(&[
    one("idTransfer", &ID_TRANSFER),
    one("transferAmount", &AMOUNT_NOT_ZERO),
    one("fiscalCodePA", &FISCAL_CODE_PA),
    optional("companyName", &TEXT_140),
    Particle::Choice(&[element("IBAN", &TEXT_35), element("MBDAttachment", &BASE64)]),
    one("remittanceInformation", &TEXT_140),
    one("transferCategory", &TEXT_140),
    optional("metadata", &METADATA),
]);
static TRANSFERS: Type = Type::Sequence(&[up_to(5, "transfer", &TRANSFER)]);
static TRANSFERS_V2: Type = Type::Sequence(&[up_to(5, "transfer", &TRANSFER_V2)]);
static TRANSFERS_RECEIPT_V2: Type = Type::Sequence(&[up_to(5, "transfer", &TRANSFER_RECEIPT_V2)]);

static PAYMENT_OPTION: Type = Type::Sequence(&[
    one("amount", &AMOUNT_NOT_ZERO),
    one("options", &AMOUNT_OPTION),
    optional("dueDate", &DATE),
    optional("detailDescription", &TEXT_140),
    one("allCCP", &BOOLEAN),
]);
static PAYMENT_LIST: Type = Type::Sequence(&[one("paymentOptionDescription", &PAYMENT_OPTION)]);

/// `paVerifyPaymentNoticeReq`.
pub(crate) static VERIFY_REQUEST: Type = Type::Sequence(&[Particle::Group(&ADDRESSED_TO), one("qrCode", &QR_CODE)]);

/// `paVerifyPaymentNoticeRes`.
pub(crate) static VERIFY_RESPONSE: Type = Type::Sequence(&[
    Particle::Group(&RESPONSE),
    optional("paymentList", &PAYMENT_LIST),
    optional("paymentDescription", &TEXT_140),
    optional("fiscalCodePA", &FISCAL_CODE_PA),
    optional("companyName", &TEXT_140),
    optional("officeName", &TEXT_140),
]);

/// `paGetPaymentReq` and `paGetPaymentV2Request`.
pub(crate) static GET_PAYMENT_REQUEST: Type = Type::Sequence(&[
    Particle::Group(&ADDRESSED_TO),
    one("qrCode", &QR_CODE),
    optional("amount", &AMOUNT),
    optional("paymentNote", &TEXT_210),
    optional("transferType", &TRANSFER_TYPE),
    optional("dueDate", &DATE),
]);

static PAYMENT: Type = Type::Sequence(&[
    one("creditorReferenceId", &TEXT_35),
    one("paymentAmount", &AMOUNT_NOT_ZERO),
    one("dueDate", &DATE),
    optional("retentionDate", &DATE_TIME),
    optional("lastPayment", &BOOLEAN),
    one("description", &TEXT_140),
    optional("companyName", &TEXT_140),
    optional("officeName", &TEXT_140),
    one("debtor", &SUBJECT),
    one("transferList", &TRANSFERS),
    optional("metadata", &METADATA),
]);
static PAYMENT_V2: Type = Type::Sequence(&[
    one("creditorReferenceId", &TEXT_35),
    one("paymentAmount", &AMOUNT_NOT_ZERO),
    one("dueDate", &DATE),
    optional("retentionDate", &DATE_TIME),
    optional("lastPayment", &BOOLEAN),
    one("description", &TEXT_140),
    one("companyName", &TEXT_140),
    optional("officeName", &TEXT_140),
    one("debtor", &SUBJECT),
    one("transferList", &TRANSFERS_V2),
    optional("metadata", &METADATA),
]);

/// `paGetPaymentRes`.
pub(crate) static GET_PAYMENT_RESPONSE: Type = Type::Sequence(&[Particle::Group(&RESPONSE), optional("data", &PAYMENT)]);

/// `paGetPaymentV2Response`.
pub(crate) static GET_PAYMENT_V2_RESPONSE: Type = Type::Sequence(&[Particle::Group(&RESPONSE), optional("data", &PAYMENT_V2)]);

static RECEIPT_HEAD: [Particle; 10] = [
    one("receiptId", &ANY),
    one("noticeNumber", &NOTICE_NUMBER),
    one("fiscalCode", &FISCAL_CODE_PA),
    one("outcome", &OUTCOME),
    one("creditorReferenceId", &TEXT_35),
    one("paymentAmount", &AMOUNT),
    one("description", &TEXT_140),
    one("companyName", &TEXT_140),
    optional("officeName", &TEXT_140),
    one("debtor", &SUBJECT),
];
static RECEIPT_PSP: [Particle; 8] = [
    one("idPSP", &TEXT_35),
    optional("pspFiscalCode", &TEXT_70),
    optional("pspPartitaIVA", &TEXT_20),
    one("PSPCompanyName", &TEXT_70),
    one("idChannel", &TEXT_35),
    one("channelDescription", &TEXT_35),
    optional("payer", &SUBJECT),
    optional("paymentMethod", &TEXT_35),
];
static RECEIPT_TAIL: [Particle; 5] = [
    optional("paymentDateTime", &DATE_TIME),
    optional("applicationDate", &DATE),
    optional("transferDate", &DATE),
    optional("metadata", &METADATA),
    optional("standIn", &BOOLEAN),
];
static RECEIPT: Type = Type::Sequence(&[
    Particle::Group(&RECEIPT_HEAD),
    one("transferList", &TRANSFERS),
    Particle::Group(&RECEIPT_PSP),
    optional("fee", &AMOUNT),
    Particle::Group(&RECEIPT_TAIL),
]);
static RECEIPT_V2: Type = Type::Sequence(&[
    Particle::Group(&RECEIPT_HEAD),
    one("transferList", &TRANSFERS_RECEIPT_V2),
    Particle::Group(&RECEIPT_PSP),
    optional("paymentNote", &TEXT_210),
    optional("fee", &AMOUNT),
    optional("primaryCiIncurredFee", &AMOUNT),
    optional("idBundle", &TEXT_70),
    optional("idCiBundle", &TEXT_70),
    Particle::Group(&RECEIPT_TAIL),
]);

/// `paSendRTReq`.
pub(crate) static SEND_RT_REQUEST: Type = Type::Sequence(&[Particle::Group(&ADDRESSED_TO), one("receipt", &RECEIPT)]);

/// `paSendRTV2Request`.
pub(crate) static SEND_RT_V2_REQUEST: Type = Type::Sequence(&[Particle::Group(&ADDRESSED_TO), one("receipt", &RECEIPT_V2)]);

/// `paSendRTRes` and `paSendRTV2Response`.
pub(crate) static SEND_RT_RESPONSE: Type = Type::Sequence(&[Particle::Group(&RESPONSE)]);

/// `paDemandPaymentNoticeRequest`.
pub(crate) static DEMAND_REQUEST: Type = Type::Sequence(&[
    Particle::Group(&ADDRESSED_TO),
    one("idServizio", &TEXT_5),
    one("idSoggettoServizio", &TEXT_5),
    one("datiSpecificiServizioRequest", &BASE64),
]);

/// `paDemandPaymentNoticeResponse`.
pub(crate) static DEMAND_RESPONSE: Type = Type::Sequence(&[
    Particle::Group(&RESPONSE),
    optional("qrCode", &QR_CODE),
    optional("paymentList", &PAYMENT_LIST),
    optional("paymentDescription", &TEXT_140),
    optional("fiscalCodePA", &FISCAL_CODE_PA),
    optional("companyName", &TEXT_140),
    optional("officeName", &TEXT_140),
]);
