//! Files, written whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Writes a new file, or one beside the old one that then takes its place. What is no file, as a pipe, is
/// written into.
pub fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let (path, permissions) = match fs::metadata(path) {
        Ok(old) if !old.is_file() => return File::create(path)?.write_all(text.as_bytes()),
        Ok(old) if old.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
        // Where the name is a link, the file that it leads to.
        Ok(old) => (fs::canonicalize(path)?, Some(old.permissions())),
        Err(_) => (path.to_owned(), None),
    };
    let mut beside = beside(&path)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions)?;
    }
    beside.persist(&path)?;
    Ok(())
}

fn beside(path: &Path) -> std::io::Result<NamedTempFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
    if !folder.is_dir() {
        let why = format!("there is no folder {}", folder.display());
        return Err(std::io::Error::new(ErrorKind::NotFound, why));
    }
    let mut file = tempfile::Builder::new();
    if let Some(permissions) = of_new_files() {
        file.permissions(permissions);
    }
    file.tempfile_in(folder)
}

/// Those of any new file, less what the user's mask takes away.
fn of_new_files() -> Option<Permissions> {
    #[cfg(unix)]
    return Some(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    #[cfg(not(unix))]
    None
}
