//! How large a file is, and may be.

use std::fmt;
use std::str::FromStr;

/// A number of bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Size(u64);

impl Size {
    /// A file larger than this is read only where it was asked for: its records take many times its size.
    pub const LARGEST: Size = Size(1_000_000_000);

    /// Nothing larger can be read: the place of a value in its file is a number of four bytes.
    pub const MOST: Size = Size(4_000_000_000);

    /// So many bytes.
    pub const fn bytes(bytes: u64) -> Size {
        Size(bytes)
    }

    /// The next whole number of gigabytes.
    #[must_use]
    pub fn rounded_up(self) -> Size {
        Size(self.0.div_ceil(GIGA).saturating_mul(GIGA))
    }
}

const GIGA: u64 = 1_000_000_000;

/// The units, longest first, so that no unit is found at the end of another.
const UNITS: [(&str, u64); 4] = [("GB", GIGA), ("MB", 1_000_000), ("kB", 1_000), ("B", 1)];

/// Exactly, and as short as can be: `2GB`, `1000000001B`.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = |(_, bytes): &&(&str, u64)| self.0 >= *bytes && self.0.is_multiple_of(*bytes);
        let (unit, bytes) = UNITS.iter().find(fits).unwrap_or(&("B", 1));
        write!(f, "{}{unit}", self.0 / bytes)
    }
}

/// Why a word is no size that can be asked for.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SizeFault {
    /// It is no number with a unit.
    #[error("a size is a whole number with B, kB, MB or GB, as 500MB")]
    NoSize,
    /// Nothing of that size can be read.
    #[error("no file larger than {} can be read", Size::MOST)]
    TooMuch,
}

impl FromStr for Size {
    type Err = SizeFault;

    fn from_str(text: &str) -> Result<Size, SizeFault> {
        let lower = text.trim().to_ascii_lowercase();
        let read = |(unit, bytes): &(&str, u64)| {
            let number = lower.strip_suffix(&unit.to_ascii_lowercase())?;
            Some((number.trim_end(), *bytes))
        };
        let (number, bytes) = UNITS.iter().find_map(read).ok_or(SizeFault::NoSize)?;
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if !digits {
            return Err(SizeFault::NoSize);
        }
        let number: Option<u64> = number.parse().ok();
        let size = number
            .and_then(|number| number.checked_mul(bytes))
            .map(Size);
        size.filter(|size| *size <= Size::MOST)
            .ok_or(SizeFault::TooMuch)
    }
}

#[cfg(test)]
mod tests {
    use super::{Size, SizeFault};

    #[test]
    fn sizes_are_read_as_they_are_written() {
        for bytes in [
            0,
            1,
            999,
            1_000,
            1_001,
            2_000_000,
            1_000_000_001,
            4_000_000_000,
        ] {
            let size = Size(bytes);
            assert_eq!(size.to_string().parse(), Ok(size));
        }
        assert_eq!("2 gb".parse(), Ok(Size(2_000_000_000)));
        for wrong in ["", "GB", "1.5GB", "-1B", "1", "1TB", "one MB", "0x1B"] {
            assert_eq!(wrong.parse::<Size>(), Err(SizeFault::NoSize), "{wrong}");
        }
        for much in ["4000000001B", "5GB", "99999999999999999999GB"] {
            assert_eq!(much.parse::<Size>(), Err(SizeFault::TooMuch), "{much}");
        }
    }
}
