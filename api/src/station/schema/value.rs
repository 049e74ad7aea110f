//! The simple types of the schema: each reader accepts what the type's lexical form allows and says, in a few words,
//! what it demands.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Cents;
use domain::identifier::{EnteCode, EntityType, NoticeNumber};

/// A text of 1 to `MAX` characters (`stText16` … `stText210`), white space kept as it is.
///
/// # Errors
/// When it is empty or longer.
pub fn text<const MAX: usize>(text: &str) -> Result<String, &'static str> {
    if text.is_empty() {
        return Err("elemento vuoto");
    }
    if text.chars().count() > MAX {
        return Err("testo più lungo di quanto previsto dallo schema");
    }
    Ok(text.to_owned())
}

/// Any text (`xsd:string`).
///
/// # Errors
/// Never.
pub fn string(text: &str) -> Result<String, &'static str> {
    Ok(text.to_owned())
}

/// Exactly `LENGTH` characters (`stIdentificativoServizio`).
///
/// # Errors
/// When there are more or fewer.
pub fn exactly<const LENGTH: usize>(text: &str) -> Result<String, &'static str> {
    if text.chars().count() == LENGTH { Ok(text.to_owned()) } else { Err("lunghezza diversa da quella prevista") }
}

/// Tax code of a creditor: 11 digits (`stFiscalCodePA`).
///
/// # Errors
/// When it is anything else.
pub fn ente_code(text: &str) -> Result<EnteCode, &'static str> {
    const REASON: &str = "non sono 11 cifre";
    if is_digits(text, 11) { EnteCode::parse(text).map_err(|_| REASON) } else { Err(REASON) }
}

/// Notice number: 18 digits (`stNoticeNumber`).
///
/// # Errors
/// When it is anything else.
pub fn notice_number(text: &str) -> Result<NoticeNumber, &'static str> {
    const REASON: &str = "non sono 18 cifre";
    if is_digits(text, 18) { NoticeNumber::parse(text).map_err(|_| REASON) } else { Err(REASON) }
}

/// An amount, 0.00 to 999999999.99 euro (`stAmount`).
///
/// # Errors
/// When it is not written as digits, a point and two digits, or is larger.
pub fn amount(text: &str) -> Result<Cents, &'static str> {
    let amount = Cents::from_euro_decimal(collapsed(text)).map_err(|_| "importo non scritto come euro.centesimi")?;
    if amount > Cents::MAX_PAYMENT { Err("importo superiore a 999999999.99") } else { Ok(amount) }
}

/// An amount of at least one cent (`stAmountNotZero`).
///
/// # Errors
/// As [`amount`], and when it is zero.
pub fn amount_not_zero(text: &str) -> Result<Cents, &'static str> {
    let amount = amount(text)?;
    if amount.is_positive() { Ok(amount) } else { Err("importo inferiore a 0.01") }
}

/// True or false (`xsd:boolean`).
///
/// # Errors
/// When it is neither.
pub fn boolean(text: &str) -> Result<bool, &'static str> {
    match collapsed(text) {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err("valore diverso da true e false"),
    }
}

/// Place of a transfer in its list, 1 to 5 (`stIdTransfer`).
///
/// # Errors
/// When it is another number, or none.
pub fn id_transfer(text: &str) -> Result<u8, &'static str> {
    let number = collapsed(text).parse::<u8>().ok().filter(|id| (1..=5).contains(id));
    number.ok_or("valore non compreso fra 1 e 5")
}

/// OK or KO (`stOutcome`): whether it is OK.
///
/// # Errors
/// When it is neither.
pub fn outcome(text: &str) -> Result<bool, &'static str> {
    match text {
        "OK" => Ok(true),
        "KO" => Ok(false),
        _ => Err("valore diverso da OK e KO"),
    }
}

/// Kind of subject (`stEntityUniqueIdentifierType`).
///
/// # Errors
/// When it is neither F nor G.
pub fn entity_type(text: &str) -> Result<EntityType, &'static str> {
    match text {
        "F" => Ok(EntityType::NaturalPerson),
        "G" => Ok(EntityType::LegalPerson),
        _ => Err("valore diverso da F e G"),
    }
}

/// Identifier of a subject, 2 to 16 characters (`stEntityUniqueIdentifierValue`).
///
/// # Errors
/// When it is shorter or longer.
pub fn entity_value(text: &str) -> Result<String, &'static str> {
    match text.chars().count() {
        2..=16 => Ok(text.to_owned()),
        _ => Err("lunghezza non compresa fra 2 e 16"),
    }
}

/// Two capital letters (`stNazioneProvincia`).
///
/// # Errors
/// When it is anything else.
pub fn two_letters(text: &str) -> Result<String, &'static str> {
    let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if fits { Ok(text.to_owned()) } else { Err("non sono due lettere maiuscole") }
}

/// An e-mail address as the schema has it (`stEMail`).
///
/// # Errors
/// When it is longer than 256 characters or does not match the pattern.
pub fn email(text: &str) -> Result<String, &'static str> {
    let name = |byte: u8| byte.is_ascii_alphanumeric() || b"_.+-".contains(&byte);
    let label = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let fits = text
        .split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && local.bytes().all(name) && domain.split('.').all(label));
    if fits && text.len() <= 256 { Ok(text.to_owned()) } else { Err("indirizzo e-mail non valido") }
}

/// Base64 (`xsd:base64Binary`), blanks inside allowed.
///
/// # Errors
/// When it is no base64.
pub fn base64(text: &str) -> Result<Vec<u8>, &'static str> {
    let compact: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    BASE64_STANDARD.decode(compact).map_err(|_| "non è base64")
}

/// `whiteSpace="collapse"` for types without blanks inside.
pub(super) fn collapsed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}
