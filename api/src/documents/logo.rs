//! The Ente's own logo: a PNG, decoded and compressed once, printed in a square of 30 mm.

use std::fmt;
use std::sync::Arc;

use lopdf::{Dictionary, Object, Stream};

use super::error::DocumentError;

/// Largest PNG file taken, in bytes.
pub const LOGO_MAX_BYTES: usize = 512 * 1024;
/// Largest width and height taken, in pixels: 30 mm at 1,200 dpi, more than any printer shows.
pub const LOGO_MAX_PIXELS: u32 = 1_417;

/// A logo ready to be printed. Cheap to clone; prepare it once per Ente, not once per document.
#[derive(Clone)]
pub struct Logo(Arc<Prepared>);

struct Prepared {
    width: u32,
    height: u32,
    image: Stream,
}

impl Logo {
    /// Reads a PNG. Transparent parts are laid on white, the colour of the page.
    ///
    /// # Errors
    /// [`DocumentError::Logo`] when the file is not a PNG or larger than [`LOGO_MAX_BYTES`] or [`LOGO_MAX_PIXELS`].
    pub fn from_png(bytes: &[u8]) -> Result<Self, DocumentError> {
        if bytes.len() > LOGO_MAX_BYTES {
            return Err(refused(format!("at most {LOGO_MAX_BYTES} bytes, {} given", bytes.len())));
        }
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let header = decoder.read_header_info().map_err(|error| refused(error.to_string()))?;
        let (width, height) = (header.width, header.height);
        if width > LOGO_MAX_PIXELS || height > LOGO_MAX_PIXELS {
            return Err(refused(format!("at most {LOGO_MAX_PIXELS} pixels a side, {width} x {height} given")));
        }
        let mut reader = decoder.read_info().map_err(|error| refused(error.to_string()))?;
        let size = reader.output_buffer_size().ok_or_else(|| refused("too large".to_owned()))?;
        let mut pixels = vec![0; size];
        let frame = reader.next_frame(&mut pixels).map_err(|error| refused(error.to_string()))?;
        let rgb = on_white(&pixels[..frame.buffer_size()], frame.color_type);
        let image = image(width, height, rgb)?;
        Ok(Self(Arc::new(Prepared { width, height, image })))
    }

    /// Width and height in mm when it fills a square of `side` mm as far as its shape lets it.
    pub(super) fn fit(&self, side: f32) -> (f32, f32) {
        let (width, height) = (self.0.width as f32, self.0.height as f32);
        let scale = side / width.max(height);
        (width * scale, height * scale)
    }

    /// The image as it stands in a PDF.
    pub(super) fn image(&self) -> &Stream {
        &self.0.image
    }
}

impl fmt::Debug for Logo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Logo({} x {})", self.0.width, self.0.height)
    }
}

impl PartialEq for Logo {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.image.content == other.0.image.content
    }
}

fn refused(reason: String) -> DocumentError {
    DocumentError::Logo(reason)
}

fn on_white(pixels: &[u8], colours: png::ColorType) -> Vec<u8> {
    let blend = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
    };
    match colours {
        png::ColorType::Grayscale => pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
        png::ColorType::GrayscaleAlpha => pixels.chunks_exact(2).flat_map(|p| [blend(p[0], p[1]); 3]).collect(),
        png::ColorType::Rgba => {
            pixels.chunks_exact(4).flat_map(|p| [blend(p[0], p[3]), blend(p[1], p[3]), blend(p[2], p[3])]).collect()
        }
        png::ColorType::Rgb | png::ColorType::Indexed => pixels.to_vec(),
    }
}

fn image(width: u32, height: u32, rgb: Vec<u8>) -> Result<Stream, DocumentError> {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"XObject".to_vec()));
    dictionary.set("Subtype", Object::Name(b"Image".to_vec()));
    dictionary.set("Width", i64::from(width));
    dictionary.set("Height", i64::from(height));
    dictionary.set("BitsPerComponent", 8_i64);
    dictionary.set("ColorSpace", Object::Name(b"DeviceRGB".to_vec()));
    let mut stream = Stream::new(dictionary, rgb);
    stream.compress().map_err(|error| refused(error.to_string()))?;
    Ok(stream)
}
