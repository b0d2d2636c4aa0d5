//! The naive replay: a second, deliberately simple account of what a record of events means.
//!
//! It is written from the design page alone (sections 1 to 7) and shares nothing with the
//! library: no type, no date arithmetic, no interval algebra. Were it to borrow any of these, one
//! mistake could sit in both and the comparison would never see it. So it is brute force
//! throughout: it spells out every reading of every date and folds the events from scratch in each.
//!
//! - [`world`]: the tiny world the stories happen in, days and sets of days
//! - [`history`]: a list of events, and the TOML the engine reads; [`rule`]: their restrictions
//! - [`stories`]: random histories, mostly free of faults
//! - [`question`]: what both sides are asked
//! - [`naive`]: the replay itself
//! - [`bridge`]: the engine, seen through a handful of functions
//! - [`compare`]: one history put to both
//! - `worked`: examples worked out by hand, which the replay itself must get right

pub mod bridge;
pub mod compare;
pub mod history;
pub mod naive;
pub mod question;
pub mod rule;
pub mod stories;
pub mod world;

mod worked;
