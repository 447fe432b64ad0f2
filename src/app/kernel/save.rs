//! The numbers of a chart as a file.

use super::csv;
use crate::app::State;
use crate::app::files::{report, write_new};
use crate::call::SocketId;
use crate::locale::Message;
use std::io::Write as _;
use std::path::PathBuf;

impl State {
    /// Writes what was seen of a socket, or of all together, as comma-separated values.
    pub(in crate::app) fn save_chart(&mut self, path: PathBuf, replace: bool, scope: Option<SocketId>) {
        let text = self.with_looks(scope, |track| track.map(csv)).unwrap_or_default();
        self.run_job(Message::new("job-save-chart"), move |_| {
            let lines = text.lines().count().saturating_sub(1) as u64;
            let saved = write_new(&path, replace, |mut file| file.write_all(text.as_bytes()).map(|()| lines));
            report(saved, &path, |lines| Message::new("charts-saved").with("n", lines))
        });
    }
}
