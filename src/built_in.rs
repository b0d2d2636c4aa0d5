//! The records built in, and their timeline, folded when the program was built.

use crate::text::Texts;
use crate::timeline::Timeline;

/// By `build.rs`: each file below `data/`, in path order, as its path and its text.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// By `build.rs`. Empty where the records have errors.
static FOLDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/timeline.bin"));

/// The files of the records.
pub fn texts() -> Texts {
    Texts::built_in(FILES)
}

/// The accepted record; none where the records have errors, and must be read for them to be told.
pub fn timeline() -> Option<Timeline> {
    Timeline::from_bytes(FOLDED).ok()
}
