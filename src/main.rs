//! The binary: words to a question, the question to an answer, the answer to standard output. The only
//! place that knows today's date, the terminal and exit codes.

mod cli;
mod serve;

use std::io::{ErrorKind, Write};
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;
use clap::Parser;
use coalition::built_in;
use coalition::check;
use coalition::day::Day;
use coalition::finding::Finding;
use coalition::render;
use coalition::text::Texts;

use crate::cli::asking::{Asking, through_lens};
use crate::cli::bar::{Bar, FILES, RECORDS};
use crate::cli::fmt::fmt_command;
use crate::cli::output::{check_command, explain, left_out_note, print, refuse};
use crate::cli::{Cli, Command, Failure, complete};
use crate::serve::Records;

fn main() -> ExitCode {
    if is_version_asked() {
        let told = print(concat!("coalition ", env!("CARGO_PKG_VERSION"), "\n"));
        return ended(told.map(|()| ExitCode::SUCCESS));
    }
    match complete::answer_shell() {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => {}
        Err(fault) => fault.exit(),
    }
    ended(run(&Cli::parse()))
}

/// How the run ended, told where it failed.
fn ended(run: Result<ExitCode, Failure>) -> ExitCode {
    match run {
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

/// Scripts ask every program for its version: it is told before anything is set up.
fn is_version_asked() -> bool {
    let mut words = std::env::args_os().skip(1);
    let first = words.next();
    first.is_some_and(|word| word == "--version" || word == "-V") && words.next().is_none()
}

fn run(cli: &Cli) -> Result<ExitCode, Failure> {
    let common = &cli.common;
    let today = common.today.unwrap_or_else(computers_day);
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
    if let Command::Fmt(asked) = &cli.command {
        return fmt_command(asked, common);
    }
    if let Command::Serve(asked) = &cli.command {
        let records = Records::new(cli::data(common.data.clone()), common, computers_day);
        return serve::serve(asked, records);
    }
    let told_data = cli::data(common.data.clone());
    let bar = Bar::start();
    let texts = match &told_data {
        Some(path) => Texts::read_with(path, common.largest_file, &bar.tells(FILES))?,
        None => built_in::texts(),
    };
    // What is built in was checked when it was folded; only `check` looks at it again.
    let folded = (told_data.is_none() && !matches!(cli.command, Command::Check(_)))
        .then(built_in::timeline)
        .flatten();
    let (timeline, found) = folded.map_or_else(
        || {
            let read = match cli.command {
                Command::Check(_) => check::read_with,
                _ => check::read_for_question,
            };
            let checked = read(&texts, today, &bar.tells(RECORDS));
            (checked.timeline, checked.findings)
        },
        |timeline| (timeline, Vec::new()),
    );
    drop(bar);
    let model = Arc::clone(&timeline.model);
    let refused = found.iter().any(Finding::is_error);
    if let Command::Check(asked) = &cli.command {
        let checked = check_command(&texts, &timeline, found, today, asked, common)?;
        print(&checked.text)?;
        return Ok(failed_if(checked.is_faulty));
    }
    if refused && !common.keep_going {
        refuse(&texts, found, common)?;
        return Ok(ExitCode::FAILURE);
    }
    let remark = refused.then(|| left_out_note(&texts, &model, &found));
    if let Some(remark) = &remark {
        writeln!(std::io::stderr(), "{remark}")?;
    }
    // The system takes memory back at once, faster than it could be given back piece by piece.
    let timeline = ManuallyDrop::new(match through_lens(&timeline, common)? {
        Some(seen) => seen,
        None => timeline,
    });
    let asking = Asking {
        data: told_data.as_deref(),
        texts: &texts,
        timeline: &timeline,
        common,
        today,
        remark,
    };
    if let Command::Page(asked) = &cli.command {
        asked.write(&asking)?;
        return Ok(ExitCode::SUCCESS);
    }
    let answer = asking.answer(&cli.command)?;
    if let Some(text) = &answer {
        print(text)?;
    }
    Ok(failed_if(answer.is_none()))
}

fn failed_if(is_faulty: bool) -> ExitCode {
    if is_faulty {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Today in UTC.
fn computers_day() -> Day {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    let now = i64::try_from(seconds)
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    Day::from_date(now.unwrap_or_default().date_naive())
}
