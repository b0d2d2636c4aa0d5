//! The timeline drawn as bars, for a terminal. What the bars say is decided by
//! [`Lane::mark`]; here columns get days, and marks get signs.

mod glyph;
mod scale;
mod text;

use anstyle::Style;
use strum::IntoEnumIterator;
use unicode_width::UnicodeWidthStr;

use self::glyph::{Glyphs, Pair, restricted_style, style};
pub use self::scale::{Scale, Tick};
use self::text::{Sign, filled, fitted, painted, written};
use super::table::wrapped;
use crate::answer::chart::{Chart, Lane};
use crate::day::Day;
use crate::model::Track;

/// How a chart is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The width of the terminal, in columns.
    pub width: u16,
    /// With plain ASCII only.
    pub ascii: bool,
    /// In colours.
    pub coloured: bool,
}

/// Narrower than this, nothing is drawn.
const LEAST_WIDTH: u16 = 40;
/// With more lines than this, the scale is drawn again below.
const MANY: usize = 24;

/// Draws a chart.
pub fn draw(chart: &Chart, look: Look) -> String {
    let width = look.width.max(LEAST_WIDTH);
    let mut text = wrapped(&written(&chart.answer.title, look.ascii), width, "");
    if !chart.groups.is_empty() {
        let drawing = Drawing::new(chart, look);
        text += &drawing.lines();
        text += &filled(&drawing.legend(), width.into());
        text += &wrapped(&drawing.how_to_read(), width, "");
    }
    for note in &chart.answer.notes {
        text += &wrapped(&written(note, look.ascii), width, "");
    }
    text
}

/// What all lines of a drawing share.
struct Drawing<'a> {
    chart: &'a Chart,
    glyphs: &'static Glyphs,
    look: Look,
    scale: Scale,
    ticks: Vec<Tick>,
    /// The width of the labels.
    label: usize,
}

impl<'a> Drawing<'a> {
    fn new(chart: &'a Chart, look: Look) -> Self {
        let width = usize::from(look.width.max(LEAST_WIDTH));
        let lanes = chart.groups.iter().flat_map(|group| &group.lanes);
        let longest = lanes.map(|lane| label(lane, look.ascii).width()).max();
        let label = longest.unwrap_or(0).max(RESTRICTED.len()).min(width / 3);
        // Behind the label a gap; beside the bars the signs that they go on to the left or right.
        let scale = Scale::new(chart.from, chart.to, width - label - 3);
        Drawing {
            chart,
            glyphs: Glyphs::of(look.ascii),
            look,
            ticks: scale.ticks(),
            scale,
            label,
        }
    }

    fn lines(&self) -> String {
        let bars = self.bars();
        let [above, labels] = self.labels();
        let mut lines = vec![
            above.clone(),
            labels.clone(),
            self.axis(self.glyphs.ticks.0),
        ];
        lines.retain(|line| !line.trim().is_empty());
        let many = bars.len() > MANY;
        lines.extend(bars);
        if many {
            lines.extend([self.axis(self.glyphs.ticks.1), labels, above]);
        }
        let last = lines.iter().rposition(|line| !line.trim().is_empty());
        (lines.iter().take(last.map_or(0, |last| last + 1)))
            .map(|line| format!("{}\n", line.trim_end()))
            .collect()
    }

    fn bars(&self) -> Vec<String> {
        let mut bars = Vec::new();
        for group in &self.chart.groups {
            // A line between one coalition and the next.
            bars.extend((!bars.is_empty()).then(String::new));
            bars.extend(
                group
                    .heading
                    .as_deref()
                    .map(|heading| self.heading(heading)),
            );
            for lane in &group.lanes {
                bars.push(self.bar(lane));
                bars.extend((!lane.restricted.is_empty()).then(|| self.restrictions(lane)));
            }
        }
        bars
    }

    fn heading(&self, heading: &str) -> String {
        let signs = written(heading, self.look.ascii);
        let style = self.look.coloured.then(|| Style::new().bold());
        painted(&signs.chars().map(|sign| (sign, style)).collect::<Vec<_>>())
    }

    fn bar(&self, lane: &Lane) -> String {
        let chart = self.chart;
        let signs = self.cells(|first, last| {
            let mark = lane.mark(first, last)?;
            Some((self.glyphs.mark(mark), style(mark)))
        });
        let before = chart.from.previous();
        let after = chart.bars_to.next();
        let back = lane.mark(before, before).map(|_| self.glyphs.goes_back);
        let on = lane.mark(after, after).map(|_| self.glyphs.goes_on);
        self.line(&label(lane, self.look.ascii), back, signs, on)
    }

    fn restrictions(&self, lane: &Lane) -> String {
        let signs = self.cells(|first, last| {
            let sign = self.glyphs.restricted.of(lane.is_restricted(first, last))?;
            Some((sign, restricted_style()))
        });
        self.line(RESTRICTED, None, signs, None)
    }

    /// The signs of a line: where there is none, the grid.
    fn cells(&self, of: impl Fn(Day, Day) -> Option<(char, Style)>) -> Vec<Option<Sign>> {
        let bars_to = self.chart.bars_to;
        (0..self.scale.columns())
            .map(|column| {
                let (first, last) = self.scale.days_of(column);
                let sign = (first <= bars_to).then(|| of(first, last.min(bars_to)));
                let (sign, style) = sign.flatten()?;
                Some((sign, self.look.coloured.then_some(style)))
            })
            .collect()
    }

    fn line(
        &self,
        label: &str,
        back: Option<char>,
        signs: Vec<Option<Sign>>,
        on: Option<char>,
    ) -> String {
        let mut text = fitted(label, self.label, self.glyphs.cut);
        text.push(' ');
        text.push(back.unwrap_or(' '));
        let grid = |column| self.ticks.iter().any(|tick| tick.column == column);
        let mut signs: Vec<Sign> = (signs.into_iter().enumerate())
            .map(|(column, sign)| {
                let empty = if grid(column) { self.glyphs.grid } else { ' ' };
                sign.unwrap_or((empty, None))
            })
            .collect();
        signs.push((' ', None));
        if let (Some(on), Some(place)) = (on, signs.get_mut(self.end())) {
            *place = (on, None);
        }
        text + &painted(&signs)
    }

    /// The column after that of the last day with bars.
    fn end(&self) -> usize {
        let shows = |&column: &usize| self.scale.days_of(column).0 <= self.chart.bars_to;
        (0..self.scale.columns()).take_while(shows).count()
    }

    fn axis(&self, tick: char) -> String {
        let mut axis = vec![self.glyphs.axis; self.scale.columns()];
        for at in &self.ticks {
            axis[at.column] = tick;
        }
        self.beside_labels(axis)
    }

    /// The two lines above the axis: the periods around, and the labels of the ticks.
    fn labels(&self) -> [String; 2] {
        let mut above: Vec<(usize, String)> = (self.ticks.iter())
            .filter_map(|tick| Some((tick.column, tick.above.clone()?)))
            .collect();
        let first = self.scale.above_first(&self.ticks);
        let room = above.first().map_or(usize::MAX, |(column, _)| *column);
        if let Some(first) = first.filter(|first| first.len() < room) {
            above.insert(0, (0, first));
        }
        let labels = self
            .ticks
            .iter()
            .map(|tick| (tick.column, tick.label.clone()));
        [self.placed(above), self.placed(labels)]
    }

    fn placed(&self, labels: impl IntoIterator<Item = (usize, String)>) -> String {
        let mut line = vec![' '; self.scale.columns() + 1];
        for (column, label) in labels {
            if let Some(room) = line.get_mut(column..column + label.len()) {
                room.iter_mut()
                    .zip(label.chars())
                    .for_each(|(at, c)| *at = c);
            }
        }
        self.beside_labels(line)
    }

    fn beside_labels(&self, signs: Vec<char>) -> String {
        let signs = signs.into_iter().collect::<String>();
        format!("{}{signs}", " ".repeat(self.label + 2))
    }

    /// What the signs mean, as parts that belong together.
    fn legend(&self) -> Vec<Vec<Sign>> {
        let glyphs = self.glyphs;
        let tracks = Track::iter().map(|track| (glyphs.track(track), track.to_string()));
        let styles = Track::iter().map(glyph::track_style);
        let mut pairs: Vec<_> = tracks.zip(styles).collect();
        let suspended = (glyphs.suspended, "suspended".to_owned());
        pairs.push((suspended, glyph::suspended_style()));
        let restricted = (glyphs.restricted, RESTRICTED.trim().to_owned());
        pairs.push((restricted, restricted_style()));
        let mut parts: Vec<Vec<Sign>> = (pairs.into_iter())
            .map(|((pair, name), style)| self.key(pair, &name, style))
            .collect();
        let open = format!("{} {} open before, after", glyphs.goes_back, glyphs.goes_on);
        parts.push(open.chars().map(|sign| (sign, None)).collect());
        parts
    }

    fn key(&self, pair: Pair, name: &str, style: Style) -> Vec<Sign> {
        let style = self.look.coloured.then_some(style);
        let signs = [pair.certain, pair.certain, pair.possible, pair.possible];
        let signs = signs.into_iter().map(|sign| (sign, style));
        let name = format!(" {name}").chars().collect::<Vec<_>>();
        signs
            .chain(name.into_iter().map(|sign| (sign, None)))
            .collect()
    }

    fn how_to_read(&self) -> String {
        format!(
            "The first sign of a pair is certain on every day of the column, the second possible on some \
             of them; {}. Of several tracks the furthest is drawn.",
            self.scale.in_words()
        )
    }
}

const RESTRICTED: &str = "  restricted";

fn label(lane: &Lane, ascii: bool) -> String {
    let set_in = if lane.is_part { "  " } else { "" };
    format!("{set_in}{}", written(&lane.label, ascii))
}
