//! The timeline drawn as bars, for a terminal. What the bars say is decided by
//! [`Lane::mark`]; here columns get days, and marks get signs.

mod glyph;
mod scale;

use anstyle::Style;
use strum::IntoEnumIterator;

use self::glyph::{Glyphs, restricted_style, style};
pub use self::scale::{Scale, Tick};
use super::clean;
use super::table::wrapped;
use crate::answer::chart::{Chart, Lane};
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
const LEAST_WIDTH: usize = 40;
/// With more lines than this, the scale is drawn again below.
const MANY: usize = 24;

/// Draws a chart.
pub fn draw(chart: &Chart, look: Look) -> String {
    let width = u16::try_from(LEAST_WIDTH).map_or(look.width, |least| look.width.max(least));
    let mut text = wrapped(&chart.answer.title, width, "");
    if !chart.groups.is_empty() {
        let drawing = Drawing::new(chart, look);
        text += &drawing.lines();
        text += &filled(&drawing.legend(), width.into());
    }
    if !chart.groups.is_empty() {
        let scale = Drawing::new(chart, look).scale.in_words();
        let how = format!(
            "Of several tracks the furthest is drawn. In each pair the first sign is certain, the second \
             possible: {scale}, and only what is so on all its days is certain."
        );
        text += &wrapped(&how, width, "");
    }
    for note in &chart.answer.notes {
        text += &wrapped(note, width, "");
    }
    if look.ascii {
        deunicode::deunicode(&text)
    } else {
        text
    }
}

/// What all lines of a drawing share.
struct Drawing<'a> {
    chart: &'a Chart,
    glyphs: &'static Glyphs,
    coloured: bool,
    scale: Scale,
    ticks: Vec<Tick>,
    /// The width of the labels.
    label: usize,
}

/// A sign with its colour; none = plain.
type Sign = (char, Option<Style>);

impl<'a> Drawing<'a> {
    fn new(chart: &'a Chart, look: Look) -> Self {
        let width = usize::from(look.width).max(LEAST_WIDTH);
        let lanes = chart.groups.iter().flat_map(|group| &group.lanes);
        let longest = lanes.map(|lane| label(lane).chars().count()).max();
        let label = longest.unwrap_or(0).max(RESTRICTED.len()).min(width / 3);
        // Beside the bars stand the signs that they go on to the left or right.
        let scale = Scale::new(chart.from, chart.to, width - label - 2);
        Drawing {
            chart,
            glyphs: Glyphs::of(look.ascii),
            coloured: look.coloured,
            ticks: scale.ticks(),
            scale,
            label,
        }
    }

    fn lines(&self) -> String {
        let mut bars = Vec::new();
        for group in &self.chart.groups {
            bars.extend(group.heading.as_deref().map(clean));
            for lane in &group.lanes {
                bars.push(self.bar(lane));
                bars.extend((!lane.restricted.is_empty()).then(|| self.restrictions(lane)));
            }
        }
        let [above, labels] = self.labels();
        let mut lines = vec![
            above.clone(),
            labels.clone(),
            self.axis(self.glyphs.ticks.0),
        ];
        let many = bars.len() > MANY;
        lines.extend(bars);
        if many {
            lines.extend([self.axis(self.glyphs.ticks.1), labels, above]);
        }
        (lines.iter())
            .map(|line| line.trim_end())
            .filter(|line| !line.is_empty())
            .map(|line| format!("{line}\n"))
            .collect()
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
        self.line(&label(lane), back, signs, on)
    }

    fn restrictions(&self, lane: &Lane) -> String {
        let signs = self.cells(|first, last| {
            let sign = self.glyphs.restricted.of(lane.is_restricted(first, last))?;
            Some((sign, restricted_style()))
        });
        self.line(RESTRICTED, None, signs, None)
    }

    /// The signs of a line: where there is none, the grid.
    fn cells(
        &self,
        of: impl Fn(crate::day::Day, crate::day::Day) -> Option<(char, Style)>,
    ) -> Vec<Option<Sign>> {
        let bars_to = self.chart.bars_to;
        (0..self.scale.columns())
            .map(|column| {
                let (first, last) = self.scale.days_of(column);
                let sign = (first <= bars_to).then(|| of(first, last.min(bars_to)));
                let (sign, style) = sign.flatten()?;
                Some((sign, self.coloured.then_some(style)))
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
        text.push(back.unwrap_or(' '));
        let last = self
            .scale
            .column_of(self.chart.bars_to.max(self.chart.from));
        let after_last = last.map_or(signs.len(), |_| self.end());
        let grid = |column| self.ticks.iter().any(|tick| tick.column == column);
        let mut signs: Vec<Sign> = (signs.into_iter().enumerate())
            .map(|(column, sign)| {
                let empty = if grid(column) { self.glyphs.grid } else { ' ' };
                sign.unwrap_or((empty, None))
            })
            .collect();
        signs.push((' ', None));
        if let (Some(on), Some(place)) = (on, signs.get_mut(after_last)) {
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
        format!("{}{signs}", " ".repeat(self.label + 1))
    }

    /// What the signs mean.
    fn legend(&self) -> Vec<String> {
        let glyphs = self.glyphs;
        let tracks = Track::iter().map(|track| (glyphs.track(track), track.to_string()));
        let pairs = tracks.chain([
            (glyphs.suspended, "suspended".to_owned()),
            (glyphs.restricted, RESTRICTED.trim().to_owned()),
        ]);
        let mut parts: Vec<String> = pairs
            .map(|(pair, name)| format!("{0}{0}{1}{1} {name}", pair.certain, pair.possible))
            .collect();
        parts.push(format!(
            "{} {} goes on before, after",
            glyphs.goes_back, glyphs.goes_on
        ));
        parts
    }
}

const RESTRICTED: &str = "  restricted";

fn label(lane: &Lane) -> String {
    format!(
        "{}{}",
        if lane.is_part { "  " } else { "" },
        clean(&lane.label)
    )
}

fn fitted(label: &str, width: usize, cut: &str) -> String {
    let length = label.chars().count();
    if length <= width {
        return format!("{label:width$}");
    }
    let kept: String = label.chars().take(width - cut.chars().count()).collect();
    kept + cut
}

/// Parts in lines of a width, none of them broken.
fn filled(parts: &[String], width: usize) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for part in parts {
        let length = part.chars().count();
        if column > 0 && column + 3 + length > width {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines += "   ";
            column += 3;
        }
        lines += part;
        column += length;
    }
    lines + "\n"
}

/// Signs in their colours, those of one colour together.
fn painted(signs: &[Sign]) -> String {
    let mut text = String::new();
    for run in signs.chunk_by(|a, b| a.1 == b.1) {
        let plain: String = run.iter().map(|(sign, _)| sign).collect();
        match run[0].1 {
            Some(style) => text += &format!("{style}{plain}{style:#}"),
            None => text += &plain,
        }
    }
    text
}
