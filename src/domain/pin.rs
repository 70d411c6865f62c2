//! Places on the map.

use std::str::FromStr;

use rust_decimal::Decimal;
use thiserror::Error;

/// A place on the map: degrees north and east (WGS 84) as they were sent, as in `48.2082,16.3738`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin(String);

/// Why a text is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a latitude from -90 to 90 and a longitude from -180 to 180")]
pub struct PinError;

impl Pin {
    /// A place by its degrees.
    ///
    /// # Errors
    /// When they are none of the earth's.
    pub fn parse(latitude: &str, longitude: &str) -> Result<Self, PinError> {
        format!("{latitude},{longitude}").parse()
    }

    /// Both, as they are kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Degrees north, south being negative, and degrees east, west being negative.
    pub fn degrees(&self) -> (&str, &str) {
        self.0.split_once(',').unwrap_or_default()
    }
}

impl FromStr for Pin {
    type Err = PinError;

    fn from_str(text: &str) -> Result<Self, PinError> {
        let (latitude, longitude) = text.split_once(',').ok_or(PinError)?;
        let is_degrees = |text: &str, most: i64| {
            let degrees = text.parse::<Decimal>();
            degrees.is_ok_and(|degrees| degrees.abs() <= Decimal::from(most))
        };
        if is_degrees(latitude, 90) && is_degrees(longitude, 180) {
            Ok(Self(text.to_owned()))
        } else {
            Err(PinError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_are_on_the_earth_and_read_back_as_written() {
        for text in ["48.2082,16.3738", "-90,180", "0,-179.999999"] {
            let pin = text.parse::<Pin>();
            assert_eq!(pin.as_ref().map(Pin::as_str), Ok(text));
        }
        for text in ["", "48.2", "91,0", "0,180.1", "north,east", "1,2,3"] {
            assert_eq!(text.parse::<Pin>(), Err(PinError), "{text}");
        }
    }
}
