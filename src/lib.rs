//! Who was in which military coalition, where, and under what restrictions, on any date.
//!
//! The modules stand in the order in which data flows through them; each uses only those above it.
//!
//! ```text
//! texts -> records (with spans) -> model (ids resolved) -> timeline (lines) -> question -> answer -> text
//! ```
//!
//! The words: an **actor** (a state or other body) is a member of a **coalition**; what it may do, and
//! where, runs along four **tracks** (declared, authorised, deployed, operating), as **cells** of a
//! theatre and an activity. Each membership, cell, restriction, suspension, consent and contribution is a
//! **line** that events open and close. Dates may be uncertain: a **reading** gives each event one day,
//! and an answer is **certain** if it holds in every reading, **possible** if in some.
//!
//! ```
//! use coalition::{built_in, day::Day, lookup, model, record, timeline::{Timeline, View}};
//!
//! let texts = built_in::texts();
//! let (records, _) = record::read(&texts);
//! let (model, _) = model::resolve(&records);
//! let model = std::sync::Arc::new(model);
//! let (timeline, _) = Timeline::build(model.clone(), View::accepted(&model));
//!
//! let campaign = lookup::coalition(&model, "Inherent Resolve")?;
//! let denmark = lookup::actor(&model, "denmark")?;
//! let day = Day::parse("2014-09-26").expect("a day");
//! assert!(timeline.member(campaign, denmark, day).is_certain());
//! assert!(!timeline.member(campaign, denmark, day.previous()).may_be());
//! # Ok::<(), coalition::lookup::Unclear>(())
//! ```

pub mod wording;

pub mod later;

pub mod day;

pub mod name;

pub mod text;

pub mod finding;

pub mod record;

pub mod layout;

pub mod model;

pub mod lookup;

pub mod timeline;

pub mod built_in;

pub mod check;

pub mod question;

pub mod answer;

pub mod render;
