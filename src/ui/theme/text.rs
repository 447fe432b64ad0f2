//! Text styles: which face and size a kind of text has. A panel names the kind.

use super::fonts::{MEDIUM, MONO_BOLD, STRONG};
use egui::text::LayoutJob;
use egui::{Color32, FontFamily, FontId, RichText, TextFormat};

/// A kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Text {
    /// What we say: 12.
    Body,
    /// What we say and mean: 12 medium (buttons, chosen tabs).
    Medium,
    /// The name of the program: 13 semibold.
    Brand,
    /// A panel's title: 12 medium.
    Title,
    /// A section's label: 11 medium, subdued.
    Label,
    /// A note under something: 11.
    Small,
    /// What came from or goes to a socket: 11.5 monospace.
    Mono,
    /// The same, standing out (a lane's name).
    MonoStrong,
    /// The same, in a chip or note: 10.5 monospace.
    MonoSmall,
    /// Text in a pill: 10.5 medium.
    Pill,
    /// A control's name in its small box: 8.5 monospace, bold.
    Sign,
    /// For a projector, what we say: 20.
    Projected,
    /// The same, in monospace: 20.
    ProjectedMono,
    /// What came of a call, for a projector: 28 medium.
    ProjectedOutcome,
    /// The call that is presented: 36 monospace, bold.
    ProjectedCall,
}

impl Text {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Body,
        Self::Medium,
        Self::Brand,
        Self::Title,
        Self::Label,
        Self::Small,
        Self::Mono,
        Self::MonoStrong,
        Self::MonoSmall,
        Self::Pill,
        Self::Sign,
        Self::Projected,
        Self::ProjectedMono,
        Self::ProjectedOutcome,
        Self::ProjectedCall,
    ];

    /// Its face and size.
    pub fn font(self) -> FontId {
        let (size, family) = match self {
            Self::Body => (12.0, FontFamily::Proportional),
            Self::Medium | Self::Title => (12.0, named(MEDIUM)),
            Self::Brand => (13.0, named(STRONG)),
            Self::Label => (11.0, named(MEDIUM)),
            Self::Small => (11.0, FontFamily::Proportional),
            Self::Mono => (11.5, FontFamily::Monospace),
            Self::MonoStrong => (11.5, named(MONO_BOLD)),
            Self::MonoSmall => (10.5, FontFamily::Monospace),
            Self::Pill => (10.5, named(MEDIUM)),
            Self::Sign => (8.5, named(MONO_BOLD)),
            Self::Projected => (20.0, FontFamily::Proportional),
            Self::ProjectedMono => (20.0, FontFamily::Monospace),
            Self::ProjectedOutcome => (28.0, named(MEDIUM)),
            Self::ProjectedCall => (36.0, named(MONO_BOLD)),
        };
        FontId { size, family }
    }

    /// The height of a line of a paragraph.
    pub fn line_height(self) -> f32 {
        match self {
            Self::Body | Self::Medium | Self::Title | Self::Brand | Self::Mono | Self::MonoStrong => 16.0,
            Self::Label | Self::Small | Self::MonoSmall | Self::Pill | Self::Sign => 14.0,
            Self::Projected | Self::ProjectedMono => 28.0,
            Self::ProjectedOutcome => 38.0,
            Self::ProjectedCall => 48.0,
        }
    }

    /// A piece of text of this kind, for egui's own labels.
    pub fn rich(self, text: impl Into<String>, color: Color32) -> RichText {
        RichText::new(text).font(self.font()).line_height(Some(self.line_height())).color(color)
    }

    /// The format of a section in a `LayoutJob`.
    pub fn format(self, color: Color32) -> TextFormat {
        TextFormat { font_id: self.font(), color, line_height: Some(self.line_height()), ..Default::default() }
    }

    /// Appends a section of this kind to a job: lines of mixed kinds, such as a word in monospace within a sentence.
    pub fn append(self, job: &mut LayoutJob, text: &str, color: Color32) {
        job.append(text, 0.0, self.format(color));
    }
}

fn named(name: &str) -> FontFamily {
    FontFamily::Name(name.into())
}
