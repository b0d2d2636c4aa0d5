//! What stands in `before` and `after`: for programs, for people, and flat.

use serde_json::Value;

use super::item::{About, Item};
use super::row::{Shown, flat};
use super::side::Side;
use crate::answer::words::cells_in_words;
use crate::timeline::Holds;

/// A value on one side: for programs, and for people.
#[derive(Default)]
pub(super) struct Said {
    pub(super) value: Value,
    pub(super) shown: Shown,
}

impl Said {
    pub(super) fn text(text: Option<impl Into<String>>) -> Said {
        let text: Option<String> = text.map(Into::into);
        Said::new(text.clone().into(), text.unwrap_or_default())
    }

    /// A value that is flat already, with its words.
    pub(super) fn new(value: Value, words: String) -> Said {
        let flat = flat(&value);
        Said {
            value,
            shown: Shown { words, flat },
        }
    }
}

/// Items of one field, as `members` lists them.
pub(super) fn items_said(side: Side<'_>, items: &[&Item]) -> Said {
    let cells = items.iter().filter_map(|item| {
        let About::Cell(theatre, activity) = &item.about else {
            return None;
        };
        let possible = (item.certainty == Holds::Possible).then_some("possibly");
        let suspended = match item.suspended {
            Some(true) => Some("suspended"),
            Some(false) => None,
            None => Some("possibly suspended"),
        };
        let remark: Vec<&str> = possible.into_iter().chain(suspended).collect();
        let remark = remark.join(", ");
        Some((side.cell(theatre, activity)?, remark.to_owned()))
    });
    let scope = cells_in_words(&side.timeline.model, &cells.collect::<Vec<_>>());
    let others = items.iter().map(|item| item.words.clone());
    let words: Vec<_> = others
        .chain([scope])
        .filter(|words| !words.is_empty())
        .collect();
    let flat: Vec<_> = items.iter().map(|item| item.flat.clone()).collect();
    Said {
        value: items.iter().map(|item| item.value.clone()).collect(),
        shown: Shown {
            words: words.join("; "),
            flat: flat.join("; "),
        },
    }
}
