//! Pieces both documents are built of: bands, labelled values and small drawings.

use super::canvas::{Canvas, Colour, Face, Path, Role, Style, Text};
use super::style::{BODY, TITLE};

/// Left edge of the left column.
pub(super) const LEFT: f32 = 10.0;
/// Right edge of the left column.
pub(super) const LEFT_END: f32 = 100.0;
/// Left edge of the right column.
pub(super) const RIGHT: f32 = 114.0;
/// Right edge of the right column.
pub(super) const RIGHT_END: f32 = 200.0;
/// Where the body of every page starts, below the head.
pub(super) const BODY_TOP: f32 = 43.9;
/// Where nothing may be printed any more.
pub(super) const BODY_END: f32 = 287.0;
/// Height of a band.
pub(super) const BAND: f32 = 7.9;

/// The grey grounds of two columns.
pub(super) fn pair_of_bands(canvas: &mut Canvas, top: f32, height: f32) {
    canvas.rect(0.0, top, 104.0, height, Colour::BAND);
    canvas.rect(106.1, top, 103.9, height, Colour::BAND);
}

/// The grey ground of the full width.
pub(super) fn band(canvas: &mut Canvas, top: f32) {
    canvas.rect(0.0, top, 210.0, BAND, Colour::BAND);
}

/// The title of a band, in capitals.
pub(super) fn band_title(canvas: &mut Canvas, x: f32, top: f32, title: &str) {
    canvas.text(Role::H2, x, top, TITLE, &title.to_uppercase());
}

/// A label over its value, as one item of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled<'a> {
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    pub(super) style: Style,
}

impl Labelled<'_> {
    /// Draws the label at (`x`, `label_top`) and the value below it.
    pub(super) fn draw(self, canvas: &mut Canvas, x: f32, label_top: f32, value_top: f32) {
        canvas.group(Role::LI, |canvas| {
            canvas.text(Role::Lbl, x, label_top, BODY, self.label);
            canvas.text(Role::LBody, x, value_top, self.style, self.value);
        });
    }

    /// The same with the value ending at `right`, the label starting where the value does as far as it fits.
    pub(super) fn draw_right(self, canvas: &mut Canvas, right: f32, label_top: f32, value_top: f32) {
        let value_x = right - Text::plain(self.style, self.value).width();
        let label_x = value_x.min(right - Text::plain(BODY, self.label).width());
        canvas.group(Role::LI, |canvas| {
            canvas.text(Role::Lbl, label_x, label_top, BODY, self.label);
            canvas.text(Role::LBody, value_x, value_top, self.style, self.value);
        });
    }
}

/// The place of the platform's mark: its name in a plain shape. The mark itself belongs to PagoPA S.p.A.
pub(super) fn platform_mark(canvas: &mut Canvas) {
    canvas.fill_path(&Path::rounded(10.1, 10.1, 14.8, 10.0, 1.8), Colour::BLUE);
    let style = Style::new(Face::SansBold, 9.0).coloured(Colour::WHITE);
    let x = 10.1 + (14.8 - style.width("pagoPA")) / 2.0;
    canvas.text(Role::P, x, 13.0, style, "pagoPA");
}

/// The sign of an information, 4 mm high.
pub(super) fn information(canvas: &mut Canvas, x: f32, top: f32) {
    canvas.artifact(|canvas| {
        canvas.fill_path(&Path::circle(x + 2.0, top + 2.0, 1.95), Colour::BLUE);
        canvas.fill_path(&Path::circle(x + 2.0, top + 1.1, 0.32), Colour::WHITE);
        canvas.fill_path(&Path::rounded(x + 1.72, top + 1.72, 0.56, 1.5, 0.2), Colour::WHITE);
    });
}

/// The sign of instalments: a page with two dates, 4 mm high.
pub(super) fn calendar(canvas: &mut Canvas, x: f32, top: f32) {
    canvas.artifact(|canvas| {
        canvas.stroke_path(&Path::rounded(x + 0.3, top + 0.6, 3.4, 3.1, 0.5), 0.35, Colour::BLUE);
        canvas.fill_path(&Path::rounded(x + 0.3, top + 0.6, 3.4, 1.1, 0.4), Colour::BLUE);
        canvas.fill_path(&Path::circle(x + 1.3, top + 2.7, 0.35), Colour::BLUE);
        canvas.fill_path(&Path::circle(x + 2.7, top + 2.7, 0.35), Colour::BLUE);
    });
}
