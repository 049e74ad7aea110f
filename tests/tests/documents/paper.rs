//! What a file says: each piece of text with its place and its tag, and the figures with their words, read with nothing of ours.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

const MM: f32 = 25.4 / 72.0;

/// A line of text as shown.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) page: usize,
    /// The tag it is marked with; `Artifact` for decoration.
    pub(crate) tag: String,
    pub(crate) text: String,
    pub(crate) font: String,
    pub(crate) size: f32,
    /// Left edge in mm.
    pub(crate) x: f32,
    /// Right edge in mm.
    pub(crate) right: f32,
    /// Top of the line box in mm, by the rule of the layout (baseline = top + 0.76 em, 0.73 em for mono).
    pub(crate) top: f32,
}

/// A figure of the tag tree.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) page: usize,
    /// x, top, width, height in mm.
    pub(crate) bounds: [f32; 4],
    pub(crate) words: String,
}

/// A file, parsed.
pub(crate) struct Paper {
    pub(crate) document: Document,
    pub(crate) pages: Vec<ObjectId>,
    pub(crate) pieces: Vec<Piece>,
    /// Filled rectangles outside codes: page, then x, top, width, height in mm.
    pub(crate) rectangles: Vec<(usize, [f32; 4])>,
}

struct Font {
    letters: BTreeMap<u16, char>,
    widths: BTreeMap<u16, f32>,
}

impl Paper {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("the file is a PDF");
        let pages: Vec<ObjectId> = document.page_iter().collect();
        let mut paper = Self { document, pages, pieces: Vec::new(), rectangles: Vec::new() };
        for (number, page) in paper.pages.clone().into_iter().enumerate() {
            paper.read_page(page, number);
        }
        paper
    }

    /// The first piece with this text.
    pub(crate) fn piece(&self, text: &str) -> &Piece {
        self.nth_piece(text, 0)
    }

    /// The piece with this text after `skipped` others.
    pub(crate) fn nth_piece(&self, text: &str, skipped: usize) -> &Piece {
        let mut found = self.pieces.iter().filter(|piece| piece.text.trim_end() == text);
        found.nth(skipped).unwrap_or_else(|| panic!("{text:?} is printed"))
    }

    /// All text in the order of the page, decoration left out.
    pub(crate) fn text(&self) -> String {
        let content = self.pieces.iter().filter(|piece| piece.tag != "Artifact");
        content.map(|piece| piece.text.trim_end()).collect::<Vec<_>>().join("\n")
    }

    /// The figures in the order of the tag tree.
    pub(crate) fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let catalog = self.document.catalog().expect("a catalog");
        let root = self.dictionary(catalog.get(b"StructTreeRoot").expect("a tag tree"));
        self.collect(root.get(b"K").expect("the tree has a root"), &mut figures);
        figures
    }

    /// The tags in the order of the tree, with their depth.
    pub(crate) fn tags(&self) -> Vec<(usize, String)> {
        let mut tags = Vec::new();
        let catalog = self.document.catalog().expect("a catalog");
        let root = self.dictionary(catalog.get(b"StructTreeRoot").expect("a tag tree"));
        self.walk(root.get(b"K").expect("the tree has a root"), 0, &mut tags);
        tags
    }

    /// No text outside the margins, none over other text.
    pub(crate) fn assert_tidy(&self, name: &str) {
        for (index, piece) in self.pieces.iter().enumerate() {
            let across = piece.x >= 6.0 && piece.right <= 204.0;
            assert!(across && piece.top >= 9.0 && piece.bottom() <= 287.5, "{name}: {piece:?} leaves the page");
            for other in &self.pieces[index + 1..] {
                assert!(!piece.covers(other), "{name}: {piece:?} lies on {other:?}");
            }
        }
    }

    fn read_page(&mut self, page: ObjectId, number_of_page: usize) {
        let fonts = self.document.get_page_fonts(page).expect("the page has fonts").into_iter();
        let fonts: BTreeMap<Vec<u8>, Font> = fonts.map(|(name, font)| (name, Font::read(&self.document, font))).collect();
        let content = self.document.get_page_content(page);
        let content = Content::decode(&content).expect("the page has operators");
        let mut pen = Pen::default();
        for operation in &content.operations {
            let operand = |index: usize| number(&operation.operands[index]);
            match operation.operator.as_str() {
                "BDC" | "BMC" => pen.tag = name(&operation.operands[0]),
                "EMC" => pen.tag.clear(),
                "Tf" => (pen.font, pen.size) = (name(&operation.operands[0]), operand(1)),
                "Tm" => (pen.x, pen.baseline) = (operand(4), operand(5)),
                "Tj" => {
                    let codes = operation.operands[0].as_str().expect("text is a string");
                    let (text, width) = fonts[pen.font.as_bytes()].text(codes);
                    self.pieces.push(pen.show(number_of_page, text, width));
                }
                "cm" => pen.inside_code = true,
                "Q" => pen.inside_code = false,
                "re" if !pen.inside_code => {
                    let [x, y, width, height] = [0, 1, 2, 3].map(|index| operand(index) * MM);
                    self.rectangles.push((number_of_page, [x, 297.0 - y - height, width, height]));
                }
                "TJ" | "'" | "\"" | "Td" | "TD" => panic!("{} is not expected", operation.operator),
                _ => {}
            }
        }
    }

    fn walk(&self, node: &Object, depth: usize, tags: &mut Vec<(usize, String)>) {
        match node {
            Object::Array(kids) => kids.iter().for_each(|kid| self.walk(kid, depth, tags)),
            Object::Reference(_) => {
                let element = self.dictionary(node);
                let tag = element.get(b"S").and_then(Object::as_name).expect("an element has a type");
                tags.push((depth, String::from_utf8_lossy(tag).into_owned()));
                if let Ok(kids) = element.get(b"K") {
                    self.walk(kids, depth + 1, tags);
                }
            }
            _ => {}
        }
    }

    fn collect(&self, node: &Object, figures: &mut Vec<Figure>) {
        match node {
            Object::Array(kids) => kids.iter().for_each(|kid| self.collect(kid, figures)),
            Object::Reference(_) => {
                let element = self.dictionary(node);
                if element.get(b"S").and_then(Object::as_name).ok() == Some(b"Figure") {
                    figures.push(self.figure(element));
                } else if let Ok(kids) = element.get(b"K") {
                    self.collect(kids, figures);
                }
            }
            _ => {}
        }
    }

    fn figure(&self, element: &Dictionary) -> Figure {
        let page = element.get(b"Pg").and_then(Object::as_reference).expect("a figure is on a page");
        let bounds = element.get(b"A").and_then(Object::as_dict).expect("a figure has a layout");
        let bounds = bounds.get(b"BBox").and_then(Object::as_array).expect("a figure has bounds");
        let [left, bottom, right, top] = [0, 1, 2, 3].map(|index| number(&bounds[index]) * MM);
        let words = element.get(b"Alt").expect("a figure has words");
        Figure {
            page: self.pages.iter().position(|known| *known == page).expect("the page is there"),
            bounds: [left, 297.0 - top, right - left, top - bottom],
            words: lopdf::decode_text_string(words).expect("the words are text"),
        }
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        let (_, object) = self.document.dereference(object).expect("the object is there");
        object.as_dict().expect("the object is a dictionary")
    }
}

impl Piece {
    /// Where the letters end: the box of a line is higher than its letters.
    fn bottom(&self) -> f32 {
        self.top + self.size * 0.3
    }

    fn covers(&self, other: &Self) -> bool {
        let across = self.x.max(other.x) + 0.2 < self.right.min(other.right);
        let down = self.top.max(other.top) + 0.1 < self.bottom().min(other.bottom());
        self.page == other.page && across && down
    }
}

/// The state of the page while it is read.
#[derive(Default)]
struct Pen {
    tag: String,
    font: String,
    size: f32,
    x: f32,
    baseline: f32,
    inside_code: bool,
}

impl Pen {
    fn show(&mut self, page: usize, text: String, width: f32) -> Piece {
        let ascent = if self.font.starts_with("RobotoMono") { 0.73 } else { 0.76 };
        let x = self.x;
        self.x += width * self.size;
        Piece {
            page,
            tag: self.tag.clone(),
            text,
            font: self.font.clone(),
            size: self.size,
            x: x * MM,
            right: self.x * MM,
            top: 297.0 - (self.baseline + ascent * self.size) * MM,
        }
    }
}

fn name(object: &Object) -> String {
    String::from_utf8_lossy(object.as_name().expect("a name")).into_owned()
}

impl Font {
    fn read(document: &Document, font: &Dictionary) -> Self {
        let (_, map) = document.dereference(font.get(b"ToUnicode").expect("a font maps to Unicode")).expect("the map");
        let map = map.as_stream().expect("the map is a stream").get_plain_content().expect("the map is read");
        let descendants = font.get(b"DescendantFonts").and_then(Object::as_array).expect("a composite font");
        let descendant = descendants[0].as_dict().expect("the font itself");
        Self { letters: letters(&String::from_utf8_lossy(&map)), widths: widths(descendant) }
    }

    fn text(&self, codes: &[u8]) -> (String, f32) {
        let glyphs: Vec<u16> = codes.chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]])).collect();
        let text = glyphs.iter().map(|glyph| *self.letters.get(glyph).expect("every glyph has its letter")).collect();
        let width: f32 = glyphs.iter().map(|glyph| self.widths[glyph]).sum();
        (text, width / 1000.0)
    }
}

/// The pairs of the map between `beginbf...` and `endbf...`.
fn letters(map: &str) -> BTreeMap<u16, char> {
    let mut letters = BTreeMap::new();
    let code = |hex: &str| u32::from_str_radix(hex, 16).expect("a code is hexadecimal");
    for section in map.split("beginbf").skip(1) {
        let (kind, rest) = section.split_at(if section.starts_with("char") { 4 } else { 5 });
        let body = rest.split("endbf").next().expect("a section has a body");
        let codes: Vec<u32> = body.split(['<', '>']).skip(1).step_by(2).map(code).collect();
        if kind == "char" {
            for pair in codes.chunks_exact(2) {
                letters.insert(pair[0] as u16, char::from_u32(pair[1]).expect("a letter"));
            }
        } else {
            for range in codes.chunks_exact(3) {
                for offset in 0..=range[1] - range[0] {
                    letters.insert((range[0] + offset) as u16, char::from_u32(range[2] + offset).expect("a letter"));
                }
            }
        }
    }
    letters
}

fn widths(font: &Dictionary) -> BTreeMap<u16, f32> {
    let mut widths = BTreeMap::new();
    let list = font.get(b"W").and_then(Object::as_array).expect("a font has widths");
    for pair in list.chunks_exact(2) {
        let first = pair[0].as_i64().expect("a glyph is a number") as u16;
        for (glyph, width) in (first..).zip(pair[1].as_array().expect("widths are a list")) {
            widths.insert(glyph, number(width));
        }
    }
    widths
}

fn number(object: &Object) -> f32 {
    object.as_float().expect("a number")
}
