//! To whom the parts of the amount went, when it was more than one.

use super::super::blocks::{BAND, LEFT, RIGHT_END, band, band_title};
use super::super::canvas::{Canvas, Frame, Role, Text};
use super::super::style::{BODY, STEP, STRONG};
use super::payment::divider;
use super::{Receipt, ReceiptTransfer};

/// Where the columns start and how wide they are.
const BENEFICIARY: (f32, f32) = (LEFT, 62.0);
const DESCRIPTION: (f32, f32) = (76.0, 88.0);

/// The height of the table.
pub(super) fn height(receipt: Receipt<'_>) -> f32 {
    let rows: f32 = receipt.document.transfers.iter().map(|transfer| row_height(transfer) + 3.0).sum();
    BAND + 11.0 + rows + 8.0
}

fn row_height(transfer: &ReceiptTransfer) -> f32 {
    let lines = |text: &str, width| Text::plain(BODY, text).wrap(width).len();
    let most = lines(&beneficiary(transfer), BENEFICIARY.1).max(lines(&transfer.description, DESCRIPTION.1));
    STEP * most as f32
}

fn beneficiary(transfer: &ReceiptTransfer) -> String {
    match &transfer.name {
        Some(name) => format!("{name} · {}", transfer.tax_code),
        None => transfer.tax_code.clone(),
    }
}

/// Draws the table below `top`. Gives its bottom.
pub(super) fn draw(canvas: &mut Canvas, receipt: Receipt<'_>, top: f32) -> f32 {
    let texts = receipt.texts;
    band(canvas, top);
    canvas.group(Role::Sect, |canvas| {
        band_title(canvas, LEFT, top + 2.3, texts.transfers);
        canvas.group(Role::Table, |canvas| {
            let mut below = top + BAND + 4.0;
            canvas.group(Role::TR, |canvas| {
                canvas.text(Role::TH, BENEFICIARY.0, below, STRONG, texts.beneficiary);
                canvas.text(Role::TH, DESCRIPTION.0, below, STRONG, texts.description);
                canvas.text_right(Role::TH, RIGHT_END, below, STRONG, texts.amount);
            });
            below += STEP + 2.5;
            for transfer in &receipt.document.transfers {
                divider(canvas, below - 1.5);
                canvas.group(Role::TR, |canvas| row(canvas, receipt, transfer, below));
                below += row_height(transfer) + 3.0;
            }
            below + 4.0
        })
    })
}

fn row(canvas: &mut Canvas, receipt: Receipt<'_>, transfer: &ReceiptTransfer, top: f32) {
    let cells = [(BENEFICIARY, beneficiary(transfer)), (DESCRIPTION, transfer.description.clone())];
    for ((x, width), text) in cells {
        canvas.paragraph(Role::TD, Frame::new(x, top, width, STEP), &Text::plain(BODY, &text));
    }
    canvas.text_right(Role::TD, RIGHT_END, top, STRONG, &receipt.euro(transfer.amount));
}
