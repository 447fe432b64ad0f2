//! What a row of the log says, as text: pure.

use super::said;
use crate::bytes::{clock_text, duration_text, printable_preview};
use crate::call::{Address, Call, CallRecord, Name, Outcome, Value};
use crate::locale::{Language, Message, words};
use crate::script::{CallLanguage, result_text_of};
use crate::session::Row;
use crate::ui::theme::Tokens;
use egui::Color32;
use std::time::Duration;

/// How many characters of received bytes a row shows.
const PREVIEW: usize = 48;

/// What a result tells, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to see.
    Quiet,
    /// A value.
    Plain,
    /// Bytes that left.
    Sent,
    /// Bytes that came.
    Received,
    /// It waits.
    Waiting,
    /// It would have waited, or goes on by itself: `EAGAIN`, `EINPROGRESS`.
    NotYet,
    /// It failed.
    Failed,
}

impl Tone {
    /// Its colour.
    pub fn color(self, t: &Tokens) -> Color32 {
        match self {
            Self::Quiet => t.text_subdued,
            Self::Plain => t.text,
            Self::Sent => t.sent,
            Self::Received => t.received,
            Self::Waiting => t.waiting,
            Self::NotYet => t.warning,
            Self::Failed => t.error,
        }
    }
}

/// What came of a call, in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultText {
    /// The words at the right.
    pub words: String,
    /// What they tell.
    pub tone: Tone,
    /// The beginning of received bytes, before the words.
    pub preview: Option<String>,
}

/// A row as it is drawn and read out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowText {
    /// When it started: `12.104`.
    pub time: String,
    /// The side of its socket, or nothing.
    pub side: String,
    /// The call in the language that calls are shown in.
    pub line: String,
    /// What came of it.
    pub result: ResultText,
    /// How long it took, or has waited by now.
    pub took: String,
    /// All of it in a sentence. A waiting call's says no seconds: they would be read out again and again.
    pub sentence: String,
}

impl RowText {
    /// Says that what came of it is not told yet.
    pub fn hide_outcome(&mut self, language: Language) {
        let hidden = words(language, &Message::new("stepping-hidden"));
        let call = if self.side.is_empty() { self.line.clone() } else { format!("{} {}", self.side, self.line) };
        let message = Message::new("log-row-waiting").with("time", self.time.as_str()).with("call", call);
        self.sentence = words(language, &message.with("result", hidden.as_str()));
        self.result = ResultText { words: hidden, tone: Tone::Quiet, preview: None };
    }
}

/// The texts of a row. `stream` tells whether no bytes mean the end; `now` is the session's clock while it is live.
pub fn row_text_in(
    row: &Row,
    stream: bool,
    now: Option<Duration>,
    (language, calls): (Language, CallLanguage),
) -> RowText {
    let record = &row.record;
    let named = record.on.as_ref().or(record.makes.as_ref());
    let side = named.map_or("", Name::side).to_owned();
    let line = calls.line_short(record, Some(row.sent_len).filter(|_| record.call.sent().is_some()));
    let result = result_text(row, stream, language, calls);
    let took = match (record.took, now) {
        (Some(took), _) => duration_text(took),
        (None, Some(now)) if record.outcome == Outcome::Waiting => duration_text(now.saturating_sub(row.t)),
        _ => String::new(),
    };
    let time = clock_text(row.t);
    let call = if side.is_empty() { line.clone() } else { format!("{side} {line}") };
    let outcome = match &result.preview {
        Some(preview) => format!("{}, {preview}", result.words),
        None => result.words.clone(),
    };
    let key = if record.took.is_some() { "log-row" } else { "log-row-waiting" };
    let message = Message::new(key).with("time", time.as_str()).with("call", call).with("result", outcome);
    let sentence = match &record.outcome {
        Outcome::Waiting => said::waits(row, language),
        _ if said::has_failed(row) => said::failed(row, &result.words, None, language),
        _ => words(language, &if record.took.is_some() { message.with("took", took.as_str()) } else { message }),
    };
    RowText { time, side, line, result, took, sentence }
}

fn result_text(row: &Row, stream: bool, language: Language, calls: CallLanguage) -> ResultText {
    let record = &row.record;
    let say = |message: Message| words(language, &message);
    let plain = |words: String, tone: Tone| ResultText { words, tone, preview: None };
    let sent = |key: &str, done: u64| say(Message::new(key).with("done", done).with("total", row.sent_len));
    let sends = record.call.sent().is_some();
    if let Outcome::Ok(value) = &record.outcome
        && let Some(data) = value.data()
    {
        if row.received_len == 0 && stream && record.call.size() != Some(0) {
            return plain(say(Message::new("log-eof")), Tone::Received);
        }
        let words = say(Message::new("log-received").with("n", row.received_len));
        return ResultText { words, tone: Tone::Received, preview: preview(data, value.sender()) };
    }
    match (&record.outcome, &record.call) {
        (Outcome::Waiting, _) => plain(say(Message::new("log-waiting")), Tone::Waiting),
        (Outcome::Ok(Value::Int(done)), _) if sends => {
            plain(sent("log-sent", u64::try_from(*done).unwrap_or(0)), Tone::Sent)
        }
        (Outcome::Ok(_), _) if sends => plain(sent("log-sent", row.sent_len), Tone::Sent),
        (Outcome::Stopped { done }, _) if sends && *done > 0 => plain(sent("log-stopped-sent", *done), Tone::Sent),
        (Outcome::Stopped { .. }, _) => plain(say(Message::new("log-stopped")), Tone::Plain),
        (Outcome::Ok(Value::Accepted(_)), _) => {
            let address = value_words(row, calls);
            plain(
                record.makes.as_ref().map_or(address.clone(), |name| format!("{}, {address}", name.base())),
                Tone::Plain,
            )
        }
        (outcome, _) => {
            let tone = match outcome {
                Outcome::Ok(Value::None) => Tone::Quiet,
                outcome if outcome.is_not_yet() => Tone::NotYet,
                Outcome::Ok(Value::ConnectEx(errno)) if *errno != 0 => Tone::Failed,
                outcome if outcome.is_error() => Tone::Failed,
                _ => Tone::Plain,
            };
            let words = made_words(record).unwrap_or_else(|| value_words(row, calls));
            let deferred =
                if record.deferred { format!(" · {}", say(Message::new("log-deferred"))) } else { String::new() };
            plain(words + &deferred, tone)
        }
    }
}

/// The names of what a call made, as its line gives them.
fn made_words(record: &CallRecord) -> Option<String> {
    let makes = record.makes.as_ref().filter(|_| record.outcome == Outcome::NONE)?;
    Some(match &record.call {
        Call::SocketPair { other: Some(other), .. } => format!("{}, {}", makes.base(), other.base()),
        _ => makes.base().to_owned(),
    })
}

/// What a call returned, in the words of the language that calls are shown in. Errors are the kernel's in every one.
fn value_words(row: &Row, calls: CallLanguage) -> String {
    let record = &row.record;
    let python = || result_text_of(&record.outcome, &record.call, None);
    let Outcome::Ok(value) = &record.outcome else { return python() };
    match (calls, value) {
        (CallLanguage::Python, _) => python(),
        (CallLanguage::C, Value::None) => "0".to_owned(),
        (CallLanguage::Rust, Value::None) => "Ok(())".to_owned(),
        (CallLanguage::C, Value::Bool(flag)) => i32::from(*flag).to_string(),
        (CallLanguage::Rust, Value::Bool(flag)) => flag.to_string(),
        (_, Value::Address(Some(address)) | Value::Accepted(Some(address))) => address.to_string(),
        _ => python(),
    }
}

/// `"Hello!"`, and where a datagram came from.
fn preview(data: &[u8], from: Option<&Address>) -> Option<String> {
    let text = (!data.is_empty()).then(|| format!("\"{}\"", printable_preview(data, PREVIEW)));
    let from = from.map(|from| format!("← {from}"));
    match (text, from) {
        (Some(text), Some(from)) => Some(format!("{text} {from}")),
        (text, from) => text.or(from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{By, Kept, SocketId};
    fn row_text(row: &Row, stream: bool, now: Option<Duration>, language: Language) -> RowText {
        row_text_in(row, stream, now, (language, CallLanguage::Python))
    }

    fn row(call: Call, outcome: Outcome, took: Option<u64>, lengths: (u64, u64)) -> Row {
        let record = CallRecord {
            on: Some(Name::new("client", "s")),
            makes: None,
            by: By::Person,
            call,
            waits: None,
            took: took.map(Duration::from_micros),
            outcome,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        };
        let t = Duration::from_millis(12_104);
        Row { n: 1, t, sid: SocketId(1), record, sent_len: lengths.0, received_len: lengths.1, join_n: None }
    }

    fn says(row: &Row) -> (String, Tone, Option<String>) {
        let text = row_text(row, true, Some(Duration::from_millis(15_304)), Language::English);
        (text.result.words, text.result.tone, text.result.preview)
    }

    #[test]
    fn results_say_what_moved() {
        let send = Call::Send { data: b"hello"[..].into(), flags: 0 };
        let recv = Call::Recv { size: 1024, flags: 0 };
        let data = |bytes: &[u8]| Outcome::Ok(Value::Data(bytes.into()));
        let sent = row(send.clone(), Outcome::Ok(Value::Int(3)), Some(19), (5, 0));
        assert_eq!(says(&sent), ("↑ 3 of 5 B".into(), Tone::Sent, None));
        let got = row(recv.clone(), data(b"hi\r\n"), Some(19), (0, 4));
        assert_eq!(says(&got), ("↓ 4 B".into(), Tone::Received, Some(r#""hi\r\n""#.into())));
        let end = row(recv.clone(), data(b""), Some(19), (0, 0));
        assert_eq!(says(&end), ("↓ 0 B, EOF".into(), Tone::Received, None));
        let stopped = row(send, Outcome::Stopped { done: 2 }, Some(19), (5, 0));
        assert_eq!(says(&stopped).0, "stopped, ↑ 2 of 5 B");
        let refused = row(
            Call::Connect { address: Address::inet("127.0.0.1", 1) },
            Outcome::Errno(crate::call::errno_number("ECONNREFUSED").unwrap()),
            Some(38),
            (0, 0),
        );
        assert_eq!(says(&refused), ("ECONNREFUSED".into(), Tone::Failed, None));
        let none = row(Call::Close, Outcome::NONE, Some(38), (0, 0));
        assert_eq!(says(&none), ("None".into(), Tone::Quiet, None));
    }

    #[test]
    fn results_are_in_the_language_of_the_calls() {
        let says = |row: &Row, calls| row_text_in(row, true, None, (Language::English, calls)).result.words;
        let all = |row: &Row| [CallLanguage::Python, CallLanguage::C, CallLanguage::Rust].map(|calls| says(row, calls));
        assert_eq!(all(&row(Call::Close, Outcome::NONE, Some(38), (0, 0))), ["None", "0", "Ok(())"]);
        let name = Outcome::Ok(Value::Address(Some(Address::inet("127.0.0.1", 80))));
        let name = row(Call::GetSockName, name, Some(38), (0, 0));
        assert_eq!(all(&name), ["('127.0.0.1', 80)", "127.0.0.1:80", "127.0.0.1:80"]);
        let blocking = row(Call::GetBlocking, Outcome::Ok(Value::Bool(true)), Some(38), (0, 0));
        assert_eq!(all(&blocking), ["True", "1", "true"]);
        let mut made = row(Call::Socket { family: 2, kind: 1, proto: 0 }, Outcome::NONE, Some(38), (0, 0));
        (made.record.on, made.record.makes) = (None, Some(Name::new("client", "c")));
        assert_eq!(all(&made), ["c", "c", "c"], "what it made, never None");
    }

    #[test]
    fn a_row_reads_as_one_sentence() {
        let text = row_text(&row(Call::Close, Outcome::NONE, Some(38), (0, 0)), true, None, Language::English);
        assert_eq!(text.sentence, "12.104 client s.close(): None, 38 µs");
        let waits = row(Call::Accept, Outcome::Waiting, None, (0, 0));
        let text = row_text(&waits, true, Some(Duration::from_millis(15_304)), Language::English);
        assert_eq!((text.sentence.as_str(), text.took.as_str()), ("client/s accept waits, since 12.104", "3.2 s"));
        assert_eq!(row_text(&waits, true, None, Language::Chinese).took, "");
    }

    #[test]
    fn what_failed_says_so_with_its_arguments() {
        let failed = |call: Call, outcome: Outcome| {
            let row = row(call, outcome, Some(38), (0, 0));
            (said::has_failed(&row), row_text(&row, true, None, Language::English).sentence)
        };
        let errno = |name| Outcome::Errno(crate::call::errno_number(name).unwrap());
        let connect = || Call::Connect { address: Address::inet("127.0.0.1", 8081) };
        let number = |name| crate::call::number_of(name).unwrap();
        assert_eq!(
            failed(connect(), errno("ECONNREFUSED")),
            (true, "client/s connect 127.0.0.1:8081 failed, ECONNREFUSED; at 12.104".to_owned())
        );
        assert_eq!(
            failed(Call::Recv { size: 64, flags: 0 }, Outcome::Timeout),
            (true, "client/s recv 64 failed, timeout; at 12.104".to_owned())
        );
        let (how, to) = (number("SHUT_WR"), Address::inet("127.0.0.1", 9));
        assert!(failed(Call::Shutdown { how }, errno("ENOTCONN")).1.starts_with("client/s shutdown SHUT_WR failed"));
        let sent = Call::SendTo { data: b"hi"[..].into(), flags: 0, address: to };
        assert!(failed(sent, errno("EACCES")).1.starts_with("client/s sendto 127.0.0.1:9, 0 B failed, EACCES"));
        // It goes on.
        let (is_failed, said) = failed(connect(), errno("EINPROGRESS"));
        assert!(!is_failed && said.starts_with("12.104 client s.connect("), "{said}");
    }

    #[test]
    fn a_file_reads_text_and_then_the_end() {
        let read = |data: &str| {
            let outcome = Outcome::Ok(Value::Text(data.as_bytes().into()));
            let row = row(Call::ReadLine, outcome, Some(1), (0, data.len() as u64));
            let text = row_text(&row, true, None, Language::English).result;
            (text.words, text.preview)
        };
        assert_eq!(read("OK\n"), ("↓ 3 B".to_owned(), Some("\"OK\\n\"".to_owned())));
        assert_eq!(read("").1, None);
    }

    #[test]
    fn a_datagram_says_where_it_came_from() {
        let from = Some(Address::inet("127.0.0.1", 9000));
        let outcome = Outcome::Ok(Value::DataFrom(b""[..].into(), from));
        let empty = row(Call::RecvFrom { size: 1024, flags: 0 }, outcome, Some(1), (0, 0));
        let text = row_text(&empty, false, None, Language::English);
        assert_eq!((text.result.words.as_str(), text.result.preview.as_deref()), ("↓ 0 B", Some("← 127.0.0.1:9000")));
    }
}
