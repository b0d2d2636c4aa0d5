//! One lane of a chart: the stretches of an actor, or of one of its theatres, and what some days of it
//! show together.

use std::collections::BTreeMap;

use super::Span;
use crate::day::Day;
use crate::model::{TheatreId, Track};
use crate::timeline::Holds;

/// One lane.
#[derive(Clone, Default, Debug)]
pub struct Lane {
    /// Whose: the actor, or the theatre.
    pub label: String,
    /// Whether it belongs to the actor of a lane above.
    pub is_part: bool,
    /// The place of a track, where it is one and stated.
    pub theatres: BTreeMap<Track, TheatreId>,
    /// The stretches on each track.
    pub tracks: BTreeMap<Track, Vec<Span>>,
    /// The stretches in which restrictions bind.
    pub restricted: Vec<Span>,
}

/// What some days of a lane show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The furthest track.
    pub track: Track,
    /// Certain if it is certainly so on all of the days, possible if it may be on any.
    pub holds: Holds,
    /// The same of its suspension.
    pub suspended: Holds,
}

impl Lane {
    /// What the days from the first to the last show: the furthest track that may be open on one of them.
    pub fn mark(&self, first: Day, last: Day) -> Option<Mark> {
        let mut furthest = self.tracks.iter().rev();
        furthest.find_map(|(&track, spans)| {
            let holds = over(spans, first, last, |span| span.holds);
            holds.may_be().then(|| Mark {
                track,
                holds,
                suspended: over(spans, first, last, |span| span.suspended),
            })
        })
    }

    /// Whether restrictions bind: certain if on all of the days, possible if they may on any.
    pub fn is_restricted(&self, first: Day, last: Day) -> Holds {
        over(&self.restricted, first, last, |span| span.holds)
    }

    /// Whether it has nothing to show.
    pub fn is_empty(&self) -> bool {
        self.restricted.is_empty() && self.tracks.values().all(Vec::is_empty)
    }

    /// Its stretches on all tracks.
    pub fn on_tracks(&self) -> impl Iterator<Item = &Span> {
        self.tracks.values().flatten()
    }

    /// The lane with only the stretches that meet these days.
    pub(super) fn within(&self, first: Day, last: Day) -> Lane {
        let met = |spans: &Vec<Span>| {
            let met = spans.iter().filter(|span| span.meets(first, last));
            met.cloned().collect::<Vec<_>>()
        };
        Lane {
            tracks: (self.tracks.iter())
                .map(|(&track, spans)| (track, met(spans)))
                .collect(),
            restricted: met(&self.restricted),
            ..self.clone()
        }
    }
}

/// Over the days: certain if it is certain on all of them, possible if it may be on any. The stretches
/// are in order and have no day in common.
fn over(spans: &[Span], first: Day, last: Day, of: impl Fn(&Span) -> Holds) -> Holds {
    let mut holds = Holds::Never;
    let mut certain_before = first;
    for span in spans.iter().filter(|span| span.meets(first, last)) {
        if of(span).may_be() {
            holds = Holds::Possible;
        }
        if of(span).is_certain() && span.from <= certain_before {
            certain_before = span.until;
        }
    }
    if certain_before > last {
        Holds::Certain
    } else {
        holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Day {
        Day::parse("2014-09-01").map_or(Day::BEFORE_ALL, |day| day.plus(number - 1))
    }

    fn span(from: i64, until: i64, holds: Holds) -> Span {
        Span {
            from: day(from),
            until: day(until),
            holds,
            suspended: Holds::Never,
            restrictions: Vec::new(),
            events: Vec::new(),
        }
    }

    #[test]
    fn certain_only_where_certain_on_every_day() {
        let spans = [
            span(3, 5, Holds::Possible),
            span(5, 9, Holds::Certain),
            span(9, 12, Holds::Certain),
        ];
        let shown = |first, last| over(&spans, day(first), day(last), |span| span.holds);
        assert_eq!(shown(1, 2), Holds::Never);
        assert_eq!(shown(1, 3), Holds::Possible);
        assert_eq!(shown(4, 5), Holds::Possible);
        assert_eq!(shown(5, 11), Holds::Certain);
        assert_eq!(shown(11, 12), Holds::Possible);
        assert_eq!(shown(12, 12), Holds::Never);
    }

    #[test]
    fn the_furthest_track_is_on_top() {
        let lane = Lane {
            tracks: BTreeMap::from([
                (Track::Declared, vec![span(1, 20, Holds::Certain)]),
                (Track::Operating, vec![span(5, 8, Holds::Certain)]),
            ]),
            ..Lane::default()
        };
        let track = |on| lane.mark(day(on), day(on)).map(|mark| mark.track);
        assert_eq!(track(4), Some(Track::Declared));
        assert_eq!(track(5), Some(Track::Operating));
        assert_eq!(track(20), None);
    }
}
