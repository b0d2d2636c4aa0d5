//! A folder of records that a test edits.

use std::path::{Path, PathBuf};

use coalition::check::CAST;
use tempfile::TempDir;

pub const JOINS: &str = r#"
[[event]]
id = "dnk-joins"
date = 2014-09-26
kind = "join"
actor = "DNK"
coalition = "demo"
sources = ["paper"]
"#;

/// Two members where before there was one.
pub fn two_join() -> String {
    JOINS.to_owned() + &JOINS.replace("dnk", "nor").replace("DNK", "NOR")
}

/// One error, on line 6.
pub fn faulty() -> String {
    JOINS.replace("DNK", "DNX")
}

pub struct Folder {
    _home: TempDir,
    pub data: PathBuf,
}

impl Folder {
    pub fn new() -> Folder {
        let home = tempfile::tempdir().expect("a folder");
        let folder = Folder {
            data: home.path().join("records"),
            _home: home,
        };
        folder.fill();
        folder
    }

    /// The cast, and Denmark in.
    pub fn fill(&self) {
        self.save("cast.toml", CAST);
        self.save("joins.toml", JOINS);
    }

    pub fn path(&self) -> &str {
        self.data.to_str().expect("a path")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }

    pub fn save(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.file(name);
        let folder = path.parent().expect("a folder");
        std::fs::create_dir_all(folder).expect("a folder");
        std::fs::write(path, text).expect("saved");
    }

    /// As many editors do: written beside, and put in the place of the old one.
    pub fn save_by_rename(&self, name: &str, text: &str) {
        let beside = self.file(&format!(".{name}.new"));
        std::fs::write(&beside, text).expect("written");
        rename(&beside, &self.file(name));
    }

    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.file(name)).expect("removed");
    }
}

pub fn rename(from: &Path, to: &Path) {
    std::fs::rename(from, to).expect("renamed");
}
