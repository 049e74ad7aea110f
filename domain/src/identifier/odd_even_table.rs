//! The check letter shared by the codice fiscale and the CIN of Italian bank accounts
//! (ministerial decree of 23 December 1976).

#[cfg(test)]
mod tests;

/// Value of a digit, or of the letter with the same rank, in an odd position (1st, 3rd, ...).
/// Digits stop at the tenth entry; letters use all.
const ODD: [u32; 26] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/// The letter that checks a code of digits and capital letters; `None` when another character
/// stands in it.
pub(super) fn check_letter(code: &str) -> Option<char> {
    let mut sum: u32 = 0;
    for (index, character) in code.chars().enumerate() {
        let rank = rank(character)?;
        let value = if index % 2 == 0 { ODD.get(usize::try_from(rank).ok()?).copied()? } else { rank };
        sum = sum.checked_add(value)?;
    }
    letter(sum % 26)
}

/// 0 to 9 for digits, 0 to 25 for capital letters.
fn rank(character: char) -> Option<u32> {
    match character {
        '0'..='9' => character.to_digit(10),
        'A'..='Z' => u32::from(character).checked_sub(u32::from('A')),
        _ => None,
    }
}

fn letter(rank: u32) -> Option<char> {
    u32::from('A').checked_add(rank).and_then(char::from_u32)
}
