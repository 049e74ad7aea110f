//! The postal slip ("Bollettino Postale PA"), in Italian in every notice: it is Poste's own form.
//!
//! The marks of Poste Italiane and BancoPosta are theirs; their places hold the names in plain type.

use super::super::blocks::{LEFT, Labelled, RIGHT_END, band, band_title};
use super::super::canvas::{Canvas, Colour, Face, Frame, Path, Role, Style, Text};
use super::super::codes::{PostalRecord, postal_code, postal_record, postal_text};
use super::super::error::DocumentError;
use super::super::form;
use super::super::language::Language;
use super::super::style::{BODY, CODE_STRONG, FIGURES, SMALL, STEP, STRONG, TITLE, WORDS};
use super::{Notice, Payable, PostalAccount, SLIP_AMOUNT_LIMIT};

/// Height of a slip that stands alone.
pub(super) const HEIGHT: f32 = 66.0;

const DATA: f32 = 59.0;
const DATA_END: f32 = 172.0;

/// Distances from the top of a slip, by how many share the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    first: f32,
    step: f32,
    marks: f32,
    account: f32,
    pairs: [f32; 3],
    codes: [f32; 2],
    authorisation: f32,
    matrix: f32,
}

impl Room {
    /// A slip with a page to itself and the whole amount.
    pub(super) const ALONE: Self = Self {
        first: 0.0,
        step: 0.0,
        marks: 14.3,
        account: 16.0,
        pairs: [27.8, 33.3, 38.6],
        codes: [48.4, 53.5],
        authorisation: 60.3,
        matrix: 30.2,
    };
    const OF_TWO: Self = Self { first: 130.9, step: 70.9, authorisation: 58.0, ..Self::ALONE };
    const OF_THREE: Self = Self {
        first: 110.3,
        step: 60.8,
        marks: 11.4,
        account: 14.0,
        pairs: [23.8, 29.1, 34.7],
        codes: [44.2, 49.6],
        authorisation: 52.1,
        matrix: 26.2,
    };

    /// The room of slips under a row of instalments.
    pub(super) fn beside(items: usize) -> Self {
        if items <= 2 { Self::OF_TWO } else { Self::OF_THREE }
    }

    /// The top of one of the slips that share a page.
    pub(super) fn top(self, index: usize) -> f32 {
        self.first + self.step * index as f32
    }
}

/// Whether there is a slip: the Ente has an account, and the amount fits its ten digits.
pub(super) fn is_printed(notice: Notice<'_>, payable: &Payable) -> bool {
    notice.document.postal.is_some() && payable.amount.as_i64() <= SLIP_AMOUNT_LIMIT
}

/// `Rata unica entro gg/mm/aaaa`, or the number of the instalment.
pub(super) fn band_text(payable: &Payable, number: Option<usize>) -> String {
    let italian = Language::Italian.notice();
    let which = match number {
        Some(number) => italian.numbered.replace("{n}", &number.to_string()),
        None => italian.single.to_owned(),
    };
    match payable.due_date {
        Some(date) => format!("{which} entro {}", form::date(date)),
        None => which,
    }
}

/// Draws a slip below `top`.
pub(super) fn draw(
    canvas: &mut Canvas,
    notice: Notice<'_>,
    payable: &Payable,
    band_text: &str,
    room: Room,
    top: f32,
) -> Result<(), DocumentError> {
    let Some(account) = &notice.document.postal else {
        return Ok(());
    };
    scissors(canvas, 198.1, top - 2.4);
    band(canvas, top);
    let language = Language::Italian.tag();
    canvas.group_in(Role::Sect, language, |canvas| {
        band_title(canvas, LEFT, top + 2.4, "Bollettino Postale PA");
        canvas.text(Role::P, DATA + 0.1, top + 2.4, TITLE, "BancoPosta");
        canvas.text_right(Role::P, RIGHT_END, top + 2.4, TITLE, band_text);
        left_column(canvas, account, room, top);
        canvas.group(Role::L, |canvas| data(canvas, notice, payable, account, room, top));
        matrix(canvas, notice, payable, account, top + room.matrix)
    })
}

fn left_column(canvas: &mut Canvas, account: &PostalAccount, room: Room, top: f32) {
    let marks = top + room.marks;
    canvas.text(Role::P, LEFT, marks, Style::new(Face::SansBold, 14.0), "Poste Italiane");
    canvas.text(Role::P, LEFT, marks + 8.4, WORDS, "Circuito bollettino postale");
    let text = "Bollettino Postale pagabile in tutti gli Uffici Postali e sui canali fisici o digitali abilitati di Poste Italiane e \
                dell’Ente Creditore";
    let frame = Frame::new(LEFT, top + room.authorisation - 19.0, 43.0, 3.8);
    canvas.paragraph(Role::P, frame, &Text::plain(BODY, text));
    let small = SMALL.coloured(Colour::SOFT);
    let frame = Frame::new(LEFT, top + room.authorisation, 47.0, 2.0);
    canvas.fitted(Role::P, frame, small, 1, &account.authorisation);
}

fn data(canvas: &mut Canvas, notice: Notice<'_>, payable: &Payable, account: &PostalAccount, room: Room, top: f32) {
    euro_square(canvas, DATA + 0.3, top + room.account - 2.0);
    let figures = form::amount(payable.amount, Language::Italian);
    let padded = format!("{:0>12}", account.number);
    let line = top + room.account;
    canvas.group(Role::LI, |canvas| {
        canvas.text(Role::Lbl, 69.0, line + 0.4, WORDS, "sul C/C n.");
        canvas.text(Role::LBody, 84.8, line, FIGURES, &padded);
    });
    let x = RIGHT_END - FIGURES.width(&figures);
    canvas.group(Role::LI, |canvas| {
        let left = (x - WORDS.width("Euro ") - 0.6).min(170.8);
        canvas.text(Role::Lbl, left, line + 0.4, WORDS, "Euro");
        canvas.text(Role::LBody, x, line, FIGURES, &figures);
    });
    let document = notice.document;
    let holder = if account.holder.is_empty() { &document.creditor.name } else { &account.holder };
    let pairs =
        [("Intestato a", holder, 1), ("Destinatario", &document.recipient.name, 1), ("Oggetto pagamento", &document.subject, 2)];
    for ((label, value, lines), below) in pairs.into_iter().zip(room.pairs) {
        canvas.group(Role::LI, |canvas| {
            canvas.text(Role::Lbl, DATA, top + below, BODY, label);
            let x = DATA + BODY.width(label) + 2.0;
            canvas.fitted(Role::LBody, Frame::new(x, top + below, DATA_END - x, STEP), STRONG, lines, value);
        });
    }
    let [labels, values] = room.codes.map(|below| top + below);
    let item = |label, value| Labelled { label, value, style: CODE_STRONG };
    let number = payable.notice_number.grouped();
    item("Cod. Avviso", &number).draw(canvas, DATA, labels, values);
    item("Tipo", "P1").draw(canvas, 115.7, labels, values);
    item("Cod. Fiscale Ente Creditore", &document.creditor.tax_code).draw_right(canvas, 168.5, labels, values);
}

fn matrix(
    canvas: &mut Canvas,
    notice: Notice<'_>,
    payable: &Payable,
    account: &PostalAccount,
    top: f32,
) -> Result<(), DocumentError> {
    let document = notice.document;
    let record = postal_record(&PostalRecord {
        notice_number: &payable.notice_number,
        account: &account.number,
        amount: payable.amount,
        creditor_tax_code: &document.creditor.tax_code,
        debtor_tax_code: document.recipient.tax_code.as_deref().unwrap_or(""),
        debtor_name: &postal_text(&document.recipient.name),
        subject: &postal_text(&document.subject),
    });
    let words = format!(
        "Codice Data Matrix del bollettino: conto {:0>12}, importo {} Euro, Cod. Avviso {}",
        account.number,
        form::amount(payable.amount, Language::Italian),
        payable.notice_number.grouped(),
    );
    corners(canvas, 174.6, top - 2.7);
    canvas.code(177.0, top, 23.0, &postal_code(&record)?, &words);
    Ok(())
}

/// The four corners around the code, 27.8 x 28.0 mm.
fn corners(canvas: &mut Canvas, x: f32, top: f32) {
    let (right, bottom, length) = (x + 27.8, top + 28.0, 4.8);
    let strokes = [
        [(x, top + length), (x, top), (x + length, top)],
        [(right - length, top), (right, top), (right, top + length)],
        [(right, bottom - length), (right, bottom), (right - length, bottom)],
        [(x + length, bottom), (x, bottom), (x, bottom - length)],
    ];
    canvas.artifact(|canvas| {
        for stroke in strokes {
            canvas.stroke_path(&Path::lines(&stroke), 0.5, Colour::LINE);
        }
    });
}

/// The square with the sign of the euro, 7.5 x 7.6 mm.
fn euro_square(canvas: &mut Canvas, x: f32, top: f32) {
    canvas.artifact(|canvas| {
        canvas.rect(x, top, 7.5, 7.6, Colour::BLACK);
        let style = Style::new(Face::SansBold, 15.0).coloured(Colour::WHITE);
        canvas.text(Role::P, x + (7.5 - style.width("€")) / 2.0, top + 1.1, style, "€");
    });
}

/// Where to cut.
fn scissors(canvas: &mut Canvas, x: f32, top: f32) {
    canvas.artifact(|canvas| {
        canvas.stroke_path(&Path::circle(x + 0.3, top + 0.35, 0.27), 0.15, Colour::SOFT);
        canvas.stroke_path(&Path::circle(x + 0.3, top + 1.35, 0.27), 0.15, Colour::SOFT);
        canvas.stroke_path(&Path::lines(&[(x + 0.5, top + 0.5), (x + 1.5, top + 1.3)]), 0.15, Colour::SOFT);
        canvas.stroke_path(&Path::lines(&[(x + 0.5, top + 1.2), (x + 1.5, top + 0.4)]), 0.15, Colour::SOFT);
    });
}
