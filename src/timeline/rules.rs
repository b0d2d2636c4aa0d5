//! The rules of order.

use crate::finding::{Rule, Severity::Error};

/// The order of events on a line is known.
pub const ORDER_UNKNOWN: Rule = Rule {
    name: "order-unknown",
    severity: Error,
    what: "Where the dates of events on one line overlap, their order is known.",
    why: "Whether somebody is in or out depends on which came last. Dates decide; else `after`; else the only order in which no event is at fault, sought among at most six.",
    example: b"[[event]]\nid = \"dnk-sends-four\"\ndate = 2014-09-26\nkind = \"adjust\"\nactor = \"DNK\"\ncoalition = \"demo\"\ncontributions = [{ what = \"F-16\", count = 4 }]\nsources = [\"paper\"]\n\n[[event]]\nid = \"dnk-sends-seven\"\ndate = 2014-09-26\nkind = \"adjust\"\nactor = \"DNK\"\ncoalition = \"demo\"\ncontributions = [{ what = \"F-16\", count = 7 }]\nsources = [\"paper\"]",
    mend: "add `after = \"…\"` to the later event",
};

/// Orders and dates agree.
pub const NO_DAY_LEFT: Rule = Rule {
    name: "no-day-left",
    severity: Error,
    what: "An event that comes after another can have happened no earlier.",
    why: "If the order holds, no day is left for one of the two.",
    example: b"[[event]]\nid = \"dnk-votes\"\ndate = 2014-10-02\nkind = \"debate\"\nactor = \"DNK\"\ncoalition = \"demo\"\nsources = [\"paper\"]\n\n[[event]]\nid = \"dnk-pledges\"\ndate = 2014-09-26\nkind = \"pledge\"\nactor = \"DNK\"\ncoalition = \"demo\"\nafter = \"dnk-votes\"\nsources = [\"paper\"]",
    mend: "correct one of the dates, or take the `after` out",
};
