//! Findings with the user's own lines, the fault marked.

use std::ops::{Range, RangeInclusive};

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::clean::{clean, clean_lines};
use crate::finding::{Finding, Label, Severity};
use crate::name;
use crate::text::{TextFile, Texts};

/// More of a line than this is not shown around a fault.
const SHOWN_AROUND: usize = 120;

/// Records of one file that lie further apart, in bytes, are shown each with its own line: what lies between
/// is not drawn, and not looked through.
const FAR: usize = 64 * 1024;

/// So many other records are shown of one finding. A circle may lead through every record there is.
const BESIDE: usize = 20;

/// Findings as messages, at most so many; how many more there are is said at the end.
pub fn messages(texts: &Texts, findings: &[Finding], most: usize, styled: bool) -> String {
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let shown = findings.len().min(most);
    let mut text: String = (findings[..shown].iter())
        .map(|finding| message(texts, finding, &renderer) + "\n\n")
        .collect();
    if shown < findings.len() {
        let more = name::number(findings.len() - shown);
        text += &format!("and {more} more\n\n");
    }
    text
}

/// The lines that a finding is about, the fault marked: its message without the words around them.
pub fn excerpt(texts: &Texts, finding: &Finding) -> String {
    let group = Group::with_level(level(finding)).elements(snippets(texts, finding));
    Renderer::plain().render(&[group])
}

fn level(finding: &Finding) -> Level<'static> {
    match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

fn message(texts: &Texts, finding: &Finding, renderer: &Renderer) -> String {
    let mut group = level(finding)
        .primary_title(clean(&finding.message))
        .id(finding.rule.name)
        .elements(snippets(texts, finding));
    if let Some(more) = finding.related.len().checked_sub(BESIDE + 1) {
        let more = name::count(more + 1, "more record");
        group = group.element(Level::NOTE.message(format!("and {more}")));
    }
    let report = [group.element(Level::HELP.message(clean(&finding.help)))];
    renderer.render(&report)
}

/// The place of a finding and those of the other records, what lies near in one piece.
fn snippets<'a>(texts: &'a Texts, finding: &'a Finding) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut spots: Vec<Vec<(bool, &Label)>> = vec![vec![(true, &finding.at)]];
    for label in finding.related.iter().take(BESIDE) {
        match spots.iter_mut().find(|spot| is_near(spot, label)) {
            Some(spot) => spot.push((false, label)),
            None => spots.push(vec![(false, label)]),
        }
    }
    let file = |spot: &[(bool, &Label)]| texts.file(spot[0].1.place.file);
    let snippets = spots.iter().map(|spot| snippet(file(spot), spot));
    snippets.collect()
}

/// Whether a label is shown in one piece with others.
fn is_near(spot: &[(bool, &Label)], label: &Label) -> bool {
    spot.iter().any(|(_, other)| {
        let (one, other) = (&label.place, &other.place);
        let (first, second) = (one.span(), other.span());
        one.file == other.file
            && first.start <= second.end.saturating_add(FAR)
            && second.start <= first.end.saturating_add(FAR)
    })
}

fn snippet<'a>(file: &'a TextFile, labels: &[(bool, &'a Label)]) -> Snippet<'a, Annotation<'a>> {
    let first = labels
        .iter()
        .map(|(_, label)| label.place.span().start)
        .min()
        .unwrap_or(0);
    let last = labels
        .iter()
        .map(|(_, label)| label.place.span().end)
        .max()
        .unwrap_or(0);
    let (first_line, _) = file.line_column(first);
    let (last_line, _) = file.line_column(last.max(first));
    let window = window(file, first..last, first_line..=last_line);
    let text = &file.readable()[window.clone()];
    let annotations = labels.iter().map(|&(primary, label)| {
        let kind = if primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        // Cleaning may change the length of what stands before.
        let at = |offset: usize| {
            let end = text.floor_char_boundary(offset.saturating_sub(window.start));
            clean_lines(&text[..end]).len()
        };
        let span = at(label.place.span().start)..at(label.place.span().end);
        kind.span(span).label(clean(&label.says))
    });
    Snippet::source(clean_lines(text))
        .path(clean(&file.path))
        .line_start(first_line)
        .annotations(annotations)
}

/// The whole lines, or the neighbourhood of the fault where a line is very long.
fn window(file: &TextFile, fault: Range<usize>, mut lines: RangeInclusive<usize>) -> Range<usize> {
    let text = file.readable();
    let whole = file.line_start(*lines.start())..file.line_end(*lines.end());
    let length = |line| file.line_end(line) - file.line_start(line);
    if !lines.any(|line| length(line) > 4 * SHOWN_AROUND) {
        return whole;
    }
    let from = fault.start.saturating_sub(SHOWN_AROUND).max(whole.start);
    let to = (fault.end.max(fault.start) + SHOWN_AROUND).min(whole.end);
    text.floor_char_boundary(from)..text.floor_char_boundary(to)
}
