//! `--format`: one option, with other words for a graph than for the other answers.

use clap::ValueEnum;
use clap::builder::{EnumValueParser, TypedValueParser};
use coalition::name;
use coalition::render::Format;
use coalition::render::graph::GraphFormat;

/// How to write: an answer or a graph. One type, because a global option has one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Rows.
    Answer(Format),
    /// Nodes and edges.
    Graph(GraphFormat),
}

impl Form {
    /// How to write rows.
    pub fn of_answer(self) -> Format {
        match self {
            Form::Answer(format) => format,
            Form::Graph(_) => Format::default(),
        }
    }

    /// How to write a graph.
    ///
    /// # Errors
    /// When it was said, in front of the command, in a word for rows.
    pub fn of_graph(self) -> Result<GraphFormat, String> {
        match self {
            Form::Graph(format) => Ok(format),
            Form::Answer(_) => Err(format!(
                "a graph is not written as rows: the formats of `graph` are {}",
                graph_formats()
            )),
        }
    }
}

fn graph_formats() -> String {
    let values = GraphFormat::value_variants().iter();
    let values: Vec<_> = values.filter_map(ValueEnum::to_possible_value).collect();
    let words: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    name::list(&words, "and")
}

/// Reads the word for a format of rows.
pub fn answer_form() -> impl TypedValueParser<Value = Form> {
    EnumValueParser::<Format>::new().map(Form::Answer)
}

/// Reads the word for a format of graphs.
pub fn graph_form() -> impl TypedValueParser<Value = Form> {
    EnumValueParser::<GraphFormat>::new().map(Form::Graph)
}
