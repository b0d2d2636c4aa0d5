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

/// The accepted record, without its expectations, which are for the check; none where the records have
/// errors, and must be read for them to be told.
pub fn timeline() -> Option<Timeline> {
    Timeline::from_bytes(FOLDED).ok()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::expect_used,
        reason = "a test stops where its stage cannot be set"
    )]

    use crate::check;
    use crate::day::Day;

    #[test]
    fn what_is_folded_is_what_the_files_say() {
        let folded = super::timeline().expect("records without errors");
        let read = check::read(&super::texts(), Day::BEFORE_ALL).timeline;
        assert!(folded.to_bytes().expect("bytes") == read.to_bytes().expect("bytes"));
    }
}
