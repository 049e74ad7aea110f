//! The instalments, two or three beside each other, each with its own code.

use super::super::blocks::{BAND, Labelled};
use super::super::canvas::{Canvas, Colour, Frame, Role, Style, Text};
use super::super::error::DocumentError;
use super::super::form;
use super::super::style::{BODY, CODE_STRONG, SMALL, STRONG, TITLE};
use super::{Notice, Payable, payment};

/// With more instalments than these the whole amount is not printed ("many instalments").
pub(super) const MOST_BESIDE_WHOLE: usize = 9;

/// One row of instalments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// Two or three: a sheet never mixes them.
    pub(super) columns: usize,
    /// How many of the columns are used.
    pub(super) items: usize,
}

/// Where things stand in a column, from its left edge and from the top of the row.
#[derive(Debug)]
struct Module {
    columns: &'static [f32],
    band: [f32; 2],
    code: [f32; 3],
    amount: [f32; 2],
    due: [f32; 2],
    number: [f32; 2],
    creditor: [f32; 2],
    hint: (f32, f32, Style),
    height: f32,
}

const TWO: Module = Module {
    columns: &[10.0, 111.0],
    band: [95.0, BAND],
    code: [64.1, 11.9, 25.0],
    amount: [12.5, 16.8],
    due: [22.8, 27.1],
    number: [32.8, 37.2],
    creditor: [43.2, 47.5],
    hint: (75.7, 3.8, BODY),
    height: 83.5,
};

const THREE: Module = Module {
    columns: &[10.0, 77.3, 144.7],
    band: [61.4, 8.2],
    code: [35.2, 12.2, 19.95],
    amount: [12.7, 17.0],
    due: [24.1, 28.4],
    number: [35.6, 40.0],
    creditor: [45.8, 50.1],
    hint: (57.7, 3.4, SMALL),
    height: 64.7,
};

/// Between rows of one page.
const GAP: f32 = 6.0;

/// The rows of so many instalments, each with the number of those before it. With slips each row has a page of its own.
pub(super) fn rows(instalments: usize, postal: bool) -> Vec<(Row, usize)> {
    let counts: &[usize] = match (instalments, postal) {
        (..=2, _) => &[2],
        (3, _) => &[3],
        (4, _) => &[2, 2],
        (5, _) => &[2, 3],
        (6, false) => &[2, 2, 2],
        (6, true) => &[3, 3],
        (7, _) => &[3, 2, 2],
        (8, _) => &[2, 3, 3],
        (9, _) => &[3, 3, 3],
        (10, _) => &[3, 3, 2, 2],
        (11, false) => &[3, 3, 3, 2],
        (11, true) => &[3, 3, 3, 2],
        (_, _) => &[3, 3, 3, 3],
    };
    let shared = instalments == 11 && !postal;
    let mut first = 0;
    let mut rows = Vec::with_capacity(counts.len());
    for &items in counts {
        let columns = if shared { 3 } else { items };
        rows.push((Row { columns, items }, first));
        first += items;
    }
    rows
}

impl Row {
    /// The height of the row.
    pub(super) fn height(self) -> f32 {
        self.module().height
    }

    fn module(self) -> &'static Module {
        if self.columns == 2 { &TWO } else { &THREE }
    }
}

/// Draws a row of instalments, of which `before` come before. Gives the top of the next row.
pub(super) fn draw(
    canvas: &mut Canvas,
    notice: Notice<'_>,
    row: Row,
    before: usize,
    shown: &[Payable],
    top: f32,
) -> Result<f32, DocumentError> {
    let module = row.module();
    for (index, (payable, x)) in shown.iter().zip(module.columns).enumerate() {
        let [width, height] = module.band;
        canvas.rect(x - 3.1, top, width, height, Colour::BAND);
        let title = notice.texts.numbered.replace("{n}", &(before + index + 1).to_string());
        canvas.group(Role::Sect, |canvas| {
            canvas.text(Role::H2, *x, top + 2.4, TITLE, &title);
            draw_one(canvas, notice, payable, module, *x, top)
        })?;
    }
    Ok(top + module.height + GAP)
}

fn draw_one(
    canvas: &mut Canvas,
    notice: Notice<'_>,
    payable: &Payable,
    module: &Module,
    x: f32,
    top: f32,
) -> Result<(), DocumentError> {
    canvas.group(Role::L, |canvas| data(canvas, notice, payable, module, x, top));
    let [code_x, code_top, side] = module.code;
    payment::code(canvas, notice, payable, x + code_x, top + code_top, side)?;
    let (hint, step, style) = module.hint;
    let frame = Frame::new(x, top + hint, module.band[0] - 6.2, step);
    canvas.paragraph(Role::P, frame, &Text::marked(style, notice.texts.scan_above));
    Ok(())
}

fn data(canvas: &mut Canvas, notice: Notice<'_>, payable: &Payable, module: &Module, x: f32, top: f32) {
    let (texts, document) = (notice.texts, notice.document);
    let item = |canvas: &mut Canvas, label: &str, value: &str, x: f32, [label_top, value_top]: [f32; 2]| {
        Labelled { label, value, style: CODE_STRONG }.draw(canvas, x, top + label_top, top + value_top);
    };
    item(canvas, texts.euro, &form::amount(payable.amount, document.language), x, module.amount);
    if let Some(date) = payable.due_date {
        let mut label = texts.by.chars();
        let capital = label.next().map(|first| first.to_uppercase().chain(label).collect::<String>());
        item(canvas, &capital.unwrap_or_default(), &form::date(date), x, module.due);
    }
    item(canvas, texts.notice_number, &payable.notice_number.grouped(), x, module.number);
    item(canvas, texts.creditor_tax_code, &document.creditor.tax_code, x, module.creditor);
    if let Some(cbill) = &document.creditor.cbill {
        item(canvas, texts.cbill, cbill, x + 33.3, module.creditor);
    }
    if module.columns.len() == 2 {
        for (label, value, below) in [(texts.subject, &document.subject, 55.1), (texts.creditor, &document.creditor.name, 64.3)] {
            canvas.group(Role::LI, |canvas| {
                canvas.text(Role::Lbl, x, top + below, BODY, label);
                long(canvas, x, top + below + 3.7, value);
            });
        }
    }
}

/// A long value in the room of one line: smaller, in two lines.
fn long(canvas: &mut Canvas, x: f32, top: f32, value: &str) {
    let whole = Text::plain(STRONG, value);
    if whole.width() <= 88.0 {
        canvas.line(Role::LBody, x, top, whole);
    } else {
        let frame = Frame::new(x, top - 0.2, 88.0, 2.7);
        canvas.fitted(Role::LBody, frame, STRONG.sized(6.5), 2, value);
    }
}
