//! Findings with the user's own lines, the fault marked.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::clean::{clean, clean_lines};
use crate::finding::{Finding, Label, Severity};
use crate::text::{FileId, TextFile, Texts};

/// More of a line than this is not shown around a fault.
const SHOWN_AROUND: usize = 120;

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
        text += &format!("and {} more\n\n", findings.len() - shown);
    }
    text
}

fn message(texts: &Texts, finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut files: Vec<(FileId, Vec<(bool, &Label)>)> =
        vec![(finding.at.place.file, vec![(true, &finding.at)])];
    for label in &finding.related {
        match files.iter_mut().find(|(file, _)| *file == label.place.file) {
            Some((_, labels)) => labels.push((false, label)),
            None => files.push((label.place.file, vec![(false, label)])),
        }
    }
    let snippets = files
        .iter()
        .map(|(file, labels)| snippet(texts.file(*file), labels));
    let group = level
        .primary_title(clean(&finding.message))
        .id(finding.rule.name)
        .elements(snippets);
    let report = [group.element(Level::HELP.message(clean(&finding.help)))];
    renderer.render(&report)
}

fn snippet<'a>(
    file: &'a TextFile,
    labels: &[(bool, &'a Label)],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
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
    let window = window(
        file,
        first,
        last,
        file.line_start(first_line)..file.line_end(last_line),
    );
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
fn window(file: &TextFile, first: usize, last: usize, lines: Range<usize>) -> Range<usize> {
    let text = file.readable();
    let long = |range: Range<usize>| {
        text[range]
            .split('\n')
            .any(|line| line.len() > 4 * SHOWN_AROUND)
    };
    if !long(lines.clone()) {
        return lines;
    }
    let boundary = |mut offset: usize| {
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let from = boundary(first.saturating_sub(SHOWN_AROUND).max(lines.start));
    let to = boundary((last.max(first) + SHOWN_AROUND).min(lines.end));
    from..to
}
