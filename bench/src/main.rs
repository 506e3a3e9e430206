//! `make bench`: the data maker and the yardsticks.

fn main() {}
