//! The scripts that complete, in a real shell where there is one.
#![cfg(unix)]
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coalition");

fn is_there(shell: &str) -> bool {
    let mut command = Command::new(shell);
    command.arg("-c").arg("exit 0").stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// What bash offers for the last of these words; nothing where there is no bash.
fn bash(data: &str, words: &[&str]) -> Option<Vec<String>> {
    let script = r#"
        source <("$0" completions bash)
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _clap_complete_coalition coalition "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let mut command = Command::new("bash");
    command.args(["--norc", "-c", script, PROGRAM]).args(words);
    command.env("COALITION_DATA", data);
    if !is_there("bash") {
        return None;
    }
    let output = command.output().expect("bash runs");
    let said = String::from_utf8(output.stdout).expect("text");
    Some(said.lines().map(str::to_owned).collect())
}

fn offers(data: &str, line: &str, expected: &[&str]) {
    let words: Vec<&str> = line.split(' ').collect();
    if let Some(offered) = bash(data, &words) {
        assert_eq!(offered, expected, "{line}");
    }
}

#[test]
fn bash_completes_ids_of_the_built_in_data() {
    offers("", "coalition members inh", &["inherent-resolve"]);
    offers("", "coalition restrictions DN", &["DNK"]);
    offers("", "coalition members --in ira", &["iraq"]);
    offers("", "coalition timeline glob", &["global-coalition"]);
    offers("", "coalition explain leave-b", &["leave-before-join"]);
    offers("", "coalition members --by op", &["operating"]);
    offers("", "coalition graph --format m", &["mermaid"]);
    offers("", "coalition members --format m", &["markdown"]);
}

#[test]
fn bash_completes_from_the_data_in_use() {
    let own = "tests/fixtures/graph";
    offers(own, "coalition members w", &["whole"]);
    offers(own, "coalition members inh", &[""]);
    let said = format!("coalition members --data {own} w");
    offers("", &said, &["whole"]);
    offers(
        "",
        &format!("coalition --data={own} members --in b"),
        &["bay"],
    );
    offers("no-such-folder", "coalition members inh", &[""]);
}

#[test]
fn each_shell_has_a_script() {
    for shell in ["bash", "zsh", "fish"] {
        let mut command = Command::new(PROGRAM);
        let output = command.args(["completions", shell]).output();
        let script = output.expect("the program runs").stdout;
        let script = String::from_utf8(script).expect("text");
        assert!(script.contains("COALITION_COMPLETE"), "{shell}: {script}");
    }
}
