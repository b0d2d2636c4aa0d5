//! A view of the records as nodes and edges: the state on a day, or the order of the events. The
//! records are intervals and stay so; a graph is drawn from them for one question.

mod draft;
mod events;
mod facts;
mod state;

use self::draft::Draft;
pub use self::facts::{Because, Edge, Held, Moment, Node, NodeSort, Tie};
use super::words::coalition_on;
use crate::model::CoalitionId;
use crate::question::{Graph as Asked, GraphOf};
use crate::timeline::Timeline;

/// Nodes and edges, and the words around them.
#[derive(Debug)]
pub struct Graph {
    /// What it shows.
    pub title: String,
    /// How to read it; why it is empty, if it is.
    pub notes: Vec<String>,
    /// Sorted by sort and id, events by day.
    pub nodes: Vec<Node>,
    /// Sorted by their ends.
    pub edges: Vec<Edge>,
}

/// Answers the question.
pub fn answer(timeline: &Timeline, asked: &Asked) -> Graph {
    match asked.of {
        GraphOf::State { on, by } => state::answer(timeline, &asked.coalitions, on, by),
        GraphOf::Events => events::answer(timeline, &asked.coalitions),
    }
}

/// Whether a coalition is one of those asked for or a part of one. None asked for = all are.
fn is_asked(timeline: &Timeline, asked: &[CoalitionId], coalition: CoalitionId) -> bool {
    asked.is_empty()
        || timeline
            .model
            .wholes(coalition)
            .any(|whole| asked.contains(&whole))
}

/// The names of what is asked for, on a day where there is one.
fn names(timeline: &Timeline, asked: &[CoalitionId], on: Option<crate::day::Day>) -> String {
    let name = |&id: &CoalitionId| match on {
        Some(day) => coalition_on(timeline, id, day),
        None => timeline.model.coalitions[id].name.to_string(),
    };
    if asked.is_empty() {
        "every coalition".to_owned()
    } else {
        asked.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}
