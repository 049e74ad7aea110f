//! Checking an element against the type its schema gives it: names, order, how often, and what the text may be.
//!
//! This is a small reader of tables, not of XSD files, so that it always runs; the tables say what the official
//! `paForNode.xsd` says, and tests hold both to the same verdicts.

use roxmltree::Node;

use super::values::Simple;

/// What an element may contain.
#[derive(Debug)]
pub(crate) enum Type {
    /// Text only.
    Text(Simple),
    /// Elements in this order.
    Sequence(&'static [Particle]),
}

/// One place in a sequence.
#[derive(Debug)]
pub(crate) enum Particle {
    /// This element, so many times.
    Element(Element),
    /// Exactly one of these elements.
    Choice(&'static [Element]),
    /// These places, as if written here: the base type of an extension.
    Group(&'static [Particle]),
}

/// An element of a sequence.
#[derive(Debug)]
pub(crate) struct Element {
    name: &'static str,
    least: usize,
    most: usize,
    of: &'static Type,
}

/// The element, once.
pub(crate) const fn one(name: &'static str, of: &'static Type) -> Particle {
    Particle::Element(element(name, of))
}

/// The element, once or not at all.
pub(crate) const fn optional(name: &'static str, of: &'static Type) -> Particle {
    Particle::Element(Element { name, least: 0, most: 1, of })
}

/// The element, once to `most` times.
pub(crate) const fn up_to(most: usize, name: &'static str, of: &'static Type) -> Particle {
    Particle::Element(Element { name, least: 1, most, of })
}

/// The element, as a part of a choice.
pub(crate) const fn element(name: &'static str, of: &'static Type) -> Element {
    Element { name, least: 1, most: 1, of }
}

/// Where and how a message departs from its schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Violation {
    /// The path of the element, such as `paGetPaymentV2Response/data/transferList`.
    pub place: String,
    /// What is wrong there.
    pub reason: String,
}

impl Violation {
    pub(crate) fn new(place: &str, reason: impl Into<String>) -> Self {
        Self { place: place.to_owned(), reason: reason.into() }
    }
}

/// Checks the content of `node`, whose name is known to be right.
pub(crate) fn check(node: Node<'_, '_>, of: &Type, place: &str) -> Result<(), Violation> {
    let foreign = node.attributes().find(|attribute| attribute.namespace() != Some(SCHEMA_INSTANCE));
    if let Some(attribute) = foreign {
        return Err(Violation::new(place, format!("attribute {} is not allowed", attribute.name())));
    }
    match of {
        Type::Text(simple) => check_text(node, simple, place),
        Type::Sequence(particles) => check_sequence(node, particles, place),
    }
}

const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

fn check_text(node: Node<'_, '_>, simple: &Simple, place: &str) -> Result<(), Violation> {
    if let Some(child) = node.children().find(Node::is_element) {
        return Err(Violation::new(place, format!("element {} inside a text", child.tag_name().name())));
    }
    let text: String = node.children().filter_map(|child| child.is_text().then(|| child.text()).flatten()).collect();
    simple.check(&text).map_err(|reason| Violation::new(place, format!("{text:?} {reason}")))
}

fn check_sequence(node: Node<'_, '_>, particles: &[Particle], place: &str) -> Result<(), Violation> {
    let stray = |child: &Node<'_, '_>| child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty());
    if node.children().any(|child| stray(&child)) {
        return Err(Violation::new(place, "text between elements"));
    }
    let mut children = Children { left: node.children().filter(Node::is_element).collect(), place };
    children.left.reverse();
    children.match_all(particles)?;
    match children.left.last() {
        Some(child) => Err(Violation::new(place, format!("{} is not expected here", described(*child)))),
        None => Ok(()),
    }
}

/// The child elements not yet matched, the next one last.
struct Children<'a, 'input, 'place> {
    left: Vec<Node<'a, 'input>>,
    place: &'place str,
}

impl Children<'_, '_, '_> {
    fn match_all(&mut self, particles: &[Particle]) -> Result<(), Violation> {
        for particle in particles {
            match particle {
                Particle::Element(element) => self.match_repeated(element)?,
                Particle::Choice(elements) => self.match_choice(elements)?,
                Particle::Group(group) => self.match_all(group)?,
            }
        }
        Ok(())
    }

    fn match_repeated(&mut self, element: &Element) -> Result<(), Violation> {
        let mut times = 0;
        while times < element.most && self.take(element)? {
            times += 1;
        }
        if times >= element.least {
            return Ok(());
        }
        Err(self.expected(element.name))
    }

    fn match_choice(&mut self, elements: &[Element]) -> Result<(), Violation> {
        for element in elements {
            if self.take(element)? {
                return Ok(());
            }
        }
        let names: Vec<_> = elements.iter().map(|element| element.name).collect();
        Err(self.expected(&names.join(" or ")))
    }

    /// Checks and removes the next child if it is this element. Children have no namespace.
    fn take(&mut self, element: &Element) -> Result<bool, Violation> {
        let Some(next) = self.left.last().copied() else { return Ok(false) };
        let name = next.tag_name();
        if name.namespace().is_some() || name.name() != element.name {
            return Ok(false);
        }
        check(next, element.of, &format!("{}/{}", self.place, element.name))?;
        self.left.pop();
        Ok(true)
    }

    fn expected(&self, wanted: &str) -> Violation {
        let found = self.left.last().map_or_else(|| "the end".to_owned(), |child| described(*child));
        Violation::new(self.place, format!("expected {wanted}, found {found}"))
    }
}

fn described(node: Node<'_, '_>) -> String {
    let name = node.tag_name();
    match name.namespace() {
        Some(namespace) => format!("{} in namespace {namespace}", name.name()),
        None => name.name().to_owned(),
    }
}
