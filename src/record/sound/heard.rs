//! What the parser tells of a text, as far as it is worth keeping.

use toml_parser::decoder::Encoding;
use toml_parser::parser::EventReceiver;
use toml_parser::{ErrorSink, Span};

/// What stands at a place of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Header,
    Key,
    Scalar,
    List,
    Table,
    /// The end of a header, list or table.
    End,
    /// A table in single brackets, or a key with a dot: sound, and left to the other reader.
    NotPlain,
}

/// One event worth keeping. A header, list or table spans all of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) sort: Sort,
    pub(super) encoding: Option<Encoding>,
    pub(super) span: Span,
}

/// The events of a file, without blanks and separators.
pub(super) struct Heard {
    pub(super) marks: Vec<Mark>,
    /// Headers, lists and tables that are open.
    open: Vec<usize>,
}

impl Heard {
    pub(super) fn with_room(marks: usize) -> Heard {
        Heard {
            marks: Vec::with_capacity(marks),
            open: Vec::new(),
        }
    }

    fn add(&mut self, sort: Sort, encoding: Option<Encoding>, span: Span) {
        self.marks.push(Mark {
            sort,
            encoding,
            span,
        });
    }

    fn open(&mut self, sort: Sort, span: Span) {
        self.open.push(self.marks.len());
        self.add(sort, None, span);
    }

    fn close(&mut self, span: Span) {
        if let Some(opened) = self.open.pop() {
            let mark = &mut self.marks[opened];
            mark.span = mark.span.append(span);
        }
        self.add(Sort::End, None, span);
    }
}

impl EventReceiver for Heard {
    fn std_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open(Sort::NotPlain, span);
    }
    fn std_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close(span);
    }
    fn array_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open(Sort::Header, span);
    }
    fn array_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close(span);
    }
    fn inline_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.open(Sort::Table, span);
        true
    }
    fn inline_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close(span);
    }
    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.open(Sort::List, span);
        true
    }
    fn array_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close(span);
    }
    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.add(Sort::Key, encoding, span);
    }
    fn key_sep(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.add(Sort::NotPlain, None, span);
    }
    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.add(Sort::Scalar, encoding, span);
    }
}
