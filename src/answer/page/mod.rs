//! The whole record as one page of data: what the other answers say, for every day at once.
//!
//! Whatever a reader of the page is told of a day was worked out here, by the same means as `members`,
//! `restrictions` and `may`; the page only looks up the run of days that the day lies in. Days are counted
//! from 1970, certainty is 1 for possible and 2 for certain, and other numbers are places in the lists of
//! the page.
#![allow(missing_docs, reason = "the fields are told beside their types")]

mod cast;
mod grid;
mod party;
mod runs;
mod sheet;

use serde::Serialize;

pub use self::cast::Date;
use self::cast::{Cast, Lists};
pub use self::grid::{Ground, Said};
pub use self::party::{Bound, Brings, CellOverTime, Held, Party, Stay};
pub use self::runs::Runs;
use self::sheet::Telling;
pub use self::sheet::{Rule, Sheet};
use super::lens_in_words;
use crate::model::{CoalitionId, EventId};
use crate::question::Page as Asked;
use crate::text::Texts;
use crate::timeline::Timeline;

/// The record, for every day.
#[derive(Debug, Serialize)]
pub struct Page {
    pub program: String,
    pub title: String,
    pub today: Option<i32>,
    /// The day that is shown first.
    pub on: Option<i32>,
    /// The coalition that is shown first, among those of the page.
    pub coalition: usize,
    pub data: Data,
    /// The options under which the program gives the same answers, to be set behind a command.
    pub options: String,
    /// Through whose eyes the records are seen, in words.
    pub lens: Option<String>,
    /// What is to be said of all of it.
    pub notes: Vec<String>,
    #[serde(flatten)]
    lists: Lists,
    pub coalitions: Vec<Sheet>,
}

/// What the page was made from.
#[derive(Debug, Serialize)]
pub struct Data {
    pub hash: String,
    pub events: usize,
}

/// Answers for every day.
pub fn answer(timeline: &Timeline, texts: &Texts, asked: &Asked) -> Page {
    let model = &*timeline.model;
    let coalitions = coalitions(timeline, asked);
    let mut cast = Cast::new(timeline, events(timeline, &coalitions));
    let telling = |coalition| Telling {
        timeline,
        texts,
        coalition,
    };
    let sheets = (coalitions.iter())
        .map(|&coalition| telling(coalition).sheet(&mut cast))
        .collect();
    let named: Vec<&str> = asked
        .coalitions
        .iter()
        .map(|&id| &*model.coalitions[id].name)
        .collect();
    Page {
        program: concat!("coalition ", env!("CARGO_PKG_VERSION")).to_owned(),
        title: match named.as_slice() {
            [] => "Who was in which coalition, where, and under what restrictions".to_owned(),
            named => named.join(", "),
        },
        today: asked.today.since_1970(),
        on: asked.on.since_1970(),
        coalition: shown_first(timeline, asked, &coalitions),
        data: Data {
            hash: texts.hash(),
            events: model.events.len(),
        },
        options: asked.options.clone(),
        lens: lens_in_words(timeline),
        notes: asked.notes.clone(),
        lists: cast.lists(),
        coalitions: sheets,
    }
}

/// The place of the one asked for first; else of the one with most members on the day.
fn shown_first(timeline: &Timeline, asked: &Asked, coalitions: &[CoalitionId]) -> usize {
    let members = |&id: &CoalitionId| match asked.coalitions.first() {
        Some(first) => usize::from(*first == id),
        None => timeline.members(id, asked.on).len(),
    };
    let places = (0..coalitions.len()).rev();
    places
        .max_by_key(|&at| members(&coalitions[at]))
        .unwrap_or(0)
}

/// Those asked for, with their parts; else all. By name.
fn coalitions(timeline: &Timeline, asked: &Asked) -> Vec<CoalitionId> {
    let model = &*timeline.model;
    let is_asked = |&id: &CoalitionId| {
        asked.coalitions.is_empty()
            || model
                .wholes(id)
                .any(|whole| asked.coalitions.contains(&whole))
    };
    let mut coalitions: Vec<CoalitionId> = model
        .coalitions
        .iter()
        .map(|(id, _)| id)
        .filter(is_asked)
        .collect();
    coalitions.sort_by_key(|&id| (&model.coalitions[id].name, &model.coalitions[id].id));
    coalitions
}

/// What counts and can be evidence for one of them: in it, a part of it or what it is part of, or in none.
fn events(timeline: &Timeline, coalitions: &[CoalitionId]) -> Vec<EventId> {
    let model = &*timeline.model;
    let concerns = |id: CoalitionId| {
        (coalitions.iter())
            .any(|&c| model.wholes(c).any(|w| w == id) || model.parts(c).any(|p| p == id))
    };
    let concerned: Vec<bool> = model
        .coalitions
        .iter()
        .map(|(id, _)| concerns(id))
        .collect();
    let is_concerned = |coalition: CoalitionId| concerned[crate::model::Id::index(coalition)];
    (timeline.events())
        .filter(|(_, event)| event.coalition.is_none_or(is_concerned))
        .map(|(id, _)| id)
        .collect()
}
