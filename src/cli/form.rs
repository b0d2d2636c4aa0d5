//! `--format`: one option, with other words for a graph than for the other answers.

use clap::ValueEnum;
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
                valid::<GraphFormat>()
            )),
        }
    }
}

/// Reads the word for a format of rows.
pub fn of_answer(text: &str) -> Result<Form, String> {
    word(text).map(Form::Answer).map_err(|unknown| {
        let of_graph = GraphFormat::from_str(text, true).is_ok();
        let hint = if of_graph {
            "; only `graph` writes that"
        } else {
            ""
        };
        format!("{unknown}{hint}")
    })
}

/// Reads the word for a format of graphs.
pub fn of_graph(text: &str) -> Result<Form, String> {
    word(text).map(Form::Graph)
}

/// The valid words, in backticks.
fn valid<T: ValueEnum>() -> String {
    let names = names::<T>();
    name::list(&names.iter().map(String::as_str).collect::<Vec<_>>(), "and")
}

fn names<T: ValueEnum>() -> Vec<String> {
    let values = T::value_variants().iter();
    let named = values.filter_map(ValueEnum::to_possible_value);
    named.map(|value| value.get_name().to_owned()).collect()
}

fn word<T: ValueEnum>(text: &str) -> Result<T, String> {
    T::from_str(text, true).map_err(|_| {
        let names = names::<T>();
        let near = name::nearest(text, names.iter().map(String::as_str));
        let question = name::did_you_mean(&near).map_or_else(String::new, |q| format!("{q} "));
        format!("no such format; {question}valid are {}", valid::<T>())
    })
}
