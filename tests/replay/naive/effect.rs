//! What an event does to a line, and what it must find there (design, sections 3 and 4).

use crate::replay::question::Line;
use crate::replay::world::{Kind, Span};

/// A recorded last day: its bounds, and which of a reading's choices it takes.
#[derive(Clone, Copy)]
pub struct Until {
    pub bounds: Span,
    pub choice: usize,
}

/// What an event does to a line.
#[derive(Clone, Copy)]
pub enum Effect {
    /// Stands on the line and changes nothing (`form` on a membership).
    Stand,
    /// Opens a membership; a fault if it is open.
    Join,
    /// Opens; where it is open, sets the `until` if it has one.
    Open(Option<Until>),
    /// Sets the `until` anew; opens only with a full scope.
    Renew { until: Option<Until>, opens: bool },
    /// Closes.
    Close,
    /// Sets a contribution; 0 ends it.
    Set(u32),
}

impl Effect {
    /// The state it leaves, were there no `until`.
    pub fn leaves_open(self, open: bool) -> bool {
        match self {
            Self::Stand | Self::Renew { opens: false, .. } => open,
            Self::Join | Self::Open(_) | Self::Renew { opens: true, .. } => true,
            Self::Close => false,
            Self::Set(count) => count > 0,
        }
    }

    /// Do both do the same to a line? Setting a contribution to 0 closes it, and an `authorise` with an
    /// `until` does what such a `renew` with a full scope does.
    pub fn same(self, other: Self) -> bool {
        self.in_general() == other.in_general()
    }

    fn in_general(self) -> (Deed, Option<Span>) {
        let bounds = |until: Option<Until>| until.map(|until| until.bounds);
        match self {
            Self::Stand => (Deed::Stand, None),
            Self::Join => (Deed::Join, None),
            Self::Open(None) => (Deed::Open, None),
            Self::Open(until @ Some(_)) => (Deed::Renew { opens: true }, bounds(until)),
            Self::Renew { until, opens } => (Deed::Renew { opens }, bounds(until)),
            Self::Close | Self::Set(0) => (Deed::Close, None),
            Self::Set(count) => (Deed::Set(count), None),
        }
    }
}

/// What an effect comes to, its `until` aside.
#[derive(PartialEq)]
enum Deed {
    Stand,
    Join,
    Open,
    Renew { opens: bool },
    Close,
    Set(u32),
}

/// The state an event must find on a line when orders are sought (design, section 4): `join` a
/// membership not open; a close, `resume` or `lift` the line open, but `leave`, `expel` and
/// `dissolve` on the membership only.
pub fn expects(kind: Kind, line: &Line, effect: Effect) -> Option<bool> {
    match (effect, kind) {
        (Effect::Join, _) => Some(false),
        (Effect::Close, Kind::Leave | Kind::Expel | Kind::Dissolve) => {
            matches!(line, Line::Member(..)).then_some(true)
        }
        (Effect::Close, _) => Some(true),
        _ => None,
    }
}
