//! The checksum's menu: which one, over which bytes, in which order, and what comes of it.

use crate::app::input_message;
use crate::bytes::{ByteOrder, Checksum, ChecksumSpec, hex_text};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{
    Button, Field, checkbox, error_outline, form_row, inline_error, menu_item, menu_separator, segmented,
};
use egui::{Id, Popup, PopupCloseBehavior, ScrollArea, Ui};

/// Points that the list of checksums takes where there is room.
const LIST: f32 = 132.0;
/// Points that the rest of the menu takes.
const REST: f32 = 260.0;
/// The menu's width.
const WIDTH: f32 = 340.0;
/// The width of a field for a number.
const NUMBER: f32 = 64.0;
/// Those that people look for most stand first.
const COMMON: [&str; 6] = ["CRC-16/MODBUS", "CRC-16/XMODEM", "CRC-32/ISO-HDLC", "SUM-8", "LRC-8", "XOR-8"];

/// What is typed in the menu.
#[derive(Default)]
pub struct ChecksumMenu {
    find: String,
    skips: [String; 2],
    /// The numbers that `skips` were written from.
    written: [usize; 2],
}

impl ChecksumMenu {
    /// The button, and what it opens. `body` is what the checksum is computed over, where it is known.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, spec: &mut Option<ChecksumSpec>, body: Option<&[u8]>) {
        let label = spec.as_ref().map_or(cx.t("composer-checksum-none"), |spec| spec.name.as_str()).to_owned();
        let name = format!("{} {label}", cx.t("composer-checksum"));
        let button = ui.add(Button::new(&label).caret().selected(spec.is_some()).name(&name));
        let popup = Popup::menu(&button).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let shown = popup.show(|ui| {
            ui.set_width(WIDTH);
            self.list_ui(ui, cx, spec);
            if let Some(spec) = spec {
                self.options_ui(ui, cx, spec, body);
            }
        });
        if shown.is_none() {
            self.find.clear();
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, spec: &mut Option<ChecksumSpec>) {
        let id = Id::unique("sockscope-find-checksum");
        let find = Field::new(cx.t("composer-checksum-find"), &mut self.find).hide_label().icon(Icon::MagnifyingGlass);
        let field = find.hint(cx.t("composer-checksum-find")).id(id).show(ui);
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = (ui.ctx().content_rect().height() - REST).clamp(2.0 * sizes::CONTROL, LIST);
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false);
        area.show(ui, |ui| {
            let found = matching(&self.find);
            if self.find.trim().is_empty() {
                let icon = spec.is_none().then_some(Icon::Check);
                if menu_item(ui, icon, cx.t("composer-checksum-none"), "").clicked() {
                    *spec = None;
                }
            } else if found.is_empty() {
                ui.label(Text::Small.rich(cx.t("composer-checksum-no-match"), Tokens::of(ui).text_subdued));
            }
            for checksum in found {
                let chosen = spec.as_ref().is_some_and(|spec| spec.name == checksum.name());
                let icon = chosen.then_some(Icon::Check);
                if menu_item(ui, icon, checksum.name(), checksum.also()).clicked() {
                    choose(spec, checksum);
                }
            }
        });
        ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
    }

    fn options_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, spec: &mut ChecksumSpec, body: Option<&[u8]>) {
        menu_separator(ui);
        let now = [spec.skip_start, spec.skip_end];
        if self.written != now || self.skips.iter().any(String::is_empty) {
            (self.written, self.skips) = (now, now.map(|number| number.to_string()));
        }
        let keys = ["composer-checksum-skip-start", "composer-checksum-skip-end"];
        let values = [&mut spec.skip_start, &mut spec.skip_end];
        for (((key, text), value), written) in keys.into_iter().zip(&mut self.skips).zip(values).zip(&mut self.written)
        {
            ui.horizontal(|ui| {
                let field = Field::new(cx.t(key), text).label_width(WIDTH / 2.0).width(NUMBER).show(ui);
                ui.label(Text::Body.rich(cx.t("composer-checksum-bytes"), Tokens::of(ui).text_subdued));
                match text.trim().parse::<usize>() {
                    Ok(number) => (*value, *written) = (number, number),
                    Err(_) => error_outline(ui, field.rect),
                }
            });
        }
        let orders =
            [(ByteOrder::Big, cx.t("composer-checksum-big")), (ByteOrder::Little, cx.t("composer-checksum-little"))];
        form_row(ui, cx.t("composer-checksum-order"), |ui| segmented(ui, &mut spec.order, &orders));
        checkbox(ui, &mut spec.as_text, cx.t("composer-checksum-as-text"));
        checkbox(ui, &mut spec.of_hex, cx.t("composer-checksum-of-hex"));
        match body.map(|body| spec.of(body)) {
            Some(Ok(bytes)) => {
                let shown = hex_text(&bytes);
                form_row(ui, cx.t("composer-checksum-result"), |ui| {
                    ui.label(Text::Mono.rich(shown, Tokens::of(ui).accent));
                });
            }
            Some(Err(error)) => {
                inline_error(ui, &cx.say(&input_message(&error)));
            }
            None => {}
        }
    }
}

/// Another algorithm in its usual order; the bytes that are left out stay.
fn choose(spec: &mut Option<ChecksumSpec>, checksum: Checksum) {
    let usual = ChecksumSpec::named(checksum.name());
    *spec = Some(match spec.take() {
        Some(old) => ChecksumSpec { name: usual.name, order: usual.order, ..old },
        None => usual,
    });
}

/// Those with this in their name, or in what else they are called; letters and digits count.
fn matching(find: &str) -> Vec<Checksum> {
    let plain =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let wanted = plain(find);
    if wanted.is_empty() {
        let common = COMMON.into_iter().filter_map(Checksum::find);
        return common.chain(Checksum::all().filter(|other| !COMMON.contains(&other.name()))).collect();
    }
    let fits = |text: &str| plain(text).contains(&wanted);
    Checksum::all().filter(|checksum| fits(checksum.name()) || checksum.also().split(',').any(fits)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_found_by_name_and_by_what_they_are_called() {
        let first = |find| matching(find).first().map(|checksum| checksum.name());
        assert_eq!(matching("").len(), Checksum::all().count());
        assert_eq!(first(""), Some("CRC-16/MODBUS"));
        for (find, name) in
            [("modb", "LRC-8"), ("crc16 modbus", "CRC-16/MODBUS"), ("x25", "CRC-16/IBM-SDLC"), ("NMEA", "XOR-8")]
        {
            assert_eq!(first(find), Some(name), "{find}");
        }
        assert_eq!(first("nobody"), None);
    }

    #[test]
    fn another_algorithm_keeps_what_is_left_out() {
        let mut spec = Some(ChecksumSpec { skip_start: 1, as_text: true, ..ChecksumSpec::named("XOR-8") });
        choose(&mut spec, Checksum::find("CRC-16/MODBUS").unwrap());
        let spec = spec.unwrap();
        assert_eq!((spec.skip_start, spec.as_text, spec.order), (1, true, ByteOrder::Little));
    }
}
