//! Messages as plain lists of (path, value), so that two of them can be compared by what they mean.

use roxmltree::{Document, Node};

/// Every value of a message's body, with the path to it.
pub(crate) fn values(xml: &str) -> Vec<(String, String)> {
    let document = Document::parse(xml).unwrap();
    let mut values = Vec::new();
    let body = document.descendants().find(|node| node.tag_name().name() == "Body").unwrap();
    collect(body.first_element_child().unwrap(), "", &mut values);
    values
}

fn collect(node: Node<'_, '_>, path: &str, values: &mut Vec<(String, String)>) {
    let path = format!("{path}/{}", node.tag_name().name());
    let children: Vec<_> = node.children().filter(Node::is_element).collect();
    if children.is_empty() {
        values.push((path, node.text().unwrap_or_default().to_owned()));
        return;
    }
    for child in children {
        collect(child, &path, values);
    }
}

/// The first value whose path ends like this.
pub(crate) fn value(xml: &str, end: &str) -> Option<String> {
    values(xml).into_iter().find(|(path, _)| path.ends_with(end)).map(|(_, value)| value)
}

/// Outcome, or the code of the fault.
pub(crate) fn outcome(xml: &str) -> String {
    value(xml, "/faultCode").or_else(|| value(xml, "/outcome")).or_else(|| value(xml, "/faultcode")).unwrap_or_default()
}

/// The root element of the body as a document of its own, as the schema wants it.
pub(crate) fn body(xml: &str) -> &str {
    let document = Document::parse(xml).unwrap();
    let body = document.descendants().find(|node| node.tag_name().name() == "Body").unwrap();
    &xml[body.first_element_child().unwrap().range()]
}
