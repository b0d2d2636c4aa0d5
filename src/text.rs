//! The files that records are written in: their text, and where a place in it is.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::wording::Str;

/// Why the data could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing at the path.
    #[error("no data at `{0}`: there is no such folder or file")]
    Missing(PathBuf),
    /// There is a folder, but no record file below it.
    #[error("no data at `{0}`: the folder holds no `.toml` file")]
    Empty(PathBuf),
    /// The system would not give a file or folder.
    #[error("cannot read `{path}`: {cause}")]
    Unreadable {
        /// What was asked for.
        path: PathBuf,
        /// The system's own reason.
        cause: std::io::Error,
    },
}

/// The number of a file among the [`Texts`].
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct FileId(u32);

/// A stretch of a file, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The file.
    pub file: FileId,
    start: u32,
    end: u32,
}

impl Place {
    /// These bytes of a file.
    pub fn new(file: FileId, span: Range<usize>) -> Place {
        let side = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Place {
            file,
            start: side(span.start),
            end: side(span.end),
        }
    }

    /// The bytes of the file.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One file of records.
#[derive(Debug)]
pub struct TextFile {
    /// The path to show: the data path as given, then the path below it.
    pub path: Str,
    /// The path below the data folder, with `/`: what the hash is made over.
    key: Str,
    /// The text; where not all is UTF-8, what is before the first byte that is not, and all bytes.
    text: Result<Str, (String, Vec<u8>)>,
    /// See [`TextFile::keep_sound_rest`].
    sound_rest: OnceLock<String>,
    /// Where it was read from; none = not from a disk.
    on_disk: Option<PathBuf>,
    /// Where each line begins; worked out when first asked for.
    lines: OnceLock<Vec<usize>>,
}

impl TextFile {
    fn new(path: String, key: String, bytes: Vec<u8>) -> TextFile {
        let text = String::from_utf8(bytes).map_err(|fault| {
            let end = fault.utf8_error().valid_up_to();
            let bytes = fault.into_bytes();
            (String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes)
        });
        TextFile {
            path: path.into(),
            key: key.into(),
            text: text.map(Str::from),
            sound_rest: OnceLock::new(),
            on_disk: None,
            lines: OnceLock::new(),
        }
    }

    /// The text, or the offset of the first byte that is not UTF-8.
    ///
    /// # Errors
    /// The number of leading bytes that are UTF-8.
    pub fn text(&self) -> Result<&Str, usize> {
        self.text.as_ref().map_err(|(sound, _)| sound.len())
    }

    /// Keeps the text without the records that cannot be read: what is read of it stays part of it.
    pub(crate) fn keep_sound_rest(&self, rest: String) -> &str {
        self.sound_rest.get_or_init(|| rest)
    }

    /// Where it was read from; none = not from a disk.
    pub fn on_disk(&self) -> Option<&Path> {
        self.on_disk.as_deref()
    }

    fn bytes(&self) -> &[u8] {
        match &self.text {
            Ok(text) => text.as_bytes(),
            Err((_, bytes)) => bytes,
        }
    }

    /// The text up to the first byte that is not UTF-8.
    pub fn readable(&self) -> &str {
        match &self.text {
            Ok(text) => text,
            Err((text, _)) => text,
        }
    }

    /// Line and column of a byte offset, both counted from 1, columns in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let text = self.readable();
        let line = self.lines().partition_point(|&start| start <= offset);
        let start = self.line_start(line);
        let before = text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// The byte at which a line begins, lines counted from 1.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines()[line.max(1) - 1]
    }

    /// The byte just behind a line and its line break.
    pub fn line_end(&self, line: usize) -> usize {
        let next = self.lines().get(line).copied();
        next.unwrap_or_else(|| self.readable().len())
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.readable().match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }
}

/// All files of one data set, in path order.
#[derive(Debug, Default)]
pub struct Texts {
    /// Of those built in, made when first asked for: most answers need none.
    files: OnceLock<Vec<TextFile>>,
    built_in: &'static [(&'static str, &'static str)],
}

impl Texts {
    /// Every `*.toml` below a folder, or one file. Links are not followed.
    ///
    /// # Errors
    /// A [`ReadError`] when there is nothing to read or the system refuses.
    pub fn read(path: &Path) -> Result<Texts, ReadError> {
        let unreadable = |path: &Path, cause| ReadError::Unreadable {
            path: path.to_owned(),
            cause,
        };
        if !path.exists() {
            return Err(ReadError::Missing(path.to_owned()));
        }
        let mut files = Vec::new();
        for entry in walkdir::WalkDir::new(path) {
            let entry = entry.map_err(|fault| {
                let at = fault.path().unwrap_or(path).to_owned();
                unreadable(&at, fault.into())
            })?;
            let named = entry.path().extension().is_some_and(|e| e == "toml");
            if !entry.file_type().is_file() || !(named || entry.depth() == 0) {
                continue;
            }
            let bytes =
                std::fs::read(entry.path()).map_err(|cause| unreadable(entry.path(), cause))?;
            let below = match entry.path().strip_prefix(path) {
                Ok(below) if entry.depth() > 0 => below,
                _ => Path::new(entry.file_name()),
            };
            let shown = entry.path().to_string_lossy().into_owned();
            files.push(TextFile {
                on_disk: Some(entry.path().to_owned()),
                ..TextFile::new(shown, slashed(below), bytes)
            });
        }
        if files.is_empty() {
            return Err(ReadError::Empty(path.to_owned()));
        }
        Ok(Texts::sorted(files))
    }

    /// Texts that are part of the program: the path of each below `data/`, in path order, and what is in it.
    pub fn built_in(files: &'static [(&'static str, &'static str)]) -> Texts {
        Texts {
            files: OnceLock::new(),
            built_in: files,
        }
    }

    fn files(&self) -> &[TextFile] {
        let file = |&(path, text): &(&'static str, &'static str)| TextFile {
            path: Str::lasting(path),
            key: Str::lasting(path.strip_prefix("data/").unwrap_or(path)),
            text: Ok(Str::lasting(text)),
            sound_rest: OnceLock::new(),
            on_disk: None,
            lines: OnceLock::new(),
        };
        self.files
            .get_or_init(|| self.built_in.iter().map(file).collect())
    }

    /// Texts that are not on a disk: each a path to show and what is in it.
    pub fn from_memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Texts {
        let files = files
            .into_iter()
            .map(|(path, bytes)| TextFile::new(path.to_owned(), path.to_owned(), bytes.to_vec()));
        Texts::sorted(files.collect())
    }

    fn sorted(mut files: Vec<TextFile>) -> Texts {
        files.sort_by(|a, b| a.key.cmp(&b.key));
        Texts {
            files: OnceLock::from(files),
            built_in: &[],
        }
    }

    /// The files with their numbers, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &TextFile)> {
        (0u32..).map(FileId).zip(self.files())
    }

    /// One file.
    pub fn file(&self, id: FileId) -> &TextFile {
        &self.files()[id.0 as usize]
    }

    /// The fingerprint of the data: SHA-256 over path, NUL, bytes, NUL of each file in path order.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for file in self.files() {
            for part in [file.key.as_bytes(), b"\0", file.bytes(), b"\0"] {
                hasher.update(part);
            }
        }
        let hex: String = hasher
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("sha256:{hex}")
    }

    /// `path:line:column` of a place.
    pub fn at(&self, place: &Place) -> String {
        let file = self.file(place.file);
        let (line, column) = file.line_column(place.span().start);
        format!("{}:{line}:{column}", file.path)
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
