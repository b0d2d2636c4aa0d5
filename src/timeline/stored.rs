//! A timeline as bytes: made once where records do not change, and read back faster than they are folded.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::order::Order;
use super::{Line, Timeline, View, standing};
use crate::model::Model;

/// What is kept: the rest follows from it at once.
#[derive(Serialize)]
struct Kept<'a> {
    model: &'a Model,
    order: &'a Order,
    lines: &'a [Line],
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Found {
    model: Model,
    order: Order,
    lines: Vec<Line>,
}

impl Timeline {
    /// The timeline of the accepted record as bytes. The view is not kept.
    ///
    /// # Errors
    /// None that can be met: every part of a timeline has a form in bytes.
    pub fn to_bytes(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_stdvec(&Kept {
            model: &self.model,
            order: &self.order,
            lines: &self.lines,
        })
    }

    /// The timeline that was written so, by this version of the program. Its texts stay where they are.
    ///
    /// # Errors
    /// Where the bytes are no timeline.
    pub(crate) fn from_bytes(bytes: &'static [u8]) -> postcard::Result<Timeline> {
        let Found {
            model,
            order,
            lines,
        } = postcard::from_bytes(bytes)?;
        let view = View::accepted(&model);
        Ok(Timeline {
            places: OnceLock::new(),
            acts: OnceLock::new(),
            parties: OnceLock::new(),
            standings: standing::acts(&model, &view),
            model: Arc::new(model),
            view,
            order,
            lines,
        })
    }
}
