//! The help of every command: on one screen, with examples that run on the built-in data.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::process::{Command, Output};

/// The lines and columns of the screen.
const SCREEN: (usize, usize) = (50, 80);

fn run(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coalition"));
    command.args(words).env("COALITION_DATA", "");
    command.env("COLUMNS", SCREEN.1.to_string());
    // An example may write a file.
    command.current_dir(env!("CARGO_TARGET_TMPDIR"));
    command.output().expect("the program runs")
}

fn said(words: &[&str]) -> String {
    let output = run(words);
    assert!(output.status.success(), "{words:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_version_is_told_alike_alone_and_by_the_parser() {
    let told = said(&["--version"]);
    assert_eq!(told, said(&["-V"]));
    assert_eq!(told, said(&["--color", "never", "--version"]));
}

/// The words behind `Commands:` in the help of the program.
fn commands() -> Vec<String> {
    let help = said(&["--help"]);
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let list = list.take_while(|line| !line.is_empty());
    let named = list.filter(|line| !line.starts_with("   "));
    let words = named.filter_map(|line| Some(line.split_whitespace().next()?.to_owned()));
    words.filter(|word| word != "help").collect()
}

/// The examples that need neither a shell nor somebody's own records.
fn examples(help: &str) -> Vec<Vec<&str>> {
    let lines = help
        .lines()
        .filter_map(|line| line.strip_prefix("  coalition "));
    let plain = lines.filter(|line| !line.contains(['|', '>']) && !line.contains("my-"));
    // Behind some blanks an example is explained.
    let code = plain.filter_map(|line| line.split("   ").next());
    code.map(|line| line.split_whitespace().collect()).collect()
}

#[test]
fn every_help_is_one_screen_with_an_example() {
    let commands = commands();
    assert!(commands.len() > 8, "{commands:?}");
    for command in std::iter::once("").chain(commands.iter().map(String::as_str)) {
        let words: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let help = said(&words);
        let lines = help.lines().count();
        assert!(lines <= SCREEN.0, "`{command} --help` has {lines} lines");
        assert!(help.contains(&format!("  coalition {command}")) || command == "completions");
        for line in help.lines() {
            let width = line.chars().count();
            assert!(width <= SCREEN.1, "{command}: {width} columns: {line}");
        }
        for example in examples(&help) {
            assert!(run(&example).status.success(), "{example:?}");
        }
    }
}

#[test]
fn every_command_has_a_man_page() {
    assert!(said(&["man"]).contains(".SH SUBCOMMANDS"));
    for command in commands() {
        let page = said(&["man", &command]);
        assert!(
            page.contains(&format!(".TH coalition-{command} 1")),
            "{page}"
        );
    }
}
