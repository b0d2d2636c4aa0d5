//! From a command to its answer, as text.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use coalition::answer::chart::{self, Chart};
use coalition::answer::diff::{self, Version};
use coalition::answer::{Answer, Row, graph, may, members, restrictions, show, timeline, why};
use coalition::check;
use coalition::day::Day;
use coalition::lookup;
use coalition::question;
use coalition::record;
use coalition::render::{self, Format};
use coalition::text::Texts;
use coalition::timeline::{Timeline, View};

use super::bar::{Bar, FILES, RECORDS};
use super::diff::DiffQuestion;
use super::output::{colours, left_out_note, refuse, width, written};
use super::{Command, Common, Failure};

/// The timeline as the lens asked for shows it; none = as it is.
pub fn through_lens(timeline: &Timeline, common: &Common) -> Result<Option<Timeline>, Failure> {
    let model = &timeline.model;
    let lens = common.lens(model)?;
    // Nothing is checked in such a view: what contradicts itself there does nothing.
    let build = || Timeline::build(Arc::clone(model), View::through(model, lens)).0;
    Ok((!lens.is_plain()).then(build))
}

/// A question, and what it is asked of.
pub struct Asking<'a> {
    /// Where the records are, if not built in.
    pub data: Option<&'a Path>,
    pub texts: &'a Texts,
    pub timeline: &'a Timeline,
    pub common: &'a Common,
    pub today: Day,
    /// What the answer does without.
    pub remark: Option<String>,
}

impl Asking<'_> {
    /// What to print; none where a second set of records has errors, which are told already.
    pub fn answer(&self, command: &Command) -> Result<Option<String>, Failure> {
        if let Command::Diff(asked) = command {
            return match asked.question(&self.timeline.model, self.data)? {
                DiffQuestion::Days(asked) => {
                    Ok(Some(self.write(diff::days(self.timeline, &asked))))
                }
                DiffQuestion::Records(path, asked) => self.diff_records(&path, &asked),
            };
        }
        self.of_own_records(command).map(Some)
    }

    fn of_own_records(&self, command: &Command) -> Result<String, Failure> {
        let model = &*self.timeline.model;
        Ok(match command {
            Command::Members(asked) => {
                let question = asked.question(model, self.today)?;
                match asked.period() {
                    Some(period) => self.write(members::during(self.timeline, &question, period)),
                    None => self.write(members::answer(self.timeline, &question)),
                }
            }
            Command::Restrictions(asked) => {
                let question = asked.question(model, self.today)?;
                match asked.period() {
                    Some(period) => {
                        self.write(restrictions::during(self.timeline, &question, period))
                    }
                    None => self.write(restrictions::answer(self.timeline, &question)),
                }
            }
            Command::May(asked) => {
                let asked = asked.question(model, self.today)?;
                self.write(may::answer(self.timeline, self.texts, &asked))
            }
            Command::Why(asked) => {
                let asked = asked.question(model, self.today)?;
                self.write(why::answer(self.timeline, self.texts, &asked))
            }
            Command::Timeline(asked) => {
                if let (Some(from), Some(to)) = (asked.from, asked.to)
                    && from > to
                {
                    return Err(Failure::NoDayBetween(from, to));
                }
                let question = asked.question(model)?;
                if asked.chart {
                    let chart = chart::answer(self.timeline, &question, self.today);
                    return Ok(self.draw(chart, asked.ascii));
                }
                let events = timeline::answer(self.timeline, &question);
                if asked.with_sources {
                    self.write(timeline::with_sources(self.timeline, events))
                } else {
                    self.write(events)
                }
            }
            Command::Graph(asked) => {
                let format = self.common.format.of_graph().map_err(Failure::Words)?;
                let graph = graph::answer(self.timeline, &asked.question(model, self.today)?);
                render::graph::write(&graph, format)
            }
            Command::Show(asked) => {
                let asked = question::Show {
                    things: lookup::anything(model, &asked.id)?,
                    on: asked.on.unwrap_or(self.today),
                };
                self.write(show::answer(self.timeline, self.texts, &asked))
            }
            // These are answered before any question is.
            Command::Diff(_)
            | Command::Check(_)
            | Command::Explain(_)
            | Command::Fmt(_)
            | Command::Page(_)
            | Command::Serve(_)
            | Command::Completions(_)
            | Command::Man(_) => String::new(),
        })
    }

    /// A chart is drawn for people; the other formats give its stretches as rows.
    fn draw(&self, chart: Chart, ascii: bool) -> String {
        if self.common.format.of_answer() != Format::Table {
            return self.write(chart.answer);
        }
        let look = render::chart::Look {
            width: width(),
            ascii,
            coloured: colours(self.common.color, std::io::stdout().is_terminal()),
        };
        render::chart::draw(&chart, look)
    }

    /// Against a second set of records, which is refused or answered from like the first.
    fn diff_records(
        &self,
        path: &Path,
        asked: &question::DiffRecords,
    ) -> Result<Option<String>, Failure> {
        let bar = Bar::start();
        let texts = Texts::read_with(path, self.common.largest_file, &bar.tells(FILES))?;
        let (records, _) = record::read(self.texts);
        let (other_records, _) = record::read(&texts);
        let other = check::read_with(&texts, self.today, &bar.tells(RECORDS));
        drop(bar);
        if other.is_faulty() && !self.common.keep_going {
            refuse(&texts, other.findings, self.common)?;
            return Ok(None);
        }
        if other.is_faulty() {
            let remark = left_out_note(&texts, &other.timeline.model, &other.findings);
            writeln!(std::io::stderr(), "{remark}")?;
        }
        let seen = through_lens(&other.timeline, self.common)?;
        let old = Version {
            records: &records,
            timeline: self.timeline,
        };
        let new = Version {
            records: &other_records,
            timeline: seen.as_ref().unwrap_or(&other.timeline),
        };
        Ok(Some(self.write(diff::records(old, new, asked))))
    }

    fn write<R: Row>(&self, mut answer: Answer<R>) -> String {
        // Who reads a table sees it on standard error already.
        if self.common.format.of_answer() != Format::Table {
            answer.notes.extend(self.remark.clone());
        }
        written(&answer, self.texts, &self.timeline.model, self.common)
    }
}
