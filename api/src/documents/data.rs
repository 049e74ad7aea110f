//! The copy of one's own data, to be read by people: headings and lines, on as many pages as it takes.

use super::blocks::{BODY_END, LEFT, RIGHT_END};
use super::canvas::{Canvas, Frame, Role, Text};
use super::error::DocumentError;
use super::pdf;
use super::style::{BODY, LARGE, STEP, STRONG};

/// Which template drew it.
const TEMPLATE: &str = "quietanza-data-1";
/// Top of the first line of a page.
const TOP: f32 = 15.0;
/// Width of a line.
const WIDTH: f32 = RIGHT_END - LEFT;
/// Characters a word may have: longer ones (ciphers, messages as they came) are broken, none is left out.
const WORD: usize = 90;

/// One thing that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataLine {
    /// What happened, and when.
    Heading(String),
    /// A sentence.
    Text(String),
    /// A thing and its value.
    Value {
        /// The thing.
        label: String,
        /// Its value.
        value: String,
    },
}

/// Everything that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSheet {
    /// The title.
    pub title: String,
    /// What tells it from other sheets.
    pub key: String,
    /// What follows.
    pub lines: Vec<DataLine>,
}

/// Draws a sheet.
///
/// # Errors
/// When the file cannot be written.
pub fn data_sheet(sheet: &DataSheet) -> Result<Vec<u8>, DocumentError> {
    let mut canvas = Canvas::new();
    canvas.group(Role::Part, |canvas| {
        let mut top = canvas.paragraph(Role::H1, Frame::new(LEFT, TOP, WIDTH, 8.0), &Text::plain(LARGE, &sheet.title));
        for line in &sheet.lines {
            top = draw(canvas, line, top);
        }
    });
    let description = pdf::Description { title: &sheet.title, language: "it-IT", template: TEMPLATE, key: &sheet.key };
    pdf::write(canvas.finish(), description)
}

/// Draws one thing; gives the top of the next.
fn draw(canvas: &mut Canvas, line: &DataLine, top: f32) -> f32 {
    let (role, style, text, above) = match line {
        DataLine::Heading(text) => (Role::H2, STRONG, text.clone(), STEP),
        DataLine::Text(text) => (Role::P, BODY, text.clone(), 0.0),
        DataLine::Value { label, value } => (Role::P, BODY, format!("{label}: {value}"), 0.0),
    };
    let mut top = top + above;
    // One printed line after the other: what is long goes on on the next page.
    for row in Text::plain(style, &broken(&text)).wrap(WIDTH) {
        if top + STEP > BODY_END {
            canvas.next_page();
            top = TOP;
        }
        canvas.line(role, LEFT, top, row);
        top += STEP;
    }
    top
}

/// Words that are too long for a line, in pieces; what cannot be printed as a blank.
fn broken(text: &str) -> String {
    let printable: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let pieces = printable.split(' ').flat_map(|word| {
        let letters: Vec<char> = word.chars().collect();
        let chunks: Vec<String> = letters.chunks(WORD).map(|chunk| chunk.iter().collect()).collect();
        if chunks.is_empty() { vec![String::new()] } else { chunks }
    });
    pieces.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sheet_takes_the_pages_it_needs_and_the_same_sheet_is_the_same_file() {
        let value = |number: u32| DataLine::Value { label: format!("campo {number}"), value: "x".repeat(400) };
        let lines: Vec<DataLine> = std::iter::once(DataLine::Heading("21/11/2026".into())).chain((0..200).map(value)).collect();
        let sheet = DataSheet { title: "I tuoi dati".into(), key: "1".into(), lines };
        let drawn = data_sheet(&sheet).unwrap();
        assert_eq!(drawn, data_sheet(&sheet).unwrap());
        let pages = lopdf::Document::load_mem(&drawn).unwrap().get_pages().len();
        assert!((10..60).contains(&pages), "{pages}");
    }
}
