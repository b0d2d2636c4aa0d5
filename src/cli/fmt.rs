//! `fmt`: records in the one canonical layout. The only command that writes files, and only those named.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use coalition::layout::{self, NotToml};
use coalition::name;
use coalition::render;
use coalition::text::{TextFile, Texts};

use super::Failure;
use super::output::print;

#[derive(Args, Debug)]
pub struct Fmt {
    /// The folders and files to lay out; without one, those of --data
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write nothing: list what is not in the canonical layout
    #[arg(long)]
    pub check: bool,
}

/// Why files cannot be laid out.
#[derive(Debug, thiserror::Error)]
pub enum FmtFault {
    #[error(
        "`fmt` writes files, and only those named on its line: `coalition fmt FOLDER`, or `coalition fmt --check FOLDER` to write nothing"
    )]
    NothingNamed,
    #[error("cannot write `{path}`: {cause}; it is as it was", path = .0.display(), cause = .1)]
    Unwritable(PathBuf, std::io::Error),
}

/// What became of one file.
enum Outcome {
    /// It was in the canonical layout.
    Fit,
    /// It was not.
    Unfit,
    /// It is no TOML.
    Unread,
}

pub fn fmt_command(asked: &Fmt, data: Option<&Path>) -> Result<ExitCode, Failure> {
    let mut paths: Vec<&Path> = asked.paths.iter().map(PathBuf::as_path).collect();
    paths.extend(data.filter(|_| asked.paths.is_empty()));
    if paths.is_empty() {
        return Err(FmtFault::NothingNamed.into());
    }
    let (mut all, mut unfit, mut unread) = (0, 0, 0);
    for path in paths {
        for (_, file) in Texts::read(path)?.iter() {
            all += 1;
            match one(file, asked.check)? {
                Outcome::Fit => {}
                Outcome::Unfit => unfit += 1,
                Outcome::Unread => unread += 1,
            }
        }
    }
    let told = match (unfit, asked.check) {
        (0, _) => "all in the canonical layout".to_owned(),
        (_, true) => {
            format!("{unfit} not in the canonical layout: `coalition fmt` without --check mends it")
        }
        (_, false) => format!("{unfit} laid out anew"),
    };
    let told = if unread > 0 {
        format!("{unread} left as written, for it is no TOML; of the others {told}")
    } else {
        told
    };
    writeln!(std::io::stderr(), "{}: {told}", name::count(all, "file"))?;
    let failed = unread > 0 || (asked.check && unfit > 0);
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn one(file: &TextFile, check: bool) -> Result<Outcome, Failure> {
    let read = file.text().map_err(|end| NotToml {
        message: format!("byte {} is not UTF-8", end + 1),
        span: end..end,
    });
    let laid_out = match read.and_then(|text| Ok((text, layout::lay_out(text)?))) {
        Err(NotToml { message, span }) => {
            let (line, column) = file.line_column(span.start);
            let message = message.lines().next().unwrap_or_default();
            let told = format!("{}:{line}:{column}: {message}", file.path);
            print(&format!("{}\n", render::clean(&told)))?;
            return Ok(Outcome::Unread);
        }
        Ok((text, laid_out)) if text == laid_out => return Ok(Outcome::Fit),
        Ok((_, laid_out)) => laid_out,
    };
    if check {
        let told = first_difference(file, &laid_out);
        print(&format!("{}\n", render::clean(&told)))?;
    } else if let Some(path) = file.on_disk() {
        write_whole(path, &laid_out)
            .map_err(|cause| FmtFault::Unwritable(path.to_owned(), cause))?;
    }
    Ok(Outcome::Unfit)
}

/// Where a file first differs from its layout, and how.
fn first_difference(file: &TextFile, laid_out: &str) -> String {
    let mut written = file.readable().lines();
    let mut wanted = laid_out.lines();
    let mut line = 1;
    loop {
        match (written.next(), wanted.next()) {
            (Some(is), Some(want)) if is == want => line += 1,
            (is, want) => {
                let quoted = |text: Option<&str>| match text {
                    Some("") => "an empty line".to_owned(),
                    Some(text) => format!("`{text}`"),
                    None => "the end".to_owned(),
                };
                return format!(
                    "{}:{line}: {} should be {}",
                    file.path,
                    quoted(is),
                    quoted(want)
                );
            }
        }
    }
}

/// Writes a file beside the old one, and puts it in its place.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let permissions = std::fs::metadata(path)?.permissions();
    if permissions.readonly() {
        return Err(std::io::ErrorKind::PermissionDenied.into());
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut beside = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    beside.as_file().set_permissions(permissions)?;
    beside.persist(path)?;
    Ok(())
}
