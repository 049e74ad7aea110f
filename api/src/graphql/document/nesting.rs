//! How deep brackets go, seen before parsing: the parser itself recurses for each of them.

use super::{DocumentRefusal, MAX_RECURSION};

/// Refuses a text whose brackets are nested too deep; brackets in strings and comments do not count.
pub(super) fn check(text: &str) -> Result<(), DocumentRefusal> {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find(['{', '(', '[', '}', ')', ']', '"', '#']) {
        let (skipped, found) = (at, &rest[at..]);
        rest = match found.as_bytes()[0] {
            b'"' => after_string(found),
            b'#' => found.find(['\n', '\r']).map_or("", |end| &found[end..]),
            b'{' | b'(' | b'[' => {
                depth += 1;
                &rest[skipped + 1..]
            }
            _ => {
                depth = depth.saturating_sub(1);
                &rest[skipped + 1..]
            }
        };
        if depth > MAX_RECURSION {
            return Err(DocumentRefusal::Nesting);
        }
    }
    Ok(())
}

/// What follows a string or block string that begins here; nothing when it does not end.
fn after_string(text: &str) -> &str {
    if let Some(block) = text.strip_prefix(r#"""""#) {
        let mut rest = block;
        while let Some(end) = rest.find(r#"""""#) {
            let after = &rest[end + 3..];
            if !rest[..end].ends_with('\\') {
                return after;
            }
            rest = after;
        }
        return "";
    }
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return &text[at + 1..],
            '\n' | '\r' => return &text[at..],
            _ => {}
        }
    }
    ""
}
