//! What the Node sends.

use tests::measure::debts::Debt;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" \
xmlns:p=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\"><soapenv:Header/><soapenv:Body>";
const IDS: &str = "<idPA>99999000104</idPA><idBrokerPA>99999000401</idBrokerPA><idStation>99999000401_01</idStation>";
const TAIL: &str = "</soapenv:Body></soapenv:Envelope>";

pub(crate) struct Messages<'a> {
    debts: &'a [Debt],
}

impl<'a> Messages<'a> {
    pub(crate) fn new(debts: &'a [Debt]) -> Self {
        Self { debts }
    }

    /// In turn a verification and an activation, wandering through the debts.
    pub(crate) fn question(&self, number: usize) -> String {
        let qr_code = qr_code(&self.debt(number / 2).nav);
        if number.is_multiple_of(2) {
            return format!("{HEAD}<p:paVerifyPaymentNoticeReq>{IDS}{qr_code}</p:paVerifyPaymentNoticeReq>{TAIL}");
        }
        format!(
            "{HEAD}<p:paGetPaymentV2Request>{IDS}{qr_code}<amount>59.80</amount><transferType>PAGOPA</transferType>\
             </p:paGetPaymentV2Request>{TAIL}"
        )
    }

    /// A receipt like no other before.
    pub(crate) fn receipt(&self, number: usize) -> String {
        let Debt { nav, debtor, .. } = self.debt(number);
        let iuv = &nav[1..];
        let subject = format!(
            "<uniqueIdentifier><entityUniqueIdentifierType>G</entityUniqueIdentifierType><entityUniqueIdentifierValue>{debtor}\
             </entityUniqueIdentifierValue></uniqueIdentifier><fullName>Società di prova</fullName>"
        );
        format!(
            "{HEAD}<p:paSendRTV2Request>{IDS}<receipt><receiptId>{number:032x}</receiptId><noticeNumber>{nav}</noticeNumber>\
             <fiscalCode>99999000104</fiscalCode><outcome>OK</outcome><creditorReferenceId>{iuv}</creditorReferenceId>\
             <paymentAmount>59.80</paymentAmount><description>Refezione scolastica ottobre 2026</description>\
             <companyName>Comune di Borgoesempio</companyName><debtor>{subject}</debtor><transferList><transfer>\
             <idTransfer>1</idTransfer><transferAmount>59.80</transferAmount><fiscalCodePA>99999000104</fiscalCodePA>\
             <companyName>Comune di Borgoesempio</companyName><IBAN>IT20F9999999998000000000017</IBAN>\
             <remittanceInformation>/RFB/{iuv}/59.80</remittanceInformation><transferCategory>9/0107101TS/</transferCategory>\
             </transfer></transferList><idPSP>ABI99999</idPSP><pspFiscalCode>99999000302</pspFiscalCode>\
             <PSPCompanyName>Banca di Prova S.p.A.</PSPCompanyName><idChannel>99999000302_01</idChannel>\
             <channelDescription>app</channelDescription><payer>{subject}</payer><paymentMethod>creditCard</paymentMethod>\
             <fee>1.00</fee><paymentDateTime>2026-10-20T10:15:30</paymentDateTime><applicationDate>2026-10-20</applicationDate>\
             <transferDate>2026-10-21</transferDate></receipt></p:paSendRTV2Request>{TAIL}"
        )
    }

    /// The question that needs no database.
    pub(crate) fn probe(&self) -> String {
        format!("{HEAD}<p:paVerifyPaymentNoticeReq>{IDS}{}</p:paVerifyPaymentNoticeReq>{TAIL}", qr_code("000000000000000000"))
    }

    /// Not in the order they were made, so that neighbours in the database are not neighbours in time.
    fn debt(&self, number: usize) -> &Debt {
        &self.debts[number.wrapping_mul(2_654_435_761) % self.debts.len()]
    }
}

fn qr_code(nav: &str) -> String {
    format!("<qrCode><fiscalCode>99999000104</fiscalCode><noticeNumber>{nav}</noticeNumber></qrCode>")
}
