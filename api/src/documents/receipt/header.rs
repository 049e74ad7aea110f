//! The head of a receipt: the Ente first, because it is the Ente that attests.

use super::super::blocks::{BODY_TOP, LEFT, RIGHT_END, platform_mark};
use super::super::canvas::{Canvas, Colour, Frame, Path, Role};
use super::super::style::{LARGE, TITLE};
use super::Receipt;

/// Draws the head as content, with the title and that the payment is made.
pub(super) fn draw(canvas: &mut Canvas, receipt: Receipt<'_>, title: &str) {
    let creditor = &receipt.document.creditor;
    platform_mark(canvas);
    canvas.fitted(Role::P, Frame::new(29.0, 10.5, 136.0, 4.6), TITLE, 2, &creditor.name.to_uppercase());
    canvas.text(Role::H1, LEFT, 24.8, LARGE, title);
    tick(canvas, LEFT + 0.1, 33.2);
    canvas.text(Role::P, 16.0, 33.1, TITLE.coloured(Colour::GREEN), receipt.texts.paid);
    if let Some(logo) = &creditor.logo {
        canvas.logo(RIGHT_END, 10.1, 29.9, logo, &format!("Logo: {}", creditor.name));
    }
}

/// Starts a page under the same head. Gives the top of its body.
pub(super) fn next_page(canvas: &mut Canvas, receipt: Receipt<'_>, title: &str) -> f32 {
    canvas.next_page();
    canvas.artifact(|canvas| draw(canvas, receipt, title));
    BODY_TOP
}

/// The sign of what is done, 4 mm high; never without its words.
fn tick(canvas: &mut Canvas, x: f32, top: f32) {
    canvas.artifact(|canvas| {
        canvas.fill_path(&Path::circle(x + 2.0, top + 2.0, 1.95), Colour::GREEN);
        let stroke = [(x + 1.0, top + 2.1), (x + 1.75, top + 2.85), (x + 3.05, top + 1.3)];
        canvas.stroke_path(&Path::lines(&stroke), 0.5, Colour::WHITE);
    });
}
