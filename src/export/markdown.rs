//! A table of the calls, and a sequence diagram that Mermaid draws.

use super::pass::{Entry, Pass};
use super::{ExportError, Exported, Step, Takes, text};
use crate::bytes;
use crate::call::{Call, CallKind, Header, Name, SocketId, Value};
use crate::locale::{Language, Message, words};
use crate::session::{Board, Direction};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// Mermaid refuses diagrams of more than 50,000 characters, and nobody reads longer ones.
const ARROWS: u64 = 300;
/// Characters of data that an arrow shows.
const SHOWN: usize = 40;

pub fn write<R: BufRead, O: Fn() -> io::Result<R>>(
    pass: &Pass<'_, O>,
    language: Language,
    out: &mut dyn Write,
) -> Result<Exported, ExportError> {
    let exported = pass.run(&mut Table { language, out: &mut *out })?;
    let mut diagram = Diagram { language, places: BTreeMap::new(), arrows: 0, left_out: false, out };
    pass.run(&mut diagram)?;
    Ok(exported)
}

struct Table<'a> {
    language: Language,
    out: &'a mut dyn Write,
}

impl Table<'_> {
    fn head(&mut self, header: &Header) -> io::Result<()> {
        let say = |key: &str| words(self.language, &Message::new(key));
        let heads = ["time", "socket", "call", "result", "bytes"].map(|key| say(&format!("export-column-{key}")));
        writeln!(self.out, "# Sockscope, {}\n", cell(&header.utc))?;
        writeln!(self.out, "## {}\n", say("export-calls-heading"))?;
        writeln!(self.out, "| n | {} |", heads.join(" | "))?;
        writeln!(self.out, "|--:|--:|---|---|---|--:|")
    }

    fn row(&mut self, entry: &Entry) -> io::Result<()> {
        let record = &entry.record;
        let name = record.on.as_ref().or(record.makes.as_ref()).map(Name::to_string).unwrap_or_default();
        let (line, result) = text::words(entry);
        let moved = entry.moved.map(|moved| moved.bytes.to_string()).unwrap_or_default();
        let (n, time) = (entry.n, bytes::clock_text(entry.t));
        writeln!(self.out, "| {n} | {time} | {} | {} | {} | {moved} |", cell(&name), code(&line), code(&result))
    }
}

impl Takes for Table<'_> {
    fn take(&mut self, step: Step<'_>, _: &Board) -> io::Result<()> {
        match step {
            Step::Header(header) => self.head(header),
            Step::Back(entry) | Step::Unfinished(entry) => self.row(entry),
            _ => Ok(()),
        }
    }
}

/// Text in a cell: nothing in it is Markdown or HTML.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            c if r"\`*_{}[]<>|&~$#".contains(c) => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Code in a cell, in HTML, because a back-tick span cannot hold every text.
fn code(text: &str) -> String {
    format!("<code>{}</code>", cell(text))
}

struct Diagram<'a> {
    language: Language,
    /// Participants by socket, and those that are no socket of the session by address.
    places: BTreeMap<Place, String>,
    arrows: u64,
    left_out: bool,
    out: &'a mut dyn Write,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Socket(SocketId),
    Beyond(String),
}

impl Takes for Diagram<'_> {
    fn take(&mut self, step: Step<'_>, board: &Board) -> io::Result<()> {
        match step {
            Step::Header(_) => {
                let heading = words(self.language, &Message::new("export-diagram-heading"));
                writeln!(self.out, "\n## {heading}\n\n```mermaid\nsequenceDiagram")
            }
            Step::Back(entry) => self.call(entry, board),
            _ => Ok(()),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        if self.arrows == 0 {
            writeln!(self.out, "    participant _ as …")?;
        }
        writeln!(self.out, "```")?;
        if self.left_out {
            let message = Message::new("export-diagram-cut").with("count", ARROWS);
            writeln!(self.out, "\n{}", words(self.language, &message))?;
        }
        Ok(())
    }
}

impl Diagram<'_> {
    fn call(&mut self, entry: &Entry, board: &Board) -> io::Result<()> {
        let record = &entry.record;
        let sid = board.owner(entry.sid);
        let (is_sent, label) = match (entry.moved, &record.call) {
            (Some(moved), _) if moved.beside || moved.bytes == 0 && moved.direction == Direction::Received => {
                return Ok(());
            }
            (Some(moved), _) => {
                let data = entry.bytes().unwrap_or_default();
                let text = bytes::printable_preview(data, SHOWN);
                (moved.direction == Direction::Sent, format!("{} {text}", bytes::size_text(moved.bytes)))
            }
            (None, Call::Connect { .. } | Call::ConnectEx { .. }) => {
                let (_, result) = text::words(entry);
                (true, format!("{} → {result}", record.call.kind().name()))
            }
            (None, Call::Shutdown { .. } | Call::Close) => (true, record.call.kind().name().to_owned()),
            _ => return Ok(()),
        };
        let (here, there) = (Place::Socket(sid), far(entry, sid, board));
        let Some(there) = there.filter(|there| *there != here) else { return Ok(()) };
        // What another socket of the session sent is drawn once, where it was sent.
        if !is_sent && matches!(there, Place::Socket(_)) {
            return Ok(());
        }
        if self.arrows >= ARROWS {
            self.left_out = true;
            return Ok(());
        }
        let (here, there) = (self.place(here, board)?, self.place(there, board)?);
        self.arrows += 1;
        let (from, to) = if is_sent { (here, there) } else { (there, here) };
        let arrow = match record.call.kind() {
            CallKind::Connect | CallKind::ConnectEx if record.outcome.is_error() => "--x",
            CallKind::Connect | CallKind::ConnectEx | CallKind::Shutdown | CallKind::Close => "-->>",
            _ => "->>",
        };
        writeln!(self.out, "    {from}{arrow}{to}: {}", mermaid(&label))
    }

    /// The participant's name in the diagram; told at its first use.
    fn place(&mut self, place: Place, board: &Board) -> io::Result<String> {
        if let Some(known) = self.places.get(&place) {
            return Ok(known.clone());
        }
        let shown = match &place {
            Place::Socket(sid) => board.row(*sid).map_or_else(|| format!("#{}", sid.0), |row| row.name.to_string()),
            Place::Beyond(address) => address.clone(),
        };
        let name = format!("p{}", self.places.len() + 1);
        writeln!(self.out, "    participant {name} as {}", mermaid(&shown))?;
        self.places.insert(place, name.clone());
        Ok(name)
    }
}

/// Who is at the other end: a socket of the session where one is known by its name, or an address.
fn far(entry: &Entry, sid: SocketId, board: &Board) -> Option<Place> {
    let row = board.row(sid)?;
    let address = match &entry.record.outcome {
        crate::call::Outcome::Ok(value @ (Value::DataFrom(..) | Value::Message { .. })) => value.sender(),
        _ => None,
    };
    let address = address.or(entry.record.call.address()).or(row.peer.as_ref())?;
    let port = address.port();
    let is_it = |other: &crate::session::SocketRow| {
        other.sid != sid
            && match (&other.local, port) {
                (Some(local), Some(port)) if local.port() == Some(port) => {
                    // Of a connection the other half; else whoever has that name.
                    other.peer.is_none()
                        || other.peer.as_ref().and_then(crate::call::Address::port)
                            == row.local.as_ref().and_then(crate::call::Address::port)
                }
                (Some(local), None) => !address.is_unnamed() && local == address,
                _ => false,
            }
    };
    let found =
        board.sockets.values().filter(|other| is_it(other)).max_by_key(|other| (other.peer.is_some(), other.open));
    Some(found.map_or_else(|| Place::Beyond(address.to_string()), |other| Place::Socket(other.sid)))
}

/// Text in a diagram: entities for what Mermaid or Markdown would read as its own.
fn mermaid(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            c if c.is_ascii_punctuation() && !"./:,-=?!".contains(c) => out.push_str(&format!("#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    // An empty message is an error of syntax.
    if out.trim().is_empty() { "·".to_owned() } else { out }
}
