//! From a drawing to the bytes of a file: the tag tree, the metadata and everything archives and screen readers ask for (PDF/UA-1 and
//! PDF/A-2a at once), the same bytes for the same drawing on every machine and on every day.

mod profile;
mod tags;
mod xmp;

use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat};
use printpdf::serialize::to_lopdf_doc;
use printpdf::{Mm, Op, PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::canvas::{Drawing, Face, PAGE_HEIGHT, PAGE_WIDTH, logo_name};
use super::error::DocumentError;
use super::logo::Logo;

/// What a file says of itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Description<'a> {
    /// The title, shown by readers instead of the file name.
    pub(super) title: &'a str,
    /// The language of the text (`it-IT`).
    pub(super) language: &'static str,
    /// Which template drew it, with its version.
    pub(super) template: &'static str,
    /// What identifies the document across its renderings: notice numbers or receipt ids.
    pub(super) key: &'a str,
}

static PROFILE: LazyLock<Stream> = LazyLock::new(|| {
    let mut dictionary = Dictionary::new();
    dictionary.set("N", 3_i64);
    let mut stream = Stream::new(dictionary, profile::srgb());
    stream.compress().expect("invariant: compressing into memory does not fail");
    stream
});

/// Writes the file.
pub(super) fn write(drawing: Drawing, description: Description<'_>) -> Result<Vec<u8>, DocumentError> {
    let mut document = serialise(drawing.pages, drawing.extended)?;
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let identity = identity(&document, &pages, description);
    put_fonts(&mut document, drawing.extended);
    put_logos(&mut document, &pages, &drawing.logos)?;
    let tree = tags::write(&mut document, &pages, &drawing.structure)?;
    finish_catalog(&mut document, tree, description)?;
    compress(&mut document)?;
    document.trailer.remove(b"Info");
    document.trailer.set("ID", identity);
    "1.7".clone_into(&mut document.version);
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(2000)
        .compression_level(6)
        .build();
    let mut bytes = Vec::with_capacity(48 * 1024);
    document.save_with_options(&mut bytes, options).map_err(|error| writing(&error))?;
    Ok(bytes)
}

fn serialise(pages: Vec<Vec<Op>>, extended: [bool; Face::ALL.len()]) -> Result<Document, DocumentError> {
    let mut source = PdfDocument::new("");
    for (face, extended) in Face::ALL.into_iter().zip(extended) {
        let (id, font) = face.program(extended).resource(face);
        source.resources.fonts.map.insert(id, font);
    }
    source.pages = pages.into_iter().map(|ops| PdfPage::new(Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT), ops)).collect();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let mut warnings = Vec::new();
    let document = to_lopdf_doc(&source, &options, &mut warnings);
    match warnings.first() {
        Some(warning) => Err(DocumentError::Writing(format!("{warning:?}"))),
        None => Ok(document),
    }
}

/// Puts the font files compressed once in the place of those the library would compress for each document.
fn put_fonts(document: &mut Document, extended: [bool; Face::ALL.len()]) {
    for (face, extended) in Face::ALL.into_iter().zip(extended) {
        let program = document.objects.values().find_map(|object| {
            let descriptor = object.as_dict().ok()?;
            let name = descriptor.get(b"FontName").ok()?.as_name().ok()?;
            let program = descriptor.get(b"FontFile2").ok()?.as_reference().ok()?;
            (name == face.name().as_bytes()).then_some(program)
        });
        if let Some(program) = program {
            let stream = face.program(extended).stream().clone();
            document.objects.insert(program, Object::Stream(stream));
        }
    }
}

fn put_logos(document: &mut Document, pages: &[ObjectId], logos: &[Logo]) -> Result<(), DocumentError> {
    if logos.is_empty() {
        return Ok(());
    }
    let mut objects = Dictionary::new();
    for (index, logo) in logos.iter().enumerate() {
        let image = document.add_object(logo.image().clone());
        objects.set(logo_name(index), Object::Reference(image));
    }
    for page in pages {
        let page = document.get_dictionary(*page);
        let resources = page.and_then(|page| page.get(b"Resources")?.as_reference());
        let resources = resources.map_err(|error| writing(&error))?;
        let resources = document.get_dictionary_mut(resources).map_err(|error| writing(&error))?;
        resources.set("XObject", objects.clone());
    }
    Ok(())
}

fn finish_catalog(document: &mut Document, tree: ObjectId, description: Description<'_>) -> Result<(), DocumentError> {
    let profile = document.add_object(PROFILE.clone());
    let kind = Dictionary::from_iter([("Type", Object::Name(b"Metadata".to_vec())), ("Subtype", Object::Name(b"XML".to_vec()))]);
    // Uncompressed on purpose: tools that know nothing of PDF find the metadata by looking for the packet.
    let metadata = Stream::new(kind, xmp::packet(description).into_bytes()).with_compression(false);
    let metadata = document.add_object(metadata);
    let intent = Dictionary::from_iter([
        ("Type", Object::Name(b"OutputIntent".to_vec())),
        ("S", Object::Name(b"GTS_PDFA1".to_vec())),
        ("OutputConditionIdentifier", Object::string_literal("sRGB IEC61966-2.1")),
        ("DestOutputProfile", Object::Reference(profile)),
    ]);
    let catalog = document.catalog_mut().map_err(|error| writing(&error))?;
    catalog.set("Lang", Object::string_literal(description.language));
    catalog.set("MarkInfo", Dictionary::from_iter([("Marked", Object::Boolean(true))]));
    catalog.set("ViewerPreferences", Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]));
    catalog.set("StructTreeRoot", Object::Reference(tree));
    catalog.set("Metadata", Object::Reference(metadata));
    catalog.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
    Ok(())
}

/// Compresses what is not compressed yet. Level 6: the library's own choice of 9 costs a third more time for a hundredth of the size.
fn compress(document: &mut Document) -> Result<(), DocumentError> {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
        encoder.write_all(&stream.content).map_err(|error| writing(&error))?;
        stream.set_content(encoder.finish().map_err(|error| writing(&error))?);
        stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    }
    Ok(())
}

/// The two halves of the file identifier: which document, and which rendering of it.
fn identity(document: &Document, pages: &[ObjectId], description: Description<'_>) -> Object {
    let key = Sha256::new().chain_update(description.template).chain_update(description.key);
    let key = key.finalize();
    let mut rendering = Sha256::new().chain_update(key).chain_update(description.title);
    for page in pages {
        rendering.update(document.get_page_content(*page));
    }
    let halves = [key, rendering.finalize()];
    let halves = halves.map(|half| Object::String(half[..16].to_vec(), StringFormat::Hexadecimal));
    Object::Array(halves.to_vec())
}

/// A failure of the library as an error of ours.
fn writing(error: &dyn std::error::Error) -> DocumentError {
    DocumentError::Writing(error.to_string())
}
