//! The timeline as bars: for each actor in a coalition, and each of its theatres, the stretches of time in
//! which it is on a track, suspended, or restricted.
//!
//! A chart holds the same stretches twice: as the rows of an [`Answer`], for every format, and as
//! [`Lane`]s, which say what a column of a drawing shows.

mod lane;
mod parties;
mod row;
mod span;

use std::collections::BTreeSet;

use serde_json::json;

pub use self::lane::{Lane, Mark};
use self::parties::Party;
pub use self::row::{Bar, SegmentRow};
pub use self::span::Span;
use super::Answer;
use super::timeline::asked::{where_and_what, whose};
use crate::day::Day;
use crate::model::{CoalitionId, Model};
use crate::name::count;
use crate::question::Timeline as Asked;
use crate::timeline::Timeline;

/// Bars over time.
#[derive(Debug)]
pub struct Chart {
    /// The stretches as rows.
    pub answer: Answer<SegmentRow>,
    /// The first and the last day drawn.
    pub from: Day,
    /// The last day drawn.
    pub to: Day,
    /// The last day on which bars stand: today, or the last day drawn.
    pub bars_to: Day,
    /// The lanes, by coalition.
    pub groups: Vec<Group>,
}

/// The lanes of one coalition.
#[derive(Debug)]
pub struct Group {
    /// Its name, where the title does not say it.
    pub heading: Option<String>,
    /// Its lanes: those of an actor stand together.
    pub lanes: Vec<Lane>,
}

/// Answers the question. What is open runs to `today`.
pub fn answer(timeline: &Timeline, asked: &Asked, today: Day) -> Chart {
    let parties = parties::of(timeline, asked);
    let (from, to) = window(&parties, asked, today);
    let bars_to = to.min(today);
    let seen = |party: &Party| party.within(from, bars_to).filter(|_| from <= bars_to);
    let parties: Vec<Party> = parties.iter().filter_map(seen).collect();
    let mut rows = Vec::new();
    for party in &parties {
        rows.extend(row::rows(timeline, party));
    }
    let title = match parties.len() {
        0 => title(&timeline.model, asked, asked.from, asked.to),
        _ => title(&timeline.model, asked, Some(from), Some(to)),
    };
    let question = question(&timeline.model, asked, from, to);
    let mut answer = Answer::new(timeline, question, title, rows);
    answer.notes = notes(&parties, today, to);
    Chart {
        answer,
        from,
        to,
        bars_to,
        groups: groups(&timeline.model, asked, parties),
    }
}

/// The days asked for, else from the first change on a track to the last, or to today where one is open.
fn window(parties: &[Party], asked: &Asked, today: Day) -> (Day, Day) {
    let spans = || parties.iter().flat_map(Party::on_tracks);
    let starts = spans().filter_map(|span| span.from.known());
    let ends = spans().filter_map(|span| span.until.previous().min(today).known());
    let to = asked.to.or_else(|| ends.max()).unwrap_or(today);
    let first = || starts.min().unwrap_or(to).min(to);
    let from = asked.from.unwrap_or_else(first);
    (from, asked.to.unwrap_or(to.max(from)))
}

fn groups(model: &Model, asked: &Asked, parties: Vec<Party>) -> Vec<Group> {
    let mut groups: Vec<(Option<CoalitionId>, Vec<Lane>)> = Vec::new();
    for party in parties {
        match groups.last_mut() {
            Some((coalition, lanes)) if *coalition == party.coalition => lanes.extend(party.lanes),
            _ => groups.push((party.coalition, party.lanes)),
        }
    }
    let said = match (groups.as_slice(), asked.coalitions.as_slice()) {
        ([(Some(only), _)], [named]) => only == named && asked.actors.is_empty(),
        _ => false,
    };
    let heading = |coalition| (!said).then(|| parties::coalition_name(model, coalition));
    groups
        .into_iter()
        .map(|(coalition, lanes)| Group {
            heading: heading(coalition),
            lanes,
        })
        .collect()
}

fn title(model: &Model, asked: &Asked, from: Option<Day>, to: Option<Day>) -> String {
    let mut title = format!("chart of {}", whose(model, asked));
    for (word, day) in [("from", from), ("to", to)] {
        title += &day.map_or_else(String::new, |day| format!(" {word} {day}"));
    }
    title + &where_and_what(model, asked)
}

fn question(model: &Model, asked: &Asked, from: Day, to: Day) -> serde_json::Value {
    let mut question = super::timeline::asked::question(model, asked);
    question["chart"] = json!(true);
    question["from"] = json!(from.to_string());
    question["to"] = json!(to.to_string());
    question
}

fn notes(parties: &[Party], today: Day, to: Day) -> Vec<String> {
    if parties.is_empty() {
        return vec![
            "Nobody is recorded on a track so.".to_owned(),
            "`coalition timeline` without `--chart` lists events, also those that open nothing: an invitation, a pledge, a debate."
                .to_owned(),
        ];
    }
    let actors: BTreeSet<_> = parties.iter().map(|party| party.actor).collect();
    let coalitions: BTreeSet<_> = parties.iter().map(|party| party.coalition).collect();
    let mut notes = vec![format!(
        "{} in {}.",
        count(actors.len(), "actor"),
        count(coalitions.len(), "coalition")
    )];
    if coalitions.len() > 1 {
        notes.push("Membership of a part stands under the part only.".to_owned());
    }
    if to >= today {
        notes.push(format!("What is open runs to {today}."));
    }
    notes
}
