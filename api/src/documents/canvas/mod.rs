//! The drawing layer: pages, text, codes and tags in millimetres from the top left corner, and nothing of what is drawn.
//!
//! Only this module and [`super::pdf`] know the PDF library, so that it can be swapped without touching a document. Everything drawn
//! is either content with a place in the tag tree or an artifact (bands, icons, frames, repeated heads); there is no third kind, which
//! is what makes the result accessible. Content is read aloud in the order in which it was drawn.

mod fonts;
mod matrix;
mod shapes;
mod structure;
mod text;

use printpdf::{
    Color, CurTransMat, DictItem, FontId, Op, PdfFontHandle, Pt, Rgb, TextItem, TextMatrix, XObjectId, XObjectTransform,
};

pub(super) use fonts::Face;
pub(super) use matrix::Modules;
pub(super) use shapes::Path;
pub(super) use structure::{Kid, Role, Structure};
pub(super) use text::{Colour, MM_PER_POINT, Style, Text};

use super::logo::Logo;

/// Height of the page (A4 portrait) in mm.
pub(super) const PAGE_HEIGHT: f32 = 297.0;
/// Width of the page in mm.
pub(super) const PAGE_WIDTH: f32 = 210.0;

/// The resource name of a logo by its place among those of the document.
pub(super) fn logo_name(index: usize) -> String {
    format!("Logo{index}")
}

/// A column of text: left edge, top of the first line box, width and distance of lines, all in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) step: f32,
}

impl Frame {
    /// A column.
    pub(super) const fn new(x: f32, top: f32, width: f32, step: f32) -> Self {
        Self { x, top, width, step }
    }
}

/// A document being drawn.
#[derive(Debug)]
pub(super) struct Canvas {
    pages: Vec<Page>,
    structure: Structure,
    extended: [bool; Face::ALL.len()],
    logos: Vec<Logo>,
    artifact: bool,
}

#[derive(Debug)]
struct Page {
    ops: Vec<Op>,
    marks: usize,
    fill: Colour,
}

/// What a finished canvas hands to the file writer.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) pages: Vec<Vec<Op>>,
    pub(super) structure: Structure,
    pub(super) extended: [bool; Face::ALL.len()],
    pub(super) logos: Vec<Logo>,
}

impl Canvas {
    /// A document with its first, empty page.
    pub(super) fn new() -> Self {
        Self {
            pages: vec![Page::new()],
            structure: Structure::new(),
            extended: [false; Face::ALL.len()],
            logos: Vec::new(),
            artifact: false,
        }
    }

    /// Starts the next page; all that follows is drawn there.
    pub(super) fn next_page(&mut self) {
        self.pages.push(Page::new());
    }

    /// Ends drawing.
    pub(super) fn finish(self) -> Drawing {
        let pages = self.pages.into_iter().map(|page| page.ops).collect();
        Drawing { pages, structure: self.structure, extended: self.extended, logos: self.logos }
    }

    /// Draws inside a structure element.
    pub(super) fn group<T>(&mut self, role: Role, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.structure.open(role);
        let drawn = draw(self);
        self.structure.close();
        drawn
    }

    /// Draws inside a structure element whose language is not the document's.
    pub(super) fn group_in<T>(&mut self, role: Role, language: &'static str, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.structure.open(role).language = Some(language);
        let drawn = draw(self);
        self.structure.close();
        drawn
    }

    /// Draws decoration: nothing in it is read aloud.
    pub(super) fn artifact(&mut self, draw: impl FnOnce(&mut Self)) {
        if self.artifact {
            return draw(self);
        }
        self.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
        self.artifact = true;
        draw(self);
        self.artifact = false;
        self.push(Op::EndMarkedContent);
    }

    /// One line of text, its box's upper left corner at (`x`, `top`).
    pub(super) fn text(&mut self, role: Role, x: f32, top: f32, style: Style, text: &str) {
        self.line(role, x, top, Text::plain(style, text));
    }

    /// One line of text that ends at `right`.
    pub(super) fn text_right(&mut self, role: Role, right: f32, top: f32, style: Style, text: &str) {
        let text = Text::plain(style, text);
        self.line(role, right - text.width(), top, text);
    }

    /// One line of runs.
    pub(super) fn line(&mut self, role: Role, x: f32, top: f32, text: Text) {
        self.lines(role, Frame::new(x, top, 0.0, 0.0), &[text]);
    }

    /// Text broken into the lines of a column. Gives the top of the line after the last one.
    pub(super) fn paragraph(&mut self, role: Role, frame: Frame, text: &Text) -> f32 {
        let lines = text.wrap(frame.width);
        self.lines(role, frame, &lines);
        frame.top + frame.step * lines.len() as f32
    }

    /// Text in the largest size, from `style`'s downwards, that fits into `most` lines of the column. Gives the top of the line after
    /// the last one. Nothing is ever cut: when even the smallest size is too large, it takes the lines it needs.
    pub(super) fn fitted(&mut self, role: Role, frame: Frame, style: Style, most: usize, text: &str) -> f32 {
        let mut size = style.size;
        let smallest = style.size * 0.6;
        while size - 0.25 > smallest && Text::plain(style.sized(size), text).wrap(frame.width).len() > most {
            size -= 0.25;
        }
        self.paragraph(role, frame, &Text::plain(style.sized(size), text))
    }

    /// A square code of side `side` mm with its upper left corner at (`x`, `top`); `alternative` says in words what it holds.
    pub(super) fn code(&mut self, x: f32, top: f32, side: f32, code: &Modules, alternative: &str) {
        self.figure([x, top, side, side], alternative, |canvas| {
            let scale = side / MM_PER_POINT / code.side() as f32;
            canvas.push(Op::SaveGraphicsState);
            canvas.fill(Colour::BLACK);
            canvas.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw([scale, 0.0, 0.0, -scale, across(x), up(top)]) });
            for rectangle in code.rectangles() {
                canvas.operator("re", rectangle.into_iter().map(DictItem::Int).collect());
            }
            canvas.operator("f", Vec::new());
            canvas.push(Op::RestoreGraphicsState);
        });
    }

    /// The logo of the Ente, as large as fits into a square of `side` mm that has its upper right corner at (`right`, `top`).
    pub(super) fn logo(&mut self, right: f32, top: f32, side: f32, logo: &Logo, alternative: &str) {
        let (width, height) = logo.fit(side);
        let (x, bottom) = (right - width, top + height);
        let name = self.logo_resource(logo);
        self.figure([x, top, width, height], alternative, |canvas| {
            canvas.push(Op::SaveGraphicsState);
            canvas.push(Op::SetTransformationMatrix {
                matrix: CurTransMat::Raw([width / MM_PER_POINT, 0.0, 0.0, height / MM_PER_POINT, across(x), up(bottom)]),
            });
            let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
            canvas.push(Op::UseXobject { id: XObjectId(name), transform });
            canvas.push(Op::RestoreGraphicsState);
        });
    }

    /// A filled rectangle; decoration.
    pub(super) fn rect(&mut self, x: f32, top: f32, width: f32, height: f32, colour: Colour) {
        self.artifact(|canvas| {
            canvas.fill(colour);
            let (x, y) = (across(x), up(top + height));
            let (width, height) = (thousandth(width / MM_PER_POINT), thousandth(height / MM_PER_POINT));
            canvas.operator("re", [x, y, width, height].map(DictItem::Real).to_vec());
            canvas.operator("f", Vec::new());
        });
    }

    fn figure(&mut self, bounds: [f32; 4], alternative: &str, draw: impl FnOnce(&mut Self)) {
        if self.artifact {
            return draw(self);
        }
        let figure = self.structure.open(Role::Figure);
        figure.alternative = Some(alternative.to_owned());
        figure.bounds = Some(bounds);
        self.marked(Role::Figure, draw);
        self.structure.close();
    }

    fn logo_resource(&mut self, logo: &Logo) -> String {
        let known = self.logos.iter().position(|known| known == logo);
        logo_name(known.unwrap_or_else(|| {
            self.logos.push(logo.clone());
            self.logos.len() - 1
        }))
    }

    fn lines(&mut self, role: Role, frame: Frame, lines: &[Text]) {
        if self.artifact {
            return self.show(frame, lines);
        }
        self.structure.open(role);
        self.marked(role, |canvas| canvas.show(frame, lines));
        self.structure.close();
    }

    fn marked(&mut self, role: Role, draw: impl FnOnce(&mut Self)) {
        let page = self.pages.len() - 1;
        let number = self.pages[page].marks;
        self.pages[page].marks += 1;
        self.structure.mark(page, number);
        let number = DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX));
        self.push(Op::BeginMarkedContentWithProperties {
            tag: role.name().to_owned(),
            properties: DictItem::Dict { map: [("MCID".to_owned(), number)].into() },
        });
        draw(self);
        self.push(Op::EndMarkedContent);
    }

    fn show(&mut self, frame: Frame, lines: &[Text]) {
        self.push(Op::StartTextSection);
        for (number, line) in lines.iter().enumerate() {
            let top = frame.top + frame.step * number as f32;
            let ascent = line.0.iter().map(|run| run.style.face.ascent() * run.style.size).fold(0.0, f32::max);
            let baseline = top + ascent * MM_PER_POINT;
            let place = [1.0, 0.0, 0.0, 1.0, across(frame.x), up(baseline)];
            self.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(place) });
            for run in &line.0 {
                self.fill(run.style.colour);
                self.note_letters(run.style.face, &run.text);
                let id = FontId(run.style.face.name().to_owned());
                self.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(run.style.size) });
                self.push(Op::ShowText { items: vec![TextItem::Text(run.text.clone())] });
            }
        }
        self.push(Op::EndTextSection);
    }

    fn note_letters(&mut self, face: Face, text: &str) {
        let known = &mut self.extended[face as usize];
        *known = *known || face.needs_extended(text);
    }

    fn fill(&mut self, colour: Colour) {
        let page = self.page();
        if page.fill != colour {
            page.fill = colour;
            let Colour(red, green, blue) = colour;
            let [r, g, b] = [red, green, blue].map(|part| thousandth(f32::from(part) / 255.0));
            self.push(Op::SetFillColor { col: Color::Rgb(Rgb { r, g, b, icc_profile: None }) });
        }
    }

    fn operator(&mut self, key: &str, value: Vec<DictItem>) {
        self.push(Op::Unknown { key: key.to_owned(), value });
    }

    fn push(&mut self, op: Op) {
        self.page().ops.push(op);
    }

    fn page(&mut self) -> &mut Page {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }
}

impl Page {
    fn new() -> Self {
        Self { ops: Vec::new(), marks: 0, fill: Colour::BLACK }
    }
}

/// mm from the left as PDF points.
fn across(x: f32) -> f32 {
    thousandth(x / MM_PER_POINT)
}

/// mm from the top as PDF points from the bottom.
fn up(top: f32) -> f32 {
    thousandth((PAGE_HEIGHT - top) / MM_PER_POINT)
}

/// Three decimals of a point (0.35 µm) are enough, and keep the file small.
fn thousandth(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}
