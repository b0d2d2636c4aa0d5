//! Answers, findings and explanations to standard output and standard error.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use coalition::answer::findings::{self, Report};
use coalition::answer::{Answer, Row, summary};
use coalition::check::only;
use coalition::check::{self, RULES, expectation};
use coalition::day::Day;
use coalition::finding::{self, Finding};
use coalition::model::Model;
use coalition::name;
use coalition::record::rules::{NOT_TOML, NOT_UTF8};
use coalition::render::{self, Data, Format};
use coalition::text::Texts;
use coalition::timeline::Timeline;

use super::{Check, Color, Common, Failure};

/// So many messages are shown of a check, unless all are asked for.
const SHOWN: usize = 100;
/// The width to write for where there is no terminal.
const PLAIN_WIDTH: u16 = 80;

/// So many records that are left out are named.
const NAMED: usize = 10;

pub fn written<R: Row>(
    answer: &Answer<R>,
    texts: &Texts,
    model: &Model,
    common: &Common,
) -> String {
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

/// What a check says, and whether it found errors.
pub struct Checked {
    pub text: String,
    pub is_faulty: bool,
}

pub fn check_command(
    texts: &Texts,
    timeline: &Timeline,
    mut found: Vec<Finding>,
    today: Day,
    asked: &Check,
    common: &Common,
) -> Result<Checked, Failure> {
    if common.known_on.is_some() || common.according_to.is_some() {
        let why = "`check` looks at the accepted record: `--known-on` and `--according-to` are for questions";
        return Err(Failure::Words(why.to_owned()));
    }
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
    let mut answer = findings::answer(texts, &report);
    let model = &*timeline.model;
    let unread = if gaps { model.expectations_left_out } else { 0 };
    if unread > 0 {
        answer.notes.push(format!(
            "{unread} more could not be read, and are not judged: see `coalition check`."
        ));
    }
    let is_faulty = unread > 0 || shown.iter().any(Finding::is_error);
    let text = match common.format.of_answer() {
        _ if asked.summary => {
            let mut counted = summary::answer(timeline);
            counted.notes = answer.notes;
            written(&counted, texts, model, common)
        }
        Format::Table => {
            let most = if asked.all { usize::MAX } else { SHOWN };
            let styled = colours(common.color, std::io::stdout().is_terminal());
            let messages = render::finding::messages(texts, &shown, most, styled);
            messages + &counts(texts, model, &answer.notes)
        }
        _ => written(&answer, texts, model, common),
    };
    Ok(Checked { text, is_faulty })
}

/// The notes of a check, the first behind what was checked.
fn counts(texts: &Texts, model: &Model, notes: &[String]) -> String {
    let events = name::count(model.events.len(), "event");
    let files = name::count(texts.iter().count(), "file");
    let notes: Vec<_> = notes.iter().map(|note| render::clean(note)).collect();
    format!("{events} in {files}: {}\n", notes.join("\n"))
}

/// A question asked of data with errors is answered with the errors.
pub fn refuse(texts: &Texts, mut found: Vec<Finding>, common: &Common) -> Result<(), Failure> {
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
pub fn left_out_note(texts: &Texts, model: &Model, found: &[Finding]) -> String {
    let counts = findings::summary(found);
    let is_unread =
        |finding: &&Finding| [NOT_TOML.name, NOT_UTF8.name].contains(&finding.rule.name);
    let unread = found.iter().filter(is_unread);
    let places = model
        .left_out
        .iter()
        .chain(unread.map(|finding| &finding.at.place));
    let places: BTreeMap<_, _> = places
        .map(|place| ((place.file, place.span().start), place))
        .collect();
    let named = places.values().take(NAMED);
    let mut named: Vec<String> = named.map(|place| texts.at(place)).collect();
    if let Some(more) = places.len().checked_sub(NAMED + 1) {
        named.push(format!("and {} more", name::number(more + 1)));
    }
    let records = match named.as_slice() {
        [] => "no record is left out".to_owned(),
        named => format!("left out: {}", named.join(", ")),
    };
    format!("Answered from the sound rest; {records}. The check finds {counts}")
}

pub fn explain(name: Option<&str>, today: Day, common: &Common) -> Result<ExitCode, Failure> {
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

pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

pub fn colours(color: Color, terminal: bool) -> bool {
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
pub fn width() -> u16 {
    let size = terminal_size::terminal_size_of(std::io::stdout());
    let terminal = size.map(|(terminal_size::Width(columns), _)| columns);
    let told = || {
        std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok())
    };
    terminal.or_else(told).unwrap_or(PLAIN_WIDTH)
}
