//! The semantic tokens: what a colour is for. One typed struct, filled from a palette once a theme.

use super::palette::{DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Palette, black};
use egui::{Color32, Context, Id, Ui};
use std::sync::Arc;

/// Which of the two themes shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Light text on a dark ground.
    #[default]
    Dark,
    /// Dark text on a light ground.
    Light,
}

impl Mode {
    /// The other one.
    pub fn toggled(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Dark,
        }
    }
}

/// How far text and outlines stand off their ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Contrast {
    /// Text of 4.5:1; idle controls have no outline.
    #[default]
    Usual,
    /// Text of 7:1, fields and lanes of 3:1, an outline around every control.
    High,
}

/// Every colour that a widget or panel may use, by what it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// Which theme these are of.
    pub mode: Mode,
    /// The ground between the panels.
    pub app: Color32,
    /// A panel's surface, a menu, a popup.
    pub panel: Color32,
    /// Fields, chips, idle buttons.
    pub raised: Color32,
    /// The chosen one of a few side by side, on raised.
    pub chosen: Color32,
    /// A row of a panel under the pointer: fainter than `hover`.
    pub row_hover: Color32,
    /// A raised thing or a row under the pointer.
    pub hover: Color32,
    /// Lanes and grid lines; the outline of a field in need of one.
    pub line: Color32,
    /// Around controls and panels; transparent where the contrast is the usual one.
    pub outline: Color32,
    /// Titles, values, what is selected.
    pub text_strong: Color32,
    /// Ordinary text.
    pub text: Color32,
    /// Labels, times, hints.
    pub text_subdued: Color32,
    /// Selection, the one primary button, the focus ring, what records.
    pub accent: Color32,
    /// The primary button under the pointer.
    pub accent_hover: Color32,
    /// Text on accent.
    pub on_accent: Color32,
    /// The tint of a selected record.
    pub accent_soft: Color32,
    /// Bytes that left (always with an arrow up).
    pub sent: Color32,
    /// The soft ground of the same.
    pub sent_soft: Color32,
    /// Bytes that came (always with an arrow down).
    pub received: Color32,
    /// The soft ground of the same.
    pub received_soft: Color32,
    /// A call that blocks.
    pub waiting: Color32,
    /// The soft ground of the same.
    pub waiting_soft: Color32,
    /// A call that failed.
    pub error: Color32,
    /// The soft ground of the same.
    pub error_soft: Color32,
    /// Something to be careful about.
    pub warning: Color32,
    /// The soft ground of the same.
    pub warning_soft: Color32,
    /// Connected, done, passed.
    pub ok: Color32,
    /// The shadow under popups and menus.
    pub shadow: Color32,
}

impl Tokens {
    /// The tokens of one theme.
    pub fn new(mode: Mode) -> Self {
        Self::with(mode, Contrast::Usual)
    }

    /// The tokens of one theme with a contrast.
    pub fn with(mode: Mode, contrast: Contrast) -> Self {
        let (palette, shade) = match (mode, contrast) {
            (Mode::Dark, Contrast::Usual) => (&DARK, 120),
            (Mode::Light, Contrast::Usual) => (&LIGHT, 36),
            (Mode::Dark, Contrast::High) => (&HIGH_DARK, 160),
            (Mode::Light, Contrast::High) => (&HIGH_LIGHT, 60),
        };
        Self::from_palette(mode, palette, black(shade))
    }

    /// The tokens in force where `ui` draws.
    pub fn of(ui: &Ui) -> Arc<Self> {
        tokens(ui.ctx())
    }

    /// The text colours with their names, for what goes through all of them (the contrast test, a legend).
    pub fn texts(&self) -> [(&'static str, Color32); 10] {
        [
            ("strong", self.text_strong),
            ("normal", self.text),
            ("subdued", self.text_subdued),
            ("accent", self.accent),
            ("sent", self.sent),
            ("received", self.received),
            ("waiting", self.waiting),
            ("error", self.error),
            ("warning", self.warning),
            ("ok", self.ok),
        ]
    }

    /// The grounds with their names.
    pub fn grounds(&self) -> [(&'static str, Color32); 12] {
        [
            ("app", self.app),
            ("panel", self.panel),
            ("raised", self.raised),
            ("row under the pointer", self.row_hover),
            ("hover", self.hover),
            ("chosen", self.chosen),
            ("accent soft", self.accent_soft),
            ("sent soft", self.sent_soft),
            ("received soft", self.received_soft),
            ("waiting soft", self.waiting_soft),
            ("error soft", self.error_soft),
            ("warning soft", self.warning_soft),
        ]
    }

    /// What goes around controls: nothing where the contrast is the usual one.
    pub fn outline_stroke(&self) -> egui::Stroke {
        match self.outline == Color32::TRANSPARENT {
            true => egui::Stroke::NONE,
            false => egui::Stroke::new(super::sizes::HAIRLINE, self.outline),
        }
    }

    fn from_palette(mode: Mode, p: &Palette, shadow: Color32) -> Self {
        Self {
            mode,
            app: p.app,
            panel: p.panel,
            raised: p.raised,
            chosen: p.chosen,
            row_hover: p.row_hover,
            hover: p.hover,
            line: p.line,
            outline: p.outline,
            text_strong: p.strong,
            text: p.normal,
            text_subdued: p.subdued,
            accent: p.accent,
            accent_hover: p.accent_hover,
            on_accent: p.on_accent,
            accent_soft: p.accent_soft,
            sent: p.orange,
            sent_soft: p.orange_soft,
            received: p.green,
            received_soft: p.green_soft,
            waiting: p.violet,
            waiting_soft: p.violet_soft,
            error: p.red,
            error_soft: p.red_soft,
            warning: p.yellow,
            warning_soft: p.yellow_soft,
            ok: p.leaf,
            shadow,
        }
    }
}

fn slot() -> Id {
    Id::unique("sockscope-tokens")
}

/// The tokens in force; the dark ones when `apply` was not called yet.
pub fn tokens(ctx: &Context) -> Arc<Tokens> {
    ctx.data(|data| data.get_temp::<Arc<Tokens>>(slot())).unwrap_or_else(|| Arc::new(Tokens::new(Mode::Dark)))
}

pub(super) fn set_tokens(ctx: &Context, tokens: Arc<Tokens>) {
    ctx.data_mut(|data| data.insert_temp(slot(), tokens));
}
