//! The tag tree of a document: what a screen reader is told about each piece of the page.

/// The standard structure types the documents use (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The whole document.
    Document,
    /// One of several documents in a file.
    Part,
    /// A section.
    Sect,
    /// The subject or title.
    H1,
    /// The title of a band.
    H2,
    /// A title below a band.
    H3,
    /// A paragraph or a single value.
    P,
    /// A list of labelled values.
    L,
    /// One labelled value.
    LI,
    /// The label.
    Lbl,
    /// The value.
    LBody,
    /// A code or picture; always with a text in its place.
    Figure,
    /// A table.
    Table,
    /// A row.
    TR,
    /// The heading of a column.
    TH,
    /// A cell.
    TD,
}

impl Role {
    /// The name of the type in the file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Part => "Part",
            Self::Sect => "Sect",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::P => "P",
            Self::L => "L",
            Self::LI => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Figure => "Figure",
            Self::Table => "Table",
            Self::TR => "TR",
            Self::TH => "TH",
            Self::TD => "TD",
        }
    }
}

/// A child of an element: another element or a marked piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kid {
    /// The element with this index.
    Element(usize),
    /// The marked content with this number on that page.
    Marked { page: usize, number: usize },
}

/// One element of the tree.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) role: Role,
    pub(crate) parent: Option<usize>,
    pub(crate) kids: Vec<Kid>,
    /// Words in place of a figure.
    pub(crate) alternative: Option<String>,
    /// A language other than the document's.
    pub(crate) language: Option<&'static str>,
    /// Page and rectangle (x, top, width, height in mm) of a figure.
    pub(crate) bounds: Option<[f32; 4]>,
}

/// The tree while it grows: element 0 is the document, the last open element takes what is drawn.
#[derive(Debug)]
pub(crate) struct Structure {
    pub(crate) elements: Vec<Element>,
    open: Vec<usize>,
}

impl Structure {
    /// A tree with nothing but the document.
    pub(crate) fn new() -> Self {
        let root = Element::new(Role::Document, None);
        Self { elements: vec![root], open: vec![0] }
    }

    /// Opens an element inside the one open now and gives it for description.
    pub(crate) fn open(&mut self, role: Role) -> &mut Element {
        let parent = self.open.last().copied().unwrap_or(0);
        let index = self.elements.len();
        self.elements[parent].kids.push(Kid::Element(index));
        self.elements.push(Element::new(role, Some(parent)));
        self.open.push(index);
        &mut self.elements[index]
    }

    /// Closes the element opened last.
    pub(crate) fn close(&mut self) {
        self.open.pop();
    }

    /// Hangs a marked piece of a page on the element open now.
    pub(crate) fn mark(&mut self, page: usize, number: usize) {
        let current = self.open.last().copied().unwrap_or(0);
        self.elements[current].kids.push(Kid::Marked { page, number });
    }
}

impl Element {
    fn new(role: Role, parent: Option<usize>) -> Self {
        Self { role, parent, kids: Vec::new(), alternative: None, language: None, bounds: None }
    }
}
