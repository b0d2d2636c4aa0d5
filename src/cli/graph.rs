//! `graph`.

use clap::Args;
use coalition::day::Day;
use coalition::lookup::{self, Unclear};
use coalition::model::{Model, Track};
use coalition::question::{self, GraphOf};

use super::form::{self, Form};

#[derive(Args, Debug)]
pub struct Graph {
    /// Of these coalitions and their parts; none = of all
    #[arg(value_name = "COALITION")]
    pub coalitions: Vec<String>,
    /// The day at whose end [default: today]
    #[arg(long, value_name = "DAY", value_parser = super::words::day, conflicts_with = "events")]
    pub on: Option<Day>,
    /// Only this track: declared, authorised, deployed or operating [default: all]
    #[arg(long, value_name = "TRACK", value_parser = super::words::track, conflicts_with = "events")]
    pub by: Option<Track>,
    /// The order of the events instead: because of after, date or sense; what replaces what
    #[arg(long)]
    pub events: bool,
    /// How to write the graph: dot, mermaid or graphml
    #[arg(
        long,
        value_parser = form::graph_form(),
        default_value = "dot",
        hide_possible_values = true
    )]
    pub format: Form,
}

impl Graph {
    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::Graph, Unclear> {
        let coalitions = self.coalitions.iter();
        let coalitions = coalitions.map(|word| lookup::coalition(model, word));
        Ok(question::Graph {
            coalitions: coalitions.collect::<Result<_, _>>()?,
            of: if self.events {
                GraphOf::Events
            } else {
                GraphOf::State {
                    on: self.on.unwrap_or(today),
                    by: self.by,
                }
            },
        })
    }
}
