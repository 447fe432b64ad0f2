//! An address in the form that the socket's family wants, with what is known to fill it in.

use super::places::{Known, places};
use super::{Fields, hint};
use crate::app::{AppCommand, Field as FormField, UnixPlace, has_port};
use crate::call::{self, CallKind};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::{Button, form_row, icon_button, menu_item, section_label, segmented};
use egui::{Id, Key, Popup, PopupCloseBehavior, Response, ScrollArea, Ui};

/// What the button at a field's end takes.
const BUTTON: f32 = sizes::CONTROL + sizes::GAP_SMALL;
/// How high the list of known addresses may be, in lines.
const LINES: f32 = 16.0;

impl Fields<'_> {
    pub(super) fn address(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        match call::family(self.row.family) {
            Some("AF_UNIX") => self.unix_address(ui, cx),
            family => {
                let field = self.line_before(ui, cx, "calls-host", FormField::Host, |form| &mut form.address.host);
                self.known(ui, cx, &field);
                if has_port(self.row) {
                    self.line(ui, cx, "calls-port", FormField::Port, |form| &mut form.address.port);
                }
                if family == Some("AF_INET6") {
                    self.line(ui, cx, "calls-scope", FormField::Scope, |form| &mut form.address.scope);
                }
                if self.draft.form.kind == CallKind::Bind && self.draft.form.address.host.trim().is_empty() {
                    hint(ui, cx.t("calls-host-all"));
                }
            }
        }
    }

    fn unix_address(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let binds = self.draft.form.kind == CallKind::Bind;
        let mut choices =
            vec![(UnixPlace::Path, cx.t("calls-unix-path")), (UnixPlace::Abstract, cx.t("calls-unix-abstract"))];
        if binds {
            choices.push((UnixPlace::Unnamed, cx.t("calls-unix-unnamed")));
        }
        let place = &mut self.draft.form.address.place;
        segmented(ui, place, &choices);
        match self.draft.form.address.place {
            UnixPlace::Path => {
                let field = self.line_before(ui, cx, "calls-path", FormField::Path, |form| &mut form.address.path);
                self.known(ui, cx, &field);
                form_row(ui, "", |ui| {
                    if ui.add(Button::new(cx.t("path-browse")).small()).clicked() {
                        let start = std::path::PathBuf::from(&self.draft.form.address.path);
                        self.browse.open(ui.ctx(), start, move |dialog, start| {
                            let name = start.file_name().unwrap_or_default().to_string_lossy().into_owned();
                            if binds { dialog.set_file_name(name).save_file() } else { dialog.pick_file() }
                        });
                    }
                });
                if binds {
                    hint(ui, cx.t("calls-unix-path-hint"));
                }
            }
            UnixPlace::Abstract => {
                let field = self.line_before(ui, cx, "calls-name", FormField::Abstract, |form| &mut form.address.name);
                self.known(ui, cx, &field);
                hint(ui, cx.t("calls-unix-abstract-hint"));
            }
            UnixPlace::Unnamed => hint(ui, cx.t("calls-unix-unnamed-hint")),
        }
    }

    /// A line with room for the button of [`Self::known`] beside it.
    fn line_before(&mut self, ui: &mut Ui, cx: &Cx<'_>, key: &str, field: FormField, place: super::Place) -> Response {
        let width = (ui.available_width() - sizes::LABEL_COLUMN - BUTTON).max(BUTTON);
        self.line_of(ui, cx, key, field, place, Some(width))
    }

    /// The button at the field's end, and the addresses of the board and of the machine under it; ↓ in the field opens
    /// them as well.
    fn known(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, field: &Response) {
        let at = egui::Rect::from_min_size(
            egui::pos2(field.rect.right() + sizes::GAP_SMALL, field.rect.top()),
            egui::Vec2::splat(sizes::CONTROL),
        );
        let mut place = ui.new_child(egui::UiBuilder::new().max_rect(at));
        let caret = icon_button(&mut place, Icon::CaretDown, cx.t("calls-known"));
        let id = Popup::default_response_id(&caret);
        let by_key = field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
        if by_key {
            Popup::open_id(ui.ctx(), id);
        }
        if caret.clicked() || by_key {
            cx.push(AppCommand::ReadInterfaces);
        }
        let focus_id = Id::unique("call-form-known");
        if by_key {
            ui.memory_mut(|memory| memory.data.insert_temp(focus_id, true));
        }
        let popup = Popup::menu(&caret).anchor(field).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let height = LINES * ui.text_style_height(&egui::TextStyle::Body);
            ScrollArea::vertical().max_height(height).show(ui, |ui| self.known_ui(ui, cx, focus_id));
        });
    }

    fn known_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, focus_id: Id) {
        let reaches = self.draft.form.kind != CallKind::Bind;
        let found = places(self.board, self.row, reaches, cx.state.interfaces());
        if found.is_empty() {
            menu_item(ui, None, cx.t("calls-known-none"), "");
        }
        let mut group = None;
        for place in found {
            if group.replace(place.known) != Some(place.known) {
                section_label(
                    ui,
                    cx.t(match place.known {
                        Known::Socket => "calls-known-sockets",
                        Known::Interface => "calls-known-machine",
                    }),
                );
            }
            let item = menu_item(ui, None, &place.address, &place.whose);
            let wants_focus = ui.memory_mut(|memory| memory.data.remove_temp::<bool>(focus_id).is_some());
            if wants_focus {
                item.request_focus();
            }
            if item.clicked() {
                let address = &mut self.draft.form.address;
                let port = std::mem::replace(address, place.form).port;
                if place.known == Known::Interface {
                    // An interface has no port: the one that was typed stays.
                    address.port = port;
                }
                ui.close();
            }
        }
    }
}
