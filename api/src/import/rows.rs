//! Cutting a file into rows without reading it whole, and going on after a row that is broken.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

/// The largest row, in bytes; also how much is looked at to know the shape of the file.
const MAX_ROW: usize = 1024 * 1024;
/// The field of GPD's bulk files that holds the rows.
const LIST: &[u8] = b"\"paymentPositions\"";
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A row of the file, as it stands there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Its bytes; what is wrong when they are none to be read.
    pub(super) json: Result<Vec<u8>, BrokenRow>,
}

/// Why a row cannot even be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum BrokenRow {
    /// It is too large.
    #[error("is larger than {MAX_ROW} bytes")]
    TooLarge,
    /// The file ends inside it.
    #[error("the file ends inside this row")]
    Cut,
}

/// How the file holds its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// One object.
    One,
    /// One object a line.
    Lines,
    /// Items of a list.
    List,
    /// Nothing more.
    End,
}

/// The rows of a file.
pub(super) struct Rows<R> {
    input: BufReader<Chain<Cursor<Vec<u8>>, R>>,
    shape: Shape,
    number: u64,
}

impl<R: Read> Rows<R> {
    /// Looks at the beginning of the file to know its shape.
    pub(super) fn open(mut file: R) -> io::Result<Self> {
        let mut beginning = Vec::new();
        file.by_ref().take(MAX_ROW as u64).read_to_end(&mut beginning)?;
        let (shape, skip) = shape_of(&beginning);
        let mut beginning = Cursor::new(beginning);
        beginning.set_position(skip as u64);
        Ok(Self { input: BufReader::with_capacity(64 * 1024, beginning.chain(file)), shape, number: 0 })
    }

    /// The next row; none at the end.
    pub(super) fn next_row(&mut self) -> io::Result<Option<Row>> {
        let json = match self.shape {
            Shape::End => None,
            Shape::One => self.whole()?,
            Shape::Lines => self.line()?,
            Shape::List => self.item()?,
        };
        Ok(json.map(|json| {
            self.number += 1;
            Row { number: self.number, json }
        }))
    }

    fn whole(&mut self) -> io::Result<Option<Result<Vec<u8>, BrokenRow>>> {
        self.shape = Shape::End;
        let mut row = Content::default();
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(row.end());
            }
            let used = chunk.len();
            chunk.iter().for_each(|byte| row.push(*byte));
            self.input.consume(used);
        }
    }

    /// A line is a row, whatever stands in it; blank lines are none.
    fn line(&mut self) -> io::Result<Option<Result<Vec<u8>, BrokenRow>>> {
        let mut row = Content::default();
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                self.shape = Shape::End;
                return Ok(row.end());
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(chunk.len(), |end| end + 1);
            chunk[..end.unwrap_or(used)].iter().for_each(|byte| row.push(*byte));
            self.input.consume(used);
            if end.is_some() && row.began() {
                return Ok(row.end());
            }
        }
    }

    fn item(&mut self) -> io::Result<Option<Result<Vec<u8>, BrokenRow>>> {
        let (mut row, mut nesting) = (Content::default(), Nesting::default());
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                self.shape = Shape::End;
                return Ok(row.began().then_some(Err(BrokenRow::Cut)));
            }
            let mut used = 0;
            let mut complete = false;
            for byte in chunk {
                used += 1;
                match byte {
                    b']' if nesting.is_outside() => {
                        self.shape = Shape::End;
                        complete = true;
                    }
                    b',' if nesting.is_outside() => complete = row.began(),
                    byte => {
                        nesting.follow(*byte);
                        row.push(*byte);
                    }
                }
                if complete {
                    break;
                }
            }
            self.input.consume(used);
            if complete {
                return Ok(row.end());
            }
        }
    }
}

/// The bytes of a row, without the white space before it.
#[derive(Default)]
struct Content {
    bytes: Vec<u8>,
    too_large: bool,
}

impl Content {
    fn push(&mut self, byte: u8) {
        if self.bytes.len() >= MAX_ROW {
            self.too_large = true;
        } else if self.began() || !byte.is_ascii_whitespace() {
            self.bytes.push(byte);
        }
    }

    const fn began(&self) -> bool {
        !self.bytes.is_empty()
    }

    fn end(self) -> Option<Result<Vec<u8>, BrokenRow>> {
        match self.too_large {
            true => Some(Err(BrokenRow::TooLarge)),
            false => self.began().then_some(Ok(self.bytes)),
        }
    }
}

/// Where in a JSON text a byte stands.
#[derive(Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    const fn is_outside(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    fn follow(&mut self, byte: u8) {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// The shape of a file by its beginning, and how many bytes stand before the first row.
fn shape_of(beginning: &[u8]) -> (Shape, usize) {
    let mark = if beginning.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let text = beginning.get(mark..).unwrap_or_default();
    let start = mark + (text.len() - text.trim_ascii_start().len());
    match beginning.get(start) {
        None => (Shape::End, start),
        Some(b'[') => (Shape::List, start + 1),
        Some(_) => match list_inside(beginning, start) {
            Some(first_item) => (Shape::List, first_item),
            None if has_rows_in_lines(&beginning[start..]) => (Shape::Lines, start),
            None => (Shape::One, start),
        },
    }
}

/// Where the rows begin when the file is an object that holds them in a list.
fn list_inside(beginning: &[u8], start: usize) -> Option<usize> {
    let mut nesting = Nesting::default();
    for (at, byte) in beginning.iter().enumerate().skip(start) {
        if *byte == b'[' && nesting.depth == 1 && !nesting.in_string {
            let before = beginning[..at].trim_ascii_end().strip_suffix(b":")?.trim_ascii_end();
            if before.ends_with(LIST) {
                return Some(at + 1);
            }
        }
        nesting.follow(*byte);
    }
    None
}

/// Whether rows stand in lines: the first line is an object that ends there and more follows, or the first two lines both begin like an
/// object (and the first one is broken).
fn has_rows_in_lines(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    let mut nesting = Nesting::default();
    first.iter().for_each(|byte| nesting.follow(*byte));
    nesting.is_outside() || (first.len() > 1 && second.starts_with(b"{"))
}
