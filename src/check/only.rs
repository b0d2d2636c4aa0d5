//! Which findings are shown: those of some rules, or of a theme.

use super::expectation::ABOUT_EXPECTATIONS;
use super::{RULES, rule};
use crate::finding::{Finding, Rule};
use crate::name;

/// The name of all rules about expectations.
pub const EXPECTATIONS: &str = "expectations";

/// A word that names no rule.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no rule `{word}`; {hint}")]
pub struct NoRule {
    word: String,
    hint: String,
}

impl NoRule {
    fn new(word: &str, valid: impl Iterator<Item = &'static str>) -> NoRule {
        let near = name::nearest(word, valid);
        let lists = || "`coalition explain` lists them".to_owned();
        NoRule {
            word: word.to_owned(),
            hint: name::did_you_mean(&near).unwrap_or_else(lists),
        }
    }
}

/// The rule with this name, however it is written.
///
/// # Errors
/// [`NoRule`], with the nearest names.
pub fn find(word: &str) -> Result<&'static Rule, NoRule> {
    rule(&name::fold(word)).ok_or_else(|| NoRule::new(word, names()))
}

/// The rules of which findings are shown. None = of all.
#[derive(Clone, Debug, Default)]
pub struct Only(Vec<&'static Rule>);

impl Only {
    /// The rules that some words name: each a rule, or `expectations` for all rules about them.
    ///
    /// # Errors
    /// [`NoRule`] at the first word that names none.
    pub fn parse(words: &[String]) -> Result<Only, NoRule> {
        let mut rules = Vec::new();
        for word in words {
            match name::fold(word).as_str() {
                EXPECTATIONS => rules.extend(ABOUT_EXPECTATIONS),
                folded => rules.push(
                    rule(folded).ok_or_else(|| NoRule::new(word, names().chain([EXPECTATIONS])))?,
                ),
            }
        }
        Ok(Only(rules))
    }

    /// Whether the findings of all rules are shown.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a rule is named.
    pub fn names(&self, name: &str) -> bool {
        self.0.iter().any(|rule| rule.name == name)
    }

    /// Whether expectations are asked for by name.
    pub fn names_expectations(&self) -> bool {
        ABOUT_EXPECTATIONS.iter().any(|rule| self.names(rule.name))
    }

    /// Whether a finding is shown.
    pub fn shows(&self, finding: &Finding) -> bool {
        self.is_all() || self.names(finding.rule.name)
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name)
}
