//! Closed lists of the rulebook's own words, each declared once with its spelling and its meaning.

/// A word of a rulebook.
pub trait Word: Copy + Eq + 'static {
    /// Every value, in the order of the table.
    const ALL: &'static [Self];

    /// The spelling in a rulebook.
    fn as_str(self) -> &'static str;

    /// What it means, as part of a sentence.
    fn meaning(self) -> &'static str;

    /// The value a spelling stands for.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.as_str() == text)
    }

    /// Every spelling, for an error.
    fn spellings() -> String {
        Self::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", ")
    }
}

macro_rules! words {
    ($(#[$about:meta])+ pub enum $name:ident { $($variant:ident = $text:literal: $meaning:literal,)+ }) => {
        $(#[$about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`: ", $meaning)] $variant,)+
        }

        impl $crate::words::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::words::Word::as_str(*self))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as ::serde::Deserialize>::deserialize(deserializer)?;
                <Self as $crate::words::Word>::parse(&text).ok_or_else(|| {
                    let right = <Self as $crate::words::Word>::spellings();
                    ::serde::de::Error::custom(format!("{text:?} is not one of {right}"))
                })
            }
        }
    };
}
