//! Folders of sessions, as other runs left them.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

const HEADER: &str =
    "{\"netscript\":1,\"log\":1,\"n\":0,\"utc\":\"2026-11-22T14:05:09.000000000Z\",\"app\":\"sockscope test\"}\n";

pub fn days(days: u64) -> Duration {
    Duration::from_secs(days * 24 * 60 * 60)
}

/// A session of a server and one client, with this many bytes received.
pub fn text(bytes: usize) -> String {
    let mut text = HEADER.to_owned();
    text.push_str("{\"n\":1,\"t\":0.1,\"sid\":1,\"call\":\"socket\",\"as\":\"server/s\",\"family\":\"AF_INET\",\"type\":\"SOCK_STREAM\",\"r\":{\"ok\":null}}\n");
    text.push_str("{\"n\":2,\"t\":0.2,\"sid\":1,\"call\":\"bind\",\"on\":\"server/s\",\"address\":[\"127.0.0.1\",8000],\"r\":{\"ok\":null}}\n");
    let data = "x".repeat(bytes);
    text.push_str(&format!("{{\"n\":3,\"t\":0.3,\"sid\":1,\"call\":\"recv\",\"on\":\"server/s\",\"size\":4096,\"r\":{{\"ok\":{{\"len\":{bytes},\"text\":\"{data}\"}}}}}}\n"));
    text
}

pub struct Folder(pub TempDir);

impl Folder {
    pub fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir_all(folder.sessions()).unwrap();
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn sessions(&self) -> PathBuf {
        self.0.path().join("sessions")
    }

    /// A session of this size, of which the disk has next to nothing.
    pub fn put_sparse(&self, name: &str, bytes: u64, age: Duration) {
        use std::io::{Seek as _, SeekFrom, Write as _};
        let path = self.put(name, &text(10), age);
        let mut file = std::fs::File::options().write(true).open(path).unwrap();
        file.seek(SeekFrom::Start(bytes - 1)).unwrap();
        file.write_all(b"\n").unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
    }

    /// A session that is newer than any of this run.
    pub fn put_ahead(&self, name: &str, text: &str, by: Duration) -> PathBuf {
        let path = self.put(name, text, Duration::ZERO);
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() + by).unwrap();
        path
    }

    /// A session that was written last so long ago.
    pub fn put(&self, name: &str, text: &str, age: Duration) -> PathBuf {
        let path = self.sessions().join(name);
        std::fs::write(&path, text).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
        path
    }
}
