//! The binary: words to a question, the question to an answer, the answer to standard output. The only
//! place that knows today's date, the terminal and exit codes.

mod cli;

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;
use clap::Parser;
use coalition::answer::chart::{self, Chart};
use coalition::answer::{Answer, Row, findings, members, restrictions, show, timeline};
use coalition::check::{self, RULES};
use coalition::day::Day;
use coalition::finding::{self, Finding};
use coalition::lookup::{self, Unclear};
use coalition::model::{self, Model};
use coalition::name;
use coalition::question;
use coalition::record;
use coalition::render::{self, Data, Format};
use coalition::text::{ReadError, Texts};
use coalition::timeline::{Timeline, View};

use crate::cli::{Cli, Color, Command, Common};

/// So many messages are shown of a check, unless all are asked for.
const SHOWN: usize = 100;
/// The width to write for where there is no terminal.
const PLAIN_WIDTH: u16 = 80;

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Unclear(#[from] Unclear),
    #[error("there is no rule `{0}`{1}")]
    NoRule(String, String),
    #[error("the period ends before it begins: --from {0} comes after --to {1}")]
    Backwards(Day, Day),
    #[error("cannot write the answer: {0}")]
    Output(#[from] std::io::Error),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(code) => code,
        // Who closes the pipe has read enough.
        Err(Failure::Output(cause)) if cause.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(
                std::io::stderr(),
                "coalition: {}",
                render::clean(&failure.to_string())
            );
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<ExitCode, Failure> {
    let common = &cli.common;
    let today = common.today.unwrap_or_else(today);
    if let Command::Explain(asked) = &cli.command {
        return explain(asked.rule.as_deref(), today, common);
    }
    let told = || {
        std::env::var_os("COALITION_DATA")
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
    };
    let texts = match common.data.clone().or_else(told) {
        Some(path) => Texts::read(&path)?,
        None => Texts::built_in(),
    };
    let (records, mut found) = record::read(&texts);
    let (model, more) = model::resolve(&records);
    let model = Arc::new(model);
    found.extend(more);
    let (timeline, more) = Timeline::build(Arc::clone(&model), View::accepted(&model));
    found.extend(more);
    found.extend(check::run(&records, &timeline, today));
    finding::sort(&mut found);

    let refused = found.iter().any(Finding::is_error);
    if let Command::Check(asked) = &cli.command {
        let most = if asked.all { usize::MAX } else { SHOWN };
        check_answer(&texts, &model, &found, most, common)?;
        return Ok(if refused {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        });
    }
    if refused && !common.keep_going {
        refuse(&texts, found, common)?;
        return Ok(ExitCode::FAILURE);
    }
    if refused {
        left_out(&model, &found)?;
    }
    let answer = |text: String| print(&text).map(|()| ExitCode::SUCCESS);
    match &cli.command {
        Command::Members(asked) => {
            let asked = asked.question(&model, today)?;
            answer(write(
                &members::answer(&timeline, &asked),
                &texts,
                &model,
                common,
            ))
        }
        Command::Restrictions(asked) => {
            let asked = asked.question(&model, today)?;
            answer(write(
                &restrictions::answer(&timeline, &asked),
                &texts,
                &model,
                common,
            ))
        }
        Command::Timeline(asked) => {
            let question = asked.question(&model)?;
            if let (Some(from), Some(to)) = (asked.from, asked.to)
                && from > to
            {
                return Err(Failure::Backwards(from, to));
            }
            answer(if asked.chart {
                let chart = chart::answer(&timeline, &question, today);
                draw(&chart, asked.ascii, &texts, &model, common)
            } else {
                let events = timeline::answer(&timeline, &question);
                if asked.with_sources {
                    let events = timeline::with_sources(&timeline, events);
                    write(&events, &texts, &model, common)
                } else {
                    write(&events, &texts, &model, common)
                }
            })
        }
        Command::Show(asked) => {
            let asked = question::Show {
                things: lookup::anything(&model, &asked.id)?,
                on: asked.on.unwrap_or(today),
            };
            answer(write(
                &show::answer(&timeline, &texts, &asked),
                &texts,
                &model,
                common,
            ))
        }
        Command::Check(_) | Command::Explain(_) => Ok(ExitCode::SUCCESS),
    }
}

fn write<R: Row>(answer: &Answer<R>, texts: &Texts, model: &Model, common: &Common) -> String {
    let data = Data {
        hash: if common.format == Format::Json {
            texts.hash()
        } else {
            String::new()
        },
        events: model.events.len(),
    };
    render::answer(answer, &data, common.format, width())
}

/// A chart is drawn for people; the other formats give its stretches as rows.
fn draw(chart: &Chart, ascii: bool, texts: &Texts, model: &Model, common: &Common) -> String {
    if common.format != Format::Table {
        return write(&chart.answer, texts, model, common);
    }
    let look = render::chart::Look {
        width: width(),
        ascii,
        coloured: colours(common.color, std::io::stdout().is_terminal()),
    };
    render::chart::draw(chart, look)
}

fn check_answer(
    texts: &Texts,
    model: &Model,
    found: &[Finding],
    most: usize,
    common: &Common,
) -> Result<(), Failure> {
    if common.format != Format::Table {
        return print(&write(
            &findings::answer(texts, found),
            texts,
            model,
            common,
        ));
    }
    let styled = colours(common.color, std::io::stdout().is_terminal());
    let messages = render::finding::messages(texts, found, most, styled);
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let events = plural(model.events.len(), "event");
    let files = plural(texts.iter().count(), "file");
    let counts = findings::summary(found);
    print(&format!("{messages}{events} in {files}: {counts}\n"))
}

/// A question asked of data with errors is answered with the errors.
fn refuse(texts: &Texts, mut found: Vec<Finding>, common: &Common) -> Result<(), Failure> {
    found.retain(Finding::is_error);
    let styled = colours(common.color, std::io::stderr().is_terminal());
    let messages = render::finding::messages(texts, &found, SHOWN, styled);
    let counts = findings::summary(&found);
    let mut stderr = std::io::stderr().lock();
    write!(stderr, "{messages}")?;
    writeln!(
        stderr,
        "no answer: the data have errors ({} `--keep-going` answers from the rest)",
        counts
    )?;
    Ok(())
}

fn left_out(model: &Model, found: &[Finding]) -> Result<(), Failure> {
    let counts = findings::summary(found);
    writeln!(
        std::io::stderr(),
        "answered from the sound rest: {} records are left out; the check finds {counts}",
        model.left_out,
    )?;
    Ok(())
}

fn explain(name: Option<&str>, today: Day, common: &Common) -> Result<ExitCode, Failure> {
    let Some(name) = name else {
        let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        let lines = RULES
            .iter()
            .map(|rule| format!("{:width$}  {}\n", rule.name, rule.what));
        print(&lines.collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    let Some(rule) = check::rule(&name::fold(name)) else {
        let near = name::nearest(name, RULES.iter().map(|rule| rule.name));
        let question = name::did_you_mean(&near)
            .unwrap_or_else(|| "`coalition explain` lists them".to_owned());
        return Err(Failure::NoRule(name.to_owned(), format!("; {question}")));
    };
    let styled = colours(common.color, std::io::stdout().is_terminal());
    print(&render::rule::explain(rule, today, styled))?;
    Ok(ExitCode::SUCCESS)
}

fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

fn colours(color: Color, terminal: bool) -> bool {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            terminal && wanted && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// The width to write for: the terminal's, else that of `COLUMNS`, else one that suits a page.
fn width() -> u16 {
    let size = terminal_size::terminal_size_of(std::io::stdout());
    let terminal = size.map(|(terminal_size::Width(columns), _)| columns);
    let told = || {
        std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok())
    };
    terminal.or_else(told).unwrap_or(PLAIN_WIDTH)
}

/// Today in UTC.
fn today() -> Day {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    let now = i64::try_from(seconds)
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    Day::from_date(now.unwrap_or_default().date_naive())
}
