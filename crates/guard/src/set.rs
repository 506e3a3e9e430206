//! Sets of words as bits, so that asking a rule whether it looks at a theme costs one comparison.

use std::fmt;
use std::marker::PhantomData;

use domain::vocabulary::{Channel, ContactLabel, Subject, Theme, Vocabulary};

const WORDS: usize = 3;

/// A word with a place in its list.
pub trait Ordinal: Vocabulary {
    /// Its place, from 0.
    fn ordinal(self) -> usize;
}

macro_rules! ordinals {
    ($($name:ident)+) => {$(
        impl Ordinal for $name {
            fn ordinal(self) -> usize {
                self as usize
            }
        }
        const _: () = assert!($name::ALL.len() <= WORDS * 64);
    )+};
}

ordinals! { Channel ContactLabel Subject Theme }

/// Some words of one list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Set<V> {
    bits: [u64; WORDS],
    of: PhantomData<V>,
}

impl<V: Ordinal> Set<V> {
    /// No word.
    pub const EMPTY: Self = Self { bits: [0; WORDS], of: PhantomData };

    /// Adds a word.
    pub fn insert(&mut self, word: V) {
        self.bits[word.ordinal() / 64] |= 1 << (word.ordinal() % 64);
    }

    /// Whether a word is in it.
    pub fn contains(&self, word: V) -> bool {
        self.bits[word.ordinal() / 64] & (1 << (word.ordinal() % 64)) != 0
    }

    /// Whether no word is in it.
    pub fn is_empty(&self) -> bool {
        self.bits == [0; WORDS]
    }

    /// Whether every word of `other` is in it.
    pub fn covers(&self, other: &Self) -> bool {
        self.bits.iter().zip(other.bits).all(|(own, theirs)| own & theirs == theirs)
    }

    /// The words of both.
    pub fn union(&self, other: &Self) -> Self {
        let mut both = *self;
        both.bits.iter_mut().zip(other.bits).for_each(|(own, theirs)| *own |= theirs);
        both
    }

    /// The words, in the order of their list.
    pub fn iter(&self) -> impl Iterator<Item = V> + '_ {
        V::ALL.iter().copied().filter(|word| self.contains(*word))
    }
}

impl<V: Ordinal> Default for Set<V> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<V: Ordinal> FromIterator<V> for Set<V> {
    fn from_iter<I: IntoIterator<Item = V>>(words: I) -> Self {
        words.into_iter().fold(Self::EMPTY, |mut set, word| {
            set.insert(word);
            set
        })
    }
}

impl<V: Ordinal> fmt::Debug for Set<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(V::as_str)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        for subject in Subject::ALL {
            let set: Set<Subject> = [*subject].into_iter().collect();
            assert_eq!(set.iter().collect::<Vec<_>>(), [*subject]);
        }
        let both: Set<Channel> = [Channel::Voice, Channel::Text].into_iter().collect();
        assert!(both.covers(&[Channel::Text].into_iter().collect()));
        assert!(!both.covers(&[Channel::Email].into_iter().collect()));
    }
}
