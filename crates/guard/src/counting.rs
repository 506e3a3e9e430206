//! What counts, and how often: caps and the quiet after a conversation (C1, C10, D5, D6).
//!
//! Windows are days of the calendar where the person is (the first plausible zone): with a proposal on day D a window of
//! seven days looks at D-6 to D. What the source leaves open is settled so:
//!
//! * An inbound call counts as a conversation whatever its theme, account credentials and notes to agents aside: any
//!   talk may have touched the debt.
//! * The same limits hold for each particular person (C1). Contacts with the person, the spouse, guardian or executor
//!   share one count; every other contact has its own.
//! * A contact whose label is not known counts for home and for work.
//! * A message still in progress counts like one attempted.
//! * Calls made while the person had agreed to extra calls do not count later either (12 CFR 1006.14(b)(3)).

mod outcome;
mod windows;

pub(crate) use outcome::{Talk, Tally, may_touch_a_debt};
