//! Who asks and who is to pay, side by side.

use super::super::blocks::{LEFT, LEFT_END, RIGHT, RIGHT_END, band_title, pair_of_bands};
use super::super::canvas::{Canvas, Frame, Role, Text};
use super::super::style::{BODY, CODE, LINE, NAME};
use super::Notice;

/// Draws both boxes below `top`. Gives their bottom.
pub(super) fn draw(canvas: &mut Canvas, notice: Notice<'_>, top: f32) -> f32 {
    pair_of_bands(canvas, top, 8.2);
    let left = canvas.group(Role::Sect, |canvas| creditor(canvas, notice, top));
    let right = canvas.group(Role::Sect, |canvas| recipient(canvas, notice, top));
    (top + 45.8).max(left).max(right)
}

fn creditor(canvas: &mut Canvas, notice: Notice<'_>, top: f32) -> f32 {
    let creditor = &notice.document.creditor;
    band_title(canvas, LEFT, top + 2.4, notice.texts.creditor);
    canvas.text_right(Role::P, LEFT_END, top + 3.0, CODE, &creditor.tax_code);
    let below = name(canvas, Frame::new(LEFT, top + 14.8, 90.0, 6.1), &creditor.name);
    let mut bottom = below;
    if !creditor.office.is_empty() {
        bottom = canvas.paragraph(Role::P, Frame::new(LEFT, below, 90.0, 5.85), &Text::plain(LINE, &creditor.office));
    }
    if !creditor.contacts.is_empty() {
        let top = bottom.max(below + 5.85) + 5.55;
        bottom = canvas.paragraph(Role::P, Frame::new(LEFT, top, 90.0, 3.8), &Text::plain(BODY, &creditor.contacts)) - 0.2;
    }
    bottom
}

fn recipient(canvas: &mut Canvas, notice: Notice<'_>, top: f32) -> f32 {
    let recipient = &notice.document.recipient;
    band_title(canvas, RIGHT, top + 2.4, notice.texts.recipient);
    if let Some(tax_code) = &recipient.tax_code {
        canvas.text_right(Role::P, RIGHT_END, top + 3.0, CODE, tax_code);
    }
    let mut bottom = name(canvas, Frame::new(RIGHT, top + 14.8, 86.0, 6.1), &recipient.name);
    for line in recipient.address.iter().filter(|line| !line.is_empty()) {
        bottom = canvas.paragraph(Role::P, Frame::new(RIGHT, bottom, 86.0, 6.1), &Text::plain(LINE, line));
    }
    bottom
}

/// A name; gives the top of the line two lines below its first, or one below its last where it is longer.
fn name(canvas: &mut Canvas, frame: Frame, name: &str) -> f32 {
    canvas.paragraph(Role::P, frame, &Text::plain(NAME, name)) + 6.1
}
