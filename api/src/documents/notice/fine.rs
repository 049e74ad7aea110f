//! A road-traffic fine: the smaller amount for who pays within five days, the reduced one until the sixtieth.

use super::super::blocks::{LEFT, information};
use super::super::canvas::{Canvas, Colour, Frame, Path, Role, Text};
use super::super::form;
use super::super::style::{BODY, LARGE, STEP, STRONG};
use super::{Notice, Payable, amount};

/// Where the second amount starts.
const SECOND: f32 = 57.0;
/// Where the first payment block starts when the texts leave it room.
const BLOCKS: f32 = 175.4;

/// Draws the two amounts with their terms. Gives the bottom.
pub(super) fn amounts(canvas: &mut Canvas, notice: Notice<'_>, payables: [&Payable; 2], top: f32) -> f32 {
    let texts = notice.texts;
    let columns = [
        (LEFT, texts.discounted, payables[0], texts.within_five_days),
        (SECOND, texts.reduced, payables[1], texts.within_sixty_days),
    ];
    let mut bottom = top;
    canvas.group(Role::L, |canvas| {
        for (x, label, payable, term) in columns {
            let figures = form::amount(payable.amount, notice.document.language);
            canvas.group(Role::LI, |canvas| {
                canvas.text(Role::Lbl, x, top + 14.5, STRONG, label);
                canvas.group(Role::LBody, |canvas| {
                    let frame = Frame::new(x, top + 18.5, 45.0, 5.5);
                    canvas.fitted(Role::P, frame, LARGE, 1, &format!("{figures} {}", texts.euro));
                    let frame = Frame::new(x, top + 26.3, 43.0, STEP);
                    bottom = canvas.paragraph(Role::P, frame, &Text::plain(BODY, term)).max(bottom);
                });
            });
        }
    });
    for [question, answer] in [texts.terms, texts.storage] {
        let below = bottom + 3.0;
        information(canvas, 10.1, below - 0.5);
        canvas.text(Role::H3, 16.0, below, STRONG, question);
        bottom = amount::noted(canvas, below + STEP, answer);
    }
    bottom + 3.0
}

/// The line that asks to choose, with an arrow on either side. Gives the top of the first payment block.
pub(super) fn choice(canvas: &mut Canvas, notice: Notice<'_>, top: f32) -> f32 {
    for x in [LEFT, 195.9] {
        arrow(canvas, x, top + 0.4);
    }
    let text = Text::plain(STRONG, notice.texts.choose);
    let bottom = canvas.paragraph(Role::P, Frame::new(16.0, top, 177.0, STEP), &text);
    (bottom + 3.0).max(BLOCKS)
}

fn arrow(canvas: &mut Canvas, x: f32, top: f32) {
    canvas.artifact(|canvas| {
        canvas.stroke_path(&Path::lines(&[(x + 2.05, top), (x + 2.05, top + 4.6)]), 0.6, Colour::BLUE);
        let head = [(x + 0.4, top + 3.2), (x + 2.05, top + 5.0), (x + 3.7, top + 3.2)];
        canvas.stroke_path(&Path::lines(&head), 0.6, Colour::BLUE);
    });
}
