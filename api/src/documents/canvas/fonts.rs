//! The four faces of the documents, parsed and compressed once per process.
//!
//! A face exists in one or two reductions (see `assets/fonts/README.md`): the common letters, and where a name needs them all of
//! Latin Extended-A. Both have the same outlines and advances, so the choice never moves anything on the page.

use std::sync::LazyLock;

use lopdf::{Dictionary, Stream};
use printpdf::{FontId, ParsedFont, PdfFont};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A face: sans for text, mono for codes and amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Face {
    /// Titillium Web Regular.
    Sans,
    /// Titillium Web Bold.
    SansBold,
    /// Roboto Mono Regular.
    Mono,
    /// Roboto Mono Bold.
    MonoBold,
}

/// One reduction of a face, ready to be embedded.
#[derive(Debug)]
pub(crate) struct Program {
    font: ParsedFont,
    stream: Stream,
}

#[derive(Debug)]
struct Loaded {
    common: Program,
    extended: Option<Program>,
    /// Advance per code point in 1/1000 em; `ABSENT` where the face has no glyph.
    advances: Vec<u16>,
}

const ABSENT: u16 = u16::MAX;
/// One past the last code point of any face (TRADE MARK SIGN).
const CODE_POINTS: usize = 0x2123;

static FACES: LazyLock<[Loaded; 4]> = LazyLock::new(|| {
    [
        Loaded::new(
            include_bytes!("../../../assets/fonts/TitilliumWeb-Regular.ttf"),
            Some(include_bytes!("../../../assets/fonts/TitilliumWeb-Regular-Extended.ttf")),
        ),
        Loaded::new(
            include_bytes!("../../../assets/fonts/TitilliumWeb-Bold.ttf"),
            Some(include_bytes!("../../../assets/fonts/TitilliumWeb-Bold-Extended.ttf")),
        ),
        Loaded::new(include_bytes!("../../../assets/fonts/RobotoMono-Regular.ttf"), None),
        Loaded::new(include_bytes!("../../../assets/fonts/RobotoMono-Bold.ttf"), None),
    ]
});

impl Face {
    /// All faces, in the order of their object numbers in a file.
    pub(crate) const ALL: [Self; 4] = [Self::Sans, Self::SansBold, Self::Mono, Self::MonoBold];

    /// The name of the face, also its name as a resource: fixed, so that files are byte for byte repeatable.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sans => "TitilliumWeb-Regular",
            Self::SansBold => "TitilliumWeb-Bold",
            Self::Mono => "RobotoMono-Regular",
            Self::MonoBold => "RobotoMono-Bold",
        }
    }

    /// The bold face of the same family.
    pub(crate) fn bold(self) -> Self {
        match self {
            Self::Sans | Self::SansBold => Self::SansBold,
            Self::Mono | Self::MonoBold => Self::MonoBold,
        }
    }

    /// Distance from the top of a line box to its baseline, in em.
    pub(crate) fn ascent(self) -> f32 {
        match self {
            Self::Sans | Self::SansBold => 0.76,
            Self::Mono | Self::MonoBold => 0.73,
        }
    }

    /// The width of `text` in em.
    pub(crate) fn width(self, text: &str) -> f32 {
        let loaded = self.loaded();
        let thousandths: u32 = text.chars().map(|letter| u32::from(loaded.advance(letter).unwrap_or(0))).sum();
        thousandths as f32 / 1000.0
    }

    /// The reduction that holds every letter of a document.
    pub(crate) fn program(self, extended: bool) -> &'static Program {
        let loaded = self.loaded();
        match &loaded.extended {
            Some(program) if extended => program,
            _ => &loaded.common,
        }
    }

    /// Whether `text` needs the extended reduction.
    pub(crate) fn needs_extended(self, text: &str) -> bool {
        let loaded = self.loaded();
        loaded.extended.is_some() && text.chars().any(|letter| loaded.common.font.lookup_glyph_index(u32::from(letter)).is_none())
    }

    /// `text` as this face can print it: composed letters, single blanks, no controls. A letter the face lacks loses its marks;
    /// one that is still lacking becomes a question mark, so that nobody takes the print for complete.
    pub(crate) fn printable(self, text: &str) -> String {
        let loaded = self.loaded();
        let mut printed = String::with_capacity(text.len());
        for letter in text.nfc() {
            if letter.is_whitespace() || letter.is_control() {
                if !printed.ends_with(' ') && !printed.is_empty() {
                    printed.push(' ');
                }
            } else if loaded.advance(letter).is_some() {
                printed.push(letter);
            } else {
                loaded.push_base(letter, &mut printed);
            }
        }
        printed.truncate(printed.trim_end().len());
        printed
    }

    fn loaded(self) -> &'static Loaded {
        match self {
            Self::Sans => &FACES[0],
            Self::SansBold => &FACES[1],
            Self::Mono => &FACES[2],
            Self::MonoBold => &FACES[3],
        }
    }
}

impl Loaded {
    fn new(common: &[u8], extended: Option<&[u8]>) -> Self {
        let common = Program::new(common);
        let extended = extended.map(Program::new);
        let widest = &extended.as_ref().unwrap_or(&common).font;
        let mut advances = vec![ABSENT; CODE_POINTS];
        for (&code_point, glyph) in &widest.codepoint_to_glyph {
            let place = usize::try_from(code_point).ok().and_then(|index| advances.get_mut(index));
            if let (Some(place), Some(advance)) = (place, widest.get_glyph_width(*glyph)) {
                *place = advance;
            }
        }
        Self { common, extended, advances }
    }

    fn advance(&self, letter: char) -> Option<u16> {
        let index = usize::try_from(u32::from(letter)).ok()?;
        self.advances.get(index).copied().filter(|advance| *advance != ABSENT)
    }

    fn push_base(&self, letter: char, printed: &mut String) {
        let before = printed.len();
        let base = std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part));
        for part in base {
            let typewriter = match part {
                '‘' | '’' => '\'',
                '“' | '”' => '"',
                '–' | '—' => '-',
                other => other,
            };
            if self.advance(typewriter).is_some() {
                printed.push(typewriter);
            }
        }
        if printed.len() == before && !is_combining_mark(letter) {
            printed.push('?');
        }
    }
}

impl Program {
    fn new(bytes: &[u8]) -> Self {
        let font = ParsedFont::from_bytes(bytes, 0, &mut Vec::new())
            .expect("invariant: the faces are compiled in and a test draws with each of them");
        let mut dictionary = Dictionary::new();
        dictionary.set("Length1", i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        let mut stream = Stream::new(dictionary, bytes.to_vec());
        stream.compress().expect("invariant: compressing into memory does not fail");
        Self { font, stream }
    }

    /// The face as a resource of a printpdf document.
    pub(crate) fn resource(&self, face: Face) -> (FontId, PdfFont) {
        (FontId(face.name().to_owned()), PdfFont::new(self.font.clone()))
    }

    /// The compressed font file, ready to stand in a PDF.
    pub(crate) fn stream(&self) -> &Stream {
        &self.stream
    }
}
