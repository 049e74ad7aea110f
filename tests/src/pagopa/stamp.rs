//! The digital revenue stamp that a provider sells: an XML document bound to the hash of the citizen's document. Its
//! signature is a placeholder, valid for the schema and for nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::amount::Cents;
use super::receipt::Receipt;

/// `MBDAttachment`: the stamp's XML in base64.
pub(crate) fn attachment(receipt: &Receipt, amount: Cents, document_hash: &str) -> String {
    BASE64.encode(stamp(receipt, amount, document_hash))
}

fn stamp(receipt: &Receipt, amount: Cents, document_hash: &str) -> String {
    let psp = &receipt.psp;
    let bought_at = receipt.paid_at.with_timezone(&chrono_tz::Europe::Rome).format("%Y-%m-%dT%H:%M:%S%.3f%:z");
    // The stamp's own number: fourteen digits that follow from the receipt, so that it is the same on every delivery.
    let number = receipt.id.bytes().fold(0_u64, |sum, byte| (sum * 31 + u64::from(byte)) % 100_000_000_000_000);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <marcaDaBollo xmlns=\"http://www.agenziaentrate.gov.it/2014/MarcaDaBollo\" \
         xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
         <PSP><CodiceFiscale>{}</CodiceFiscale><Denominazione>{}</Denominazione></PSP>\
         <IUBD>{number:014}</IUBD><OraAcquisto>{bought_at}</OraAcquisto><Importo>{amount}</Importo>\
         <TipoBollo>01</TipoBollo><ImprontaDocumento>\
         <DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
         <ds:DigestValue>{document_hash}</ds:DigestValue></ImprontaDocumento>\
         <ds:Signature><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>\
         <ds:Reference URI=\"\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
         <ds:DigestValue>{document_hash}</ds:DigestValue></ds:Reference></ds:SignedInfo>\
         <ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature></marcaDaBollo>",
        psp.fiscal_code, psp.name
    )
}
