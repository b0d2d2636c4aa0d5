//! What a user sees: every example of the README and of `tests/cmd`, run as it stands.

#[test]
fn examples_say_what_is_written() {
    trycmd::TestCases::new()
        .case("README.md")
        .case("tests/cmd/*.md")
        .case("tests/rules/*.md")
        .env("COALITION_DATA", "")
        .env("COLUMNS", "80");
}

/// Every rule has its example and message under `tests/rules`, and nothing else is there.
#[test]
fn every_rule_has_a_page() {
    let pages = std::fs::read_dir("tests/rules").map(|pages| {
        let names = pages.filter_map(|page| page.ok()?.file_name().into_string().ok());
        names
            .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
            .collect::<Vec<_>>()
    });
    let mut pages = pages.unwrap_or_default();
    pages.sort();
    let mut rules: Vec<String> = coalition::check::RULES
        .iter()
        .map(|rule| rule.name.to_owned())
        .collect();
    rules.sort();
    assert_eq!(pages, rules);
}
