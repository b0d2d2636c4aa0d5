//! The files that records are written in: their text, and where a place in it is.

mod size;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

pub use self::size::{Size, SizeFault};
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
    /// A file is larger than a file may be.
    #[error("`{path}` is {size}, and a file of records may be {largest} at most")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How large it is.
        size: Size,
        /// How large it may be.
        largest: Size,
    },
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
    /// How many characters stand before each [`STRETCH`]; worked out for the first long line.
    stretches: OnceLock<Vec<usize>>,
}

/// So many bytes are counted at once: a line may be as long as a file, and be full of faults.
const STRETCH: usize = 4096;

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
            stretches: OnceLock::new(),
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

    pub(crate) fn bytes(&self) -> &[u8] {
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
        let before = match text.get(start..offset).unwrap_or_default() {
            long if long.len() > STRETCH => self.characters(offset) - self.characters(start),
            short => short.chars().count(),
        };
        (line, before + 1)
    }

    /// How many characters begin before a byte.
    fn characters(&self, offset: usize) -> usize {
        let bytes = self.readable().as_bytes();
        let stretches = self.stretches.get_or_init(|| {
            let mut before = 0;
            let stretches = bytes.chunks(STRETCH);
            let counts = stretches.map(|stretch| {
                before += beginnings(stretch);
                before
            });
            std::iter::once(0).chain(counts).collect()
        });
        let whole = offset / STRETCH;
        stretches[whole] + beginnings(&bytes[whole * STRETCH..offset])
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

/// How many characters begin in these bytes.
fn beginnings(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(begins).count()
}

/// Told how many bytes of how many are gone through.
pub type Progress<'p> = &'p dyn Fn(u64, u64);

/// Progress that nobody is told of.
pub fn untold(_: u64, _: u64) {}

/// How far a long work is.
pub(crate) struct Far<'p> {
    progress: Progress<'p>,
    all: u64,
    gone: u64,
    told: u64,
}

impl<'p> Far<'p> {
    /// So many bytes are to be told of at once.
    const STEP: u64 = 1 << 20;

    /// Of so many bytes none is gone through.
    pub(crate) fn new(progress: Progress<'p>, all: u64) -> Far<'p> {
        progress(0, all);
        Far {
            progress,
            all,
            gone: 0,
            told: 0,
        }
    }

    /// Goes on by so many bytes.
    pub(crate) fn goes(&mut self, bytes: u64) {
        self.gone += bytes;
        if self.gone - self.told >= Far::STEP {
            self.told = self.gone;
            (self.progress)(self.gone, self.all);
        }
    }
}

/// All files of one data set, in path order.
#[derive(Debug, Default)]
pub struct Texts {
    /// Of those built in, made when first asked for: most answers need none.
    files: OnceLock<Vec<TextFile>>,
    built_in: &'static [(&'static str, &'static str)],
    hash: OnceLock<String>,
}

impl Texts {
    /// Every `*.toml` below a folder, or one file, up to [`Size::LARGEST`] each. Links are not followed.
    ///
    /// # Errors
    /// A [`ReadError`] when there is nothing to read or the system refuses.
    pub fn read(path: &Path) -> Result<Texts, ReadError> {
        Texts::read_with(path, Size::LARGEST, &untold)
    }

    /// The same, with files up to another size, and told how far it is.
    ///
    /// # Errors
    /// A [`ReadError`] when there is nothing to read or the system refuses.
    pub fn read_with(
        path: &Path,
        largest: Size,
        progress: Progress<'_>,
    ) -> Result<Texts, ReadError> {
        let found = find(path, largest)?;
        if found.is_empty() {
            return Err(ReadError::Empty(path.to_owned()));
        }
        let mut far = Far::new(progress, found.iter().map(|file| file.bytes).sum());
        let mut files = Vec::with_capacity(found.len());
        for Found { path, key, bytes } in found {
            let read = std::fs::read(&path).map_err(|cause| unreadable(&path, cause))?;
            far.goes(bytes);
            let shown = path.to_string_lossy().into_owned();
            files.push(TextFile {
                on_disk: Some(path),
                ..TextFile::new(shown, key, read)
            });
        }
        Ok(Texts::sorted(files))
    }

    /// Texts that are part of the program: the path of each below `data/`, in path order, and what is in it.
    pub fn built_in(files: &'static [(&'static str, &'static str)]) -> Texts {
        Texts {
            built_in: files,
            ..Texts::default()
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
            stretches: OnceLock::new(),
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
            ..Texts::default()
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

    /// How many bytes there are in all.
    pub(crate) fn bytes(&self) -> u64 {
        let files = self.files().iter();
        files.map(|file| file.bytes().len() as u64).sum()
    }

    /// The fingerprint of the data: SHA-256 over path, NUL, bytes, NUL of each file in path order.
    pub fn hash(&self) -> String {
        let hash = self.hash.get_or_init(|| self.worked_out_hash());
        hash.clone()
    }

    fn worked_out_hash(&self) -> String {
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

/// A file that is to be read.
struct Found {
    path: PathBuf,
    /// Its path below the folder, or its name.
    key: String,
    bytes: u64,
}

/// The files of records, none larger than it may be.
fn find(path: &Path, largest: Size) -> Result<Vec<Found>, ReadError> {
    if !path.exists() {
        return Err(ReadError::Missing(path.to_owned()));
    }
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(path) {
        let refused = |fault: walkdir::Error| {
            let at = fault.path().unwrap_or(path).to_owned();
            unreadable(&at, fault.into())
        };
        let entry = entry.map_err(refused)?;
        let named = entry.path().extension().is_some_and(|e| e == "toml");
        if !entry.file_type().is_file() || !(named || entry.depth() == 0) {
            continue;
        }
        let below = match entry.path().strip_prefix(path) {
            Ok(below) if entry.depth() > 0 => below,
            _ => Path::new(entry.file_name()),
        };
        let key = slashed(below);
        let bytes = entry.metadata().map_err(refused)?.len();
        let path = entry.into_path();
        let size = Size::bytes(bytes);
        if size > largest {
            return Err(ReadError::TooLarge {
                path,
                size,
                largest,
            });
        }
        found.push(Found { path, key, bytes });
    }
    Ok(found)
}

fn unreadable(path: &Path, cause: std::io::Error) -> ReadError {
    ReadError::Unreadable {
        path: path.to_owned(),
        cause,
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{STRETCH, Texts};

    #[test]
    fn columns_count_characters_however_long_the_line() {
        let line: String = ('a'..='z')
            .chain("é€😀".chars())
            .cycle()
            .take(3 * STRETCH)
            .collect();
        let text = format!("first\n{line}\nlast\n");
        let texts = Texts::from_memory([("a.toml", text.as_bytes())]);
        for (_, file) in texts.iter() {
            let characters = line.char_indices().enumerate();
            for (before, (at, _)) in characters {
                assert_eq!(file.line_column("first\n".len() + at), (2, before + 1));
            }
            assert_eq!(file.line_column(text.len() - 2), (3, 4));
        }
    }
}
