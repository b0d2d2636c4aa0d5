//! The timeline as bars: for each actor in a coalition, and each of its theatres, the stretches of time in
//! which it is on a track, suspended, or restricted.
//!
//! A chart holds the same stretches twice: as the rows of an [`Answer`], for every format, and as
//! [`Lane`]s, which say what a column of a drawing shows.

mod lane;
mod parties;
mod row;
mod span;

use serde_json::json;

pub use self::lane::{Lane, Mark};
use self::parties::Party;
pub use self::row::{Bar, SegmentRow};
pub use self::span::Span;
use super::Answer;
use super::timeline::asked::{where_and_what, whose};
use crate::day::Day;
use crate::model::{CoalitionId, Model};
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
    let seen = |party: &Party| party.within(from, bars_to);
    let parties: Vec<Party> = parties.iter().filter_map(seen).collect();
    let mut rows = Vec::new();
    for party in &parties {
        rows.extend(row::rows(timeline, party));
    }
    let title = title(&timeline.model, asked, from, to);
    let question = question(&timeline.model, asked, from, to);
    let mut answer = Answer::new(&timeline.model, question, title, rows);
    answer.notes = notes(&parties, today, to);
    Chart {
        answer,
        from,
        to,
        bars_to,
        groups: groups(&timeline.model, asked, parties),
    }
}

/// The days asked for, else from the first change to the last, or to today where something is open.
fn window(parties: &[Party], asked: &Asked, today: Day) -> (Day, Day) {
    let spans = || parties.iter().flat_map(Party::spans);
    let starts = spans().filter_map(|span| span.from.known());
    let ends = spans().map(|span| span.until.previous().min(today));
    let bound = |day: &Day| day.known().is_some();
    let from = asked.from.or_else(|| starts.min());
    let to = asked.to.or_else(|| ends.filter(bound).max());
    let from = from.unwrap_or_else(|| to.unwrap_or(today).min(today));
    let to = to.unwrap_or(today);
    (from, if asked.to.is_some() { to } else { to.max(from) })
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

fn title(model: &Model, asked: &Asked, from: Day, to: Day) -> String {
    let mut title = format!("chart of {} from {from} to {to}", whose(model, asked));
    title += &where_and_what(model, asked);
    title
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
            "Nobody is recorded so in this time.".to_owned(),
            "`coalition timeline` without `--chart` lists events, also those that open nothing."
                .to_owned(),
        ];
    }
    let mut notes = vec![match parties.len() {
        1 => "1 actor in a coalition; a direct member, where declared.".to_owned(),
        n => format!("{n} times an actor in a coalition; direct members, where declared."),
    }];
    if to >= today {
        notes.push(format!("What is open runs to {today}."));
    }
    notes
}
