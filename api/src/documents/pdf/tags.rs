//! The tag tree as PDF objects (ISO 32000-1, 14.7): one structure element per piece of content, found from the page by number.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::canvas::{Kid, MM_PER_POINT, PAGE_HEIGHT, Role, Structure};
use super::super::error::DocumentError;
use super::writing;

/// Writes the tree and ties the pages to it. Gives the root.
pub(super) fn write(document: &mut Document, pages: &[ObjectId], structure: &Structure) -> Result<ObjectId, DocumentError> {
    let root = document.new_object_id();
    let elements: Vec<ObjectId> = structure.elements.iter().map(|_| document.new_object_id()).collect();
    let mut parents: Vec<Vec<Object>> = vec![Vec::new(); pages.len()];
    for (index, element) in structure.elements.iter().enumerate() {
        for kid in &element.kids {
            if let Kid::Marked { page, number } = kid {
                let page = &mut parents[*page];
                page.resize((*number + 1).max(page.len()), Object::Null);
                page[*number] = Object::Reference(elements[index]);
            }
        }
        let parent = element.parent.map_or(root, |parent| elements[parent]);
        document.set_object(elements[index], dictionary(structure, index, parent, &elements, pages));
    }
    let mut numbers = Vec::new();
    for (key, (page, parents)) in (0_i64..).zip(pages.iter().zip(parents)) {
        numbers.extend([Object::Integer(key), Object::Reference(document.add_object(parents))]);
        let page = document.get_dictionary_mut(*page).map_err(|error| writing(&error))?;
        page.set("StructParents", key);
        page.set("Tabs", Object::Name(b"S".to_vec()));
        page.remove(b"Annots");
    }
    let tree = Dictionary::from_iter([
        ("Type", Object::Name(b"StructTreeRoot".to_vec())),
        ("K", Object::Reference(elements[0])),
        ("ParentTree", Object::Dictionary(Dictionary::from_iter([("Nums", Object::Array(numbers))]))),
        ("ParentTreeNextKey", Object::Integer(i64::try_from(pages.len()).unwrap_or(i64::MAX))),
    ]);
    document.set_object(root, tree);
    Ok(root)
}

fn dictionary(structure: &Structure, index: usize, parent: ObjectId, elements: &[ObjectId], pages: &[ObjectId]) -> Dictionary {
    let element = &structure.elements[index];
    let mut written = Dictionary::new();
    written.set("S", Object::Name(element.role.name().into()));
    written.set("P", Object::Reference(parent));
    let mut kids: Vec<Object> = Vec::with_capacity(element.kids.len());
    for kid in &element.kids {
        kids.push(match kid {
            Kid::Element(kid) => Object::Reference(elements[*kid]),
            Kid::Marked { page, number } => {
                written.set("Pg", Object::Reference(pages[*page]));
                Object::Integer(i64::try_from(*number).unwrap_or(i64::MAX))
            }
        });
    }
    match kids.len() {
        1 => written.set("K", kids.remove(0)),
        _ => written.set("K", Object::Array(kids)),
    }
    if let Some(words) = &element.alternative {
        written.set("Alt", lopdf::text_string(words));
    }
    if let Some(language) = element.language {
        written.set("Lang", Object::string_literal(language));
    }
    if let Some(attributes) = attributes(element.role, element.bounds) {
        written.set("A", attributes);
    }
    written
}

fn attributes(role: Role, bounds: Option<[f32; 4]>) -> Option<Dictionary> {
    let owner = |name: &str| ("O", Object::Name(name.into()));
    if let Some([x, top, width, height]) = bounds {
        let corners = [x, PAGE_HEIGHT - top - height, x + width, PAGE_HEIGHT - top];
        let corners = corners.map(|corner| Object::Real((corner / MM_PER_POINT * 100.0).round() / 100.0));
        let placement = ("Placement", Object::Name(b"Block".to_vec()));
        return Some(Dictionary::from_iter([owner("Layout"), placement, ("BBox", Object::Array(corners.to_vec()))]));
    }
    match role {
        Role::TH => Some(Dictionary::from_iter([owner("Table"), ("Scope", Object::Name(b"Column".to_vec()))])),
        Role::L => Some(Dictionary::from_iter([owner("List"), ("ListNumbering", Object::Name(b"None".to_vec()))])),
        _ => None,
    }
}
