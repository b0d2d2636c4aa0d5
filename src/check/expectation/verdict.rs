//! One expectation beside what the records say.

use std::collections::BTreeMap;

use crate::model::{ActorId, Expectation, Track, Written};
use crate::timeline::{Filter, Holds, Roll, Standing, Timeline};

/// No more names than these in one message.
const NAMED: usize = 12;

/// An expectation, and who is recorded.
pub(super) struct Verdict<'a> {
    timeline: &'a Timeline,
    pub(super) expected: &'a Expectation,
    roll: BTreeMap<ActorId, Holds>,
}

impl<'a> Verdict<'a> {
    pub(super) fn new(timeline: &'a Timeline, expected: &'a Expectation) -> Self {
        let roll = Roll {
            coalition: expected.coalition,
            on: expected.on,
            by: expected.by,
            filter: Filter {
                theatre: expected.theatre,
                activity: expected.activity,
            },
        };
        Verdict {
            timeline,
            expected,
            roll: timeline.roll(&roll).into_iter().collect(),
        }
    }

    /// Whether the expectation holds.
    pub(super) fn holds(&self) -> Holds {
        let includes = self.expected.includes.iter().map(|who| self.is_in(who));
        let excludes = self.expected.excludes.iter().map(|who| !self.is_in(who));
        let count = self.expected.members.iter().map(|n| self.count_holds(n));
        includes
            .chain(excludes)
            .chain(count)
            .fold(Holds::Certain, Holds::and)
    }

    /// Those who should be in and are in under no reading.
    pub(super) fn missing(&self) -> impl Iterator<Item = &'a Written<ActorId>> {
        let includes = self.expected.includes.iter();
        includes.filter(|who| !self.is_in(who).may_be())
    }

    /// Those who should be out and are in under every reading.
    pub(super) fn unwanted(&self) -> impl Iterator<Item = &'a Written<ActorId>> {
        let excludes = self.expected.excludes.iter();
        excludes.filter(|who| self.is_in(who).is_certain())
    }

    /// The number that is expected and the fault of it, if it cannot be.
    pub(super) fn miscount(&self) -> Option<(&'a Written<u32>, String)> {
        let number = self.expected.members.as_ref()?;
        if self.count_holds(number).may_be() {
            return None;
        }
        let (certain, possible) = self.counts();
        let recorded = match possible {
            0 => format!("{certain} recorded"),
            _ => format!("{certain} certain and {possible} possible recorded"),
        };
        let most = certain + possible;
        let says = match number.value.checked_sub(most) {
            Some(short) if short > 0 => format!("{recorded}, {short} too few{}", self.absent()),
            _ => {
                let over = certain.saturating_sub(number.value);
                format!("{recorded}, {over} too many{}", self.surplus(number.value))
            }
        };
        Some((number, says))
    }

    /// Of whom something is expected: "members of the coalition on 2014-12-03, operating".
    pub(super) fn question(&self) -> String {
        let model = &*self.timeline.model;
        let Expectation {
            on,
            coalition,
            by,
            theatre,
            activity,
            ..
        } = self.expected;
        let mut words = format!("members of {} on {on}", model.coalitions[*coalition].name);
        if *by != Track::Declared {
            words += &format!(", {by}");
        }
        if let Some(theatre) = *theatre {
            words += &format!(", in {}", model.theatres[theatre].name);
        }
        if let Some(activity) = *activity {
            words += &format!(", doing {}", model.activities[activity].name);
        }
        words
    }

    /// The name of an actor.
    pub(super) fn name(&self, actor: ActorId) -> &'a str {
        &self.timeline.model.actors[actor].name
    }

    /// The name of an actor that is out and, where anything is known, how it stands on the day.
    pub(super) fn name_of_absent(&self, actor: ActorId) -> String {
        let Expectation { coalition, on, .. } = *self.expected;
        let name = self.name(actor);
        match self.timeline.standing(coalition, actor, on) {
            (Standing::None, _) => name.to_owned(),
            (standing, _) => format!("{name} ({standing})"),
        }
    }

    fn is_in(&self, who: &Written<ActorId>) -> Holds {
        self.roll.get(&who.value).copied().unwrap_or(Holds::Never)
    }

    fn count_holds(&self, number: &Written<u32>) -> Holds {
        let (certain, possible) = self.counts();
        match number.value {
            n if n < certain || n > certain + possible => Holds::Never,
            _ if possible == 0 => Holds::Certain,
            _ => Holds::Possible,
        }
    }

    /// How many surely are in, and how many more may be.
    fn counts(&self) -> (u32, u32) {
        self.roll
            .values()
            .fold((0, 0), |(certain, possible), holds| {
                if holds.is_certain() {
                    (certain + 1, possible)
                } else {
                    (certain, possible + 1)
                }
            })
    }

    /// Who is on the list of the sources and is not recorded as in. Of `includes`, each is told anyway.
    fn absent(&self) -> String {
        let told = |actor| self.missing().any(|who| who.value == actor);
        let absent = (self.listed().into_iter())
            .filter(|actor| !self.roll.contains_key(actor) && !told(*actor));
        let names = absent.map(|actor| self.name_of_absent(actor));
        list("; listed and not recorded as in: ", names.collect())
    }

    /// Who is recorded as in and is not on the list, where the list is whole.
    fn surplus(&self, expected: u32) -> String {
        let listed = self.listed();
        if u32::try_from(listed.len()).is_ok_and(|names| names < expected) {
            return String::new();
        }
        let surely = self.roll.iter().filter(|(_, holds)| holds.is_certain());
        let unlisted = surely
            .map(|(actor, _)| *actor)
            .filter(|actor| !listed.contains(actor));
        let names = unlisted.map(|actor| self.name(actor).to_owned());
        list("; recorded as in and not listed: ", names.collect())
    }

    /// Those in `includes`, and those of whom an event of this coalition or its parts cites a source of
    /// the expectation.
    fn listed(&self) -> Vec<ActorId> {
        let Expectation {
            coalition, sources, ..
        } = self.expected;
        let mut parts = self.timeline.model.parts(*coalition).collect::<Vec<_>>();
        parts.sort_unstable();
        let cites = self.timeline.events().filter(|(_, event)| {
            let here = event.coalition.is_some_and(|c| parts.contains(&c));
            here && event.sources.iter().any(|s| sources.contains(&s.source))
        });
        let named = cites.filter_map(|(_, event)| event.actor);
        let included = self.expected.includes.iter().map(|who| who.value);
        let mut listed: Vec<_> = named.chain(included).collect();
        listed.sort_unstable();
        listed.dedup();
        listed
    }
}

/// Names in order behind a lead, not too many of them; nothing where there are none.
fn list(lead: &str, mut names: Vec<String>) -> String {
    names.sort();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    if names.is_empty() {
        return String::new();
    }
    format!("{lead}{}", names.join(", "))
}
