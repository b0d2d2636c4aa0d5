//! Completion in the shell, and the man page. Both come from the commands as clap knows them.
//!
//! A script asks the program itself, with [`VARIABLE`] set, what may follow; so ids come from the data in
//! use, and neither script nor page can fall behind the commands.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Arg, Command, CommandFactory, ValueEnum};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};
use coalition::built_in;
use coalition::check::RULES;
use coalition::model::{self, Kind, Model, Track};
use coalition::render::clean;
use coalition::text::Texts;
use coalition::{name, record};
use strum::VariantNames;

use super::Cli;

/// Set by the scripts, to the name of the shell.
const VARIABLE: &str = "COALITION_COMPLETE";
const PROGRAM: &str = "coalition";
/// What `show` knows.
const SORTS_OF_AN_ID: [&str; 6] = [
    "COALITION",
    "ACTOR",
    "THEATRE",
    "ACTIVITY",
    "SOURCE",
    "EVENT",
];

/// The shells that can complete.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[allow(missing_docs, reason = "each is what it says")]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// Answers a shell that asks what may follow. False where none does.
///
/// # Errors
/// When the shell is unknown, or does not listen.
pub fn answer_shell() -> Result<bool, clap::Error> {
    CompleteEnv::with_factory(|| with_candidates(Cli::command()))
        .var(VARIABLE)
        .try_complete(std::env::args_os(), std::env::current_dir().ok().as_deref())
}

/// The script that makes a shell ask this program.
pub fn script(shell: Shell) -> String {
    let name = match shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
    };
    let mut script = Vec::new();
    if let Some(shell) = Shells::builtins().completer(name) {
        // Writing to memory does not fail.
        let _ = shell.write_registration(VARIABLE, PROGRAM, PROGRAM, &invoked_as(), &mut script);
    }
    String::from_utf8_lossy(&script).into_owned()
}

/// The name by which the shell will find this program again: as it was called, from any folder.
fn invoked_as() -> String {
    let called = std::env::args_os().next().map(PathBuf::from);
    let Some(called) = called.filter(|path| path.components().count() > 1) else {
        return PROGRAM.to_owned();
    };
    let full = std::path::absolute(&called).unwrap_or(called);
    full.to_string_lossy().into_owned()
}

/// The man page of the program, or of one command.
///
/// # Errors
/// What to say when there is no such command.
pub fn man(command: Option<&str>) -> Result<String, String> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let page = match command {
        None => program,
        Some(word) => of_command(&program, word)?,
    };
    let mut roff = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(page).render(&mut roff);
    Ok(String::from_utf8_lossy(&roff).into_owned())
}

fn of_command(program: &Command, word: &str) -> Result<Command, String> {
    let Some(found) = program.find_subcommand(name::fold(word)) else {
        let valid = program.get_subcommands().map(Command::get_name);
        let near = name::did_you_mean(&name::nearest(word, valid));
        let hint = near.map_or_else(String::new, |question| format!("; {question}"));
        return Err(format!("there is no command `{word}`{hint}"));
    };
    Ok(found.clone())
}

/// The commands, with the words that may stand for each argument. An argument says by its value name
/// what it takes.
fn with_candidates(program: Command) -> Command {
    let told = |arg: Arg| match candidates(&arg) {
        Some(find) => arg.add(ArgValueCandidates::new(find)),
        None => arg,
    };
    program
        .mut_args(told)
        .mut_subcommands(|command| command.mut_args(told))
}

fn commands() -> Vec<String> {
    let program = Cli::command();
    let commands = program.get_subcommands();
    commands
        .map(|command| command.get_name().to_owned())
        .collect()
}

type Find = Box<dyn Fn() -> Vec<CompletionCandidate> + Send + Sync>;

fn candidates(arg: &Arg) -> Option<Find> {
    if !arg.get_possible_values().is_empty() {
        return None;
    }
    let takes = arg.get_value_names()?.first()?.to_string();
    let words = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        let candidates = move || words.iter().map(CompletionCandidate::new).collect();
        Some(Box::new(candidates) as Find)
    };
    match takes.as_str() {
        "TRACK" => words(Track::VARIANTS),
        "KIND" => words(Kind::VARIANTS),
        "RULE" => words(&RULES.iter().map(|rule| rule.name).collect::<Vec<_>>()),
        "COMMAND" => words(&commands().iter().map(String::as_str).collect::<Vec<_>>()),
        "PATH" | "DAY" => None,
        sorts => {
            let sorts = sorts.to_owned();
            Some(Box::new(move || of_data(&sorts)))
        }
    }
}

/// The ids of things of these sorts, `ACTOR|COALITION`, in the data in use. None = nothing to say.
fn of_data(sorts: &str) -> Vec<CompletionCandidate> {
    let Some(model) = data_in_use() else {
        return Vec::new();
    };
    let sorts: Vec<&str> = match sorts {
        "ID" => SORTS_OF_AN_ID.to_vec(),
        sorts => sorts.split('|').collect(),
    };
    let mut found = Vec::new();
    let mut add = |sort: &str, of: &mut dyn Iterator<Item = (&str, &str)>| {
        if sorts.contains(&sort) {
            found.extend(of.map(|(id, name)| candidate(id, name)));
        }
    };
    let Model {
        actors,
        coalitions,
        theatres,
        activities,
        sources,
        restrictions,
        ..
    } = &*model;
    add(
        "COALITION",
        &mut coalitions.iter().map(|(_, c)| (&*c.id, &*c.name)),
    );
    add("ACTOR", &mut actors.iter().map(|(_, a)| (&*a.id, &*a.name)));
    add(
        "THEATRE",
        &mut theatres.iter().map(|(_, t)| (&*t.id, &*t.name)),
    );
    add(
        "ACTIVITY",
        &mut activities.iter().map(|(_, a)| (&*a.id, &*a.name)),
    );
    add(
        "SOURCE",
        &mut sources.iter().map(|(_, s)| (&*s.id, &*s.title)),
    );
    add(
        "RESTRICTION",
        &mut restrictions.iter().map(|(_, r)| (&*r.id, "restriction")),
    );
    add(
        "EVENT",
        &mut model.events.iter().map(|(_, e)| (&*e.id, e.kind.into())),
    );
    found
}

fn candidate(id: &str, name: &str) -> CompletionCandidate {
    CompletionCandidate::new(clean(id)).help(Some(clean(name).into()))
}

/// The records that the command on the line would ask. A shell is no place for their faults.
fn data_in_use() -> Option<Arc<Model>> {
    let texts = match super::data(data_on_the_line(std::env::args_os())) {
        Some(path) => Texts::read(&path).ok()?,
        None => match built_in::timeline() {
            Some(timeline) => return Some(timeline.model),
            None => built_in::texts(),
        },
    };
    let (records, _) = record::read(&texts);
    Some(Arc::new(model::resolve(&records).0))
}

/// What follows `--data` on the line that is being completed.
fn data_on_the_line(words: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    let mut words = words.skip_while(|word| word != OsStr::new("--")).skip(1);
    while let Some(word) = words.next() {
        if word == OsStr::new("--data") {
            return words.next().map(PathBuf::from);
        }
        if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--data=")) {
            return Some(PathBuf::from(path));
        }
    }
    None
}
