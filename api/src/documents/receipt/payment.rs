//! The payment itself, and the words that make the page a receipt.

use super::super::blocks::{LEFT, RIGHT, RIGHT_END, band, band_title, information};
use super::super::canvas::{Canvas, Colour, Frame, Role, Style, Text};
use super::super::form;
use super::super::style::{BODY, CODE_STRONG, LARGE, SMALL, STEP, STRONG, TITLE};
use super::{Logged, PaidAt, Receipt};

/// Room for the attestation.
pub(super) const ATTESTATION: f32 = 30.0;

const COLUMN: f32 = 86.0;

/// Draws the block below `top`. Gives its bottom.
pub(super) fn draw(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    band(canvas, top);
    canvas.group(Role::Sect, |canvas| {
        band_title(canvas, LEFT, top + 2.3, receipt.texts.payment);
        canvas.group(Role::L, |canvas| {
            let below = amount_and_moment(canvas, receipt, top + 14.5);
            let below = subject(canvas, receipt, below);
            divider(canvas, below);
            let below = columns(canvas, receipt, below + 6.0);
            fee(canvas, receipt, below)
        })
    })
}

fn amount_and_moment(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    let (document, texts) = (receipt.document, receipt.texts);
    canvas.group(Role::LI, |canvas| {
        canvas.text(Role::Lbl, LEFT, top, STRONG, texts.amount);
        canvas.text(Role::LBody, LEFT, top + 4.0, LARGE, &receipt.euro(document.amount));
    });
    let (label, meaning) = match document.paid_at {
        PaidAt::Payment(_) => (texts.paid_at, texts.paid_at_meaning),
        PaidAt::Reception(_) => (texts.received_at, texts.received_at_meaning),
    };
    canvas.group(Role::LI, |canvas| {
        canvas.text(Role::Lbl, RIGHT, top, STRONG, label);
        canvas.group(Role::LBody, |canvas| {
            let moment = form::moment(document.paid_at.moment(), texts);
            canvas.fitted(Role::P, Frame::new(RIGHT, top + 4.0, COLUMN, 6.6), LARGE, 1, &moment);
            canvas.text(Role::P, RIGHT, top + 11.2, SMALL.coloured(Colour::SOFT), meaning);
        });
    });
    top + 18.0
}

fn subject(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    canvas.group(Role::LI, |canvas| {
        canvas.text(Role::Lbl, LEFT, top, BODY, receipt.texts.subject);
        let frame = Frame::new(LEFT, top + 3.7, RIGHT_END - LEFT, 4.8);
        canvas.paragraph(Role::LBody, frame, &Text::plain(TITLE, &receipt.document.subject)) + 4.0
    })
}

/// Codes on the left; provider and dates on the right.
fn columns(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    let (document, texts) = (receipt.document, receipt.texts);
    let number = document.notice_number.grouped();
    let codes = [(texts.notice_number, number.as_str()), (texts.iuv, &document.iuv), (texts.receipt_id, &document.receipt_id)];
    let mut left = top;
    for (label, value) in codes {
        left = item(canvas, LEFT, left, label, value, CODE_STRONG, 1.2);
    }
    let mut right = item(canvas, RIGHT, top, texts.psp, &format!("{} · {}", document.psp.name, document.psp.code), STRONG, 0.0);
    for (label, value) in [(texts.method, &document.method), (texts.channel, &document.channel)] {
        if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
            right = item(canvas, RIGHT, right, label, value, STRONG, 0.0);
        }
    }
    let dates = [
        (texts.application_date, document.application_date, texts.application_date_meaning),
        (texts.transfer_date, document.transfer_date, texts.transfer_date_meaning),
    ];
    for (label, date, meaning) in dates {
        if let Some(date) = date {
            right = item(canvas, RIGHT, right, &format!("{label} ({meaning})"), &form::date(date), STRONG, 0.0);
        }
    }
    left.max(right)
}

fn item(canvas: &mut Canvas, x: f32, top: f32, label: &str, value: &str, style: Style, air: f32) -> f32 {
    canvas.group(Role::LI, |canvas| {
        let below = canvas.paragraph(Role::Lbl, Frame::new(x, top, COLUMN, STEP), &Text::plain(BODY, label));
        let frame = Frame::new(x, below - 0.1 + air / 2.0, COLUMN, STEP + air);
        canvas.paragraph(Role::LBody, frame, &Text::plain(style, value)) + 1.8
    })
}

fn fee(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    let Some(fee) = receipt.document.fee.filter(|fee| fee.is_positive()) else {
        return top + 4.0;
    };
    divider(canvas, top + 1.0);
    let value = format!("{} ({})", receipt.euro(fee), receipt.texts.fee_meaning.replace("{psp}", &receipt.document.psp.name));
    canvas.group(Role::LI, |canvas| {
        canvas.text(Role::Lbl, LEFT, top + 6.0, BODY, receipt.texts.fee);
        let frame = Frame::new(LEFT, top + 9.7, RIGHT_END - LEFT, STEP);
        canvas.paragraph(Role::LBody, frame, &Text::plain(STRONG, &value)) + 5.0
    })
}

/// Who issued the document, on what ground; how it was drawn.
pub(super) fn attestation(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) {
    let (document, texts) = (receipt.document, receipt.texts);
    divider(canvas, top);
    canvas.group(Role::Sect, |canvas| {
        let mut below = top + 4.0;
        if document.stand_in {
            information(canvas, LEFT + 0.1, below - 0.5);
            let frame = Frame::new(16.0, below, RIGHT_END - 16.0, STEP);
            below = canvas.paragraph(Role::P, frame, &Text::plain(BODY, texts.stand_in)) + 2.0;
        }
        let issued = texts
            .issued
            .replace("{ente}", &document.creditor.name)
            .replace("{cf}", &document.creditor.tax_code)
            .replace("{id}", &document.receipt_id);
        let frame = Frame::new(LEFT, below, RIGHT_END - LEFT, STEP);
        below = canvas.paragraph(Role::P, frame, &Text::plain(BODY, &issued)) + 1.5;
        let mut origin = format!("{} {} {}.", texts.rome_time, texts.template, receipt.template());
        if !document.reference.is_empty() {
            origin = format!("{}: {}. {origin}", texts.reference, document.reference);
        }
        let small = SMALL.coloured(Colour::SOFT);
        let frame = Frame::new(LEFT, below, RIGHT_END - LEFT, 3.4);
        below = canvas.paragraph(Role::P, frame, &Text::plain(small, &origin)) + 1.0;
        if let Some(Logged { index, leaf }) = document.logged {
            let logged = texts.logged.replace("{index}", &index.to_string()).replace("{leaf}", &hex::encode(leaf));
            let frame = Frame::new(LEFT, below, RIGHT_END - LEFT, 3.4);
            canvas.paragraph(Role::P, frame, &Text::plain(small, &logged));
        }
    });
}

/// A line between groups.
pub(super) fn divider(canvas: &mut Canvas, top: f32) {
    canvas.rect(LEFT, top, RIGHT_END - LEFT, 0.25, Colour::LINE);
}
