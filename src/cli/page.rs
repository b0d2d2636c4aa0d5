//! `page`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use coalition::answer::page;
use coalition::day::Day;
use coalition::lookup::{self, Unclear};
use coalition::model::{CoalitionId, Model};
use coalition::render::Format;
use coalition::text::Texts;
use coalition::timeline::Timeline;
use coalition::{name, question, render};

use super::asking::Asking;
use super::output::print;
use super::{Common, Failure, whole};

#[derive(Args, Debug)]
pub struct Page {
    /// These coalitions and their parts; none = all
    #[arg(value_name = "COALITION")]
    pub coalitions: Vec<String>,
    /// The day that is shown first [default: today]
    #[arg(long, value_name = "DAY", value_parser = super::words::day)]
    pub on: Option<Day>,
    /// The file to write, whole or not at all [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Why no page is written.
#[derive(Debug, thiserror::Error)]
pub enum PageFault {
    #[error(
        "a page is no text for a terminal: name a file with `--out page.html`, or send it on with `> page.html`"
    )]
    Terminal,
    #[error("cannot write {0}: {1}")]
    Unwritten(PathBuf, std::io::Error),
    #[error("{0} is one of the records that the page is made from: name another file")]
    Record(PathBuf),
    #[error("the page cannot be made: {0}")]
    Unmade(String),
}

impl Page {
    fn coalitions(&self, model: &Model) -> Result<Vec<CoalitionId>, Unclear> {
        let coalitions = self.coalitions.iter();
        coalitions
            .map(|word| lookup::coalition(model, word))
            .collect()
    }

    /// Makes the page and writes it where it was asked for.
    pub fn write(&self, asking: &Asking<'_>) -> Result<(), Failure> {
        let to_stdout = self
            .out
            .as_deref()
            .is_none_or(|path| path == Path::new("-"));
        if to_stdout && std::io::stdout().is_terminal() {
            return Err(PageFault::Terminal.into());
        }
        if asking.common.format.of_answer() != Format::Table {
            let why = "`page` writes HTML: `--format` is for answers";
            return Err(Failure::Words(why.to_owned()));
        }
        // A page is sent on: where the records lie on this machine is nobody's business.
        let data = asking.data.map(|path| match path.file_name() {
            Some(name) if path.is_absolute() => Path::new(name),
            _ => path,
        });
        if let Some(path) = self
            .out
            .as_deref()
            .filter(|path| is_record(asking.texts, path))
        {
            return Err(PageFault::Record(path.to_owned()).into());
        }
        let asked = question::Page {
            coalitions: self.coalitions(&asking.timeline.model)?,
            on: self.on.unwrap_or(asking.today),
            today: asking.today,
            options: options(data, asking.common),
            notes: asking.remark.clone().into_iter().collect(),
        };
        let html = html(asking.timeline, asking.texts, &asked, None)?;
        let Some(path) = self.out.as_ref().filter(|_| !to_stdout) else {
            return print(&html);
        };
        whole::write(path, &html).map_err(|cause| PageFault::Unwritten(path.clone(), cause))?;
        let size = name::number(html.len().div_ceil(1000));
        let path = render::clean(&path.to_string_lossy());
        writeln!(std::io::stderr(), "{path}: {size} kB")?;
        Ok(())
    }
}

/// The page. `live` is the version of the data where a server tells of newer ones.
pub fn html(
    timeline: &Timeline,
    texts: &Texts,
    asked: &question::Page,
    live: Option<u64>,
) -> Result<String, Failure> {
    let page = page::answer(timeline, texts, asked);
    let html = render::page::html(&page, &page.title, live);
    html.map_err(|fault| PageFault::Unmade(fault.to_string()).into())
}

/// Whether a path leads to one of the files that were read.
fn is_record(texts: &Texts, path: &Path) -> bool {
    let same = |file: &Path| file.canonicalize().ok() == path.canonicalize().ok();
    path.exists()
        && texts
            .iter()
            .filter_map(|(_, file)| file.on_disk())
            .any(same)
}

/// What is to be set behind a command for it to give the answers of the page.
pub fn options(data: Option<&Path>, common: &Common) -> String {
    let data = data.map(|path| path.to_string_lossy().into_owned());
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let told = [
        ("--data", data),
        ("--known-on", day(common.known_on)),
        ("--according-to", common.according_to.clone()),
    ];
    let mut options: String = (told.into_iter())
        .filter_map(|(option, value)| Some(format!(" {option} {}", quoted(&value?))))
        .collect();
    if common.keep_going {
        options += " --keep-going";
    }
    options
}

/// As one word of a shell.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
