//! The data of one payment with its QR code: what an app scans and what a person types.

use super::super::blocks::{LEFT, Labelled, RIGHT_END, band, band_title};
use super::super::canvas::{Canvas, Frame, Role, Text};
use super::super::codes::{qr_code, qr_text};
use super::super::error::DocumentError;
use super::super::form;
use super::super::style::{BODY, CODE_STRONG, FIGURES, STEP, STRONG, TITLE, WORDS};
use super::{Notice, Payable};

/// Room a block takes at least, band included.
pub(super) const LEAST: f32 = 54.6;
/// From the bottom of the block to a slip.
pub(super) const BEFORE_SLIP: f32 = 4.0;

const DATA: f32 = 59.0;

/// The band over a block.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    title: &'static str,
    aside: String,
}

impl Heading {
    /// The whole amount, with its date.
    pub(super) fn whole(notice: Notice<'_>, payable: &Payable) -> Self {
        let texts = notice.texts;
        let aside = match payable.due_date {
            Some(date) => format!("{} {} {}", texts.single, texts.by, form::date(date)),
            None => texts.single.to_owned(),
        };
        Self { title: texts.payment, aside }
    }

    /// The two amounts of a fine.
    pub(super) fn fine(notice: Notice<'_>) -> [Self; 2] {
        let texts = notice.texts;
        [
            Self { title: texts.discounted, aside: texts.within_five_days.to_owned() },
            Self { title: texts.reduced, aside: texts.within_sixty_days.to_owned() },
        ]
    }
}

/// Draws the block. Gives its bottom.
pub(super) fn draw(
    canvas: &mut Canvas,
    notice: Notice<'_>,
    payable: &Payable,
    heading: Heading,
    top: f32,
) -> Result<f32, DocumentError> {
    band(canvas, top);
    canvas.group(Role::Sect, |canvas| {
        band_title(canvas, LEFT, top + 2.3, heading.title);
        canvas.text_right(Role::P, RIGHT_END, top + 2.3, TITLE, &heading.aside);
        code(canvas, notice, payable, 10.05, top + 14.0, 24.9)?;
        let hint = Frame::new(LEFT, top + 44.4, 46.0, 4.0);
        let left = canvas.paragraph(Role::P, hint, &Text::marked(BODY, notice.texts.scan_beside));
        let right = canvas.group(Role::L, |canvas| data(canvas, notice, payable, top));
        Ok((top + 56.8).max(left + 2.0).max(right))
    })
}

/// The QR code of a payment.
pub(super) fn code(
    canvas: &mut Canvas,
    notice: Notice<'_>,
    payable: &Payable,
    x: f32,
    top: f32,
    side: f32,
) -> Result<(), DocumentError> {
    let (texts, creditor) = (notice.texts, &notice.document.creditor);
    let amount = form::amount(payable.amount, notice.document.language);
    let number = payable.notice_number.grouped();
    let words = format!(
        "QR: {} {number}; {} {amount} {}; {} {}",
        texts.notice_number, texts.amount, texts.euro, texts.creditor_tax_code, creditor.tax_code
    );
    let modules = qr_code(&qr_text(&payable.notice_number, &creditor.tax_code, payable.amount))?;
    canvas.code(x, top, side, &modules, &words);
    Ok(())
}

fn data(canvas: &mut Canvas, notice: Notice<'_>, payable: &Payable, top: f32) -> f32 {
    let (texts, document) = (notice.texts, notice.document);
    let pairs = [
        (texts.recipient, &document.recipient.name, 90.0),
        (texts.creditor, &document.creditor.name, 141.0),
        (texts.subject, &document.subject, 141.0),
    ];
    let mut below = top + 14.2;
    for (label, value, width) in pairs {
        canvas.group(Role::LI, |canvas| {
            canvas.text(Role::Lbl, DATA, below, BODY, label);
            let value = Text::plain(STRONG, value);
            below = canvas.paragraph(Role::LBody, Frame::new(DATA, below + 3.7, width, STEP), &value) + 1.77;
        });
    }
    amount(canvas, notice, payable, top);
    codes(canvas, notice, payable, below + 2.0);
    below + 2.0 + 12.6
}

fn amount(canvas: &mut Canvas, notice: Notice<'_>, payable: &Payable, top: f32) {
    let figures = form::amount(payable.amount, notice.document.language);
    let x = RIGHT_END - FIGURES.width(&figures);
    let euro = WORDS.width(notice.texts.euro) + WORDS.width(" ");
    canvas.group(Role::LI, |canvas| {
        canvas.text(Role::Lbl, x - euro, top + 15.5, WORDS, notice.texts.euro);
        canvas.text(Role::LBody, x, top + 15.1, FIGURES, &figures);
    });
}

fn codes(canvas: &mut Canvas, notice: Notice<'_>, payable: &Payable, top: f32) {
    let (texts, creditor) = (notice.texts, &notice.document.creditor);
    let item = |label, value| Labelled { label, value, style: CODE_STRONG };
    let values = top + 5.4;
    if let Some(cbill) = &creditor.cbill {
        item(texts.cbill, cbill).draw(canvas, DATA, top, values);
    }
    let number = payable.notice_number.grouped();
    item(texts.notice_number, &number).draw(canvas, 94.2, top, values);
    item(texts.creditor_tax_code, &creditor.tax_code).draw_right(canvas, RIGHT_END, top, values);
}
