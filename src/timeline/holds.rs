//! Whether something is so, under readings that differ.

use strum::{Display, IntoStaticStr};

/// Never, in some reading, or in every one.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Display,
    IntoStaticStr,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Holds {
    /// In no reading.
    Never,
    /// In some.
    Possible,
    /// In every one.
    Certain,
}

impl Holds {
    /// What must hold together: certain if both are, possible if both may be.
    #[must_use]
    pub fn and(self, other: Holds) -> Holds {
        self.min(other)
    }

    /// What may hold either way: certain if one is, possible if one may be.
    #[must_use]
    pub fn or(self, other: Holds) -> Holds {
        self.max(other)
    }

    /// Whether it holds in some reading.
    pub fn may_be(self) -> bool {
        self != Holds::Never
    }

    /// Whether it holds in every reading.
    pub fn is_certain(self) -> bool {
        self == Holds::Certain
    }

    /// The same thing over readings that differ: certain if it is so in each.
    pub fn of_readings(all: impl IntoIterator<Item = Holds>) -> Holds {
        let reduced = all
            .into_iter()
            .reduce(|a, b| if a == b { a } else { Holds::Possible });
        reduced.unwrap_or(Holds::Never)
    }

    /// At least one of many.
    pub fn any(all: impl IntoIterator<Item = Holds>) -> Holds {
        all.into_iter().max().unwrap_or(Holds::Never)
    }
}

impl std::ops::Not for Holds {
    type Output = Holds;
    fn not(self) -> Holds {
        match self {
            Holds::Never => Holds::Certain,
            Holds::Possible => Holds::Possible,
            Holds::Certain => Holds::Never,
        }
    }
}
