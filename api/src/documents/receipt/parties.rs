//! Who was owed and who owed; below, who paid in the debtor's stead.

use super::super::blocks::{LEFT, LEFT_END, RIGHT, RIGHT_END, band_title, pair_of_bands};
use super::super::canvas::{Canvas, Frame, Role, Text};
use super::super::style::{BODY, CODE, LINE, NAME, STRONG};
use super::Receipt;

/// Draws both boxes below `top`. Gives their bottom.
pub(super) fn draw(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    pair_of_bands(canvas, top, 8.2);
    let left = canvas.group(Role::Sect, |canvas| creditor(canvas, receipt, top));
    let right = canvas.group(Role::Sect, |canvas| debtor(canvas, receipt, top));
    (top + 35.0).max(left).max(right)
}

fn creditor(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    let creditor = &receipt.document.creditor;
    band_title(canvas, LEFT, top + 2.4, receipt.texts.creditor);
    canvas.text_right(Role::P, LEFT_END, top + 3.0, CODE, &creditor.tax_code);
    let frame = Frame::new(LEFT, top + 14.8, 90.0, 6.1);
    let mut bottom = canvas.paragraph(Role::P, frame, &Text::plain(NAME, &creditor.name));
    if !creditor.office.is_empty() {
        let frame = Frame::new(LEFT, bottom + 1.5, 90.0, 5.85);
        bottom = canvas.paragraph(Role::P, frame, &Text::plain(LINE, &creditor.office));
    }
    bottom + 6.0
}

fn debtor(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    let debtor = &receipt.document.debtor;
    band_title(canvas, RIGHT, top + 2.4, receipt.texts.debtor);
    canvas.text_right(Role::P, RIGHT_END, top + 3.0, CODE, &debtor.tax_code);
    let frame = Frame::new(RIGHT, top + 14.8, 86.0, 6.1);
    let bottom = canvas.paragraph(Role::P, frame, &Text::plain(NAME, &debtor.name));
    let Some(payer) = receipt.document.other_payer() else {
        return bottom + 6.0;
    };
    canvas.group(Role::L, |canvas| {
        canvas.group(Role::LI, |canvas| {
            canvas.text(Role::Lbl, RIGHT, bottom + 1.8, BODY, receipt.texts.payer);
            canvas.group(Role::LBody, |canvas| {
                let frame = Frame::new(RIGHT, bottom + 5.5, 86.0, 3.83);
                let below = canvas.paragraph(Role::P, frame, &Text::plain(STRONG, &payer.name));
                canvas.text(Role::P, RIGHT, below, CODE, &payer.tax_code);
                below + 9.0
            })
        })
    })
}
