//! The receipt says everything a citizen needs, marks whose money is whose, and is the same bytes for ever.

use api::documents::{DocumentError, ReceiptDocument, Rule, receipt, receipts};
use domain::Cents;
use sha2::{Digest, Sha256};

use crate::paper::Paper;
use crate::samples;

fn text(document: &ReceiptDocument) -> String {
    Paper::read(&receipt(document).unwrap()).text()
}

#[test]
fn s0_41_receipt_says_all_that_a_citizen_must_find() {
    let text = text(&samples::receipt());
    let printed = [
        "Ricevuta di pagamento",
        "Pagamento eseguito",
        "99999000104",
        "Comune di Borgoesempio",
        "Ufficio Tributi",
        "RSSMRA80A01H501U",
        "Mario Rossi",
        "Versante\nLucia Bianchi\nBNCLCU85B41F205X",
        "Importo pagato\n123,45 €",
        "Data e ora del pagamento\n14 luglio 2026, 19:31:55\nmomento che fa fede per il debitore",
        "Oggetto del pagamento\nTARI 2026, tassa sui rifiuti",
        "Codice Avviso\n3022 6000 0000 0017 36",
        "Identificativo versamento (IUV)\n02260000000001736",
        "Identificativo ricevuta\nc110729d258c4ab1b765fe902aae41d6",
        "Banca d’Esempio S.p.A. · ABI99999",
        "Metodo di pagamento\nCarta di pagamento",
        "Canale\nWISP",
        "Data di addebito (valuta per chi ha pagato)\n14/07/2026",
        "Data di accredito (giorno del versamento all’Ente)\n15/07/2026",
        "Commissione\n1,50 € (applicata da Banca d’Esempio S.p.A., non incassata dall’Ente",
        "Provincia di Esempio · 99999000211",
        "5,00 €",
        "Pagamento accettato dalla piattaforma pagoPA per conto dell’Ente",
        "Documento rilasciato da Comune di Borgoesempio (C.F. 99999000104)",
        "Riferimento dell’Ente: evento 4711.",
        "Modello quietanza-ricevuta-1.",
    ];
    for words in printed {
        assert!(text.contains(words), "{words:?} in\n{text}");
    }
}

#[test]
fn s0_41_receipt_says_where_it_stands_in_the_log() {
    let text = text(&samples::logged_receipt());
    for words in ["Modello quietanza-ricevuta-2.", "Registro degli eventi: n. 4711, impronta", &"5a".repeat(32)] {
        assert!(text.contains(words), "{words:?} in\n{text}");
    }
}

#[test]
fn s0_41_receipt_leaves_out_what_is_not_known() {
    let text = text(&samples::bare_receipt());
    for words in ["Versante", "Commissione", "Data di addebito", "Metodo", "Canale", "BENEFICIARIO", "per conto dell’Ente"] {
        assert!(!text.contains(words), "{words:?} in\n{text}");
    }
    assert!(text.contains("Data e ora di ricezione della ricevuta\n14 luglio 2026, 19:31:55"));
}

#[test]
fn s0_41_the_debtor_is_not_named_twice_as_payer() {
    let mut own = samples::receipt();
    own.payer = Some(own.debtor.clone());
    assert!(!text(&own).contains("Versante"));
}

#[test]
fn s0_41_receipt_is_byte_stable() {
    for (name, document) in samples::receipt_models() {
        let digest = || Sha256::digest(receipt(&document).unwrap());
        assert_eq!(digest(), digest(), "{name}");
    }
    let mut other = samples::receipt();
    other.amount = Cents::new(12_346);
    assert_ne!(receipt(&other).unwrap(), receipt(&samples::receipt()).unwrap());
}

/// The digest of one receipt, so that no change of template, fonts or library goes unnoticed: a receipt printed years later must be
/// the same file. When this fails on purpose, the template has a new version.
#[test]
fn s0_41_receipt_is_the_file_it_always_was() {
    let digest = hex::encode(Sha256::digest(receipt(&samples::receipt()).unwrap()));
    assert_eq!(digest, "f134faa933e75922488bdedc57a882ca7cd4d799255e71f001c993364758346d");
}

#[test]
fn s0_41_refused_fields_are_named() {
    let mut wrong = samples::full_receipt();
    wrong.receipt_id.push('x');
    wrong.transfers.push(wrong.transfers[0].clone());
    wrong.transfers[1].tax_code = "1".to_owned();
    let Err(DocumentError::Refused(refusals)) = receipt(&wrong) else { panic!("refused") };
    let refused: Vec<(&str, &Rule)> = refusals.iter().map(|refusal| (refusal.field.as_str(), &refusal.rule)).collect();
    assert_eq!(
        refused,
        [
            ("receipt_id", &Rule::AtMost { limit: 35, found: 36 }),
            ("transfers", &Rule::Count { least: 1, most: 5 }),
            ("transfers[1].tax_code", &Rule::Form("11 digits")),
        ]
    );
}

#[test]
fn s0_41_nothing_leaves_the_page_or_lies_on_other_text() {
    for (name, document) in samples::receipt_models() {
        let paper = Paper::read(&receipt(&document).unwrap());
        paper.assert_tidy(&name);
    }
}

#[test]
fn s4_04_several_receipts_end_with_their_total() {
    let documents = vec![samples::receipt(), samples::bare_receipt(), samples::receipt()];
    let paper = Paper::read(&receipts(&documents).unwrap());
    assert_eq!(paper.pages.len(), 4);
    paper.assert_tidy("several receipts");
    let text = paper.text();
    assert!(text.contains("Riepilogo delle ricevute"));
    assert!(text.ends_with("Totale\n370,35 €"), "{text}");
    let many = vec![samples::full_receipt(); 30];
    Paper::read(&receipts(&many).unwrap()).assert_tidy("many receipts");
    assert!(matches!(receipts(&[]), Err(DocumentError::Refused(_))));
    assert!(matches!(receipts(&vec![samples::receipt(); 101]), Err(DocumentError::Refused(_))));
}
