//! A script beside its run: what it is about, how far it may reach, its steps as lines of Python, and what came of each.
//!
//! ```text
//! ┌ Script ──────────────────────────────────────────── ⋯ ✕ ┐
//! │ Fetch a page from a local web server      4 of 19  loopback│
//! │ ▶ Run all  ⏭ Next step  Run to here  ■ Stop  ↺ Start over  │
//! │ ✓  3  srv = socket.socket(AF_INET, SOCK_STREAM)       None │
//! │ ⧗  8  peer, addr = srv.accept()  in the background   waits │
//! │ ▸  9  web = socket.socket(AF_INET, SOCK_STREAM)            │
//! │ Line 8: waits. …                                           │
//! └────────────────────────────────────────────────────────────┘
//! ```

mod addresses;
mod empty;
mod foot;
mod head;
mod list;
mod row;
mod words;

pub use addresses::{distance_key, reached_line};

use crate::app::{AppCommand, PathPurpose, ScriptCommand};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::{icon_button, menu_item, menu_separator, padded};
use egui::{Popup, Rect, Ui, UiBuilder};

/// What stands under the list takes at most so much of its height.
const FOOT_SHARE: f32 = 0.5;

/// What the panel keeps between frames.
#[derive(Default)]
pub struct ScriptPanel {
    list: list::StepList,
    /// The addresses show in place of the steps.
    shows_addresses: bool,
    /// The script that showed in the last frame.
    number: u64,
    /// How high the foot wants to be.
    foot: f32,
}

impl ScriptPanel {
    /// The header's buttons, from right to left.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.x = 0.0;
        if icon_button(ui, Icon::X, cx.t("scripts-close")).clicked() {
            cx.push(AppCommand::Script(ScriptCommand::Close));
        }
        let more = icon_button(ui, Icon::DotsThree, cx.t("scripts-menu"));
        let mut wish = None;
        Popup::menu(&more).gap(4.0).show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if menu_item(ui, Some(Icon::FolderOpen), cx.t("menu-open-script"), "").clicked() {
                wish = Some(AppCommand::AskPath(PathPurpose::OpenScript));
            }
            if cx.state.scripts.open.is_some() {
                if menu_item(ui, Some(Icon::ArrowClockwise), cx.t("scripts-read-again"), "").clicked() {
                    wish = Some(AppCommand::Script(ScriptCommand::ReadAgain));
                }
                menu_separator(ui);
                if menu_item(ui, Some(Icon::X), cx.t("scripts-close-sockets"), "").clicked() {
                    wish = Some(AppCommand::Script(ScriptCommand::CloseSockets));
                }
            }
        });
        if let Some(wish) = wish {
            cx.push(wish);
        }
    }

    /// The script, or what one is.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
        if cx.state.scripts.fault.is_some() {
            padded(ui, |ui| empty::fault_ui(ui, cx));
        }
        let Some(open) = cx.state.scripts.open.as_deref() else {
            return empty::empty_ui(ui, cx);
        };
        if std::mem::replace(&mut self.number, open.number) != open.number {
            self.list = list::StepList::default();
            self.shows_addresses = false;
        }
        padded(ui, |ui| head::head_ui(ui, cx, open, &mut self.shows_addresses));
        ui.add_space(sizes::GAP_SMALL);
        if self.shows_addresses {
            return addresses::addresses_ui(ui, cx, open);
        }
        let whole = ui.available_rect_before_wrap();
        let height = self.foot.min(whole.height() * FOOT_SHARE);
        let (above, below) = whole.split_top_bottom_at_y(whole.bottom() - height);
        let place = |rect: Rect| UiBuilder::new().max_rect(rect);
        let wants = ui
            .scope_builder(place(below), |ui| {
                ui.shrink_clip_rect(below);
                padded(ui, |ui| foot::foot_ui(ui, cx, open))
            })
            .inner;
        if std::mem::replace(&mut self.foot, wants) != wants {
            // It has its new place in the next frame.
            ui.ctx().request_repaint();
        }
        ui.scope_builder(place(above), |ui| self.list.ui(ui, cx, open));
    }
}
