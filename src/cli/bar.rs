//! A bar on the terminal while much is read. Nobody waits a second for it, and nothing of it stays.

use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is done sooner is done without a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// So often the bar is drawn anew, also where nothing is told meanwhile.
const TICK: Duration = Duration::from_millis(100);

/// The works that are told of.
pub const FILES: &str = "reading the files";
pub const RECORDS: &str = "reading the records";

/// On a terminal, a bar; it is gone when this is dropped.
pub struct Bar(Option<Shown>);

struct Shown {
    bar: ProgressBar,
    /// The bar is drawn until this is taken.
    going: Option<Sender<()>>,
    drawing: Option<JoinHandle<()>>,
}

impl Bar {
    pub fn start() -> Bar {
        let plain = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let seen = stderr().is_terminal() && !plain;
        Bar(seen.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            let (going, ends) = channel();
            let drawn = bar.clone();
            Shown {
                bar,
                going: Some(going),
                drawing: Some(std::thread::spawn(move || draw(&drawn, &ends))),
            }
        }))
    }

    /// Tells how far a work is.
    pub fn tells(&self, work: &'static str) -> impl Fn(u64, u64) {
        move |gone, all| {
            if let Some(Shown { bar, .. }) = &self.0 {
                bar.set_message(work);
                bar.set_length(all);
                bar.set_position(gone);
            }
        }
    }
}

fn draw(bar: &ProgressBar, ends: &Receiver<()>) {
    let goes_on = |wait| ends.recv_timeout(wait) == Err(RecvTimeoutError::Timeout);
    if !goes_on(PATIENCE) {
        return;
    }
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {percent:>3}% {elapsed}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_draw_target(ProgressDrawTarget::stderr());
    while goes_on(TICK) {
        bar.tick();
    }
    bar.finish_and_clear();
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.going.take();
        if let Some(drawing) = self.drawing.take() {
            // Who draws has nothing to tell; whether it ended well is no matter.
            let _ = drawing.join();
        }
    }
}
