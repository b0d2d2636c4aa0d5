//! The rules of form: what a file must be for its records to be read.

use crate::finding::{Rule, Severity::Error};

/// Text is UTF-8.
pub const NOT_UTF8: Rule = Rule {
    name: "not-utf8",
    severity: Error,
    what: "A record file is UTF-8 text.",
    why: "Other encodings turn names into other names without a sign; a binary file is no record at all.",
    example: b"[[theatre]]\nid = \"tikrit\"\nname = \"Tikr\xEEt\"",
    mend: "save the file as UTF-8, or move it out of the data folder",
};

/// Text is TOML.
pub const NOT_TOML: Rule = Rule {
    name: "not-toml",
    severity: Error,
    what: "A record file is TOML.",
    why: "A missing quote or bracket can swallow the lines after it. The record it stands in is left out; its neighbours are still read and checked.",
    example: b"[[theatre]]\nid = \"tikrit\nname = \"Tikrit\"",
    mend: "write the value as TOML asks",
};

/// Keys are those of the format.
pub const UNKNOWN_KEY: Rule = Rule {
    name: "unknown-key",
    severity: Error,
    what: "Every key is one of the format's.",
    why: "A misspelt key would be dropped without a word, and with it what it says.",
    example: b"[[event]]\nid = \"dnk-joins\"\ndate = 2014-09-26\nkind = \"join\"\nactor = \"DNK\"\ncoalition = \"demo\"\ntheatre = [\"iraq\"]\nsources = [\"paper\"]",
    mend: "use one of the keys of this table",
};

/// Values have the type of their key.
pub const WRONG_TYPE: Rule = Rule {
    name: "wrong-type",
    severity: Error,
    what: "Every value has the form its key asks for.",
    why: "A number where a name belongs, or one word where a list belongs, cannot be understood.",
    example: b"[[event]]\nid = \"dnk-joins\"\ndate = 2014-09-26\nkind = \"join\"\nactor = \"DNK\"\ncoalition = \"demo\"\ntheatres = \"iraq\"\nsources = [\"paper\"]",
    mend: "write the value in the form that the message asks for",
};
