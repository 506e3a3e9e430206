//! Three-state fields of a merge: absent leaves, null clears, a value sets.

/// What a body says of one field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// Not mentioned: unchanged.
    #[default]
    Absent,
    /// `null`: cleared.
    Null,
    /// A new value.
    Value(T),
}

impl<T> Patch<T> {
    /// The field after the merge.
    pub fn over(self, before: Option<T>) -> Option<T> {
        match self {
            Patch::Absent => before,
            Patch::Null => None,
            Patch::Value(value) => Some(value),
        }
    }

    /// The value, if one was given.
    pub fn value(self) -> Option<T> {
        self.over(None)
    }

    /// A look at the value, if one was given.
    pub fn as_value(&self) -> Option<&T> {
        if let Patch::Value(value) = self { Some(value) } else { None }
    }

    /// Whether the body does not mention it.
    pub fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }

    /// As a question: was it mentioned, and with what.
    pub fn mentioned(self) -> Option<Option<T>> {
        match self {
            Patch::Absent => None,
            Patch::Null => Some(None),
            Patch::Value(value) => Some(Some(value)),
        }
    }

    /// The same statement about another type.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Patch::Absent => Patch::Absent,
            Patch::Null => Patch::Null,
            Patch::Value(value) => Patch::Value(change(value)),
        }
    }
}
