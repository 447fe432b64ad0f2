//! What is remembered between starts: one small JSON file in the person's configuration folder.

mod file;

use super::{BarForm, Target};
use crate::bytes::{Encoding, Template};
use crate::locale::Language;
use crate::script::CallLanguage;
use crate::session::IndexHome;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Where the program keeps its files.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Sessions: one file a start.
    pub sessions: PathBuf,
    /// Settings, layout, the window's place.
    pub config: PathBuf,
    /// What can be made again: the indexes of files that were opened.
    pub cache: PathBuf,
}

impl Folders {
    /// The system's usual places (`XDG_DATA_HOME`, `XDG_CONFIG_HOME`, `XDG_CACHE_HOME`), or folders below `root` where one is given.
    /// Without a home folder everything goes below the system's temporary folder.
    pub fn find(root: Option<&Path>) -> Self {
        if let Some(root) = root {
            let below = |name| root.join(name);
            return Self { sessions: below("sessions"), config: below("config"), cache: below("cache") };
        }
        match directories::ProjectDirs::from("", "", "sockscope") {
            Some(dirs) => Self {
                sessions: dirs.data_dir().join("sessions"),
                config: dirs.config_dir().to_path_buf(),
                cache: dirs.cache_dir().to_path_buf(),
            },
            None => Self::find(Some(&std::env::temp_dir().join("sockscope"))),
        }
    }

    /// Where the indexes of opened files are kept.
    pub fn index_home(&self) -> IndexHome {
        IndexHome { sessions: Some(self.sessions.clone()), cache: Some(self.cache.join("indexes")) }
    }
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// Follow the system; dark where it says nothing.
    #[default]
    System,
    /// Always dark.
    Dark,
    /// Always light.
    Light,
}

/// An arrangement of the panels for one kind of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Calls and their log in the middle.
    #[default]
    Learn,
    /// The connect bar, the data and the composer.
    Test,
}

/// The layouts that the person made, as the window wrote them; none where a preset is as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layouts {
    learn: Option<Box<str>>,
    test: Option<Box<str>>,
}

impl Layouts {
    /// The layout of a preset.
    pub fn of(&self, preset: Preset) -> Option<&str> {
        match preset {
            Preset::Learn => self.learn.as_deref(),
            Preset::Test => self.test.as_deref(),
        }
    }

    pub(super) fn put(&mut self, preset: Preset, layout: Option<Box<str>>) {
        match preset {
            Preset::Learn => self.learn = layout,
            Preset::Test => self.test = layout,
        }
    }
}

/// How the data view groups bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DataMode {
    /// One block a send or receive.
    #[default]
    Messages,
    /// All sent bytes as one stream.
    SentStream,
    /// All received bytes as one stream.
    ReceivedStream,
}

/// The remembered choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// None follows the system.
    pub language: Option<Language>,
    /// Light, dark or as the system.
    pub theme: ThemeChoice,
    /// Text of 7:1, fields and lanes of 3:1, and an outline around controls.
    pub high_contrast: bool,
    /// 75 to 200.
    pub zoom_percent: u16,
    /// How text in payloads is read (its name).
    encoding: String,
    /// How the data view groups bytes.
    pub data_mode: DataMode,
    /// Whether streams show which send and which receive each byte came with.
    pub boundaries: bool,
    /// Whether the fields of the selected message are shown.
    pub show_fields: bool,
    /// The person's own message formats.
    pub templates: Vec<Template>,
    /// Whether closed sockets are listed.
    pub show_closed: bool,
    /// The arrangement of the panels.
    pub preset: Preset,
    /// The person's own layouts.
    pub layouts: Layouts,
    /// The connect bar as it was typed.
    pub bar: BarForm,
    /// Targets of the bar, the newest first.
    pub recent_targets: Vec<Target>,
    /// Paths of scripts, the newest first.
    pub recent_scripts: Vec<String>,
    /// Whether sessions keep payloads; else their lengths and hashes only.
    pub keep_payloads: bool,
    /// What all sessions may take before the oldest are deleted at a start, in MB (1,000,000 bytes); 0 deletes none.
    pub sessions_limit_mb: u32,
    /// The unfinished session that was offered and not wanted.
    pub dismissed_session: String,
    /// The language in which calls are shown.
    pub call_language: CallLanguage,
    /// Call lines that were run, the newest last.
    pub line_history: Vec<String>,
    /// Whether exports mask secrets.
    pub mask_secrets: bool,
    /// What they mask besides: regular expressions.
    pub mask_patterns: Vec<String>,
    /// Kinds of hints that were dismissed for good.
    pub hidden_hints: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: ThemeChoice::System,
            high_contrast: false,
            zoom_percent: 100,
            encoding: Encoding::Utf8.name().to_owned(),
            data_mode: DataMode::Messages,
            boundaries: true,
            show_fields: false,
            templates: Vec::new(),
            show_closed: false,
            preset: Preset::Learn,
            layouts: Layouts::default(),
            bar: BarForm::default(),
            recent_targets: Vec::new(),
            recent_scripts: Vec::new(),
            keep_payloads: true,
            sessions_limit_mb: 2000,
            dismissed_session: String::new(),
            call_language: CallLanguage::Python,
            line_history: Vec::new(),
            mask_secrets: false,
            mask_patterns: Vec::new(),
            hidden_hints: Vec::new(),
        }
    }
}

impl Settings {
    /// The scalings that are offered, in percent.
    pub const ZOOMS: [u16; 6] = [75, 100, 125, 150, 175, 200];

    /// The scaling that is offered next, larger where `by` is positive; none at the ends.
    pub fn zoom_step(&self, by: i8) -> Option<u16> {
        let now = self.zoom_percent;
        match by {
            1.. => Self::ZOOMS.into_iter().find(|zoom| *zoom > now),
            _ => Self::ZOOMS.into_iter().rev().find(|zoom| *zoom < now),
        }
    }

    /// The language to speak now.
    pub fn language_now(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }

    /// A hint of this kind is not shown any more.
    pub fn hide_hint(&mut self, kind: &str) {
        if !self.hides_hint(kind) {
            self.hidden_hints.push(kind.to_owned());
        }
    }

    /// Whether hints of this kind were dismissed for good.
    pub fn hides_hint(&self, kind: &str) -> bool {
        self.hidden_hints.iter().any(|hidden| hidden == kind)
    }

    /// How text in payloads is read.
    pub fn encoding(&self) -> Encoding {
        Encoding::parse(&self.encoding).unwrap_or(Encoding::Utf8)
    }

    /// Chooses how text in payloads is read.
    pub fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding.name().to_owned();
    }
}
