//! Text before it has a place: styles, runs and line breaking.

use super::fonts::Face;

/// Millimetres per typographic point.
pub(crate) const MM_PER_POINT: f32 = 25.4 / 72.0;

/// A colour as red, green and blue in 0..=255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Colour {
    /// Text and codes.
    pub(crate) const BLACK: Self = Self(0, 0, 0);
    /// Text on dark ground.
    pub(crate) const WHITE: Self = Self(255, 255, 255);
    /// Bands (pagoPA, "Avviso di pagamento", light grey).
    pub(crate) const BAND: Self = Self(0xEC, 0xEC, 0xEC);
    /// Small print: black at 70 %, contrast 8.5 to 1.
    pub(crate) const SOFT: Self = Self(0x4D, 0x4D, 0x4D);
    /// Dividers and the frame of the postal code.
    pub(crate) const LINE: Self = Self(0xC9, 0xCD, 0xD2);
    /// The blue of the mark and of pictograms.
    pub(crate) const BLUE: Self = Self(0x00, 0x66, 0xCC);
    /// The green of "paid": contrast 5.6 to 1.
    pub(crate) const GREEN: Self = Self(0x00, 0x73, 0x4D);
}

/// Face, size in points and colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) colour: Colour,
}

impl Style {
    /// Black text.
    pub(crate) const fn new(face: Face, size: f32) -> Self {
        Self { face, size, colour: Colour::BLACK }
    }

    /// The same in another colour.
    pub(crate) const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// The same in another size.
    pub(crate) const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The width of `text` in mm.
    pub(crate) fn width(self, text: &str) -> f32 {
        self.face.width(text) * self.size * MM_PER_POINT
    }
}

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) style: Style,
    pub(crate) text: String,
}

/// Text of one or more runs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Text(pub(crate) Vec<Run>);

impl Text {
    /// Text in one style; nothing in it is markup.
    pub(crate) fn plain(style: Style, text: &str) -> Self {
        Self(vec![Run { style, text: style.face.printable(text) }])
    }

    /// A fixed text in which `**` switches bold on and off. For our own strings only.
    pub(crate) fn marked(style: Style, text: &str) -> Self {
        let bold = Style { face: style.face.bold(), ..style };
        let runs = text.split("**").enumerate().filter(|(_, part)| !part.is_empty());
        Self(runs.map(|(index, part)| Run { style: if index % 2 == 0 { style } else { bold }, text: part.to_owned() }).collect())
    }

    /// The width in mm when set on one line.
    pub(crate) fn width(&self) -> f32 {
        self.0.iter().map(|run| run.style.width(&run.text)).sum()
    }

    /// The text broken into lines no wider than `width` mm. A word wider than a line is broken inside.
    pub(crate) fn wrap(&self, width: f32) -> Vec<Self> {
        let mut lines = Breaker::new(width);
        for run in &self.0 {
            for word in run.text.split_inclusive(' ') {
                lines.push(run.style, word);
            }
        }
        lines.finish()
    }
}

/// Fills lines word by word.
struct Breaker {
    width: f32,
    used: f32,
    lines: Vec<Text>,
    current: Text,
}

impl Breaker {
    fn new(width: f32) -> Self {
        Self { width, used: 0.0, lines: Vec::new(), current: Text::default() }
    }

    fn push(&mut self, style: Style, word: &str) {
        let bare = style.width(word.trim_end());
        if self.used + bare > self.width && self.used > 0.0 {
            self.end_line();
        }
        if bare <= self.width {
            return self.append(style, word);
        }
        let mut letters = [0; 4];
        for letter in word.chars() {
            let letter = letter.encode_utf8(&mut letters);
            if self.used + style.width(letter) > self.width {
                self.end_line();
            }
            self.append(style, letter);
        }
    }

    fn append(&mut self, style: Style, text: &str) {
        self.used += style.width(text);
        match self.current.0.last_mut() {
            Some(run) if run.style == style => run.text.push_str(text),
            _ => self.current.0.push(Run { style, text: text.to_owned() }),
        }
    }

    fn end_line(&mut self) {
        self.used = 0.0;
        self.lines.push(std::mem::take(&mut self.current));
    }

    fn finish(mut self) -> Vec<Text> {
        if !self.current.0.is_empty() {
            self.end_line();
        }
        self.lines
    }
}
