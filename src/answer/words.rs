//! Scopes, quantities and restrictions in words, for people and for flat formats.

use serde::Serialize;

use crate::day::Day;
use crate::model::{
    Cell, CoalitionId, Contribution, EventId, Model, Restriction, RestrictionRule, Status,
    TheatreId,
};
use crate::record::Count;
use crate::timeline::{End, Holds, Line, Timeline};

/// A place and activity of a row.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ScopeCell {
    /// Where; null = unstated.
    pub theatre: Option<String>,
    /// What; null = unstated.
    pub activity: Option<String>,
}

impl ScopeCell {
    pub(super) fn new(model: &Model, (theatre, activity): Cell) -> Self {
        ScopeCell {
            theatre: theatre.map(|id| model.theatres[id].id.to_string()),
            activity: activity.map(|id| model.activities[id].id.to_string()),
        }
    }

    /// As one flat value: `iraq: air-strikes`.
    pub(super) fn flat(&self) -> String {
        let unstated = || "unstated".to_owned();
        let theatre = self.theatre.clone().unwrap_or_else(unstated);
        format!(
            "{theatre}: {}",
            self.activity.clone().unwrap_or_else(unstated)
        )
    }
}

/// Cells in words: "Iraq: air strikes, training; Syria: reconnaissance". A place alone stands for a cell
/// whose activity is unstated. Each cell has a remark that is set behind its activity.
pub(super) fn cells_in_words(model: &Model, cells: &[(Cell, String)]) -> String {
    let mut places: Vec<(Option<TheatreId>, Vec<String>)> = Vec::new();
    for ((theatre, activity), remark) in cells {
        let doing = activity.map_or("unstated", |id| &model.activities[id].name);
        let doing = if remark.is_empty() {
            doing.to_owned()
        } else {
            format!("{doing} ({remark})")
        };
        match places.iter_mut().find(|(place, _)| place == theatre) {
            Some((_, doings)) => doings.push(doing),
            None => places.push((*theatre, vec![doing])),
        }
    }
    let words = places
        .into_iter()
        .map(|(place, doings)| match (place, doings.as_slice()) {
            (None, [only]) if only == "unstated" => only.clone(),
            (Some(place), [only]) if only == "unstated" => model.theatres[place].name.to_string(),
            (place, doings) => {
                let place = place.map_or("place unstated", |id| &model.theatres[id].name);
                format!("{place}: {}", doings.join(", "))
            }
        });
    words.collect::<Vec<_>>().join("; ")
}

pub(super) fn count_in_words(count: Option<Count>) -> String {
    match count {
        None => "some".to_owned(),
        Some(Count { least, most }) if least == most => most.to_string(),
        Some(Count { least, most }) => format!("{least} to {most}"),
    }
}

pub(super) fn contribution_in_words(contribution: &Contribution) -> String {
    format!(
        "{} {}",
        count_in_words(contribution.count),
        contribution.what
    )
}

/// What a restriction says: "no air strikes outside Iraq".
pub(super) fn restriction_in_words(model: &Model, restriction: &Restriction) -> String {
    let doings = |none: &str| match &restriction.activities {
        None => none.to_owned(),
        Some(all) if all.iter().any(|&doing| model.doings.is_all(doing)) => none.to_owned(),
        Some(all) => all
            .iter()
            .map(|&a| &*model.activities[a].name)
            .collect::<Vec<_>>()
            .join(", "),
    };
    let mut words = match &restriction.rule {
        RestrictionRule::Prohibit => format!("no {}", doings("activity")),
        RestrictionRule::Require(condition) => {
            format!("{} only on this condition: {condition}", doings("anything"))
        }
        RestrictionRule::Cap { most, of } => match of {
            Some(of) => format!("at most {most} {of}"),
            None => format!("at most {most}"),
        },
    };
    let places = |all: &[TheatreId]| {
        all.iter()
            .map(|&t| &*model.theatres[t].name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    if let Some(within) = &restriction.within {
        words += &format!(" in {}", places(within));
    }
    if !restriction.outside.is_empty() {
        words += &format!(" outside {}", places(&restriction.outside));
    }
    if let Some(unless) = &restriction.unless {
        words += &format!(", unless {unless}");
    }
    if let Some(forces) = &restriction.applies_to {
        words += &format!(" (applies to {forces})");
    }
    words
}

/// The name of a coalition, with its name on the day in brackets where that was another.
pub(super) fn coalition_on(timeline: &Timeline, coalition: CoalitionId, day: Day) -> String {
    let name = &*timeline.model.coalitions[coalition].name;
    match name_on(timeline, coalition, day) {
        then if then != name => format!("{name} (then {then})"),
        _ => name.to_owned(),
    }
}

/// The name of a coalition at the end of a day.
pub(super) fn name_on(timeline: &Timeline, coalition: CoalitionId, day: Day) -> &str {
    let events = &timeline.model.events;
    let latest = |id| timeline.bounds(id).latest;
    let named = (timeline.namings(coalition).iter().copied())
        .filter(|&id| latest(id) <= day && events[id].status != Status::Disputed)
        .filter_map(|id| Some((id, events[id].more.name.as_deref()?)));
    let last = named.reduce(|last, next| {
        let after = latest(next.0) > latest(last.0) || timeline.precedes(last.0, next.0);
        if after { next } else { last }
    });
    last.map_or(&timeline.model.coalitions[coalition].name, |(_, name)| name)
}

/// The dates as recorded between which a spell runs: of the event that opened it, and of its end.
pub(super) fn spell(timeline: &Timeline, line: &Line, opener: EventId) -> (String, Option<String>) {
    let until = line
        .end(opener, |event| timeline.bounds(event))
        .and_then(|end| match end {
            End::Closed(event) => Some(timeline.date(event).to_string()),
            End::Lapsed(event) => last_day(timeline, line, event),
        });
    (timeline.date(opener).to_string(), until)
}

fn last_day(timeline: &Timeline, line: &Line, event: EventId) -> Option<String> {
    let model = &*timeline.model;
    let of_rule = match line.key.sort {
        crate::timeline::Sort::Restriction(id) => model.restrictions[id].until.as_ref(),
        _ => model.events[event].more.until.as_ref(),
    };
    of_rule.map(ToString::to_string)
}

/// "22 members: 20 certain, 2 possible." `one` and `many` name what is counted.
pub(super) fn counted(one: &str, many: &str, certainties: &[Option<Holds>]) -> String {
    let total = certainties.len();
    let possible = certainties
        .iter()
        .filter(|holds| **holds == Some(Holds::Possible))
        .count();
    let noun = if total == 1 { one } else { many };
    match possible {
        0 if certainties.iter().all(Option::is_some) => format!("{total} {noun}, certain."),
        0 => format!("{total} {noun}."),
        n => format!("{total} {noun}: {} certain, {n} possible.", total - n),
    }
}
