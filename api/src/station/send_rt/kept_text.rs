//! A receipt is never refused for the letters in its texts: what our own text type would not take is left out of the
//! readable copy, and stays in the raw message.

use domain::text::BoundedText;

/// The text as far as it can be shown; a dash when nothing of it can.
///
/// # Panics
/// Never: a dash is a text.
pub(super) fn kept<const MAX: usize>(text: &str) -> BoundedText<MAX> {
    kept_optional(text).unwrap_or_else(|| BoundedText::parse("-").expect("a dash is a text"))
}

/// The text as far as it can be shown, if anything of it can.
pub(super) fn kept_optional<const MAX: usize>(text: &str) -> Option<BoundedText<MAX>> {
    let showable = |c: &char| c.is_whitespace() || BoundedText::<4>::parse(c.encode_utf8(&mut [0; 4])).is_ok();
    BoundedText::cut(text).ok().or_else(|| BoundedText::cut(&text.chars().filter(showable).collect::<String>()).ok())
}
