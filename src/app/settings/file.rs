//! The settings on the disk. Of a damaged file what can be read is used, and the file itself is kept beside.

use super::Settings;
use crate::app::messages::put_aside;
use crate::locale::Message;
use serde_json::{Map, Value};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

const FILE: &str = "settings.json";

impl Settings {
    /// Reads the file. A missing one gives the defaults; of a damaged one each setting that can be read is taken, and what
    /// went wrong is told.
    pub fn load(folder: &Path) -> (Self, Option<Message>) {
        let path = folder.join(FILE);
        let damaged = |why: String| Message::new("settings-damaged").with("why", why);
        let text = match std::fs::read(&path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => return (Self::default(), None),
            Err(error) => Err(error),
        };
        let (settings, told) = match text.as_ref().map(|text| serde_json::from_slice::<Self>(text)) {
            Ok(Ok(settings)) => return (settings.within_limits(), None),
            Err(error) => (Self::default(), damaged(error.to_string())),
            Ok(Err(error)) => match text.as_ref().ok().and_then(|text| in_parts(text)) {
                Some((settings, wrong)) => {
                    (settings, Message::new("settings-damaged-some").with("names", wrong.join(", ")))
                }
                None => (Self::default(), damaged(error.to_string())),
            },
        };
        let settings = settings.within_limits();
        let aside = match put_aside(&path) {
            Ok(aside) => aside,
            Err(error) => {
                tracing::warn!(%error, "the damaged settings could not be moved aside");
                return (settings, Some(told.with("path", path.display().to_string())));
            }
        };
        // The next start finds what this one made of them.
        if let Err(error) = settings.save(folder) {
            tracing::warn!(%error, "the mended settings could not be saved");
        }
        let told = told.with("path", aside.display().to_string());
        (settings, Some(told))
    }

    /// Writes the file whole: a new one beside it takes its place.
    pub fn save(&self, folder: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let beside = folder.join(format!("{FILE}.new"));
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(serde_json::to_string_pretty(self)?.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(beside, folder.join(FILE))
    }

    /// A file may say anything.
    fn within_limits(mut self) -> Self {
        self.zoom_percent = self.zoom_percent.clamp(75, 200);
        let beyond = self.line_history.len().saturating_sub(crate::app::MOST_HISTORY);
        self.line_history.drain(..beyond);
        self.recent_targets.truncate(crate::app::bar::RECENT);
        self.recent_scripts.truncate(crate::app::scripts::RECENT);
        self
    }
}

/// Each setting by itself: those that can be read, and the names of the others. None where it is no JSON object.
fn in_parts(text: &[u8]) -> Option<(Settings, Vec<String>)> {
    let all: Map<String, Value> = serde_json::from_slice(text).ok()?;
    let (mut good, mut wrong) = (Map::new(), Vec::new());
    for (name, value) in all {
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        match serde_json::from_value::<Settings>(Value::Object(alone)) {
            Ok(_) => drop(good.insert(name, value)),
            Err(_) => wrong.push(name),
        }
    }
    Some((serde_json::from_value(Value::Object(good)).ok()?, wrong))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::Encoding;
    use crate::locale::{Language, words};

    #[test]
    fn settings_come_back_as_they_were_left() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::load(folder.path()), (Settings::default(), None));
        let mut settings = Settings { zoom_percent: 150, language: Some(Language::Chinese), ..Settings::default() };
        settings.set_encoding(Encoding::Gbk);
        settings.save(folder.path()).unwrap();
        assert_eq!(Settings::load(folder.path()), (settings, None));
        std::fs::write(folder.path().join(FILE), "{\"zoom_percent\": 9000}").unwrap();
        assert_eq!(Settings::load(folder.path()).0.zoom_percent, 200);
    }

    #[test]
    fn what_can_be_read_of_a_damaged_file_is_used_and_the_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let history = ["s.recv(10)".to_owned()];
        let good = Settings { zoom_percent: 125, line_history: history.to_vec(), ..Settings::default() };
        for (i, (text, zoom, says)) in [
            ("{\"zoom_percent\": ", Settings::default().zoom_percent, "the defaults are in use: EOF while parsing"),
            ("[1]", Settings::default().zoom_percent, "the defaults are in use: "),
            (
                "{\"zoom_percent\": 125, \"theme\": \"purple\", \"line_history\": [\"s.recv(10)\"]}",
                125,
                "as at first: theme",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            std::fs::write(path(FILE), text).unwrap();
            let (settings, told) = Settings::load(folder.path());
            assert_eq!(settings.zoom_percent, zoom);
            let said = words(Language::English, &told.unwrap());
            let kept =
                if i == 0 { "settings.damaged.json".to_owned() } else { format!("settings.damaged-{}.json", i + 1) };
            assert!(said.contains(says) && said.contains(&kept), "{said}");
            assert_eq!(std::fs::read_to_string(path(&kept)).unwrap(), text);
            assert_eq!(Settings::load(folder.path()), (settings, None), "and the next start finds the same");
        }
        assert_eq!(Settings::load(folder.path()).0, good);
    }
}
