//! Who says so, and what is asked beyond the usual.

use super::dice::Dice;
use crate::replay::history::Reference;
use crate::replay::question::{Act, View};
use crate::replay::world::{Activity, Actor, FIRST, LAST, Source, Span, Theatre};

/// So many acts are asked about.
const ACTS: usize = 2;
/// In so many views everything is asked again.
const VIEWS: usize = 2;

/// One to three sources, some with a claim of their own about the date.
pub fn sources(date: Span, dice: &mut Dice) -> Vec<Reference> {
    let count = dice.pick(&[1, 1, 2, 2, 3]);
    let first = dice.roll(Source::ALL.len());
    let step = dice.pick(&[1, 3]);
    let nth = |at: usize| Source::ALL[(first + at * step) % Source::ALL.len()];
    (0..count)
        .map(|at| Reference {
            source: nth(at),
            claim: dice.chance(30).then(|| claim(date, dice)),
        })
        .collect()
}

fn claim(date: Span, dice: &mut Dice) -> Span {
    let from = (date.from + dice.pick(&[1, -1, 2, -2, 0, 4])).clamp(FIRST, LAST);
    let to = (from + dice.pick(&[0, 0, 0, 1, 2])).min(LAST);
    Span { from, to }
}

/// Acts whose permission is asked for.
pub fn acts(dice: &mut Dice) -> Vec<Act> {
    let act = |_| Act {
        actor: dice.pick(&[Actor::A1, Actor::A1, Actor::A1, Actor::A2]),
        activity: dice.pick(&[
            Activity::Strikes,
            Activity::Air,
            Activity::Strikes,
            Activity::Recon,
            Activity::Any,
        ]),
        theatre: dice.pick(&[
            Theatre::North,
            Theatre::Land,
            Theatre::North,
            Theatre::South,
        ]),
    };
    (0..ACTS).map(act).collect()
}

/// Views: the days just before a source counts, and from which it does, and each source alone.
pub fn views(dice: &mut Dice) -> Vec<View> {
    let all = [
        View::KnownOn((2020, 2, 5)),
        View::KnownOn((2020, 3, 31)),
        View::AccordingTo(Source::A),
        View::AccordingTo(Source::B),
        View::AccordingTo(Source::C),
        View::AccordingTo(Source::D),
        View::KnownOn((2020, 2, 5)),
        View::KnownOn((2020, 3, 31)),
        View::KnownOn((2020, 2, 4)),
        View::KnownOn((2020, 3, 30)),
        View::Accepted,
    ];
    let first = dice.roll(all.len());
    (0..VIEWS)
        .map(|at| all[(first + at * 4) % all.len()])
        .collect()
}
