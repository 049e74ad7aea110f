//! `xsd:sequence`: the children of an element, taken one after the other in the order of the schema.

use std::borrow::Cow;

use roxmltree::{Node, NodeType};

use super::Violation;
use crate::station::envelope::is_blank;

/// Namespace of the schema hints that any element may carry.
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// How much of the name of an unknown element is repeated to whoever sent it.
const SHOWN_OF_A_NAME: usize = 40;

/// What is left to read of an element's children.
#[derive(Debug)]
pub struct Sequence<'a, 'input> {
    element: &'static str,
    next: Option<Node<'a, 'input>>,
}

impl<'a, 'input> Sequence<'a, 'input> {
    /// Starts reading an element that holds elements only.
    ///
    /// # Errors
    /// When it has attributes, or text among its children.
    pub fn of(node: Node<'a, 'input>, element: &'static str) -> Result<Self, Violation> {
        refuse_attributes(node, element)?;
        let has_text = node.children().any(|child| child.is_text() && !child.text().is_some_and(is_blank));
        if has_text {
            return Err(Violation::MixedText { element });
        }
        Ok(Self { element, next: node.first_element_child() })
    }

    /// Reads a mandatory value.
    ///
    /// # Errors
    /// When it is absent or not of its type.
    pub fn required<T>(
        &mut self,
        element: &'static str,
        read: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Result<T, Violation> {
        let missing = Violation::Missing { parent: self.element, element };
        self.optional(element, read)?.ok_or(missing)
    }

    /// Reads a value that may be absent.
    ///
    /// # Errors
    /// When it is not of its type.
    pub fn optional<T>(
        &mut self,
        element: &'static str,
        read: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Result<Option<T>, Violation> {
        let Some(node) = self.take(element)? else { return Ok(None) };
        refuse_attributes(node, element)?;
        let text = text_of(node).ok_or(Violation::NotAValue { element })?;
        read(&text).map(Some).map_err(|reason| Violation::Value { element, reason })
    }

    /// Enters a mandatory element that holds elements.
    ///
    /// # Errors
    /// When it is absent, or is no such element.
    pub fn enter(&mut self, element: &'static str) -> Result<Self, Violation> {
        let missing = Violation::Missing { parent: self.element, element };
        self.enter_optional(element)?.ok_or(missing)
    }

    /// Enters an element that holds elements and may be absent.
    ///
    /// # Errors
    /// When it is no such element.
    pub fn enter_optional(&mut self, element: &'static str) -> Result<Option<Self>, Violation> {
        let found = self.take(element)?;
        found.map(|node| Self::of(node, element)).transpose()
    }

    /// Reads the only children of an element: 1 to `most` of the same name.
    ///
    /// # Errors
    /// When there is none, there are more, or one of them is not as it should be.
    pub fn list<T>(
        mut self,
        element: &'static str,
        most: usize,
        mut read: impl FnMut(Self) -> Result<T, Violation>,
    ) -> Result<Vec<T>, Violation> {
        let mut items = vec![read(self.enter(element)?)?];
        while let Some(item) = self.enter_optional(element)? {
            if items.len() == most {
                return Err(Violation::TooMany { element, most });
            }
            items.push(read(item)?);
        }
        self.end()?;
        Ok(items)
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// When something is left.
    pub fn end(self) -> Result<(), Violation> {
        match self.next {
            Some(node) => {
                let found = node.tag_name().name().chars().take(SHOWN_OF_A_NAME).collect();
                Err(Violation::Unexpected { parent: self.element, found })
            }
            None => Ok(()),
        }
    }

    /// The next child, if it has this name; nothing else is skipped.
    fn take(&mut self, element: &'static str) -> Result<Option<Node<'a, 'input>>, Violation> {
        let Some(node) = self.next.filter(|node| node.tag_name().name() == element) else { return Ok(None) };
        if node.tag_name().namespace().is_some_and(|namespace| !namespace.is_empty()) {
            return Err(Violation::Qualified { element });
        }
        self.next = node.next_sibling_element();
        Ok(Some(node))
    }
}

/// Hints about schema files are allowed anywhere; types or nothingness declared by the message are not.
fn refuse_attributes(node: Node<'_, '_>, element: &'static str) -> Result<(), Violation> {
    let hint = |attribute: roxmltree::Attribute<'_, '_>| {
        attribute.namespace() == Some(SCHEMA_INSTANCE)
            && matches!(attribute.name(), "schemaLocation" | "noNamespaceSchemaLocation")
    };
    if node.attributes().all(hint) { Ok(()) } else { Err(Violation::Attribute { element }) }
}

/// All the text of an element: a comment or a CDATA section in the middle of a value cuts nothing off.
fn text_of<'a>(node: Node<'a, '_>) -> Option<Cow<'a, str>> {
    let mut whole: Cow<'a, str> = Cow::Borrowed("");
    for child in node.children() {
        match child.node_type() {
            NodeType::Text if whole.is_empty() => whole = Cow::Borrowed(child.text().unwrap_or_default()),
            NodeType::Text => whole.to_mut().push_str(child.text().unwrap_or_default()),
            NodeType::Comment | NodeType::PI => {}
            NodeType::Element | NodeType::Root => return None,
        }
    }
    Some(whole)
}
