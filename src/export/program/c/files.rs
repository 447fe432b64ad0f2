//! Calls on files of `makefile`: stdio.

use super::super::steps::{FileOf, Step};
use super::{C, Code};
use crate::bytes::{Encoding, encode_text};
use crate::call::{Call, SocketId};

/// Python's buffer, in bytes.
const BUFFER: i64 = 8192;

impl C<'_> {
    /// The calls that open the file: one to read and one to write it where it does both.
    pub(super) fn open_file(&mut self, step: &Step, mode: &str, buffering: Option<i64>) -> Result<Code, &'static str> {
        let Some(made) = step.made else { return Err("is refused by Python") };
        let (on, name) = (self.cast.variable(step.sid), self.cast.variable(made));
        let open_file = self.helper("open_file");
        let size = match buffering {
            Some(0) => 0,
            Some(size) if size > 1 => size,
            _ => BUFFER,
        };
        let mut after = Vec::new();
        let writes = mode.contains('w');
        let first = if writes && !mode.contains('r') { "w" } else { "r" };
        if writes && mode.contains('r') {
            let writer = self.cast.names.fresh(&format!("{name}_out"));
            let variable = self.variable("FILE *", &writer);
            after.push(format!("{variable} = {open_file}({on}, \"w\", {size});"));
            self.writers.insert(made, writer);
        }
        let target = Some(self.variable("FILE *", &name));
        let expression = format!("{open_file}({on}, \"{first}\", {size})");
        Ok(Code { target, expression, after, is_checked: true, ..Code::default() })
    }

    /// The statements that close a file.
    pub(super) fn close_file(&mut self, sid: SocketId) -> Vec<String> {
        let names = [Some(self.cast.variable(sid)), self.writers.get(&sid).cloned()];
        names.into_iter().flatten().map(|name| format!("fclose({name});")).collect()
    }

    /// A call on a file.
    pub(super) fn on_file(&mut self, step: &Step) -> Result<Code, &'static str> {
        let file = self.cast.variable(step.sid);
        let of =
            self.cast.plan.facts.files.get(&step.sid).cloned().ok_or("is on a file that the session did not make")?;
        let writer = self.writers.get(&step.sid).cloned().unwrap_or_else(|| file.clone());
        let mut after = Vec::new();
        let (name, expression) = match &step.call {
            Call::ReadLine => ("getline", format!("{}({file})", self.helper("read_line"))),
            Call::Read { size } => ("fread", self.read(step, &of, &file, *size)),
            Call::Write { .. } => {
                let (data, _) = self.cast.taken(step).unwrap_or_default();
                let wire = if step.is_unknown { data.to_vec() } else { wire(&of, data)? };
                ("fwrite", format!("{}({writer}, {})", self.helper("write_file"), self.data(step, &wire)))
            }
            Call::Flush => ("fflush", format!("fflush({writer})")),
            Call::FClose if self.closed.contains(&step.sid) => return Err("does nothing: it is closed"),
            Call::FClose => {
                if writer != file {
                    after.push(format!("fclose({writer});"));
                }
                ("fclose", format!("fclose({file})"))
            }
            _ => return Err("is no call of C"),
        };
        Ok(Code { name, expression, after, ..Code::default() })
    }

    fn read(&mut self, step: &Step, of: &FileOf, file: &str, size: Option<i64>) -> String {
        let wants_all = size.is_none_or(|size| size < 0);
        if wants_all && step.outcome.is_ok() {
            return format!("{}({file})", self.helper("read_to_end"));
        }
        let text = step.outcome.data().filter(|_| of.is_text());
        let count = match text {
            Some(text) => wire(of, text).map_or(step.got, |wire| wire.len() as u64),
            None if step.got > 0 => step.got,
            None => size.and_then(|size| u64::try_from(size).ok()).unwrap_or(1).clamp(1, 65_536),
        };
        if of.is_text() && of.newline.is_none() && step.got > 0 {
            return format!("{}({file}, {count})", self.helper("read_text"));
        }
        self.block.room = self.block.room.max(count);
        format!("{}({file}, buffer, {count})", self.helper("read_file"))
    }
}

/// A text as it goes out.
fn wire(of: &FileOf, text: &[u8]) -> Result<Vec<u8>, &'static str> {
    if !of.is_text() {
        return Ok(text.to_vec());
    }
    let name = of.encoding.as_deref().unwrap_or("utf-8");
    let is_utf8 = ["utf-8", "utf8", "ascii"].contains(&name.to_ascii_lowercase().replace('_', "-").as_str());
    let text = String::from_utf8_lossy(text);
    // What ends a line is written as it is asked for; the empty text leaves it.
    let text = match of.newline.as_deref().unwrap_or("\n") {
        "\n" | "" => text.into_owned(),
        end => text.replace('\n', end),
    };
    if is_utf8 {
        return Ok(text.into_bytes());
    }
    let encoding = Encoding::parse(name).ok_or("is in an encoding that is not known here")?;
    encode_text(encoding, &text).map_err(|_| "has a character that its encoding has not")
}
