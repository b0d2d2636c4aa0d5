//! The page in a real browser: the file that `coalition page` writes, and what `coalition serve` serves.
//!
//! They need Chromium, chromedriver and, for some, axe-core. Where one is missing they are left out and
//! one line says so; with `COALITION_BROWSER=required` that is a failure.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its stage cannot be set"
)]

mod access;
mod day;
mod harness;
mod live;
mod machine;
mod many;
mod members;
mod odd;
mod pictures;
mod program;
mod reader;
mod tab;
mod views;

use std::env;
use std::process::ExitCode;
use std::sync::{Arc, PoisonError};
use std::thread;

use libtest_mimic::{Arguments, Trial};

use crate::machine::{Machine, Missing, Programs};

/// A test: its name, what it needs, and what it does.
#[derive(Clone, Copy)]
pub struct Test {
    name: &'static str,
    needs: Needs,
    run: fn(&Machine),
}

#[derive(Clone, Copy, PartialEq)]
enum Needs {
    /// A browser.
    Browser,
    /// The machine for itself: it measures.
    Quiet,
    /// A browser and axe-core.
    Axe,
}

const fn test(name: &'static str, run: fn(&Machine)) -> Test {
    needing(Needs::Browser, name, run)
}

const fn needing(needs: Needs, name: &'static str, run: fn(&Machine)) -> Test {
    Test { name, needs, run }
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Every test has a browser of its own.
    let cores = thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(cores.min(4));

    let (programs, no_programs) = apart(Programs::find());
    let (axe, no_axe) = apart(machine::axe());
    let missing: Vec<String> = [no_programs, no_axe].into_iter().flatten().collect();
    if !missing.is_empty() && !arguments.list {
        let missing = missing.join("; ");
        if env::var("COALITION_BROWSER").is_ok_and(|asked| asked == "required") {
            println!("browser tests are required here, and cannot be run: {missing}");
            return ExitCode::FAILURE;
        }
        let which = if programs.is_none() {
            "browser tests"
        } else {
            "browser tests of access"
        };
        println!("{which} left out: {missing}");
    }

    let has_axe = axe.is_some();
    let machine = programs.map(|programs| Arc::new(Machine::new(programs, axe)));
    let tests = [
        harness::TESTS,
        day::TESTS,
        members::TESTS,
        views::TESTS,
        access::TESTS,
        odd::TESTS,
        many::TESTS,
        live::TESTS,
        pictures::TESTS,
    ];
    let trials = tests.concat().into_iter().map(|test| {
        let is_left_out = machine.is_none() || test.needs == Needs::Axe && !has_axe;
        let machine = machine.clone();
        let run = move || {
            let machine = machine.filter(|_| !is_left_out);
            test.run_on(&*machine.ok_or("something it needs is not on this machine")?);
            Ok(())
        };
        Trial::test(test.name, run).with_ignored_flag(is_left_out)
    });
    // Not `exit`: what was started is stopped where its owner goes out of scope.
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

impl Test {
    fn run_on(&self, machine: &Machine) {
        // Who waited while another test failed need not fail too.
        if self.needs == Needs::Quiet {
            let _alone = machine
                .quiet
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            (self.run)(machine);
        } else {
            let _together = machine.quiet.read().unwrap_or_else(PoisonError::into_inner);
            (self.run)(machine);
        }
    }
}

fn apart<T>(found: Result<T, Missing>) -> (Option<T>, Option<String>) {
    match found {
        Ok(found) => (Some(found), None),
        Err(missing) => (None, Some(missing.to_string())),
    }
}
