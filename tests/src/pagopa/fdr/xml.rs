//! The older XML form of a flow (`FlussoRiversamento`), for archives. Here every element is in the namespace.

use super::flow::{Flow, FlowRow};
use crate::pagopa::soap::xml::Xml;

impl Flow {
    /// The flow as `FlussoRiversamento`.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut xml = Xml::default();
        xml.text("pay_i:versioneOggetto", "1.0").text("pay_i:identificativoFlusso", &self.fdr);
        let compiled = self.flow_date.with_timezone(&chrono_tz::Europe::Rome).format("%Y-%m-%dT%H:%M:%S");
        xml.text("pay_i:dataOraFlusso", &compiled.to_string());
        xml.text("pay_i:identificativoUnivocoRegolamento", &self.regulation);
        xml.text("pay_i:dataRegolamento", &self.regulation_date.to_string());
        xml.nested("pay_i:istitutoMittente", |xml| {
            institution(xml, "pay_i:identificativoUnivocoMittente", "A", &self.psp.id);
            xml.text("pay_i:denominazioneMittente", &self.psp.name);
        });
        xml.nested("pay_i:istitutoRicevente", |xml| {
            institution(xml, "pay_i:identificativoUnivocoRicevente", "G", &self.creditor);
            xml.text("pay_i:denominazioneRicevente", &self.creditor_name);
        });
        xml.text("pay_i:numeroTotalePagamenti", &self.rows.len().to_string());
        xml.text("pay_i:importoTotalePagamenti", &self.sum().to_string());
        for row in &self.rows {
            xml.nested("pay_i:datiSingoliPagamenti", |xml| payment(xml, row));
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<pay_i:FlussoRiversamento \
             xmlns:pay_i=\"http://www.digitpa.gov.it/schemas/2011/Pagamenti/\">{}</pay_i:FlussoRiversamento>\n",
            xml.into_text()
        )
    }
}

fn institution(xml: &mut Xml, element: &str, kind: &str, code: &str) {
    xml.nested(element, |xml| {
        xml.text("pay_i:tipoIdentificativoUnivoco", kind).text("pay_i:codiceIdentificativoUnivoco", code);
    });
}

fn payment(xml: &mut Xml, row: &FlowRow) {
    xml.text("pay_i:identificativoUnivocoVersamento", &row.iuv);
    xml.text("pay_i:identificativoUnivocoRiscossione", &row.iur);
    xml.text("pay_i:indiceDatiSingoloPagamento", &row.id_transfer.to_string());
    xml.text("pay_i:singoloImportoPagato", &row.amount.to_string());
    xml.text("pay_i:codiceEsitoSingoloPagamento", &row.code.number().to_string());
    xml.text("pay_i:dataEsitoSingoloPagamento", &row.pay_date.to_string());
}
