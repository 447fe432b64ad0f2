//! The sessions that are kept: how much they take, what goes by itself, and what the person deletes.
//!
//! ```text
//!  Kept sessions
//!  /home/…/sessions                                          [Copy]
//!  12 sessions, 1.2 GB               Old sessions [Deleted above 2 GB ▾]
//!  2026-11-22 14:05  server/s 127.0.0.1:8000      1,204 records   1.2 MB  [Open][Delete]
//!  …
//!  Delete all older than [30 days ▾] [Delete 4 sessions]     [Close]
//! ```

mod row;

use super::recording_settings::limit_ui;
use super::{buttons_ui, sheet_ui};
use crate::app::{AppCommand, RecordingCommand, SESSION_AGES};
use crate::bytes;
use crate::locale::Message;
use crate::session::KeptSession;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, dropdown, empty_state, icon_button, row_steps};
use egui::{Align, Context, EventFilter, Label, Layout, Modifiers, ProgressBar, ScrollArea, Ui, vec2};
use std::time::{Duration, SystemTime};

/// How wide and high it is where there is room.
const SIZE: egui::Vec2 = vec2(760.0, 600.0);
/// How wide the bar is that shows how far looking is.
const BAR: f32 = 180.0;

/// What the page keeps while it is open.
pub struct KeptPage {
    days: u32,
    /// The row that is selected.
    selected: Option<usize>,
    /// The row that is to have the keyboard, and to come into sight.
    focus: Option<usize>,
    focused: bool,
}

impl Default for KeptPage {
    fn default() -> Self {
        Self { days: 30, selected: None, focus: None, focused: false }
    }
}

impl KeptPage {
    /// It was closed.
    pub fn forget(&mut self) {
        (self.selected, self.focus) = (None, None);
    }

    /// Draws it; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let mut closed = false;
        let dismissed = sheet_ui(ctx, "kept-sessions", cx.t("kept-title"), SIZE, |ui, height| {
            let top = ui.cursor().top();
            ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
            folder_ui(ui, cx);
            sum_ui(ui, cx);
            told_ui(ui, cx);
            ui.add_space(sizes::GAP_SMALL);
            let foot = 2.0 * sizes::CONTROL + sizes::GAP_GROUPS + sizes::GAP;
            let height = (height - (ui.cursor().top() - top) - foot).max(2.0 * sizes::ROW_TALL);
            ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
                ui.set_min_height(height);
                closed |= self.list_ui(ui, cx, height);
            });
            self.older_ui(ui, cx);
            buttons_ui(ui, |ui| closed |= ui.add(Button::new(cx.t("dialog-close")).primary()).clicked());
        });
        dismissed || closed
    }

    /// The sessions; true when one is opened.
    fn list_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, height: f32) -> bool {
        let Some(sessions) = cx.state.shelf.sessions.clone() else { return false };
        if sessions.is_empty() {
            empty_state(ui, Icon::FolderOpen, cx.t("kept-none"), cx.t("kept-none-hint"), |_| ());
            return false;
        }
        self.keys(ui, height, sessions.len());
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("kept").auto_shrink(false).max_height(height);
        if let Some(at) = self.focus {
            area = area.vertical_scroll_offset((at as f32 + 0.5) * sizes::ROW_TALL - height / 2.0);
        }
        self.focused = false;
        let mut opens = None;
        area.show_rows(ui, sizes::ROW_TALL, sessions.len(), |ui, range| {
            for at in range {
                let Some(session) = sessions.get(at) else { return };
                ui.push_id(at, |ui| {
                    let pressed = row::row_ui(ui, cx, session, self.selected == Some(at));
                    if self.focus.take_if(|wanted| *wanted == at).is_some() {
                        pressed.row.request_focus();
                    }
                    if pressed.row.has_focus() {
                        self.focused = true;
                        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
                        ui.memory_mut(|memory| memory.set_focus_lock_filter(pressed.row.id, arrows));
                    }
                    if pressed.row.clicked() || pressed.row.gained_focus() {
                        self.selected = Some(at);
                    }
                    if pressed.open || pressed.row.double_clicked() {
                        opens = Some(session.path.clone());
                    }
                    if pressed.delete {
                        cx.push(AppCommand::Recording(RecordingCommand::Delete(vec![session.clone()])));
                    }
                });
            }
        });
        let is_opened = opens.is_some();
        if let Some(path) = opens {
            cx.push(AppCommand::OpenSession(path));
        }
        is_opened
    }

    /// The arrows move in the list.
    fn keys(&mut self, ui: &Ui, height: f32, rows: usize) {
        if !self.focused {
            return;
        }
        for (key, by) in row_steps(height) {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                let at = self.selected.unwrap_or(0).saturating_add_signed(by).min(rows - 1);
                (self.selected, self.focus) = (Some(at), Some(at));
            }
        }
    }

    /// *Delete all older than…*
    fn older_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let sessions = cx.state.shelf.sessions.clone().unwrap_or_default();
        ui.add_space(sizes::GAP);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            let label = cx.t("kept-older");
            ui.label(Text::Body.rich(label, Tokens::of(ui).text_subdued));
            let ages = SESSION_AGES.map(|days| (days, cx.say(&Message::new("kept-days").with("n", u64::from(days)))));
            let ages: Vec<_> = ages.iter().map(|(days, words)| (*days, words.as_str())).collect();
            dropdown(ui, label, &mut self.days, &ages);
            let count = older(&sessions, self.days);
            let words = cx.say(&Message::new("kept-older-go").with("n", count));
            if ui.add_enabled(count > 0, Button::new(&words).icon(Icon::Trash).danger()).clicked() {
                cx.push(AppCommand::Recording(RecordingCommand::DeleteOlder(self.days)));
            }
        });
    }
}

fn older(sessions: &[KeptSession], days: u32) -> u64 {
    let since = SystemTime::now() - Duration::from_secs(u64::from(days) * 24 * 60 * 60);
    sessions.iter().filter(|session| session.is_older_than(since)).count() as u64
}

fn folder_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let path = cx.state.folders().sessions.display().to_string();
    let size = vec2(ui.available_width(), sizes::CONTROL);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if icon_button(ui, Icon::Copy, cx.t("kept-copy")).clicked() {
            ui.ctx().copy_text(path.clone());
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = Text::Mono.rich(path.as_str(), Tokens::of(ui).text_strong);
            ui.add(Label::new(text).truncate().selectable(true));
        });
    });
}

/// How many and how much, or how far looking is; and what goes by itself.
fn sum_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let tokens = Tokens::of(ui);
    let shelf = &cx.state.shelf;
    let (looking, trouble) = (shelf.looking.clone(), shelf.trouble.clone());
    let sum = shelf.sessions.as_ref().map(|sessions| {
        let size = bytes::size_text(shelf.bytes());
        Message::new("kept-sum").with("n", sessions.len() as u64).with("size", size)
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP;
        match (looking, sum) {
            (Some(progress), _) => {
                ui.label(Text::Body.rich(cx.t("kept-looking"), tokens.text));
                ui.add(ProgressBar::new(progress.fraction()).desired_width(BAR).show_percentage());
                if ui.add(Button::new(cx.t("job-cancel"))).clicked() {
                    cx.push(AppCommand::Recording(RecordingCommand::CancelLook));
                }
                ui.ctx().request_repaint_after(Duration::from_millis(100));
            }
            (None, Some(sum)) => {
                ui.label(Text::Body.rich(cx.say(&sum), tokens.text_strong));
            }
            (None, None) => {}
        }
        if let Some(why) = trouble {
            ui.label(Text::Body.rich(cx.say(&why), tokens.warning));
            if ui.add(Button::new(cx.t("kept-look-again"))).clicked() {
                cx.push(AppCommand::Recording(RecordingCommand::Look));
            }
        }
        ui.label(Text::Body.rich(cx.t("settings-limit"), tokens.text_subdued));
        limit_ui(ui, cx);
    });
}

/// What was deleted: at the start for good, just now to bring back.
fn told_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let tokens = Tokens::of(ui);
    let removed = cx.state.shelf.removed;
    if removed.sessions > 0 {
        let size = bytes::size_text(removed.bytes);
        let words = Message::new("kept-removed").with("n", removed.sessions).with("size", size);
        ui.add(Label::new(Text::Small.rich(cx.say(&words), tokens.text_subdued)).wrap());
    }
    if let Some((bin, deleted)) = cx.state.shelf.last_deleted() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            let size = bytes::size_text(deleted.bytes);
            let words = Message::new("kept-deleted").with("n", deleted.sessions).with("size", size);
            ui.label(Text::Body.rich(cx.say(&words), tokens.text));
            let back = cx.say(&Message::new("kept-bring-back").with("n", deleted.sessions));
            if ui.add(Button::new(&back).icon(Icon::ArrowCounterClockwise)).clicked() {
                cx.push(AppCommand::Recording(RecordingCommand::Restore(bin)));
            }
        });
    }
}
