//! A timeline as bytes: made once where records do not change, and read back faster than they are folded.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::order::Order;
use super::strands::Strands;
use super::{Namings, Parties, Standings, Timeline, View, rosters};
use crate::later::Later;
use crate::model::Model;

#[derive(Serialize)]
struct Kept<'a> {
    model: &'a Model,
    view: &'a View,
    order: &'a Order,
    lines: &'a Strands,
    standings: &'a Later<Standings>,
    parties: &'a Later<Parties>,
    namings: &'a Later<Namings>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Found {
    model: Model,
    view: View,
    order: Order,
    lines: Strands,
    standings: Later<Standings>,
    parties: Later<Parties>,
    namings: Later<Namings>,
}

impl Timeline {
    /// The timeline as bytes.
    ///
    /// # Errors
    /// None that can be met: every part of a timeline has a form in bytes.
    pub fn to_bytes(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_stdvec(&Kept {
            model: &self.model,
            view: &self.view,
            order: &self.order,
            lines: &self.lines,
            standings: self.standings(),
            parties: self.parties(),
            namings: self.all_namings(),
        })
    }

    /// The timeline that was written so, by this version of the program. Its texts stay where they are, and
    /// its parts are read when they are asked for.
    ///
    /// # Errors
    /// Where the bytes are no timeline.
    pub(crate) fn from_bytes(bytes: &'static [u8]) -> postcard::Result<Timeline> {
        let Found {
            model,
            view,
            order,
            lines,
            standings,
            parties,
            namings,
        } = postcard::from_bytes(bytes)?;
        Ok(Timeline {
            rosters: rosters(&model),
            whole_roster: OnceLock::new(),
            model: Arc::new(model),
            view,
            order,
            lines,
            acts: OnceLock::new(),
            standings: standings.into(),
            parties: parties.into(),
            namings: namings.into(),
        })
    }
}
