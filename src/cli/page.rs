//! `page`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use coalition::answer::page;
use coalition::day::Day;
use coalition::lookup::{self, Unclear};
use coalition::model::Model;
use coalition::{name, question, render};

use super::asking::Asking;
use super::output::print;
use super::{Common, Failure};

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
    #[error("the page cannot be made: {0}")]
    Unmade(String),
}

impl Page {
    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::Page, Unclear> {
        let coalitions = self.coalitions.iter();
        let coalitions = coalitions.map(|word| lookup::coalition(model, word));
        Ok(question::Page {
            coalitions: coalitions.collect::<Result<_, _>>()?,
            on: self.on.unwrap_or(today),
            today,
        })
    }

    /// Makes the page and writes it where it was asked for.
    pub fn write(&self, asking: &Asking<'_>) -> Result<(), Failure> {
        if self.out.is_none() && std::io::stdout().is_terminal() {
            return Err(PageFault::Terminal.into());
        }
        let asked = self.question(&asking.timeline.model, asking.today)?;
        let html = html(asking, &asked, None)?;
        let Some(path) = &self.out else {
            return print(&html);
        };
        write_whole(path, &html).map_err(|cause| PageFault::Unwritten(path.clone(), cause))?;
        let size = name::number(html.len().div_ceil(1000));
        let path = render::clean(&path.to_string_lossy());
        writeln!(std::io::stderr(), "{path}: {size} kB")?;
        Ok(())
    }
}

/// The page. `live` is the version of the data where a server tells of newer ones.
pub fn html(
    asking: &Asking<'_>,
    asked: &question::Page,
    live: Option<u64>,
) -> Result<String, Failure> {
    let mut page = page::answer(asking.timeline, asking.texts, asked);
    page.options = options(asking.data, asking.common);
    page.notes.extend(asking.remark.clone());
    let html = render::page::html(&page, &page.title, live);
    html.map_err(|fault| PageFault::Unmade(fault.to_string()).into())
}

/// What is to be set behind a command for it to give the answers of the page.
fn options(data: Option<&Path>, common: &Common) -> String {
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

/// Writes a file beside the one that is there, if one is, and puts it in its place.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut beside = tempfile::Builder::new();
    #[cfg(unix)]
    {
        // As any new file: less what the user's mask takes away.
        use std::os::unix::fs::PermissionsExt;
        beside.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = beside.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
