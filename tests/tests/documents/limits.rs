//! At a limit a notice is printed whole; one more and the field is named.

use api::documents::{DocumentError, Language, Logo, NoticeDocument, PaymentPlan, Rule, notice};
use domain::Cents;
use sha2::{Digest, Sha256};

use crate::codes::assert_codes;
use crate::paper::Paper;
use crate::{raster, samples};

/// A change of one field.
type Change = fn(&mut NoticeDocument);

fn refused(model: &NoticeDocument) -> Vec<(String, Rule)> {
    match notice(model) {
        Err(DocumentError::Refused(refusals)) => refusals.into_iter().map(|refusal| (refusal.field, refusal.rule)).collect(),
        other => panic!("refused, not {:?}", other.map(|bytes| bytes.len())),
    }
}

#[test]
fn s2_08_one_more_than_the_limit_is_refused_by_name() {
    let cases: [(&str, Rule, Change); 10] = [
        ("subject", Rule::AtMost { limit: 90, found: 91 }, |model| model.subject = samples::words(91)),
        ("creditor.name", Rule::AtMost { limit: 100, found: 101 }, |model| model.creditor.name = samples::words(101)),
        ("creditor.office", Rule::AtMost { limit: 50, found: 51 }, |model| model.creditor.office = samples::words(51)),
        ("creditor.contacts", Rule::AtMost { limit: 100, found: 101 }, |model| {
            model.creditor.contacts = samples::words(101);
        }),
        ("recipient.name", Rule::AtMost { limit: 70, found: 71 }, |model| model.recipient.name = samples::words(71)),
        ("recipient.address", Rule::AtMost { limit: 140, found: 141 }, |model| {
            model.recipient.address = [samples::words(71), samples::words(70)];
        }),
        ("postal.holder", Rule::AtMost { limit: 50, found: 51 }, |model| {
            model.postal.as_mut().unwrap().holder = samples::words(51);
        }),
        ("postal.number", Rule::Form("1 to 12 digits"), |model| {
            model.postal.as_mut().unwrap().number = "1234567890123".to_owned();
        }),
        ("amount", Rule::Amount { limit: 99_999_999_999 }, |model| {
            model.plan = PaymentPlan::Single(samples::payable(1, 100_000_000_000, None));
        }),
        ("amount", Rule::Amount { limit: 99_999_999_999 }, |model| {
            model.plan = PaymentPlan::Single(samples::payable(1, 0, None));
        }),
    ];
    for (field, rule, change) in cases {
        let mut model = samples::with_slip(samples::single());
        change(&mut model);
        assert_eq!(refused(&model), vec![(field.to_owned(), rule)]);
    }
}

#[test]
fn s2_08_wrong_forms_and_empty_fields_are_refused_by_name() {
    let cases: [(&str, Change); 9] = [
        ("subject", |model| model.subject = "  ".to_owned()),
        ("creditor.name", |model| model.creditor.name = String::new()),
        ("recipient.name", |model| model.recipient.name = String::new()),
        ("creditor.tax_code", |model| model.creditor.tax_code = "1234".to_owned()),
        ("creditor.cbill", |model| model.creditor.cbill = Some("ab12".to_owned())),
        ("recipient.tax_code", |model| model.recipient.tax_code = Some("rssmra80a01h501u".to_owned())),
        ("postal.authorisation", |model| model.postal.as_mut().unwrap().authorisation = String::new()),
        ("instalments", |model| model.plan = samples::instalments(1).plan),
        ("instalments", |model| model.plan = samples::instalments(13).plan),
    ];
    for (field, change) in cases {
        let mut model = samples::with_slip(samples::single());
        change(&mut model);
        let refused = refused(&model);
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert_eq!(refused[0].0, field);
    }
}

#[test]
fn s2_08_all_refused_fields_are_named_at_once() {
    let mut model = samples::instalments(3);
    model.subject = samples::words(91);
    model.recipient.name = samples::words(71);
    if let PaymentPlan::Instalments { instalments, .. } = &mut model.plan {
        instalments[1].amount = Cents::new(-1);
    }
    let refused = notice(&model).unwrap_err().to_string();
    assert_eq!(
        refused,
        "document refused: subject at most 90 characters, 91 given; recipient.name at most 70 characters, 71 given; \
         instalments[1].amount must be 1 to 99999999999 cents"
    );
}

#[test]
fn s2_08_smallest_and_largest_amount_are_printed_and_coded() {
    for (cents, printed) in [(1, "0,01 Euro"), (99_999_999_999, "999.999.999,99 Euro"), (1_999, "19,99 Euro")] {
        let mut model = samples::with_slip(samples::single());
        model.plan = PaymentPlan::Single(samples::payable(19, cents, None));
        assert_codes(printed, &model);
        assert!(Paper::read(&notice(&model).unwrap()).text().contains(printed));
    }
}

#[test]
fn s2_08_names_keep_every_letter() {
    let names = [
        "Niccolò D’Agostino di Forlì",
        "Jürgen Groß-Öttingen",
        "Žiga Šuštaršič Čermak",
        "Łukasz Wałęsa Dvořák",
        "Ștefan Țîrlea",
        "Zoë d'Àvila Müller",
    ];
    for name in names {
        let mut model = samples::with_slip(samples::single());
        model.recipient.name = name.to_owned();
        model.subject = format!("Causale di {name}");
        assert_codes(name, &model);
        let paper = Paper::read(&notice(&model).unwrap());
        assert_eq!(paper.piece(name).x.round(), 114.0, "{name}");
        assert_eq!(paper.pieces.iter().filter(|piece| piece.text.contains(name)).count(), 6, "{name}");
    }
}

#[test]
fn s2_08_text_no_face_has_is_printed_as_near_as_can_be() {
    let mut model = samples::with_slip(samples::single());
    model.recipient.name = "Nguye\u{302}\u{303}n  \t名 Ọmọ\u{0}".to_owned();
    assert_codes("folded", &model);
    assert!(Paper::read(&notice(&model).unwrap()).text().contains("Nguyen ? Omo"));
}

#[test]
fn s2_08_without_a_date_the_title_asks_only_how_much() {
    let mut model = samples::with_slip(samples::single());
    model.plan = PaymentPlan::Single(samples::payable(18, 150_000, None));
    let text = Paper::read(&notice(&model).unwrap()).text();
    assert!(text.contains("QUANTO PAGARE?"));
    assert!(!text.contains("entro"));
    assert_eq!(text.matches("Rata unica\n").count(), 2, "{text}");
}

#[test]
fn s2_08_a_logo_keeps_its_shape_in_the_corner() {
    let png = |width: u32, height: u32| {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgba);
        let pixels = [0, 80, 0, 255].repeat((width * height) as usize);
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        bytes
    };
    let shapes = [((300, 300), [170.1, 10.1, 29.9, 29.9]), ((600, 150), [170.1, 10.1, 29.9, 7.475])];
    for ((width, height), bounds) in shapes {
        let mut model = samples::with_slip(samples::instalments(2));
        model.creditor.logo = Some(Logo::from_png(&png(width, height)).unwrap());
        let bytes = notice(&model).unwrap();
        let figure = &Paper::read(&bytes).figures()[0];
        assert_eq!(figure.words, "Logo: Comune di Borgoesempio");
        for (found, expected) in figure.bounds.into_iter().zip(bounds) {
            assert!((found - expected).abs() < 0.02, "{figure:?}");
        }
        for page in raster::pages(&bytes) {
            assert!(page.ink([bounds[0] + 1.0, 11.0, 27.0, bounds[3] - 2.0]) > 0.99);
        }
        assert_codes("logo", &model);
    }
    assert!(matches!(Logo::from_png(b"GIF89a"), Err(DocumentError::Logo(_))));
    assert!(matches!(Logo::from_png(&png(2000, 10)), Err(DocumentError::Logo(_))));
}

#[test]
fn s0_26_the_printed_notice_says_number_amount_and_date_in_every_language() {
    let languages = [
        (Language::Italian, "1.020,99 Euro", "Destinatario"),
        (Language::English, "1,020.99 Euro", "Recipient"),
        (Language::German, "1.020,99 Euro", "Empfänger"),
        (Language::French, "1.020,99 Euros", "Destinataire"),
        (Language::Slovene, "1.020,99 EUR", "Prejemnik"),
    ];
    for (language, amount, recipient) in languages {
        let mut model = NoticeDocument { language, ..samples::with_slip(samples::single()) };
        let due_date = Some(samples::day(2026, 11, 30));
        model.plan = PaymentPlan::Single(samples::payable(20, 102_099, due_date));
        assert_codes(language.tag(), &model);
        let text = Paper::read(&notice(&model).unwrap()).text();
        for printed in [amount, recipient, "30/11/2026", "3022 6000 0000 0020 39"] {
            assert!(text.contains(printed), "{printed} in {text}");
        }
    }
}

#[test]
fn s0_26_the_same_notice_is_the_same_bytes() {
    for (name, model) in samples::models() {
        let digest = |model: &NoticeDocument| Sha256::digest(notice(model).unwrap());
        assert_eq!(digest(&model), digest(&model.clone()), "{name}");
        let mut other = model.clone();
        other.recipient.name.push('a');
        assert_ne!(digest(&model), digest(&other), "{name}");
    }
}

#[test]
fn s0_26_text_is_read_in_the_order_of_the_page() {
    let text = Paper::read(&notice(&samples::with_slip(samples::single())).unwrap()).text();
    let order = [
        "AVVISO DI PAGAMENTO",
        "Refezione scolastica",
        "ENTE CREDITORE",
        "99999000104",
        "Comune di Borgoesempio",
        "Ufficio",
        "DESTINATARIO",
        "RSSMRA80A01H501U",
        "Mario Rossi",
        "Via dei Collaudi",
        "QUANTO E QUANDO PAGARE?",
        "Importo",
        "59,80 Euro",
        "entro il",
        "30/11/2026",
        "In fase di pagamento",
        "DOVE PAGARE?",
        "PAGA CON",
        "PAGA SUL TERRITORIO",
        "DATI PER IL PAGAMENTO",
        "Rata unica entro il",
        "Inquadra il",
        "Destinatario\n",
        "Mario Rossi",
        "Ente creditore",
        "Oggetto del pagamento",
        "Euro\n",
        "59,80",
        "Cod. CBILL",
        "A1B2C",
        "Cod. Avviso",
        "3022 6000 0000 0017 36",
        "Cod. Fiscale Ente",
        "BOLLETTINO POSTALE PA",
        "sul C/C n.",
        "000099990001",
        "Intestato a",
        "Destinatario",
        "Oggetto pagamento",
        "Cod. Avviso",
        "P1",
        "Cod. Fiscale Ente Creditore",
    ];
    let mut rest = text.as_str();
    for next in order {
        let found = rest.find(next).unwrap_or_else(|| panic!("{next:?} comes later in\n{text}"));
        rest = &rest[found + next.len()..];
    }
}
