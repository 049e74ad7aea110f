//! Writing the Node's requests.

use super::envelope::wrap;
use super::operation::Operation;
use super::xml::Xml;
use crate::pagopa::amount::Cents;
use crate::pagopa::payment_data::{Destination, Subject, Transfer};
use crate::pagopa::receipt::Receipt;

/// To whom a request is addressed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Addressee<'a> {
    /// The creditor institution, which for a receipt may be a secondary one.
    pub(crate) creditor: &'a str,
    pub(crate) broker: &'a str,
    pub(crate) station: &'a str,
}

impl Addressee<'_> {
    fn write(self, xml: &mut Xml) {
        xml.text("idPA", self.creditor).text("idBrokerPA", self.broker).text("idStation", self.station);
    }
}

/// `paVerifyPaymentNotice`.
pub(crate) fn verify(to: Addressee<'_>, notice: &str) -> String {
    let mut xml = Xml::default();
    to.write(&mut xml);
    qr_code(&mut xml, to.creditor, notice);
    wrap(Operation::Verify.request_root(), xml)
}

/// `paGetPayment` in either version; what is absent is left out.
pub(crate) fn get_payment(
    operation: Operation,
    to: Addressee<'_>,
    notice: &str,
    amount: Option<Cents>,
    payment_note: Option<&str>,
    transfer_type: Option<&str>,
) -> String {
    let mut xml = Xml::default();
    to.write(&mut xml);
    qr_code(&mut xml, to.creditor, notice);
    xml.optional("amount", amount.map(|amount| amount.to_string()).as_deref());
    xml.optional("paymentNote", payment_note).optional("transferType", transfer_type);
    wrap(operation.request_root(), xml)
}

/// `paDemandPaymentNotice`; `data` is base64.
pub(crate) fn demand(to: Addressee<'_>, service: &str, service_subject: &str, data: &str) -> String {
    let mut xml = Xml::default();
    to.write(&mut xml);
    xml.text("idServizio", service).text("idSoggettoServizio", service_subject);
    xml.text("datiSpecificiServizioRequest", data);
    wrap(Operation::Demand.request_root(), xml)
}

fn qr_code(xml: &mut Xml, creditor: &str, notice: &str) {
    xml.nested("qrCode", |xml| {
        xml.text("fiscalCode", creditor).text("noticeNumber", notice);
    });
}

/// A receipt on its way to one station.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReceiptMessage<'a> {
    pub(crate) operation: Operation,
    pub(crate) to: Addressee<'a>,
    pub(crate) receipt: &'a Receipt,
}

/// `paSendRT` or `paSendRTV2`.
pub(crate) fn send_receipt(message: ReceiptMessage<'_>) -> String {
    let second_version = message.operation == Operation::SendRtV2;
    let mut xml = Xml::default();
    message.to.write(&mut xml);
    xml.nested("receipt", |xml| {
        write_head(xml, message.receipt);
        xml.nested("transferList", |xml| {
            for transfer in &message.receipt.transfers {
                xml.nested("transfer", |xml| write_transfer(xml, transfer, message.receipt, second_version));
            }
        });
        write_psp(xml, message.receipt);
        write_tail(xml, message.receipt, second_version);
    });
    wrap(message.operation.request_root(), xml)
}

fn write_head(xml: &mut Xml, receipt: &Receipt) {
    xml.text("receiptId", &receipt.id).text("noticeNumber", &receipt.notice);
    xml.text("fiscalCode", &receipt.creditor).text("outcome", "OK");
    xml.text("creditorReferenceId", &receipt.iuv).text("paymentAmount", &receipt.amount.to_string());
    xml.text("description", &receipt.description).text("companyName", &receipt.company_name);
    xml.optional("officeName", receipt.office_name.as_deref());
    xml.nested("debtor", |xml| write_subject(xml, &receipt.debtor));
}

fn write_subject(xml: &mut Xml, subject: &Subject) {
    xml.nested("uniqueIdentifier", |xml| {
        xml.text("entityUniqueIdentifierType", &subject.kind);
        xml.text("entityUniqueIdentifierValue", &subject.code);
    });
    xml.text("fullName", &subject.full_name);
    for (name, value) in &subject.details {
        xml.text(name, value);
    }
}

fn write_transfer(xml: &mut Xml, transfer: &Transfer, receipt: &Receipt, second_version: bool) {
    xml.text("idTransfer", &transfer.id.to_string()).text("transferAmount", &transfer.amount.to_string());
    xml.text("fiscalCodePA", &transfer.creditor);
    if second_version {
        xml.optional("companyName", transfer.company_name.as_deref());
    }
    match &transfer.destination {
        Destination::Iban(iban) => xml.text("IBAN", iban),
        Destination::Stamp { document_hash, .. } => {
            xml.text("MBDAttachment", &crate::pagopa::stamp::attachment(receipt, transfer.amount, document_hash))
        }
    };
    xml.text("remittanceInformation", &transfer.remittance).text("transferCategory", &transfer.category);
    write_metadata(xml, &transfer.metadata);
}

fn write_metadata(xml: &mut Xml, metadata: &[(String, String)]) {
    if metadata.is_empty() {
        return;
    }
    xml.nested("metadata", |xml| {
        for (key, value) in metadata {
            xml.nested("mapEntry", |xml| {
                xml.text("key", key).text("value", value);
            });
        }
    });
}

fn write_psp(xml: &mut Xml, receipt: &Receipt) {
    let psp = &receipt.psp;
    xml.text("idPSP", &psp.id).text("pspFiscalCode", &psp.fiscal_code).text("pspPartitaIVA", &psp.fiscal_code);
    xml.text("PSPCompanyName", &psp.name).text("idChannel", &psp.channel).text("channelDescription", &receipt.channel);
    if let Some(payer) = &receipt.payer {
        xml.nested("payer", |xml| write_subject(xml, payer));
    }
    xml.text("paymentMethod", &receipt.method);
}

fn write_tail(xml: &mut Xml, receipt: &Receipt, second_version: bool) {
    if second_version {
        xml.optional("paymentNote", receipt.payment_note.as_deref());
    }
    xml.text("fee", &receipt.fee.to_string());
    if second_version {
        xml.text("primaryCiIncurredFee", "0.00");
    }
    let paid_at = receipt.paid_at.with_timezone(&chrono_tz::Europe::Rome).naive_local();
    xml.text("paymentDateTime", &paid_at.format("%Y-%m-%dT%H:%M:%S").to_string());
    xml.text("applicationDate", &paid_at.date().to_string());
    xml.text("transferDate", &receipt.transfer_date.to_string());
    write_metadata(xml, &receipt.metadata);
    if receipt.stand_in {
        xml.text("standIn", "true");
    }
}
