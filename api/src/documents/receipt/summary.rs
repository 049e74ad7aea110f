//! The last page of several receipts printed together: one line each, and their total.

use super::super::blocks::{BODY_END, BODY_TOP, LEFT, RIGHT_END};
use super::super::canvas::{Canvas, Frame, Role, Text};
use super::super::style::{BODY, CODE_STRONG, LARGE, STEP, STRONG};
use super::payment::divider;
use super::{Receipt, ReceiptDocument, header};
use domain::Cents;

const SUBJECT: (f32, f32) = (LEFT, 86.0);
const NUMBER: f32 = 102.0;

/// Draws the summary from the current page on.
pub(super) fn draw(canvas: &mut Canvas, receipt: Receipt<'_>, documents: &[ReceiptDocument]) {
    let texts = receipt.texts;
    header::draw(canvas, receipt, texts.summary);
    let mut top = BODY_TOP + 4.0;
    canvas.group(Role::Table, |canvas| {
        canvas.group(Role::TR, |canvas| {
            canvas.text(Role::TH, SUBJECT.0, top, STRONG, texts.subject);
            canvas.text(Role::TH, NUMBER, top, STRONG, texts.notice_number);
            canvas.text_right(Role::TH, RIGHT_END, top, STRONG, texts.amount);
        });
        top += STEP + 2.5;
        for document in documents {
            let subject = Text::plain(BODY, &document.subject);
            let height = STEP * subject.wrap(SUBJECT.1).len() as f32 + 3.0;
            if top + height + 12.0 > BODY_END {
                top = header::next_page(canvas, receipt, texts.summary) + 4.0;
            }
            divider(canvas, top - 1.5);
            canvas.group(Role::TR, |canvas| {
                canvas.paragraph(Role::TD, Frame::new(SUBJECT.0, top, SUBJECT.1, STEP), &subject);
                canvas.text(Role::TD, NUMBER, top - 0.5, CODE_STRONG, &document.notice_number.grouped());
                canvas.text_right(Role::TD, RIGHT_END, top, STRONG, &receipt.euro(document.amount));
            });
            top += height;
        }
    });
    let total = Cents::new(documents.iter().map(|document| document.amount.as_i64()).sum());
    divider(canvas, top);
    let total = receipt.euro(total);
    let label_end = RIGHT_END - LARGE.width(&total) - 3.0;
    canvas.text_right(Role::P, label_end, top + 5.0, STRONG, texts.total);
    canvas.text_right(Role::P, RIGHT_END, top + 3.0, LARGE, &total);
}
