//! Files that cannot be opened or saved, and texts that cannot be read.

use super::case::{plain, say};
use crate::call::errno_name;
use crate::locale::Message;
use std::path::Path;

/// `Cannot save /tmp/a.jsonl: ENOSPC (28): the disk is full; make room, or choose another disk`.
///
/// `what` is one of `file-cannot-open`, `file-cannot-read`, `file-cannot-save` (or a like sentence without its end);
/// `os_error` is `std::io::Error::raw_os_error`. An empty path is left out. Control characters in the path are not shown as such.
pub fn io_error(what: &Message, path: &Path, os_error: Option<i32>) -> Message {
    let name = os_error.and_then(errno_name);
    let why = match name {
        Some("ENOENT") => say("file-why-missing"),
        Some("EACCES" | "EPERM") => say("file-why-forbidden"),
        Some("ENOSPC") => say("file-why-full"),
        Some("EDQUOT") => say("file-why-quota"),
        Some("EROFS") => say("file-why-read-only"),
        Some("EISDIR") => say("file-why-folder"),
        Some("ENOTDIR") => say("file-why-not-a-folder"),
        Some("EEXIST") => say("file-why-exists"),
        Some("ENAMETOOLONG") => say("file-why-name-too-long"),
        Some("EMFILE" | "ENFILE") => say("file-why-too-many-open"),
        Some("EFBIG") => say("file-why-too-large"),
        Some("EIO" | "ENXIO" | "ENODEV" | "ESTALE") => say("file-why-device"),
        Some("EBUSY" | "EAGAIN" | "EDEADLK" | "ENOLCK") => say("file-why-busy"),
        Some("ENOMEM" | "ENOBUFS") => say("file-why-memory"),
        Some("ELOOP") => say("file-why-loop"),
        _ if os_error.is_some() => say("file-why-other"),
        _ => say("file-why-unknown"),
    };
    let what = if path.as_os_str().is_empty() {
        what.clone()
    } else {
        say("file-what-and-path").with("what", what.clone()).with("path", plain(&path.display().to_string()))
    };
    let message = match (name, os_error) {
        (Some(name), Some(number)) => say("file-failed").with("name", name).with("number", i64::from(number)),
        (None, Some(number)) => say("file-failed-unnamed").with("number", i64::from(number)),
        (_, None) => say("file-failed-unknown"),
    };
    message.with("what", what).with("why", why)
}

/// Why a typed text cannot be read: `key` is an `input-` key of the catalogue, `at` the character's index from 0 (shown
/// from 1), `detail` the odd character, the number as it was written, or the text that was typed.
pub fn input_error(key: &str, at: usize, detail: &str) -> Message {
    let at = u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1);
    let detail = plain(detail);
    say(key).with("at", at).with("char", detail.clone()).with("text", detail)
}
