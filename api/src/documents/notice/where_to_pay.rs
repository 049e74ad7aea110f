//! Where the notice can be paid: pagoPA's fixed texts, with what the Ente itself offers.

use super::super::blocks::{RIGHT, RIGHT_END};
use super::super::canvas::{Canvas, Colour, Frame, Path, Role, Text};
use super::super::style::{BODY, STEP, TITLE};
use super::{Notice, OnlineChannel};

/// Draws the box below the band at `top`. Gives its bottom.
pub(super) fn draw(canvas: &mut Canvas, notice: Notice<'_>, top: f32) -> f32 {
    let texts = notice.texts;
    let mut channels = Text::marked(BODY, texts.channels);
    for run in channels.0.iter_mut().filter(|run| run.style != BODY) {
        run.style = TITLE;
    }
    canvas.line(Role::P, RIGHT_END - channels.width(), top + 2.3, channels);
    canvas.text(Role::H3, RIGHT, top + 14.5, TITLE, &texts.online.to_uppercase());
    let ways = match notice.document.creditor.channel {
        OnlineChannel::None => texts.online_ways.elsewhere,
        OnlineChannel::Site => texts.online_ways.site,
        OnlineChannel::App => texts.online_ways.app,
        OnlineChannel::SiteOrApp => texts.online_ways.site_or_app,
    };
    let ways = ways.replace("{ente}", &notice.document.creditor.name);
    let bottom = canvas.paragraph(Role::P, Frame::new(RIGHT, top + 19.6, 69.0, STEP), &Text::plain(BODY, &ways));
    devices(canvas, 188.3, top + 15.5);
    let second = (top + 30.9).max(bottom + 3.6);
    canvas.text(Role::H3, RIGHT, second, TITLE, &texts.nearby.to_uppercase());
    places(canvas, 188.1, second - 0.5);
    canvas.paragraph(Role::P, Frame::new(RIGHT, second + 5.1, 69.0, STEP), &Text::plain(BODY, texts.nearby_ways)) + 3.6
}

/// A computer and a telephone, 11.5 x 8.9 mm.
fn devices(canvas: &mut Canvas, x: f32, top: f32) {
    canvas.artifact(|canvas| {
        canvas.stroke_path(&Path::rounded(x + 0.2, top + 0.2, 8.6, 6.0, 0.6), 0.4, Colour::BLUE);
        canvas.stroke_path(&Path::lines(&[(x + 4.5, top + 6.2), (x + 4.5, top + 8.5)]), 0.4, Colour::BLUE);
        canvas.stroke_path(&Path::lines(&[(x + 2.3, top + 8.6), (x + 6.5, top + 8.6)]), 0.4, Colour::BLUE);
        canvas.fill_path(&Path::rounded(x + 7.2, top + 2.6, 4.1, 6.3, 0.7), Colour::WHITE);
        canvas.stroke_path(&Path::rounded(x + 7.4, top + 2.8, 3.7, 5.9, 0.6), 0.4, Colour::BLUE);
        canvas.fill_path(&Path::circle(x + 9.25, top + 7.6, 0.4), Colour::BLUE);
    });
}

/// A shop with its awning, 11.9 x 12.1 mm.
fn places(canvas: &mut Canvas, x: f32, top: f32) {
    canvas.artifact(|canvas| {
        let awning = [(x + 1.4, top + 1.0), (x + 10.5, top + 1.0), (x + 11.7, top + 4.2), (x + 0.2, top + 4.2)];
        canvas.stroke_path(&Path::lines(&awning).closed(), 0.4, Colour::BLUE);
        for stripe in [0.0_f32, 1.0, 2.0, 3.0] {
            let left = x + 0.2 + stripe * 2.875;
            canvas.stroke_path(&Path::rounded(left, top + 4.2, 2.875, 1.9, 0.9), 0.4, Colour::BLUE);
        }
        let walls = [(x + 1.2, top + 6.2), (x + 1.2, top + 11.8), (x + 10.7, top + 11.8), (x + 10.7, top + 6.2)];
        canvas.stroke_path(&Path::lines(&walls), 0.4, Colour::BLUE);
        canvas.stroke_path(&Path::rounded(x + 6.4, top + 7.6, 2.6, 4.2, 0.3), 0.4, Colour::BLUE);
        canvas.stroke_path(&Path::rounded(x + 2.7, top + 7.6, 2.5, 2.3, 0.3), 0.4, Colour::BLUE);
    });
}
