//! Arguments, logging, and the window.
fn main() {}
