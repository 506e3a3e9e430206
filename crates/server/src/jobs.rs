//! Background work. It takes no input and repeats safely; a signal only wakes it.

pub mod webhooks;
