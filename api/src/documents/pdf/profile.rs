//! The sRGB colour profile (IEC 61966-2-1 in the form of ICC.1:2004-10), built from its published numbers: under 600 bytes, no file to license.

/// The profile as bytes.
pub(super) fn srgb() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz([0.964_2, 1.0, 0.824_9])),
        (b"chad", adaptation()),
        (b"rXYZ", xyz([0.436_06, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_1])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = number(tags.len()).to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + tags.len() * 12;
    for (signature, content) in &tags {
        table.extend_from_slice(*signature);
        table.extend_from_slice(&number(start + data.len()));
        table.extend_from_slice(&number(content.len()));
        data.extend_from_slice(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header(start + data.len());
    profile.extend_from_slice(&table);
    profile.extend_from_slice(&data);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = Vec::with_capacity(128);
    header.extend_from_slice(&number(size));
    header.extend_from_slice(&[0; 4]);
    header.extend_from_slice(&[4, 0x20, 0, 0]);
    header.extend_from_slice(b"mntrRGB XYZ ");
    // 1 January 2024, a fixed date: the profile is the same in every file.
    for part in [2024_u16, 1, 1, 0, 0, 0] {
        header.extend_from_slice(&part.to_be_bytes());
    }
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    for part in [0.964_2, 1.0, 0.824_9] {
        header.extend_from_slice(&fixed(part));
    }
    header.resize(128, 0);
    header
}

/// The transfer curve as the standard defines it (parametric curve type 3).
fn curve() -> Vec<u8> {
    let mut curve = b"para\0\0\0\0\0\x03\0\0".to_vec();
    for part in [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45] {
        curve.extend_from_slice(&fixed(part));
    }
    curve
}

/// Bradford adaptation from the white of sRGB (D65) to that of profiles (D50).
fn adaptation() -> Vec<u8> {
    let mut matrix = b"sf32\0\0\0\0".to_vec();
    let rows = [[1.047_89, 0.022_89, -0.050_13], [0.029_54, 0.990_48, -0.017_06], [-0.009_23, 0.015_04, 0.752_23]];
    for part in rows.into_iter().flatten() {
        matrix.extend_from_slice(&fixed(part));
    }
    matrix
}

fn xyz(parts: [f64; 3]) -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    for part in parts {
        tag.extend_from_slice(&fixed(part));
    }
    tag
}

fn text(words: &str) -> Vec<u8> {
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc\0\0\0\0".to_vec();
    tag.extend_from_slice(&number(1));
    tag.extend_from_slice(&number(12));
    tag.extend_from_slice(b"enUS");
    tag.extend_from_slice(&number(utf16.len()));
    tag.extend_from_slice(&number(28));
    tag.extend_from_slice(&utf16);
    tag
}

/// A number in sixteenths of bits, as profiles write them.
fn fixed(value: f64) -> [u8; 4] {
    #[expect(clippy::cast_possible_truncation, reason = "every number of the profile is smaller than two")]
    let scaled = (value * 65_536.0).round() as i32;
    scaled.to_be_bytes()
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}
