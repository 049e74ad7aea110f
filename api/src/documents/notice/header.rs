//! The head of every page: the platform's mark, the title, the subject and the Ente's logo. Read aloud on the first page only.

use super::super::blocks::{BODY_TOP, LEFT, RIGHT_END, platform_mark};
use super::super::canvas::{Canvas, Frame, Role};
use super::super::style::{LARGE, TITLE};
use super::Notice;

/// Draws the head as content.
pub(super) fn draw(canvas: &mut Canvas, notice: Notice<'_>) {
    platform_mark(canvas);
    canvas.text(Role::P, 29.0, 10.5, TITLE, &notice.texts.title.to_uppercase());
    canvas.fitted(Role::H1, Frame::new(LEFT, 24.8, 154.0, 6.6), LARGE, 2, &notice.document.subject);
    if let Some(logo) = &notice.document.creditor.logo {
        canvas.logo(RIGHT_END, 10.1, 29.9, logo, &format!("Logo: {}", notice.document.creditor.name));
    }
}

/// Starts a page under the same head. Gives the top of its body.
pub(super) fn next_page(canvas: &mut Canvas, notice: Notice<'_>) -> f32 {
    canvas.next_page();
    canvas.artifact(|canvas| draw(canvas, notice));
    BODY_TOP
}
