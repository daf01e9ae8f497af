//! The language that a person wants to be spoken to in, or that an account speaks: a tag. Which languages are spoken is known to who has the words.

use std::fmt;

/// A language tag (BCP 47, RFC 5646 section 2.1, without extensions and private use): `de`, `pt-BR`, `zh-Hant-TW`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Language(String);

impl Language {
    /// Reads a tag.
    ///
    /// # Errors
    /// [`NotALanguage`] for everything that does not look like one.
    pub fn parse(tag: &str) -> Result<Language, NotALanguage> {
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        let fits = tag.len() <= 35
            && (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| {
                (2..=8).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_alphanumeric())
            });
        if fits { Ok(Language(tag.to_owned())) } else { Err(NotALanguage) }
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no language tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a language tag")]
pub struct NotALanguage;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_language_and_anything_else_is_none() {
        for tag in ["en", "de", "ar", "haw", "pt-BR", "zh-Hant-TW", "es-419"] {
            assert_eq!(Language::parse(tag).unwrap().as_str(), tag);
        }
        for other in ["", "e", "EN", "english", "de_DE", "de-", "-de", "de-x", "../de", "de\r\n", "dé", "d e"]
        {
            assert_eq!(Language::parse(other), Err(NotALanguage), "{other:?}");
        }
    }
}
