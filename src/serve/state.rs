//! What is served now: the last sound state of the records, and what the newest reading found.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use coalition::name;
use coalition::timeline::Timeline;
use serde::Serialize;

use super::page;
use super::records::{Reading, Records};
use crate::cli::Failure;
use crate::cli::asking::through_lens;
use crate::cli::output::left_out_note;

/// A state of the records that questions are answered from.
pub struct Shown {
    /// Greater than that of every state before, those of earlier servers too.
    pub version: u64,
    pub reading: Arc<Reading>,
    /// As the lens of the server shows it, if that is another.
    seen: Option<Timeline>,
    /// What is left out, where there are errors.
    pub remark: Option<String>,
    page: OnceLock<Result<Bytes, String>>,
}

impl Shown {
    pub fn new(reading: Arc<Reading>, version: u64, records: &Records) -> Result<Shown, Failure> {
        let Reading {
            texts,
            timeline,
            findings,
            ..
        } = &*reading;
        let remark = || left_out_note(texts, &timeline.model, findings);
        Ok(Shown {
            version,
            seen: through_lens(timeline, &records.common)?,
            remark: (reading.errors() > 0).then(remark),
            page: OnceLock::new(),
            reading,
        })
    }

    /// The timeline through the lens of the server.
    pub fn timeline(&self) -> &Timeline {
        self.seen.as_ref().unwrap_or(&self.reading.timeline)
    }

    /// The page, made when it is first asked for.
    pub fn page(&self, records: &Records) -> Result<Bytes, String> {
        let made = || page::page(self, records).map(Bytes::from);
        let page = (self.page).get_or_init(|| made().map_err(|why| why.to_string()));
        page.clone()
    }
}

/// What is served at one time.
#[derive(Clone)]
pub struct State {
    pub shown: Arc<Shown>,
    /// The newest reading, or why there is none.
    pub latest: Result<Arc<Reading>, String>,
    /// The server ends, and its streams with it.
    pub is_ending: bool,
}

/// What a page is told of each change.
#[derive(Serialize)]
pub struct Told {
    version: u64,
    errors: usize,
    warnings: usize,
    /// Whether what is shown is the sound rest of records with errors.
    partial: bool,
    hash: String,
}

impl State {
    pub fn first(shown: Shown) -> State {
        State {
            latest: Ok(Arc::clone(&shown.reading)),
            shown: Arc::new(shown),
            is_ending: false,
        }
    }

    /// The state after a reading. None = all is as it was.
    pub fn after(&self, read: Result<Reading, Failure>, records: &Records) -> Option<State> {
        let read = read.map(Arc::new).map_err(|why| unreadable(&why));
        match (&self.latest, &read) {
            (Ok(old), Ok(new)) if old.is_as(new) => return None,
            (Err(old), Err(new)) if old == new => return None,
            _ => {}
        }
        Some(match read {
            Ok(reading) => self.with(reading, records),
            Err(why) => State {
                latest: Err(why),
                ..self.clone()
            },
        })
    }

    /// The state after a reading that came to no end. None = it is known already.
    pub fn after_a_fault(&self) -> Option<State> {
        let why = "the data could not be read, by a fault of the program";
        let is_known = self.latest.as_ref().is_err_and(|old| old == why);
        (!is_known).then(|| State {
            latest: Err(why.to_owned()),
            ..self.clone()
        })
    }

    fn with(&self, reading: Arc<Reading>, records: &Records) -> State {
        let mut next = State {
            latest: Ok(Arc::clone(&reading)),
            ..self.clone()
        };
        if self.shows(&reading, records) {
            match Shown::new(reading, self.shown.version + 1, records) {
                Ok(shown) => next.shown = Arc::new(shown),
                Err(why) => next.latest = Err(unreadable(&why)),
            }
        }
        next
    }

    /// Whether a reading takes the place of what is shown. A state without errors is left only for another;
    /// where there has been none, the sound rest is shown as it grows.
    fn shows(&self, reading: &Reading, records: &Records) -> bool {
        let is_fit = reading.errors() == 0 || records.common.keep_going;
        let was_sound = self.shown.remark.is_none();
        (is_fit || !was_sound) && !reading.is_as(&self.shown.reading)
    }

    /// What is to be said of an answer where the records have changed since, and cannot be answered from.
    pub fn overtaken(&self) -> Option<String> {
        let why = match &self.latest {
            Err(why) => why.clone(),
            Ok(reading) if reading.errors() > 0 => {
                format!(
                    "the records have {}",
                    name::count(reading.errors(), "error")
                )
            }
            Ok(_) => return None,
        };
        Some(format!("Answered from the last sound state; now {why}."))
    }

    /// How many errors and warnings the newest reading has.
    pub fn counts(&self) -> (usize, usize) {
        let counts = |reading: &Arc<Reading>| (reading.errors(), reading.warnings());
        self.latest.as_ref().map_or((1, 0), counts)
    }

    pub fn told(&self) -> Told {
        let (errors, warnings) = self.counts();
        Told {
            version: self.shown.version,
            errors,
            warnings,
            partial: self.shown.remark.is_some(),
            hash: self.shown.reading.texts.hash(),
        }
    }
}

fn unreadable(why: &Failure) -> String {
    format!("the data could not be read: {why}")
}
