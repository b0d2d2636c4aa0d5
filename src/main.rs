//! The binary: words to a question, the question to an answer, the answer to standard output. The only
//! place that knows today's date, the terminal and exit codes.

mod cli;

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;
use clap::Parser;
use coalition::answer::chart::{self, Chart};
use coalition::answer::diff::{self, Version};
use coalition::answer::findings::{self, Report};
use coalition::answer::{Answer, Row, graph, may, members, restrictions, show, timeline, why};
use coalition::check::only::{self, NoRule};
use coalition::check::{self, Checked, RULES, expectation};
use coalition::day::Day;
use coalition::finding::{self, Finding};
use coalition::lookup::{self, Unclear};
use coalition::model::Model;
use coalition::question;
use coalition::record::Records;
use coalition::render::{self, Data, Format};
use coalition::text::{ReadError, Texts};
use coalition::timeline::{Timeline, View};

use crate::cli::diff::{DiffFault, DiffQuestion};
use crate::cli::{Cli, Color, Command, Common, Unfit, complete};

/// So many messages are shown of a check, unless all are asked for.
const SHOWN: usize = 100;
/// The width to write for where there is no terminal.
const PLAIN_WIDTH: u16 = 80;

/// So many records that are left out are named.
const NAMED: usize = 10;

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Unclear(#[from] Unclear),
    #[error("`--from {0}` is later than `--to {1}`: no day lies between; swap them")]
    NoDayBetween(Day, Day),
    #[error(transparent)]
    NoRule(#[from] NoRule),
    #[error(transparent)]
    Unfit(#[from] Unfit),
    #[error(transparent)]
    Diff(#[from] DiffFault),
    #[error("{0}")]
    Words(String),
    #[error("cannot write the answer: {0}")]
    Output(#[from] std::io::Error),
}

fn main() -> ExitCode {
    match complete::answer_shell() {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => {}
        Err(fault) => fault.exit(),
    }
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
    if let Command::Completions(asked) = &cli.command {
        print(&complete::script(asked.shell))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Man(asked) = &cli.command {
        print(&complete::man(asked.command.as_deref()).map_err(Failure::Words)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let told_data = cli::data(common.data.clone());
    let texts = match &told_data {
        Some(path) => Texts::read(path)?,
        None => Texts::built_in(),
    };
    let Checked {
        records,
        timeline,
        findings: found,
    } = check::read(&texts, today);
    let model = Arc::clone(&timeline.model);
    let refused = found.iter().any(Finding::is_error);
    if let Command::Check(asked) = &cli.command {
        return check_command(&texts, &timeline, found, today, asked, common);
    }
    if refused && !common.keep_going {
        refuse(&texts, found, common)?;
        return Ok(ExitCode::FAILURE);
    }
    let remark = refused.then(|| left_out_note(&texts, &model, &found));
    if let Some(remark) = &remark {
        writeln!(std::io::stderr(), "{remark}")?;
    }
    let timeline = through_lens(timeline, common)?;
    let asking = Asking {
        data: told_data.as_deref(),
        texts: &texts,
        records: &records,
        timeline: &timeline,
        common,
        today,
        remark,
    };
    asking.answer(&cli.command)
}

/// The timeline as the lens asked for shows it.
fn through_lens(timeline: Timeline, common: &Common) -> Result<Timeline, Failure> {
    let lens = common.lens(&timeline.model)?;
    if lens.is_plain() {
        return Ok(timeline);
    }
    // Nothing is checked in such a view: what contradicts itself there does nothing.
    let model = &timeline.model;
    Ok(Timeline::build(Arc::clone(model), View::through(model, lens)).0)
}

/// A question, and what it is asked of.
struct Asking<'a> {
    /// Where the records are, if not built in.
    data: Option<&'a Path>,
    texts: &'a Texts,
    records: &'a Records,
    timeline: &'a Timeline,
    common: &'a Common,
    today: Day,
    /// What the answer does without.
    remark: Option<String>,
}

impl Asking<'_> {
    fn answer(&self, command: &Command) -> Result<ExitCode, Failure> {
        let model = &*self.timeline.model;
        match command {
            Command::Members(asked) => {
                let question = asked.question(model, self.today)?;
                match asked.period() {
                    Some(period) => self.write(members::during(self.timeline, &question, period)),
                    None => self.write(members::answer(self.timeline, &question)),
                }
            }
            Command::Restrictions(asked) => {
                let question = asked.question(model, self.today)?;
                match asked.period() {
                    Some(period) => {
                        self.write(restrictions::during(self.timeline, &question, period))
                    }
                    None => self.write(restrictions::answer(self.timeline, &question)),
                }
            }
            Command::May(asked) => {
                let asked = asked.question(model, self.today)?;
                self.write(may::answer(self.timeline, self.texts, &asked))
            }
            Command::Why(asked) => {
                let asked = asked.question(model, self.today)?;
                self.write(why::answer(self.timeline, self.texts, &asked))
            }
            Command::Timeline(asked) => {
                if let (Some(from), Some(to)) = (asked.from, asked.to)
                    && from > to
                {
                    return Err(Failure::NoDayBetween(from, to));
                }
                let question = asked.question(model)?;
                if asked.chart {
                    return self.draw(
                        chart::answer(self.timeline, &question, self.today),
                        asked.ascii,
                    );
                }
                let events = timeline::answer(self.timeline, &question);
                if asked.with_sources {
                    self.write(timeline::with_sources(self.timeline, events))
                } else {
                    self.write(events)
                }
            }
            Command::Diff(asked) => match asked.question(model, self.data)? {
                DiffQuestion::Days(asked) => self.write(diff::days(self.timeline, &asked)),
                DiffQuestion::Records(path, asked) => self.diff_records(&path, &asked),
            },
            Command::Graph(asked) => {
                let format = self.common.format.of_graph().map_err(Failure::Words)?;
                let graph = graph::answer(self.timeline, &asked.question(model, self.today)?);
                print(&render::graph::write(&graph, format))?;
                Ok(ExitCode::SUCCESS)
            }
            Command::Show(asked) => {
                let asked = question::Show {
                    things: lookup::anything(model, &asked.id)?,
                    on: asked.on.unwrap_or(self.today),
                };
                self.write(show::answer(self.timeline, self.texts, &asked))
            }
            // These are answered before any question is.
            Command::Check(_) | Command::Explain(_) | Command::Completions(_) | Command::Man(_) => {
                Ok(ExitCode::SUCCESS)
            }
        }
    }

    /// A chart is drawn for people; the other formats give its stretches as rows.
    fn draw(&self, chart: Chart, ascii: bool) -> Result<ExitCode, Failure> {
        if self.common.format.of_answer() != Format::Table {
            return self.write(chart.answer);
        }
        let look = render::chart::Look {
            width: width(),
            ascii,
            coloured: colours(self.common.color, std::io::stdout().is_terminal()),
        };
        print(&render::chart::draw(&chart, look))?;
        Ok(ExitCode::SUCCESS)
    }

    /// Against a second set of records, which is refused or answered from like the first.
    fn diff_records(
        &self,
        path: &Path,
        asked: &question::DiffRecords,
    ) -> Result<ExitCode, Failure> {
        let texts = Texts::read(path)?;
        let other = check::read(&texts, self.today);
        if other.is_faulty() && !self.common.keep_going {
            refuse(&texts, other.findings, self.common)?;
            return Ok(ExitCode::FAILURE);
        }
        if other.is_faulty() {
            let remark = left_out_note(&texts, &other.timeline.model, &other.findings);
            writeln!(std::io::stderr(), "{remark}")?;
        }
        let old = Version {
            records: self.records,
            timeline: self.timeline,
        };
        let new = Version {
            records: &other.records,
            timeline: &through_lens(other.timeline, self.common)?,
        };
        self.write(diff::records(old, new, asked))
    }

    fn write<R: Row>(&self, mut answer: Answer<R>) -> Result<ExitCode, Failure> {
        // Who reads a table sees it on standard error already.
        if self.common.format.of_answer() != Format::Table {
            answer.notes.extend(self.remark.clone());
        }
        print(&written(
            &answer,
            self.texts,
            &self.timeline.model,
            self.common,
        ))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn written<R: Row>(answer: &Answer<R>, texts: &Texts, model: &Model, common: &Common) -> String {
    let data = Data {
        hash: if common.format.of_answer() == Format::Json {
            texts.hash()
        } else {
            String::new()
        },
        events: model.events.len(),
    };
    render::answer(answer, &data, common.format.of_answer(), width())
}

fn check_command(
    texts: &Texts,
    timeline: &Timeline,
    mut found: Vec<Finding>,
    today: Day,
    asked: &cli::Check,
    common: &Common,
) -> Result<ExitCode, Failure> {
    let (question, only) = asked.question()?;
    if let Some(years) = question.stale {
        found.extend(check::stale(timeline, today, years));
        finding::sort(&mut found);
    }
    let (shown, hidden): (Vec<_>, Vec<_>) = found.into_iter().partition(|f| only.shows(f));
    let gaps = only.names_expectations();
    let tally = expectation::tally(timeline, today);
    let report = Report {
        question: &question,
        shown: &shown,
        hidden: &hidden,
        tally: (gaps || only.is_all()).then_some(&tally),
        gaps,
    };
    let answer = findings::answer(texts, &report);
    let model = &*timeline.model;
    print(&match common.format.of_answer() {
        Format::Table => {
            let most = if asked.all { usize::MAX } else { SHOWN };
            let styled = colours(common.color, std::io::stdout().is_terminal());
            let messages = render::finding::messages(texts, &shown, most, styled);
            messages + &counts(texts, model, &answer.notes)
        }
        _ => written(&answer, texts, model, common),
    })?;
    Ok(if shown.iter().any(Finding::is_error) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The notes of a check, the first behind what was checked.
fn counts(texts: &Texts, model: &Model, notes: &[String]) -> String {
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let events = plural(model.events.len(), "event");
    let files = plural(texts.iter().count(), "file");
    let notes: Vec<_> = notes.iter().map(|note| render::clean(note)).collect();
    format!("{events} in {files}: {}\n", notes.join("\n"))
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

/// What an answer from the sound rest does without.
fn left_out_note(texts: &Texts, model: &Model, found: &[Finding]) -> String {
    let counts = findings::summary(found);
    let named = model
        .left_out
        .iter()
        .take(NAMED)
        .map(|place| texts.at(place));
    let mut named: Vec<String> = named.collect();
    if model.left_out.len() > NAMED {
        named.push(format!("and {} more", model.left_out.len() - NAMED));
    }
    let records = match named.as_slice() {
        [] => "no record is left out".to_owned(),
        named => format!("left out: {}", named.join(", ")),
    };
    format!("Answered from the sound rest; {records}. The check finds {counts}")
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
    let rule = only::find(name)?;
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
