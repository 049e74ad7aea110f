//! Writing XML, element by element.

/// A document being written.
#[derive(Debug, Default)]
pub(crate) struct Xml {
    text: String,
}

impl Xml {
    /// An element with text.
    pub(crate) fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.text.push_str(&format!("<{name}>{}</{name}>", escaped(value)));
        self
    }

    /// An element with text, or nothing at all: empty elements are invalid in pagoPA's schemas.
    pub(crate) fn optional(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// An element with elements.
    pub(crate) fn nested(&mut self, name: &str, content: impl FnOnce(&mut Self)) -> &mut Self {
        self.text.push_str(&format!("<{name}>"));
        content(self);
        self.text.push_str(&format!("</{name}>"));
        self
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
