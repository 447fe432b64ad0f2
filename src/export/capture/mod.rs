//! Packets.
use super::{Step, Takes};
use crate::session::Board;
use std::io::{self, Write};
pub struct Capture<'a> {
    out: &'a mut dyn Write,
}
impl<'a> Capture<'a> {
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }
}
impl Takes for Capture<'_> {
    fn take(&mut self, _: Step<'_>, _: &Board) -> io::Result<()> {
        self.out.flush()
    }
}
