//! Every kind of field, by the rules the manuals show.

use serde_json::json;

use super::super::Value;
use super::{GOOD, accepted, and, but, fine, read, refused, today, typed, with_amount, with_field};
use crate::Cents;
use crate::service::{Asker, Tongue};
use crate::specimen::day;

#[test]
fn s4_09_a_fine_is_understood_as_it_was_typed() {
    let drafted = accepted(&read(&fine()), &typed(&GOOD));
    assert_eq!(drafted.amount, Cents::new(4_200));
    assert_eq!(drafted.description.as_str(), "Verbale n. V/1234/2026 del 01/02/2026");
    assert_eq!(drafted.debtor.person.full_name.as_str(), "Mario Rossi");
    assert_eq!(drafted.debtor.email.unwrap().as_str(), "mario.rossi@example.test");
    let values: Vec<String> = drafted.answers.iter().map(|answer| answer.value.to_string()).collect();
    assert_eq!(
        values,
        ["42,00", "Mario Rossi", "RSSMRA80A01H501U", "V/1234/2026", "01/02/2026", "AB123CD", "mario.rossi@example.test"]
    );
}

#[test]
fn s0_35_every_empty_field_is_named() {
    let problems = refused(&read(&fine()), &[]);
    let expected: Vec<(String, &str)> = GOOD.iter().map(|(key, _)| ((*key).to_owned(), "form.required")).collect();
    assert_eq!(problems, expected);
    assert_eq!(refused(&read(&fine()), &but("importo", " \t ")), [("importo".to_owned(), "form.required")]);
}

#[test]
fn s4_09_days_are_written_as_people_or_machines_do() {
    let day_of = |text: &str| match &accepted(&read(&fine()), &but("data_verbale", text)).answers[4].value {
        Value::Date(day) => *day,
        other => panic!("{other}"),
    };
    for text in ["01/02/2026", "1/2/2026", "2026-02-01", " 01/02/2026 "] {
        assert_eq!(day_of(text), day("2026-02-01"), "{text}");
    }
    assert_eq!(day_of("29/02/2024"), day("2024-02-29"));
    for text in [
        "2026/02/01",
        "01-02-2026",
        "31/02/2026",
        "29/02/2026",
        "01/13/2026",
        "1/2/26",
        "01/02/02026",
        "+1/02/2026",
        "2026-2-1",
        "oggi",
        "01/02",
        "01/02/2026/1",
        "01/02/1899",
        "٠١/٠٢/٢٠٢٦",
        "2026-02-01T00:00",
        "/",
        "--",
        "-",
        "0/0/0000",
    ] {
        assert_eq!(refused(&read(&fine()), &but("data_verbale", text)), [("data_verbale".to_owned(), "form.date")], "{text}");
    }
    assert_eq!(refused(&read(&fine()), &but("data_verbale", "16/06/2026")), [("data_verbale".to_owned(), "form.date_future")]);
    assert_eq!(day_of("15/06/2026"), today());
    let later = with_field(&json!({ "date": { "when": "future" } }));
    assert_eq!(refused(&later, &and("14/06/2026")), [("campo".to_owned(), "form.date_past")]);
    accepted(&later, &and("15/06/2026"));
}

#[test]
fn s4_09_plates_of_every_country_are_taken_and_nothing_else() {
    for (text, plate) in [("AB123CD", "AB123CD"), ("ab 123 cd", "AB123CD"), ("X4-B7K2", "X4B7K2"), ("ROMA 12345A", "ROMA12345A")]
    {
        let drafted = accepted(&read(&fine()), &but("targa", text));
        assert_eq!(drafted.answers[5].value.to_string(), plate);
    }
    for text in ["TARGA", "A", "AB12345678901", "AB123CÐ", "AB_123", "<b>1</b>", "１２３"] {
        assert_eq!(refused(&read(&fine()), &but("targa", text)), [("targa".to_owned(), "form.plate")], "{text}");
    }
}

#[test]
fn s4_10_the_instalment_is_a_month() {
    let month = with_field(&json!("month"));
    for (text, shown) in [("03", "03"), ("3", "03"), ("12", "12"), (" 1 ", "01")] {
        let drafted = accepted(&month, &and(text));
        assert_eq!(drafted.answers.iter().find(|answer| answer.key.as_str() == "campo").unwrap().value.to_string(), shown);
    }
    for text in ["00", "13", "003", "-1", "marzo", "1.0", "٣"] {
        assert_eq!(refused(&month, &and(text)), [("campo".to_owned(), "form.month")], "{text}");
    }
}

#[test]
fn e2_amounts_are_whole_cents_within_the_bounds_of_the_service() {
    let any = read(&fine());
    for (text, rule) in [
        ("0", "money.not_positive"),
        ("000", "money.not_positive"),
        ("100000000000", "money.too_large"),
        ("99999999999999999999999", "money.too_large"),
        ("-1", "form.cents"),
        ("+1", "form.cents"),
        ("25,00", "form.cents"),
        ("25.00", "form.cents"),
        ("1e3", "form.cents"),
        ("1 000", "form.cents"),
        ("٤٢", "form.cents"),
        ("NaN", "form.cents"),
    ] {
        assert_eq!(refused(&any, &but("importo", text)), [("importo".to_owned(), rule)], "{text}");
    }
    assert_eq!(accepted(&any, &but("importo", "99999999999")).amount, Cents::MAX_PAYMENT);
    let bounded = with_amount(&json!({ "amount": { "minimum": 500, "maximum": 10_000, "multiple_of": 250 } }));
    for (text, rule) in [("250", "form.minimum"), ("10250", "form.maximum"), ("501", "form.multiple")] {
        assert_eq!(refused(&bounded, &but("importo", text)), [("importo".to_owned(), rule)], "{text}");
    }
    accepted(&bounded, &but("importo", "10000"));
    let fixed = with_amount(&json!({ "amount": { "fixed": [1_600, 5_000] } }));
    assert_eq!(refused(&fixed, &but("importo", "1601")), [("importo".to_owned(), "form.fixed")]);
    accepted(&fixed, &but("importo", "1600"));
}

#[test]
fn s0_36_blocks_are_counted_and_multiplied() {
    let blocks = with_amount(&json!({ "blocks": { "price": 2_500, "maximum": 4 } }));
    assert_eq!(accepted(&blocks, &but("importo", "3")).amount, Cents::new(7_500));
    for text in ["0", "5", "-1", "1,5", "65536", "due"] {
        assert_eq!(refused(&blocks, &but("importo", text)), [("importo".to_owned(), "form.quantity")], "{text}");
    }
}

#[test]
fn texts_keep_their_length_and_pattern() {
    let text = with_field(&json!({ "text": { "minimum": 3, "maximum": 5, "pattern": "[A-Z]+|caffè" } }));
    for (typed, rule) in [
        ("AB", "form.too_short"),
        ("ABCDEF", "form.too_long"),
        ("ABcD", "form.pattern"),
        ("A\u{202e}BC", "text.forbidden_character"),
    ] {
        assert_eq!(refused(&text, &and(typed)), [("campo".to_owned(), rule)], "{typed}");
    }
    assert_eq!(refused(&text, &and(&"A".repeat(10_000))), [("campo".to_owned(), "form.too_long")]);
    for typed in ["ABC", "  ABCDE ", "caffe\u{300}"] {
        accepted(&text, &and(typed));
    }
}

#[test]
fn choices_and_tax_codes_of_others_are_read_too() {
    let sizes =
        json!([{ "value": "m", "label": { "it": "Media", "de": "Mittel" } }, { "value": "l", "label": { "it": "Grande" } }]);
    let choice = with_field(&json!({ "choice": { "options": sizes } }));
    assert_eq!(refused(&choice, &and("M")), [("campo".to_owned(), "form.choice")]);
    accepted(&choice, &and("m"));
    let child = with_field(&json!("tax_code"));
    for (typed, rule) in
        [("RSSMRA80A01H501X", "fiscal_code.check_letter"), ("123", "tax_code.length"), ("anonimo", "form.anonymous")]
    {
        assert_eq!(refused(&child, &and(typed)), [("campo".to_owned(), rule)], "{typed}");
    }
    accepted(&child, &and("bnclcu85m41f205t"));
    let mut json = fine();
    json["form"][5] = json!({ "key": "taglia", "kind": { "choice": { "options": sizes } }, "label": { "it": "Taglia" } });
    json["subject"] = json!("Sacchi, taglia {taglia}: {importo} euro");
    let mut answers = but("taglia", "m");
    answers.retain(|answer| answer.key != "targa");
    assert_eq!(accepted(&read(&json), &answers).description.as_str(), "Sacchi, taglia Media: 42,00 euro");
}

#[test]
fn optional_fields_may_stay_empty_and_unknown_ones_are_refused() {
    let definition = with_field(&json!("month"));
    assert_eq!(accepted(&definition, &and("")).answers.len(), 6);
    assert_eq!(refused(&read(&fine()), &but("stato", "pagato")), [("stato".to_owned(), "form.unknown")]);
    let mut twice = typed(&GOOD);
    twice.extend(typed(&[("importo", "1")]));
    assert_eq!(refused(&read(&fine()), &twice), [("importo".to_owned(), "form.twice")]);
    let long = "k".repeat(1_000);
    assert_eq!(refused(&read(&fine()), &but(&long, "x"))[0].0.len(), 40);
}

#[test]
fn the_causale_never_says_who_somebody_is() {
    for text in ["Per MARIO ROSSI", "x RSSMRA80A01H501U", "v. anna@b.it.", "(BNCLCU85M41F205T)"] {
        let mut json = fine();
        json["form"][3]["kind"] = json!({ "text": {} });
        let problems = refused(&read(&json), &but("numero_verbale", text));
        assert_eq!(problems, [("numero_verbale".to_owned(), "form.personal")], "{text}");
    }
    accepted(&read(&fine()), &but("numero_verbale", "Rossi 12345678901"));
}

#[test]
fn words_are_read_in_the_language_asked_for_or_in_italian() {
    let definition = read(&fine());
    let name = |tongue| definition.name.in_tongue(tongue).unwrap().to_string();
    assert_eq!((name(Tongue::De), name(Tongue::Sl)), ("Bußgeld".to_owned(), "Contravvenzione".to_owned()));
    assert_eq!(definition.instructions.in_tongue(Tongue::It), None);
    assert_eq!(definition.filled_in(&definition.form.fields()[1], Asker::default()), None);
}
