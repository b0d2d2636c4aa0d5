//! The thread that reads the records again when they change, or when the day does.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use coalition::answer::findings::summary;
use coalition::name;
use coalition::render::clean;
use coalition::text::untold;

use super::Server;
use super::state::State;
use super::watch::{TICK, Watch};

impl Server {
    /// Reads again whenever there is reason to, as long as the program runs.
    pub fn read_on(&self, mut watch: Option<Watch>) {
        loop {
            if self.waits_for_reason(watch.as_ref()) {
                if let Some(watch) = &mut watch {
                    watch.set();
                }
                self.read_again();
            }
        }
    }

    fn waits_for_reason(&self, watch: Option<&Watch>) -> bool {
        let is_changed = watch.is_some_and(Watch::waits_for_change);
        if watch.is_none() {
            std::thread::sleep(TICK);
        }
        let latest = self.state().latest;
        is_changed || latest.is_ok_and(|reading| reading.today != self.records.today())
    }

    fn read_again(&self) {
        let state = self.state();
        let read = || {
            let read = self.records.read(&untold, &untold);
            state.after(read, &self.records)
        };
        // Nothing is changed before all is read. Who reads on must not end: old records would pass for new.
        let next = catch_unwind(AssertUnwindSafe(read));
        if let Some(next) = next.unwrap_or_else(|_| state.after_a_fault()) {
            self.tell("read again:", &next);
            self.states.send_modify(|state| {
                state.shown = next.shown;
                state.latest = next.latest;
            });
        }
    }

    /// Who looks at the terminal sees there how the records stand.
    pub fn tell(&self, what: &str, state: &State) {
        let words = match &state.latest {
            Ok(reading) => {
                let events = name::count(reading.timeline.model.events.len(), "event");
                let files = name::count(reading.texts.iter().count(), "file");
                let found = summary(&reading.findings);
                let records = self.records.shown();
                format!(
                    "{what} {records}, {events} in {files}: {found}{}",
                    shown(state)
                )
            }
            Err(why) => format!("{why}.{}", shown(state)),
        };
        // The server goes on also where nobody looks.
        let _ = writeln!(std::io::stderr(), "{}", clean(&words));
    }
}

/// What is shown, where it is not the newest reading as it stands.
fn shown(state: &State) -> &'static str {
    match (state.counts().0, &state.shown.remark) {
        (0, _) => "",
        (_, None) => " The last state without errors is shown.",
        (_, Some(_)) => " The sound rest is shown.",
    }
}

#[cfg(test)]
mod tests {
    use std::panic::resume_unwind;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use clap::Parser;
    use coalition::day::Day;
    use tokio::sync::{Semaphore, watch as channel};

    use super::{Server, State};
    use crate::cli::{Cli, Failure};
    use crate::serve::guard::Hosts;
    use crate::serve::records::Records;
    use crate::serve::state::Shown;

    static IS_FAULTY: AtomicBool = AtomicBool::new(true);

    /// Stands for any fault of the program while it reads.
    fn faulty_day() -> Day {
        if IS_FAULTY.load(Ordering::Relaxed) {
            resume_unwind(Box::new("no day"));
        }
        Day::AFTER_ALL.previous()
    }

    fn server() -> Result<Server, Failure> {
        let records = |words: &[&str]| {
            let common = Cli::parse_from(words).common;
            Records::new(None, &common, faulty_day)
        };
        let sound = records(&["coalition", "serve", "--today", "2020-02-02"]);
        let untold = coalition::text::untold;
        let reading = Arc::new(sound.read(&untold, &untold)?);
        let first = State::first(Shown::new(reading, 1, &sound)?);
        Ok(Server {
            records: records(&["coalition", "serve"]),
            states: channel::Sender::new(first),
            hosts: Hosts(([127, 0, 0, 1], 0).into()),
            turns: Arc::new(Semaphore::new(1)),
        })
    }

    #[test]
    fn a_fault_of_the_program_is_told_and_reading_goes_on() -> Result<(), Failure> {
        let server = server()?;
        let told = server.states.subscribe();
        for is_news in [true, false] {
            let mut told = told.clone();
            told.mark_unchanged();
            server.read_again();
            let state = server.state();
            let why = state.latest.as_ref().err().map(String::as_str);
            let fault = "the data could not be read, by a fault of the program";
            assert_eq!((why, state.shown.version), (Some(fault), 1));
            assert_eq!(state.counts(), (1, 0));
            assert_eq!(told.has_changed().ok(), Some(is_news));
        }
        IS_FAULTY.store(false, Ordering::Relaxed);
        server.read_again();
        assert!(server.state().latest.is_ok());
        Ok(())
    }
}
