//! Invented people, as many as a bench needs.

/// A tax code that checks, different for each number.
#[must_use]
pub fn tax_code(number: usize) -> String {
    const ODD: [usize; 36] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25,
        24, 23,
    ];
    let letter = |value: usize| char::from(b'A' + u8::try_from(value % 26).unwrap_or_default());
    let name: String = (0..6).map(|place| letter(number / 26_usize.pow(place))).collect();
    let body = format!("{name}{:02}A{:02}H501", number % 100, number % 28 + 1);
    let value = |byte: u8| usize::from(if byte.is_ascii_digit() { byte - b'0' } else { byte - b'A' });
    let sum: usize = body
        .bytes()
        .enumerate()
        .map(|(index, byte)| match index % 2 {
            0 => ODD[value(byte) + if byte.is_ascii_digit() { 0 } else { 10 }],
            _ => value(byte),
        })
        .sum();
    format!("{body}{}", letter(sum))
}
