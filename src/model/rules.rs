//! The rules of content: what a record must say to mean something.

use crate::finding::{Rule, Severity::Error};

macro_rules! event {
    ($($lines:literal)*) => {
        concat!("[[event]]\n", $($lines, "\n"),*).as_bytes()
    };
}

/// Needed keys are there.
pub const MISSING_KEY: Rule = Rule {
    name: "missing-key",
    severity: Error,
    what: "A record has the keys its sort and kind need.",
    why: "An event without a date or kind, or a thing without an id, can take no place in any answer.",
    example: event!("id = \"dnk-joins\"" "kind = \"join\"" "actor = \"DNK\"" "coalition = \"demo\"" "sources = [\"paper\"]"),
    mend: "add the key",
};

/// Ids can be typed.
pub const BAD_ID: Rule = Rule {
    name: "bad-id",
    severity: Error,
    what: "An id is made of letters, digits and single `-` between them.",
    why: "Ids are typed on command lines and stand in links, CSV and JSON.",
    example: b"[[theatre]]\nid = \"tikrit city\"\nname = \"Tikrit\"",
    mend: "write it as a slug, as `dnk-joins`, or an ISO 3166-1 alpha-3 code, as `DNK`",
};

/// Ids are unique.
pub const DUPLICATE_ID: Rule = Rule {
    name: "duplicate-id",
    severity: Error,
    what: "An id names one thing of its sort, and each restriction is opened once.",
    why: "Two records under one id would be taken for each other wherever it is named.",
    example: b"[[theatre]]\nid = \"iraq\"\nname = \"Iraq again\"",
    mend: "give the second another id, or take it out; for a caveat laid down again, use a new id",
};

/// Ids that are named exist.
pub const UNKNOWN_ID: Rule = Rule {
    name: "unknown-id",
    severity: Error,
    what: "Every actor, coalition, theatre, activity, source, event and restriction that is named is recorded.",
    why: "A misspelt id would quietly make another country, place or source.",
    example: event!("id = \"dnk-joins\"" "date = 2014-09-26" "kind = \"join\"" "actor = \"Denmark\"" "coalition = \"demo\"" "sources = [\"paper\"]"),
    mend: "use the id of a record, or add the record",
};

/// Words are those of the format.
pub const WRONG_VALUE: Rule = Rule {
    name: "wrong-value",
    severity: Error,
    what: "`kind`, `status`, `outcome`, `level` and `by` hold one of their fixed words.",
    why: "The kind decides what an event does: a word near to one must not be guessed at.",
    example: event!("id = \"dnk-joins\"" "date = 2014-09-26" "kind = \"joins\"" "actor = \"DNK\"" "coalition = \"demo\"" "sources = [\"paper\"]"),
    mend: "use one of the words",
};

/// Dates are dates.
pub const BAD_DATE: Rule = Rule {
    name: "bad-date",
    severity: Error,
    what: "A date is a day as `2014-09-26` or an EDTF string, levels 0 to 2, between the years 1 and 9999.",
    why: "All-of sets `{..}` and times of day are refused, since an event happens once, on a day.",
    example: event!("id = \"dnk-joins\"" "date = \"26.9.2014\"" "kind = \"join\"" "actor = \"DNK\"" "coalition = \"demo\"" "sources = [\"paper\"]"),
    mend: "write a day as 2014-09-26, a month as \"2014-09\", or \"2014-09-25/2014-09-27\" for some day within",
};

/// Ends follow starts.
pub const END_BEFORE_START: Rule = Rule {
    name: "end-before-start",
    severity: Error,
    what: "`until` is not before the day it counts from.",
    why: "A mandate that ends before it begins was never in force: one of the two dates is wrong.",
    example: event!("id = \"dnk-authorises\"" "date = 2014-10-02" "until = 2014-10-01" "kind = \"authorise\"" "actor = \"DNK\"" "coalition = \"demo\"" "sources = [\"paper\"]"),
    mend: "correct the earlier or the later date; `until` is the last day in force",
};

/// Lists name something.
pub const EMPTY_LIST: Rule = Rule {
    name: "empty-list",
    severity: Error,
    what: "A list of places or activities names at least one.",
    why: "Left out means unstated or all, by the kind of event; an empty list could mean either or nothing.",
    example: event!("id = \"dnk-joins\"" "date = 2014-09-26" "kind = \"join\"" "actor = \"DNK\"" "coalition = \"demo\"" "theatres = []" "sources = [\"paper\"]"),
    mend: "name what is meant, or leave the key out",
};

/// Acts have actors.
pub const MISSING_ACTOR: Rule = Rule {
    name: "missing-actor",
    severity: Error,
    what: "An event has an actor, unless it is the coalition's own act.",
    why: "Only `form`, `rename`, `succeed`, `dissolve`, `restrict`, `lift`, `suspend`, `resume`, `statement` and `observe` can be the coalition's own.",
    example: event!("id = \"someone-joins\"" "date = 2014-09-26" "kind = \"join\"" "coalition = \"demo\"" "sources = [\"paper\"]"),
    mend: "add `actor = \"…\"` to the event, or at the top of the file for all its events",
};

/// Acts toward a coalition name it.
pub const MISSING_COALITION: Rule = Rule {
    name: "missing-coalition",
    severity: Error,
    what: "An act toward a coalition names it.",
    why: "Joining, leaving, suspending and the like mean nothing without what is joined, left or suspended. Other acts may lack it: they then give no standing, and their restrictions bind in every coalition.",
    example: event!("id = \"dnk-joins\"" "date = 2014-09-26" "kind = \"join\"" "actor = \"DNK\"" "sources = [\"paper\"]"),
    mend: "add `coalition = \"…\"` to the event, or at the top of the file for all its events",
};

/// Keys suit the kind.
pub const KEY_NOT_FOR_KIND: Rule = Rule {
    name: "key-not-for-kind",
    severity: Error,
    what: "A key that means something only on certain kinds stands on one of them.",
    why: "`leave` and `expel` end everything and take no scope; `lifts` and `restrictions` stand on acts that can lay down or lift; `name` on what names a coalition.",
    example: event!("id = \"dnk-leaves\"" "date = 2016-01-01" "kind = \"leave\"" "actor = \"DNK\"" "coalition = \"demo\"" "theatres = [\"iraq\"]" "sources = [\"paper\"]"),
    mend: "take the key out, or use the kind that takes it (`narrow` or `withdraw` for a part)",
};

/// Events have sources.
pub const NO_SOURCE: Rule = Rule {
    name: "no-source",
    severity: Error,
    what: "Every event has at least one source.",
    why: "An answer without evidence is worth nothing here.",
    example: event!("id = \"dnk-pledges\"" "date = 2014-09-26" "kind = \"pledge\"" "actor = \"DNK\"" "coalition = \"demo\""),
    mend: "add `sources = [\"…\"]` with the id of a `[[source]]`",
};

/// Restrictions have one rule.
pub const RESTRICTION_FORM: Rule = Rule {
    name: "restriction-form",
    severity: Error,
    what: "A restriction has exactly one of `prohibit`, `require` and `cap`; `for` belongs to the last two.",
    why: "Each restriction is one rule, so that each can be lifted, cited and answered for alone.",
    example: event!("id = \"dnk-restricts\"" "date = 2014-09-26" "kind = \"restrict\"" "actor = \"DNK\"" "coalition = \"demo\"" "restrictions = [{ id = \"dnk-none\" }]" "sources = [\"paper\"]"),
    mend: "say one thing in each restriction, and open several where there are several",
};

/// Places and activities do not lie within themselves.
pub const WITHIN_CYCLE: Rule = Rule {
    name: "within-cycle",
    severity: Error,
    what: "No place and no activity lies within itself, by however many steps.",
    why: "Two places within each other would be the same place.",
    example: b"[[theatre]]\nid = \"tikrit\"\nname = \"Tikrit\"\nwithin = \"salah-al-din\"\n\n[[theatre]]\nid = \"salah-al-din\"\nname = \"Salah al-Din\"\nwithin = \"tikrit\"",
    mend: "take one `within` of the circle out",
};

/// Coalitions are not part of themselves.
pub const PART_OF_CYCLE: Rule = Rule {
    name: "part-of-cycle",
    severity: Error,
    what: "No coalition is part of itself, by however many steps.",
    why: "Membership of a part counts for the whole: in a circle everybody would be in everything.",
    example: b"[[coalition]]\nid = \"east\"\nname = \"East\"\npart-of = \"west\"\n\n[[coalition]]\nid = \"west\"\nname = \"West\"\npart-of = \"east\"",
    mend: "take one `part-of` of the circle out",
};

/// `after` leads back in time.
pub const AFTER_CYCLE: Rule = Rule {
    name: "after-cycle",
    severity: Error,
    what: "No event comes after itself, by however many steps.",
    why: "A circle is no order.",
    example: concat!(
        "[[event]]\nid = \"dnk-debates\"\ndate = 2014-09-26\nkind = \"debate\"\nactor = \"DNK\"\ncoalition = \"demo\"\nafter = \"dnk-pledges\"\nsources = [\"paper\"]\n\n",
        "[[event]]\nid = \"dnk-pledges\"\ndate = 2014-09-26\nkind = \"pledge\"\nactor = \"DNK\"\ncoalition = \"demo\"\nafter = \"dnk-debates\"\nsources = [\"paper\"]"
    )
    .as_bytes(),
    mend: "take one `after` of the circle out",
};

/// `replaces` leads to something older.
pub const REPLACES_CYCLE: Rule = Rule {
    name: "replaces-cycle",
    severity: Error,
    what: "No event replaces itself, by however many steps.",
    why: "A replaced record stops counting: in a circle none would be left.",
    example: event!("id = \"dnk-debates\"" "date = 2014-09-26" "kind = \"debate\"" "actor = \"DNK\"" "coalition = \"demo\"" "replaces = \"dnk-debates\"" "sources = [\"paper\"]"),
    mend: "let only the newer record replace the older",
};
