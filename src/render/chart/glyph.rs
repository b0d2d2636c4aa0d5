//! What a chart is drawn with.

use anstyle::{AnsiColor, Style};

use crate::answer::chart::Mark;
use crate::model::Track;
use crate::timeline::Holds;

/// A sign for what is certain, and one for what is possible.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) certain: char,
    pub(super) possible: char,
}

/// The signs of a chart.
#[derive(Debug)]
pub(super) struct Glyphs {
    declared: Pair,
    authorised: Pair,
    deployed: Pair,
    operating: Pair,
    pub(super) suspended: Pair,
    pub(super) restricted: Pair,
    pub(super) goes_back: char,
    pub(super) goes_on: char,
    pub(super) grid: char,
    pub(super) axis: char,
    /// A tick of the axis above the bars, and of the one below.
    pub(super) ticks: (char, char),
    pub(super) cut: &'static str,
}

/// What is possible is what is certain, with gaps.
const UNICODE: Glyphs = Glyphs {
    declared: pair('─', '╌'),
    authorised: pair('━', '╍'),
    deployed: pair('▄', '▗'),
    operating: pair('█', '▐'),
    suspended: pair('▒', '░'),
    restricted: pair('▔', '˙'),
    goes_back: '‹',
    goes_on: '›',
    grid: '┊',
    axis: '─',
    ticks: ('┬', '┴'),
    cut: "…",
};

/// What is possible is lighter.
const ASCII: Glyphs = Glyphs {
    declared: pair('-', '.'),
    authorised: pair('=', ':'),
    deployed: pair('O', 'o'),
    operating: pair('#', '%'),
    suspended: pair('X', 'x'),
    restricted: pair('^', '\''),
    goes_back: '<',
    goes_on: '>',
    grid: '|',
    axis: '-',
    ticks: ('+', '+'),
    cut: "..",
};

const fn pair(certain: char, possible: char) -> Pair {
    Pair { certain, possible }
}

impl Pair {
    pub(super) fn of(self, holds: Holds) -> Option<char> {
        match holds {
            Holds::Never => None,
            Holds::Possible => Some(self.possible),
            Holds::Certain => Some(self.certain),
        }
    }
}

impl Glyphs {
    pub(super) fn of(ascii: bool) -> &'static Glyphs {
        if ascii { &ASCII } else { &UNICODE }
    }

    pub(super) fn track(&self, track: Track) -> Pair {
        match track {
            Track::Declared => self.declared,
            Track::Authorised => self.authorised,
            Track::Deployed => self.deployed,
            Track::Operating => self.operating,
        }
    }

    pub(super) fn mark(&self, mark: Mark) -> char {
        let track = self.track(mark.track);
        let suspended = self.suspended.of(mark.suspended);
        suspended.or_else(|| track.of(mark.holds)).unwrap_or(' ')
    }
}

/// The colour of a mark; what it means is told by the sign too.
pub(super) fn style(mark: Mark) -> Style {
    if mark.suspended.may_be() {
        suspended_style()
    } else {
        track_style(mark.track)
    }
}

pub(super) fn track_style(track: Track) -> Style {
    let colour = match track {
        Track::Declared => AnsiColor::Cyan,
        Track::Authorised => AnsiColor::Blue,
        Track::Deployed => AnsiColor::Yellow,
        Track::Operating => AnsiColor::Green,
    };
    colour.on_default()
}

pub(super) fn suspended_style() -> Style {
    AnsiColor::Magenta.on_default()
}

/// The colour of restrictions.
pub(super) fn restricted_style() -> Style {
    AnsiColor::Red.on_default()
}
