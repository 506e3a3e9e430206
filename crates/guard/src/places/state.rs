//! The states, territories and the District.

/// A state, a territory, or the District of Columbia.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct State(u8);

/// Some states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct States(u64);

const ALL: [(&str, &str); State::COUNT] = [
    ("AK", "Alaska"),
    ("AL", "Alabama"),
    ("AR", "Arkansas"),
    ("AS", "American Samoa"),
    ("AZ", "Arizona"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DC", "District of Columbia"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("GU", "Guam"),
    ("HI", "Hawaii"),
    ("IA", "Iowa"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("MA", "Massachusetts"),
    ("MD", "Maryland"),
    ("ME", "Maine"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MO", "Missouri"),
    ("MP", "Northern Mariana Islands"),
    ("MS", "Mississippi"),
    ("MT", "Montana"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("NE", "Nebraska"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NV", "Nevada"),
    ("NY", "New York"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("PR", "Puerto Rico"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VA", "Virginia"),
    ("VI", "Virgin Islands"),
    ("VT", "Vermont"),
    ("WA", "Washington"),
    ("WI", "Wisconsin"),
    ("WV", "West Virginia"),
    ("WY", "Wyoming"),
];

impl State {
    /// How many there are.
    pub const COUNT: usize = 56;

    /// The state of these two capitals.
    pub fn code(text: &str) -> Option<Self> {
        let at = ALL.binary_search_by_key(&text, |(code, _)| code).ok()?;
        Some(Self(at as u8))
    }

    /// The state an address names, by its two letters or in full, in any case.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let named =
            |(code, name): &(&str, &str)| code.eq_ignore_ascii_case(text) || name.eq_ignore_ascii_case(text);
        ALL.iter().position(named).map(|at| Self(at as u8))
    }

    /// Its two letters.
    pub fn as_str(self) -> &'static str {
        ALL[usize::from(self.0)].0
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        ALL[usize::from(self.0)].1
    }

    /// Every one, by its two letters.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(|at| Self(at as u8))
    }

    pub(super) fn ordinal(self) -> usize {
        usize::from(self.0)
    }
}

impl States {
    /// Adds one.
    pub fn insert(&mut self, state: State) {
        self.0 |= 1 << state.0;
    }

    /// Whether one is in it.
    pub fn contains(self, state: State) -> bool {
        self.0 & (1 << state.0) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_by_letters_and_by_name() {
        assert_eq!(State::read(" ma "), State::code("MA"));
        assert_eq!(State::read("massachusetts"), State::code("MA"));
        assert_eq!(State::read("Mass"), None);
        assert!(State::all().all(|state| State::code(state.as_str()) == Some(state)));
    }
}
