//! What a mark says of its call, in the language of the log.

use crate::call::Address;
use crate::script::CallLanguage;
use crate::session::Row;

/// `bind(("127.0.0.1", 8000))`, `↑ send`, `recv(1024) ↓`: the socket's name stands in the head.
pub(super) fn line(row: &Row, language: CallLanguage) -> String {
    let record = &row.record;
    let line = bare(row, language);
    if record.call.sent().is_some() {
        return format!("↑ {}", named(&line, row));
    }
    if record.outcome.data().is_some() { format!("↓ {line}") } else { line }
}

/// What is said where the whole line has no room, the longest first: `connect(… 8080)`, `connect(…)`; with what C says
/// behind the line, which is where it goes.
pub(super) fn shorter(row: &Row, language: CallLanguage) -> Vec<String> {
    let call = &row.record.call;
    if call.sent().is_some() {
        return Vec::new();
    }
    let line = bare(row, language);
    let arrow = if row.record.outcome.data().is_some() { "↓ " } else { "" };
    let name = named(&line, row);
    match line.split_once("  // ") {
        Some((_, behind)) => vec![format!("{arrow}{name}(…)  // {behind}"), format!("{arrow}{name}(…)")],
        None => {
            let port = call.address().and_then(Address::port).map(|port| format!("{arrow}{name}(… {port})"));
            port.into_iter().chain([format!("{arrow}{name}(…)")]).collect()
        }
    }
}

/// The call without the socket that it is on, where the language writes that before it.
fn bare(row: &Row, language: CallLanguage) -> String {
    // In C it is an argument.
    let on = row.record.on.as_ref().map(|name| name.base()).filter(|_| language == CallLanguage::C);
    let line = language.line_short_of(&row.record.call, on.or(Some("s")), None);
    let call = match language {
        CallLanguage::C => line.as_str(),
        _ => line.split_once('.').filter(|(before, _)| !before.contains('(')).map_or(line.as_str(), |(_, call)| call),
    };
    match call.split_once(";  // ") {
        Some((call, behind)) => format!("{call}  // {behind}"),
        None => call.trim_end_matches(';').trim_end_matches('?').to_owned(),
    }
}

/// What the language calls it.
fn named(line: &str, row: &Row) -> String {
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':'));
    let name = line.split_once('(').map(|(name, _)| name).filter(is_name);
    name.unwrap_or(row.record.call.kind().name()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{By, Call, CallRecord, Kept, Name, Outcome, SocketId, Value};
    use std::time::Duration;

    #[test]
    fn a_marks_words_are_in_the_language_of_the_log() {
        let texts = |call: Call, outcome: Outcome| {
            let record = CallRecord {
                on: Some(Name::new("client", "cli")),
                makes: None,
                by: By::Person,
                call,
                waits: None,
                took: None,
                outcome,
                made: None,
                at: None,
                deferred: false,
                kept: Kept::Whole,
            };
            let row =
                Row { n: 1, t: Duration::ZERO, sid: SocketId(1), record, sent_len: 0, received_len: 0, join_n: None };
            CallLanguage::ALL
                .map(|language| format!("{} | {}", line(&row, language), shorter(&row, language).join(" | ")))
        };
        assert_eq!(
            texts(Call::Connect { address: Address::inet("127.0.0.1", 80) }, Outcome::NONE),
            [
                "connect((\"127.0.0.1\", 80)) | connect(… 80) | connect(…)",
                "connect(cli, (struct sockaddr *)&addr, sizeof addr)  // 127.0.0.1:80 | connect(…)  // 127.0.0.1:80 | connect(…)",
                "connect(&\"127.0.0.1:80\".parse::<SocketAddr>()?.into()) | connect(… 80) | connect(…)",
            ]
        );
        let sent = Call::SendAll { data: b"hi"[..].into(), flags: 0 };
        assert_eq!(texts(sent, Outcome::NONE), ["↑ sendall | ", "↑ send_all | ", "↑ write_all | "]);
        let data = Outcome::Ok(Value::Data(b"hi"[..].into()));
        assert_eq!(
            texts(Call::Recv { size: 64, flags: 0 }, data),
            ["↓ recv(64) | ↓ recv(…)", "↓ recv(cli, buf, 64, 0) | ↓ recv(…)", "↓ recv(&mut buf[..64]) | ↓ recv(…)"]
        );
        assert_eq!(
            texts(Call::Close, Outcome::NONE),
            ["close() | close(…)", "close(cli) | close(…)", "drop(s) | drop(…)"]
        );
    }
}
