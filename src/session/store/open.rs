//! A file is opened: whether it is a session, and the thread that reads it.

use super::home::IndexHome;
use super::scan::Scan;
use super::session::Session;
use super::shared::Shared;
use super::{OpenError, OpenWhy, RecordingState, Snapshot};
use crate::call::{Body, Header, errno_number};
use crate::session::Waker;
use crate::session::codec::decode;
use crate::session::platform::{errno, read_at};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Opens `path`; its index is where `home` says.
pub fn open(path: &Path, waker: Waker, home: &IndexHome) -> Result<Arc<Session>, OpenError> {
    let fail = |why| OpenError { path: path.to_owned(), why };
    let unreadable = |error: io::Error| fail(OpenWhy::Unreadable(errno(&error)));
    // Opening a FIFO would wait for its other end.
    let meta = std::fs::metadata(path).map_err(unreadable)?;
    if meta.is_dir() {
        return Err(fail(OpenWhy::Unreadable(errno_number("EISDIR").unwrap_or_default())));
    }
    if !meta.is_file() {
        return Err(fail(OpenWhy::NotASession));
    }
    let file = File::open(path).map_err(unreadable)?;
    let meta = file.metadata().map_err(unreadable)?;
    if !meta.is_file() {
        return Err(fail(OpenWhy::NotASession));
    }
    let header = first_line(&file).map_err(fail)?;
    let place = home.place(path, &file).map_err(unreadable)?;
    let snapshot = Snapshot {
        state: RecordingState::Opened,
        path: Some(Arc::new(path.to_owned())),
        header: Some(header),
        progress: Some((0, meta.len())),
        ..Snapshot::default()
    };
    let shared = Arc::new(Shared::new(waker, snapshot));
    let no_thread = |error: io::Error| fail(OpenWhy::NoThread(errno(&error)));
    let session = Arc::new(Session::new(shared.clone()).map_err(no_thread)?);
    let rebuild = {
        let (home, path) = (home.clone(), path.to_owned());
        move |file: &File| home.new_place(&path, file)
    };
    let scan = Scan::new(shared, Arc::new(file), meta.len(), place, Box::new(rebuild), session.control());
    std::thread::Builder::new().name("session-open".into()).spawn(move || scan.run()).map_err(no_thread)?;
    Ok(session)
}

fn first_line(file: &File) -> Result<Header, OpenWhy> {
    let mut start = vec![0; 64 * 1024];
    let count = read_at(file, &mut start, 0).map_err(|error| OpenWhy::Unreadable(errno(&error)))?;
    start.truncate(count);
    let line = match memchr::memchr(b'\n', &start) {
        Some(end) => start.get(..end).unwrap_or_default(),
        None if start.is_empty() => return Err(OpenWhy::Empty),
        None if start.starts_with(b"{\"netscript\":") && count < 64 * 1024 => return Err(OpenWhy::Empty),
        None => return Err(OpenWhy::NotASession),
    };
    let Ok(serde_json::Value::Object(keys)) = serde_json::from_slice(line) else { return Err(OpenWhy::NotASession) };
    match (keys.get("netscript"), keys.get("log")) {
        (None, _) => Err(OpenWhy::NotASession),
        (Some(version), _) if version.as_u64() != Some(1) => Err(OpenWhy::Version(version.to_string().into())),
        (_, None) => Err(OpenWhy::Script),
        (_, Some(version)) if version.as_u64() != Some(1) => Err(OpenWhy::Version(version.to_string().into())),
        _ => match decode(line) {
            Ok(crate::call::Record { body: Body::Header(header), n: 0, .. }) => Ok(header),
            Ok(_) => Err(OpenWhy::NotASession),
            Err(error) => Err(OpenWhy::Header(error)),
        },
    }
}
