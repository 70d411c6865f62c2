//! Pictures made fit for the shop: a JPEG of moderate size, upright, without transparency.
//!
//! Pure computation over bytes. It may take a second, so it belongs on a
//! blocking thread and outside every transaction.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Seek, SeekFrom};

use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, RgbImage,
    codecs::jpeg::JpegEncoder, imageops::FilterType, metadata::Orientation,
};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The largest file taken.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;
/// The most pixels taken; a small file may claim any number of them.
pub const MAX_PIXELS: u64 = 40_000_000;
/// Telegram shows no photo that is longer than so many times its width.
pub const MAX_RATIO: u32 = 20;
/// The longest side of a prepared picture.
pub const SIDE: u32 = 1280;

const QUALITY: u8 = 85;
/// A JPEG of at most this size is not made worse to save a little.
const SMALL_ENOUGH: usize = 600 * 1024;
/// Colour profiles of cameras have a few hundred bytes, those of printers megabytes.
const MAX_PROFILE: usize = 16 * 1024;

/// How a picture is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG that every viewer shows: 8 bits, sequential, grey or three colours.
    BaselineJpeg,
    /// Any other JPEG.
    Jpeg,
    /// PNG.
    Png,
}

/// What the first bytes of a picture say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// How it is encoded.
    pub format: Format,
    /// Width in pixels, before it is turned upright.
    pub width: u32,
    /// Height in pixels, before it is turned upright.
    pub height: u32,
}

/// A prepared picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jpeg {
    /// The JPEG file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why a picture is not taken.
#[derive(Debug, Error)]
pub enum PhotoError {
    /// Neither JPEG nor PNG.
    #[error("not a JPEG or PNG picture")]
    NotAPicture,
    /// More than [`MAX_BYTES`].
    #[error("larger than {} MB", MAX_BYTES / 1024 / 1024)]
    TooManyBytes,
    /// More than [`MAX_PIXELS`].
    #[error("{width} × {height} pixels are more than {} megapixels", MAX_PIXELS / 1_000_000)]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Longer than [`MAX_RATIO`] times its width, or the other way round.
    #[error("{width} × {height} pixels are too narrow to be shown")]
    TooNarrow {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The file breaks off or contradicts itself.
    #[error("damaged picture: {0}")]
    Damaged(String),
    /// The bytes could not be read.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
}

impl From<io::Error> for PhotoError {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::UnexpectedEof {
            Self::Damaged("it ends early".into())
        } else {
            Self::Unreadable(error)
        }
    }
}

/// The SHA-256 of a file, in hexadecimal: what tells one picture from another.
pub fn fingerprint(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Reads format and dimensions from the header and checks the limits; decodes nothing.
pub fn probe(source: impl Read + Seek) -> Result<Header, PhotoError> {
    let mut source = BufReader::new(source);
    let size = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    if size > MAX_BYTES {
        return Err(PhotoError::TooManyBytes);
    }
    let header = match source.fill_buf()? {
        [0xff, 0xd8, 0xff, ..] => jpeg_header(&mut source)?,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => png_header(&mut source)?,
        _ => return Err(PhotoError::NotAPicture),
    };
    let Header { width, height, .. } = header;
    if width == 0 || height == 0 {
        return Err(PhotoError::Damaged("it has no pixels".into()));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PhotoError::TooManyPixels { width, height });
    }
    if width.max(height) > width.min(height) * MAX_RATIO {
        return Err(PhotoError::TooNarrow { width, height });
    }
    Ok(header)
}

/// Makes a picture fit for the shop: upright JPEG, at most [`SIDE`] pixels long and wide,
/// transparency on white. A JPEG that is so already is kept byte by byte.
pub fn prepare(bytes: &[u8]) -> Result<Jpeg, PhotoError> {
    let header = probe(Cursor::new(bytes))?;
    let format = match header.format {
        Format::BaselineJpeg | Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
    };
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format)
        .into_decoder()
        .map_err(damaged)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    let profile = decoder.icc_profile().map_err(damaged)?;
    // Decoded even when it is kept: nothing else tells whether it can be shown.
    let decoded = DynamicImage::from_decoder(decoder).map_err(damaged)?;

    let is_fit = header.format == Format::BaselineJpeg
        && orientation == Orientation::NoTransforms
        && header.width.max(header.height) <= SIDE
        && bytes.len() <= SMALL_ENOUGH;
    if is_fit {
        return Ok(Jpeg {
            bytes: bytes.to_vec(),
            width: header.width,
            height: header.height,
        });
    }

    let mut upright = DynamicImage::ImageRgb8(scaled(on_white(decoded)));
    upright.apply_orientation(orientation);
    encode(&upright, profile)
}

fn encode(image: &DynamicImage, profile: Option<Vec<u8>>) -> Result<Jpeg, PhotoError> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    // Without its profile, a picture of a modern telephone would look pale.
    if let Some(profile) = profile.filter(|profile| is_for_rgb(profile)) {
        encoder
            .set_icc_profile(profile)
            .map_err(|error| PhotoError::Damaged(error.to_string()))?;
    }
    image.write_with_encoder(encoder).map_err(damaged)?;
    Ok(Jpeg {
        bytes,
        width: image.width(),
        height: image.height(),
    })
}

fn is_for_rgb(profile: &[u8]) -> bool {
    profile.len() <= MAX_PROFILE && profile.get(16..20) == Some(b"RGB ")
}

fn damaged(error: ImageError) -> PhotoError {
    PhotoError::Damaged(error.to_string())
}

fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let transparent = image.into_rgba8();
    let mut opaque = RgbImage::new(transparent.width(), transparent.height());
    for (target, source) in opaque.pixels_mut().zip(transparent.pixels()) {
        let [red, green, blue, alpha] = source.0;
        target.0 = [red, green, blue].map(|colour| blend(colour, alpha));
    }
    opaque
}

fn blend(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u16::from(colour), u16::from(alpha));
    let mixed = (colour * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

fn scaled(image: RgbImage) -> RgbImage {
    let (width, height) = fitted(image.width(), image.height());
    if (width, height) == image.dimensions() {
        return image;
    }
    // Averaging down to twice the size first takes a tenth of the time and looks the same.
    let image = if image.width() > 3 * width {
        image::imageops::thumbnail(&image, 2 * width, 2 * height)
    } else {
        image
    };
    image::imageops::resize(&image, width, height, FilterType::CatmullRom)
}

/// The dimensions with the longer side brought down to [`SIDE`].
fn fitted(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= SIDE {
        return (width, height);
    }
    let fit = |side: u32| {
        let rounded =
            (u64::from(side) * u64::from(SIDE) + u64::from(longest / 2)) / u64::from(longest);
        u32::try_from(rounded).unwrap_or(SIDE).max(1)
    };
    (fit(width), fit(height))
}

fn png_header(source: &mut impl Read) -> Result<Header, PhotoError> {
    // Signature, length and name of the first chunk, its first two fields.
    let mut start = [0; 24];
    source.read_exact(&mut start)?;
    let [.., b'I', b'H', b'D', b'R', w0, w1, w2, w3, h0, h1, h2, h3] = start else {
        return Err(PhotoError::Damaged("it has no header".into()));
    };
    Ok(Header {
        format: Format::Png,
        width: u32::from_be_bytes([w0, w1, w2, w3]),
        height: u32::from_be_bytes([h0, h1, h2, h3]),
    })
}

/// Walks the segments up to the frame header.
fn jpeg_header(source: &mut (impl Read + Seek)) -> Result<Header, PhotoError> {
    source.seek(SeekFrom::Start(2))?;
    loop {
        let mut marker = 0xff;
        while marker == 0xff {
            marker = byte(source)?;
        }
        let length = match marker {
            // Markers without a length.
            0x00 | 0x01 | 0xd0..=0xd7 => continue,
            0xd9 | 0xda => return Err(PhotoError::Damaged("it has no frame header".into())),
            _ => u16::from_be_bytes([byte(source)?, byte(source)?]),
        };
        match marker {
            0xc0..=0xc2 => return frame_header(source, marker),
            0xc4 | 0xc8 | 0xcc => {}
            0xc3..=0xcf => {
                return Err(PhotoError::Damaged("this kind of JPEG is unknown".into()));
            }
            _ => {}
        }
        let Some(rest) = length.checked_sub(2) else {
            return Err(PhotoError::Damaged("a segment is too short".into()));
        };
        source.seek(SeekFrom::Current(i64::from(rest)))?;
    }
}

fn frame_header(source: &mut impl Read, marker: u8) -> Result<Header, PhotoError> {
    let mut frame = [0; 6];
    source.read_exact(&mut frame)?;
    let [bits, h0, h1, w0, w1, components] = frame;
    let format = match (marker, bits, components) {
        (0xc0, 8, 1 | 3) => Format::BaselineJpeg,
        _ => Format::Jpeg,
    };
    Ok(Header {
        format,
        width: u32::from(u16::from_be_bytes([w0, w1])),
        height: u32::from(u16::from_be_bytes([h0, h1])),
    })
}

fn byte(source: &mut impl Read) -> Result<u8, PhotoError> {
    let mut byte = [0];
    source.read_exact(&mut byte)?;
    Ok(byte[0])
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

    use image::{GrayImage, ImageBuffer, Rgb, Rgba, RgbaImage};

    use super::*;

    fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        image.into().write_to(&mut file, ImageFormat::Png).unwrap();
        file.into_inner()
    }

    fn jpeg(image: impl Into<DynamicImage>) -> Vec<u8> {
        let mut file = Vec::new();
        image
            .into()
            .write_with_encoder(JpegEncoder::new_with_quality(&mut file, 90))
            .unwrap();
        file
    }

    fn decoded(jpeg: &Jpeg) -> RgbImage {
        let image = image::load_from_memory_with_format(&jpeg.bytes, ImageFormat::Jpeg)
            .unwrap()
            .into_rgb8();
        assert_eq!(image.dimensions(), (jpeg.width, jpeg.height));
        image
    }

    fn is_near(found: Rgb<u8>, expected: [u8; 3]) -> bool {
        found
            .0
            .iter()
            .zip(expected)
            .all(|(found, expected)| found.abs_diff(expected) < 24)
    }

    /// Left half red, right half blue.
    fn two_colours(width: u32, height: u32) -> RgbImage {
        ImageBuffer::from_fn(width, height, |x, _| {
            if x < width / 2 {
                Rgb([255, 0, 0])
            } else {
                Rgb([0, 0, 255])
            }
        })
    }

    /// A JPEG file with an EXIF segment that says how to turn it.
    fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut file = vec![0xff, 0xd8, 0xff, 0xe1];
        file.extend(length);
        file.extend(exif);
        file.extend(&jpeg[2..]);
        file
    }

    #[test]
    fn a_header_tells_format_and_dimensions() {
        let header = |bytes: Vec<u8>| probe(Cursor::new(bytes)).unwrap();
        assert_eq!(
            header(png(two_colours(30, 20))),
            Header {
                format: Format::Png,
                width: 30,
                height: 20
            }
        );
        assert_eq!(
            header(turned(&jpeg(two_colours(30, 20)), 6)),
            Header {
                format: Format::BaselineJpeg,
                width: 30,
                height: 20
            }
        );
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused_by_its_header() {
        let refusal = |bytes: &[u8]| probe(Cursor::new(bytes)).unwrap_err().to_string();
        let words = [
            (refusal(b""), "not a JPEG or PNG"),
            (refusal(b"GIF89a and so on"), "not a JPEG or PNG"),
            (refusal(b"\xff\xd8\xff"), "ends early"),
            (refusal(b"\xff\xd8\xff\xc0\0\x0b\x08\0"), "ends early"),
            (refusal(b"\xff\xd8\xff\xda\0\x02"), "no frame header"),
            (refusal(b"\xff\xd8\xff\xe0\0\x01"), "too short"),
            (refusal(&png(two_colours(8, 8))[..20]), "ends early"),
            (refusal(&png(two_colours(210, 10))), "too narrow"),
        ];
        for (found, expected) in words {
            assert!(found.contains(expected), "{found}");
        }

        // A bomb: a few bytes that claim 65,535 × 65,535 pixels.
        let mut bomb = png(two_colours(8, 8));
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        let refused = prepare(&bomb).unwrap_err();
        assert!(
            matches!(refused, PhotoError::TooManyPixels { .. }),
            "{refused}"
        );
        let mut heavy = jpeg(two_colours(8, 8));
        heavy.resize(usize::try_from(MAX_BYTES).unwrap() + 1, 0);
        let refused = prepare(&heavy).unwrap_err();
        assert!(matches!(refused, PhotoError::TooManyBytes), "{refused}");
    }

    #[test]
    fn large_pictures_are_scaled_keeping_their_shape() {
        let prepared = prepare(&png(two_colours(1400, 700))).unwrap();
        assert_eq!((prepared.width, prepared.height), (1280, 640));
        let prepared = prepare(&png(two_colours(4000, 400))).unwrap();
        assert_eq!((prepared.width, prepared.height), (1280, 128));
        let image = decoded(&prepared);
        assert!(is_near(*image.get_pixel(100, 60), [255, 0, 0]));
        assert!(is_near(*image.get_pixel(1200, 60), [0, 0, 255]));
        assert_eq!(fitted(100, 6000), (21, 1280));
        assert_eq!(fitted(1281, 1281), (1280, 1280));
        assert_eq!(fitted(640, 480), (640, 480));
    }

    #[test]
    fn the_camera_orientation_is_applied() {
        // 6: the camera was held so that the picture must be turned right by 90 degrees.
        let prepared = prepare(&turned(&jpeg(two_colours(40, 20)), 6)).unwrap();
        assert_eq!((prepared.width, prepared.height), (20, 40));
        let image = decoded(&prepared);
        assert!(is_near(*image.get_pixel(10, 4), [255, 0, 0]));
        assert!(is_near(*image.get_pixel(10, 35), [0, 0, 255]));
    }

    #[test]
    fn transparency_becomes_white() {
        let glass = RgbaImage::from_pixel(16, 16, Rgba([0, 0, 0, 0]));
        let white = decoded(&prepare(&png(glass)).unwrap());
        assert!(is_near(*white.get_pixel(8, 8), [255, 255, 255]));
        let smoke = RgbaImage::from_pixel(16, 16, Rgba([0, 0, 0, 128]));
        let grey = decoded(&prepare(&png(smoke)).unwrap());
        assert!(is_near(*grey.get_pixel(8, 8), [127, 127, 127]));
    }

    #[test]
    fn a_small_upright_jpeg_is_kept_as_it_is() {
        for file in [
            jpeg(two_colours(64, 48)),
            jpeg(GrayImage::new(64, 48)),
            turned(&jpeg(two_colours(64, 48)), 1),
        ] {
            assert_eq!(prepare(&file).unwrap().bytes, file);
        }
        let large = jpeg(two_colours(1400, 700));
        assert_ne!(prepare(&large).unwrap().bytes, large);
    }

    #[test]
    fn damaged_pictures_are_errors_and_never_panics() {
        let whole = png(two_colours(32, 32));
        for length in 0..whole.len() - 12 {
            assert!(prepare(&whole[..length]).is_err(), "first {length} bytes");
        }
        let whole = jpeg(two_colours(32, 32));
        for length in 0..whole.len() {
            // Of a JPEG without its last lines something can be shown.
            drop(prepare(&whole[..length]));
        }
    }

    #[test]
    fn equal_files_have_equal_fingerprints() {
        assert_eq!(
            fingerprint(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
