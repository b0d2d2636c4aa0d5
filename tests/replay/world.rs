//! The tiny world of the stories: who, where, what, and the days on which it may happen.

use std::ops::{BitAnd, BitOr, Not};

/// An enum whose variants carry the ids used in the TOML (and in the engine's answers).
macro_rules! ids {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($variant),+ }

        #[allow(dead_code, reason = "the bridge needs the ids that the TOML does not")]
        impl $name {
            /// Every one, in the order declared.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The id as written in the TOML.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }
        }
    };
}

ids! {
    /// Who acts.
    Actor { A1 = "AAA", A2 = "BBB" }
}
ids! {
    /// What they are members of; `part` is a part of `whole`.
    Coalition { Whole = "whole", Part = "part" }
}
ids! {
    /// Where; `north` and `south` lie within `land`.
    Theatre { Land = "land", North = "north", South = "south" }
}
ids! {
    /// What is done; `strikes` and `recon` lie within `air`, everything within `any`.
    Activity { Any = "any", Air = "air", Strikes = "strikes", Recon = "recon" }
}
ids! {
    /// What a member brings.
    What { Jets = "jets", Troops = "troops" }
}
ids! {
    /// Who published a claim; `d` does not say when.
    Source { A = "a", B = "b", C = "c", D = "d" }
}
ids! {
    /// The four lines along which participation runs.
    Track { Declared = "declared", Authorised = "authorised", Deployed = "deployed", Operating = "operating" }
}
ids! {
    /// The kinds of event; `rename`, `statement` and `observe` change no line and are left out.
    Kind {
        Form = "form", Succeed = "succeed", Dissolve = "dissolve",
        Invite = "invite", Debate = "debate", Pledge = "pledge", Decline = "decline",
        Join = "join", Extend = "extend", Narrow = "narrow", Leave = "leave", Expel = "expel",
        Suspend = "suspend", Resume = "resume",
        Authorise = "authorise", Renew = "renew", Revoke = "revoke", Refuse = "refuse",
        Deploy = "deploy", Withdraw = "withdraw", Operate = "operate", Cease = "cease",
        Adjust = "adjust", Restrict = "restrict", Lift = "lift",
        Request = "request", Consent = "consent", WithdrawConsent = "withdraw-consent",
    }
}

/// The records that the events refer to. `any` is built in; `old` is there to be succeeded.
pub const WORLD: &str = r#"
[[actor]]
id = "AAA"
name = "Actor A"
[[actor]]
id = "BBB"
name = "Actor B"
[[coalition]]
id = "whole"
name = "The whole"
[[coalition]]
id = "part"
name = "The part"
part-of = "whole"
[[coalition]]
id = "old"
name = "The old one"
[[theatre]]
id = "land"
name = "The land"
[[theatre]]
id = "north"
name = "The north"
within = ["land"]
[[theatre]]
id = "south"
name = "The south"
within = ["land"]
[[activity]]
id = "air"
name = "Air operations"
[[activity]]
id = "strikes"
name = "Air strikes"
within = "air"
[[activity]]
id = "recon"
name = "Reconnaissance"
within = "air"
[[source]]
id = "a"
title = "A day"
publisher = "A publisher"
published = 2020-02-05
url = "https://example.org/a"
[[source]]
id = "b"
title = "Some day up to the same"
publisher = "B publisher"
published = "2020-02-03/2020-02-05"
url = "https://example.org/b"
[[source]]
id = "c"
title = "A month"
publisher = "C publisher"
published = "2020-03"
url = "https://example.org/c"
[[source]]
id = "d"
title = "Undated"
publisher = "D publisher"
url = "https://example.org/d"
"#;

/// Year, month (1 to 12), day of the month.
pub type Date = (i32, u32, u32);

impl Source {
    /// The latest day on which it may have been published.
    pub fn published(self) -> Option<Date> {
        match self {
            Self::A | Self::B => Some((2020, 2, 5)),
            Self::C => Some((2020, 3, 31)),
            Self::D => None,
        }
    }
}

impl Theatre {
    /// Is this place the other one, or in it?
    pub fn within(self, place: Self) -> bool {
        self == place || place == Self::Land
    }
}

impl Activity {
    /// Is this activity the other one, or a sort of it?
    pub fn within(self, whole: Self) -> bool {
        let air = whole == Self::Air && matches!(self, Self::Strikes | Self::Recon);
        self == whole || whole == Self::Any || air
    }
}

impl Track {
    /// A scope on these is a permission, so one for a place holds in all places within it.
    pub fn is_permission(self) -> bool {
        matches!(self, Self::Declared | Self::Authorised)
    }
}

/// A day of the window: 1 is 2020-01-01, 0 the day before.
pub type Day = i32;

/// The first day of the window in which events are dated.
pub const FIRST: Day = 1;
/// The last day of the window in which events are dated.
pub const LAST: Day = 10;

/// The days asked about: the window and two days either side.
pub fn days_asked() -> impl Iterator<Item = Day> {
    FIRST - 2..=LAST + 2
}

/// Year, month and day of the month.
pub fn year_month_day(day: Day) -> Date {
    if day > 0 {
        (2020, 1, day.unsigned_abs())
    } else {
        (2019, 12, 31 - day.unsigned_abs())
    }
}

/// The day as written: `2020-01-05`.
pub fn iso(day: Day) -> String {
    let (year, month, day) = year_month_day(day);
    format!("{year}-{month:02}-{day:02}")
}

/// From the earliest to the latest day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Day,
    pub to: Day,
}

impl Span {
    /// How many days.
    pub fn width(self) -> usize {
        usize::try_from(self.to - self.from + 1).unwrap_or(0)
    }

    /// Do both share a day?
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// A set of the days asked about, one bit a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days(u32);

impl Days {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self(u32::MAX);

    /// The days of a spell: the first is in it, the end is not; without an end it stays open.
    pub fn spell(from: Day, end: Option<Day>) -> Self {
        days_asked()
            .filter(|&day| from <= day && end.is_none_or(|end| day < end))
            .fold(Self::NONE, |days, day| days | Self::one(day))
    }

    /// Is the day in the set?
    pub fn has(self, day: Day) -> bool {
        self & Self::one(day) != Self::NONE
    }

    fn one(day: Day) -> Self {
        Self(1 << (day - FIRST + 2))
    }
}

impl BitOr for Days {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Days {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for Days {
    type Output = Self;
    fn not(self) -> Self {
        Self(!self.0)
    }
}
