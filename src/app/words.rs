//! What the session room has to say about files, as messages.

use crate::call::errno_name;
use crate::doctor;
use crate::locale::Message;
use crate::session::{Damage, LineError, OpenError, OpenWhy};

/// Why a session file could not be opened.
pub fn open_error_words(error: &OpenError) -> Message {
    let path = error.path.display().to_string();
    match &error.why {
        OpenWhy::Unreadable(errno) | OpenWhy::NoThread(errno) => {
            let errno = (*errno != 0).then_some(*errno);
            doctor::io_error(&Message::new("file-cannot-open"), &error.path, errno)
        }
        OpenWhy::Version(version) => Message::new("open-other-version").with("version", &**version).with("path", path),
        OpenWhy::Header(why) => Message::new("open-header").with("path", path).with("why", line_words(why)),
        OpenWhy::Empty => Message::new("open-empty").with("path", path),
        OpenWhy::Script => Message::new("open-script").with("path", path),
        OpenWhy::NotASession => Message::new("open-not-a-session").with("path", path),
    }
}

/// Which line of a file is damaged, and why.
pub fn damage_words(damage: &Damage) -> Message {
    Message::new("open-damaged").with("line", damage.line).with("why", line_words(&damage.why))
}

/// Why a line of a session cannot be read, as a clause.
pub(super) fn line_error_words(error: &LineError) -> Message {
    line_words(error)
}

fn line_words(error: &LineError) -> Message {
    let message = Message::new(error.key()).with("at", error.at as u64);
    message.with("key", error.name().unwrap_or("?"))
}

/// `ENOSPC (28)`.
pub fn errno_words(errno: i32) -> String {
    errno_name(errno).map_or_else(|| format!("errno {errno}"), |name| format!("{name} ({errno})"))
}
