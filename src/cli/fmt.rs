//! `fmt`: records in the one canonical layout. The only command that writes files, and only those named.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use coalition::layout::{self, NotRecords};
use coalition::name;
use coalition::render;
use coalition::text::{TextFile, Texts, untold};

use super::output::print;
use super::{Common, Failure, whole};

#[derive(Args, Debug)]
pub struct Fmt {
    /// The folders and files to lay out; without one, those of --data
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write nothing: list what is not in the canonical layout
    #[arg(long)]
    pub check: bool,
}

/// Why files cannot be laid out.
#[derive(Debug, thiserror::Error)]
pub enum FmtFault {
    #[error(
        "`fmt` writes files, and only those named on its line: `coalition fmt FOLDER`, or `coalition fmt --check FOLDER` to write nothing"
    )]
    NothingNamed,
}

/// What became of one file.
enum Outcome {
    /// It was in the canonical layout.
    Fit,
    /// It was not; now it is, unless nothing was to be written.
    Unfit,
    /// It holds no records, or something else too: it is as it was.
    Unread,
    /// It could not be written: it is as it was.
    Unwritten,
}

pub fn fmt_command(asked: &Fmt, common: &Common) -> Result<ExitCode, Failure> {
    let data = common.data.as_deref();
    let paths = asked.paths.iter().map(PathBuf::as_path).chain(data);
    let read = paths.map(|path| Texts::read_with(path, common.largest_file, &untold));
    let read: Vec<Texts> = read.collect::<Result<_, _>>()?;
    if read.is_empty() {
        return Err(FmtFault::NothingNamed.into());
    }
    let mut outcomes = Vec::new();
    for (_, file) in read.iter().flat_map(Texts::iter) {
        outcomes.push(one(file, asked.check)?);
    }
    let count = |of: fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| of(outcome)).count();
    let unfit = count(|outcome| matches!(outcome, Outcome::Unfit));
    let unread = count(|outcome| matches!(outcome, Outcome::Unread));
    let unwritten = count(|outcome| matches!(outcome, Outcome::Unwritten));
    let told = [
        (
            count(|outcome| matches!(outcome, Outcome::Fit)),
            "in the canonical layout",
        ),
        (
            unfit,
            if asked.check {
                "not in the canonical layout (`coalition fmt` without --check mends it)"
            } else {
                "laid out anew"
            },
        ),
        (unread, "left as written, for it is no file of records"),
        (unwritten, "could not be written, and is as it was"),
    ];
    let told = told.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let files = name::count(outcomes.len(), "file");
    writeln!(std::io::stderr(), "{files}: {}", told.join("; "))?;
    Ok(
        match (unwritten, unread > 0 || (asked.check && unfit > 0)) {
            (0, false) => ExitCode::SUCCESS,
            (0, true) => ExitCode::FAILURE,
            _ => ExitCode::from(2),
        },
    )
}

fn one(file: &TextFile, check: bool) -> Result<Outcome, Failure> {
    let read = file.text().map_err(|end| NotRecords {
        message: format!("byte {} is not UTF-8", end + 1),
        span: end..end,
    });
    let (text, laid_out) = match read.and_then(|text| Ok((text, layout::lay_out(text)?))) {
        Ok(both) => both,
        Err(NotRecords { message, span }) => {
            let (line, column) = file.line_column(span.start);
            let message = message.lines().next().unwrap_or_default();
            tell(&format!("{}:{line}:{column}: {message}", file.path))?;
            return Ok(Outcome::Unread);
        }
    };
    if **text == *laid_out {
        return Ok(Outcome::Fit);
    }
    if check {
        tell(&first_difference(file, text, &laid_out))?;
    } else if let Some(path) = file.on_disk()
        && let Err(cause) = whole::write(path, &laid_out)
    {
        tell(&format!("{}: cannot be written: {cause}", file.path))?;
        return Ok(Outcome::Unwritten);
    }
    Ok(Outcome::Unfit)
}

fn tell(line: &str) -> Result<(), Failure> {
    print(&format!("{}\n", render::clean(line)))
}

/// Where a file first differs from its layout, and how.
fn first_difference(file: &TextFile, text: &str, laid_out: &str) -> String {
    let both = text
        .split_inclusive('\n')
        .zip(laid_out.split_inclusive('\n'));
    let same = both.take_while(|(is, want)| is == want).count();
    let line = |text: &str| text.split_inclusive('\n').nth(same).map(str::to_owned);
    let (is, want) = (line(text), line(laid_out));
    let what = match (&is, &want) {
        (Some(is), Some(want)) if is.trim_end() == want.trim_end() => {
            "the line should end with a line break alone, and nothing before it".to_owned()
        }
        (Some(is), Some(want)) if is.trim_start_matches('\u{feff}') == want => {
            "there should be no byte order mark".to_owned()
        }
        _ => format!(
            "{} should be {}",
            quoted(is.as_deref()),
            quoted(want.as_deref())
        ),
    };
    format!("{}:{}: {what}", file.path, same + 1)
}

fn quoted(line: Option<&str>) -> String {
    match line.map(str::trim_end) {
        Some("") => "an empty line".to_owned(),
        Some(text) => format!("`{text}`"),
        None => "the end".to_owned(),
    }
}
