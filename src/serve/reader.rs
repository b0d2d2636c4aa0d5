//! The thread that reads the records again when they change, or when the day does.

use std::io::Write;

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
        let read = self.records.read(&untold, &untold);
        if let Some(next) = self.state().after(read, &self.records) {
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
