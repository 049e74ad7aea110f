//! Reading the text of a credit as a bank returned it: slashes may have become blanks or anything
//! else, and the bank's own tags may wrap it.

use crate::{
    identifier::{FlowId, Iuv, RfReference, flow_id},
    money::Cents,
};

/// Marks the transfer of a whole reporting flow.
const CUMULATIVE: &str = "LGPE-RIVERSAMENTO";

/// What the text of a credit says about its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankText {
    /// A transfer for one payment.
    Single {
        /// Which payment.
        iuv: Iuv,
        /// The amount the text states, when it does.
        amount: Option<Cents>,
    },
    /// The transfer of a reporting flow.
    Cumulative {
        /// Which flow.
        flow: FlowId,
        /// 0 for the main transfer, 1 to 9 for those that repair it; older texts have none.
        progressive: Option<u8>,
    },
    /// Nothing that pagoPA writes: some other credit.
    Other,
}

/// Reads the text of a credit. Separators may be any single character.
#[must_use]
pub fn read(text: &str) -> BankText {
    cumulative(text).or_else(|| single(text)).unwrap_or(BankText::Other)
}

/// `PUR.LGPE-RIVERSAMENTO.(TXT.<digit>.)?URI.<idFlusso>`
fn cumulative(text: &str) -> Option<BankText> {
    text.match_indices("PUR").find_map(|(at, tag)| {
        let rest = after_tag(text.get(at..)?, tag)?;
        let rest = after_tag(rest, CUMULATIVE)?;
        let (progressive, rest) = match progressive(rest) {
            Some((digit, rest)) => (Some(digit), rest),
            None => (None, rest),
        };
        let flow = token(after_tag(rest, "URI")?);
        Some(BankText::Cumulative { flow: FlowId::parse(flow).ok()?, progressive })
    })
}

/// `TXT.<digit>.`
fn progressive(text: &str) -> Option<(u8, &str)> {
    let rest = after_tag(text, "TXT")?;
    let digit = u8::try_from(rest.chars().next()?.to_digit(10)?).ok()?;
    let mut characters = rest.chars();
    characters.nth(1)?;
    Some((digit, characters.as_str()))
}

/// `RFB.<IUV>[.<amount>]` or `RFS.<RF reference>[.<amount>]`
fn single(text: &str) -> Option<BankText> {
    text.match_indices("RF").find_map(|(at, _)| {
        let tagged = text.get(at..)?;
        let rest = after_tag(tagged, "RFB").or_else(|| after_tag(tagged, "RFS"))?;
        let (iuv, rest) = rf_reference(rest).or_else(|| numeric_iuv(rest))?;
        Some(BankText::Single { iuv, amount: amount(rest) })
    })
}

/// An IUV of 15 to 17 digits, and what follows it.
fn numeric_iuv(text: &str) -> Option<(Iuv, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = text.len().checked_sub(rest.len())?;
    if !(15..=17).contains(&length) || goes_on(rest) {
        return None;
    }
    Some((Iuv::received(text.get(..length)?).ok()?, rest))
}

/// Whether a letter or digit follows, so that a code read so far is only the beginning of one.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// The longest run of groups that make a valid RF reference, and what follows it.
fn rf_reference(text: &str) -> Option<(Iuv, &str)> {
    let ends = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .take_while(|end| text.get(..*end).is_some_and(is_reference_so_far));
    ends.filter_map(|end| {
        let (reference, rest) = text.split_at_checked(end)?;
        if goes_on(rest) {
            return None;
        }
        let reference = RfReference::parse(reference).ok()?;
        Some((reference.into(), rest))
    })
    .last()
}

fn is_reference_so_far(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ')
}

/// `.<euro>.<cents>`, the first separator being any character.
fn amount(text: &str) -> Option<Cents> {
    let mut characters = text.chars();
    characters.next()?;
    let rest = characters.as_str();
    let (euro, after) = rest.split_once('.')?;
    let cents = after.get(..2)?;
    let ended = !after.get(2..)?.starts_with(|c: char| c.is_ascii_digit());
    let amount = Cents::from_euro_decimal(&format!("{euro}.{cents}")).ok()?;
    ended.then_some(amount)
}

/// What follows a tag and its separator, whatever single character that is.
fn after_tag<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    let mut characters = text.strip_prefix(tag)?.chars();
    characters.next()?;
    Some(characters.as_str())
}

/// The longest beginning made of letters, digits, hyphens and underscores.
fn token(text: &str) -> &str {
    let end = text.bytes().position(|b| !flow_id::is_allowed(b)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}
