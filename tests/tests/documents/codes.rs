//! Every code of every page of every model is read from the pixels at 150 dpi and says what the position says.

use api::documents::{NoticeDocument, PostalRecord, notice, postal_record, postal_text, qr_text};
use rxing::BarcodeFormat;

use crate::paper::{Figure, Paper};
use crate::raster::{self, Raster};
use crate::samples;

/// The texts of the QR codes a notice must show.
pub(crate) fn expected_qr(notice: &NoticeDocument) -> Vec<String> {
    let payables = samples::printed(notice);
    let tax_code = &notice.creditor.tax_code;
    payables.iter().map(|payable| qr_text(&payable.notice_number, tax_code, payable.amount)).collect()
}

/// The records of the slips a notice must show.
pub(crate) fn expected_records(notice: &NoticeDocument) -> Vec<String> {
    let Some(postal) = &notice.postal else {
        return Vec::new();
    };
    let payables = samples::printed(notice);
    let slips = payables.iter().filter(|payable| payable.amount.as_i64() <= 9_999_999_999);
    let records = slips.map(|payable| {
        postal_record(&PostalRecord {
            notice_number: &payable.notice_number,
            account: &postal.number,
            amount: payable.amount,
            creditor_tax_code: &notice.creditor.tax_code,
            debtor_tax_code: notice.recipient.tax_code.as_deref().unwrap_or(""),
            debtor_name: &postal_text(&notice.recipient.name),
            subject: &postal_text(&notice.subject),
        })
    });
    records.collect()
}

/// Reads all codes of a notice from its pixels.
pub(crate) fn assert_codes(name: &str, model: &NoticeDocument) {
    let bytes = notice(model).unwrap_or_else(|refused| panic!("{name}: {refused}"));
    let paper = Paper::read(&bytes);
    let pages = raster::pages(&bytes);
    let (mut qr, mut records) = (Vec::new(), Vec::new());
    for figure in paper.figures() {
        let page = &pages[figure.page];
        if figure.words.starts_with("QR") {
            qr.push(page.text(&figure, BarcodeFormat::QR_CODE));
            assert_quiet(name, page, &figure);
        } else if figure.words.starts_with("Codice Data Matrix") {
            records.push(page.text(&figure, BarcodeFormat::DATA_MATRIX));
        }
    }
    assert_eq!(qr, expected_qr(model), "{name}");
    assert_eq!(records, expected_records(model), "{name}");
}

fn assert_quiet(name: &str, page: &Raster, code: &Figure) {
    // Four modules of a version 4 symbol.
    let margin = code.bounds[2] / 33.0 * 4.0;
    assert!(page.is_quiet_around(code, margin), "{name}: {} has its margin", code.words);
}

#[test]
fn s2_08_codes_of_every_model_are_read_at_150_dpi() {
    for (name, model) in samples::models() {
        assert_codes(&name, &model);
    }
}

#[test]
fn s2_08_codes_are_read_with_every_field_at_its_limit() {
    for (name, model) in samples::full_models() {
        assert_codes(&name, &model);
    }
}

#[test]
fn s2_08_a_data_matrix_is_there_only_with_a_postal_account() {
    let slips = |model: &NoticeDocument| {
        let figures = Paper::read(&notice(model).unwrap()).figures();
        figures.iter().filter(|figure| figure.words.contains("Data Matrix")).count()
    };
    assert_eq!(slips(&samples::single()), 0);
    assert_eq!(slips(&samples::with_slip(samples::single())), 1);
    // Ten digits of cents is all a slip can say: above, the notice is printed without one.
    assert_eq!(slips(&samples::at_limits(samples::with_slip(samples::single()))), 0);
}
