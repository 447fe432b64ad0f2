//! Menus: their titles in the top bar, and their items with icon, label and the keys that do the same.

use super::button::paint_icon;
use super::ellipsis::cut;
use super::paint::{focus_ring, galley, ground, paint_centered, paint_left, paint_right, rounded};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use egui::{
    Atom, AtomExt as _, Color32, FocusDirection, Id, Key, Popup, Rect, Response, Role, ScrollArea, Sense, Ui,
    WidgetInfo, vec2,
};

/// The least width of a menu's items.
const MENU_WIDTH: f32 = 220.0;
/// From an item's edge to its label: the place of an icon.
const BEFORE_LABEL: f32 = sizes::PADDING_SMALL + sizes::ICON + sizes::GAP;

/// A menu's title in the top bar: a quiet button that opens it. Put several in a horizontal layout without spacing.
pub fn menu_title<R>(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui) -> R) -> Response {
    let width = galley(ui.painter(), title, Text::Body, Color32::PLACEHOLDER).size().x;
    let size = vec2((width + 2.0 * sizes::PADDING_SMALL).ceil(), sizes::CONTROL);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), title));
    let t = Tokens::of(ui);
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    if response.hovered() || is_open {
        rounded(ui.painter(), rect, sizes::RADIUS_CONTROL, t.raised);
    }
    let color = if response.hovered() || is_open { t.text_strong } else { t.text };
    paint_centered(ui.painter(), rect.center(), galley(ui.painter(), title, Text::Body, color));
    focus_ring(ui, &response, sizes::RADIUS_CONTROL, false);
    Popup::menu(&response).gap(4.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // A menu that is longer than the window scrolls.
        let height = ui.ctx().content_rect().bottom() - response.rect.bottom() - 2.0 * sizes::MARGIN;
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, add)
    });
    response
}

/// Opens the menu of a title, with the keyboard on the title: the arrow down goes into it.
pub fn open_menu(title: &Response) {
    Popup::open_id(&title.ctx, Popup::default_response_id(title));
    title.request_focus();
}

/// To which neighbour the keyboard went from an open menu: -1 to the one before, 1 to the next. The menu is closed.
pub fn menu_step(title: &Response) -> Option<isize> {
    let ctx = &title.ctx;
    let popup = Popup::default_response_id(title);
    if !Popup::is_id_open(ctx, popup) {
        return None;
    }
    let from_item = ctx.data_mut(|data| data.remove_temp::<isize>(step_slot()));
    let on_title = || match ctx.input(|input| (input.key_pressed(Key::ArrowLeft), input.key_pressed(Key::ArrowRight))) {
        (true, _) => Some(-1),
        (_, true) => Some(1),
        _ => None,
    };
    let step = from_item.or_else(|| title.has_focus().then(on_title).flatten())?;
    ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    Popup::close_id(ctx, popup);
    Some(step)
}

fn step_slot() -> Id {
    Id::unique("sockscope-menu-step")
}

/// What looks like a field to search in, and is a button; `keys` do the same.
pub fn search_box(ui: &Ui, rect: Rect, hint: &str, keys: &str) -> Response {
    let response = ui.interact(rect, ui.scope_id().with("search-box"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), hint));
    let t = Tokens::of(ui);
    let lit = response.hovered();
    ground(ui.painter(), &t, rect, sizes::RADIUS_CONTROL, if lit { t.hover } else { t.raised });
    let y = rect.center().y;
    let x = rect.left() + sizes::PADDING;
    paint_icon(ui.painter(), Icon::MagnifyingGlass, sizes::ICON, x + sizes::ICON / 2.0, y, t.text_subdued);
    let keys = galley(ui.painter(), keys, Text::MonoSmall, t.text_subdued);
    let end = paint_right(ui.painter(), rect.right() - sizes::PADDING_SMALL, y, keys);
    let start = x + sizes::ICON + sizes::GAP;
    let line = cut(ui.painter(), hint, Text::Body, t.text_subdued, end - sizes::GAP - start);
    paint_left(ui.painter(), start, y, line);
    focus_ring(ui, &response, sizes::RADIUS_CONTROL, false);
    response
}

/// How wide a row of a menu is at least.
pub fn menu_item_width(ui: &Ui, label: &str, keys: &str) -> f32 {
    let text = galley(ui.painter(), label, Text::Body, Color32::PLACEHOLDER).size().x;
    let shortcut = galley(ui.painter(), keys, Text::Small, Color32::PLACEHOLDER).size().x;
    (BEFORE_LABEL + text + 32.0 + shortcut + sizes::PADDING_SMALL).max(MENU_WIDTH)
}

/// A row of a menu. `keys` may be empty. The menu closes by itself on a click or Enter.
pub fn menu_item(ui: &mut Ui, icon: Option<Icon>, label: &str, keys: &str) -> Response {
    let before = BEFORE_LABEL;
    let width = menu_item_width(ui, label, keys).max(ui.min_rect().width());
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), sizes::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), label));
    if response.has_focus() && !ui.clip_rect().contains_rect(rect) {
        // The wheel goes where it wants: the pointer took over.
        match ui.input(|input| input.smooth_scroll_delta() == egui::Vec2::ZERO) {
            true => response.scroll_to_me(None),
            false => response.surrender_focus(),
        }
    }
    let t = Tokens::of(ui);
    let lit = response.hovered() || response.has_focus();
    if lit {
        rounded(ui.painter(), rect, sizes::RADIUS_CHIP, t.hover);
    }
    let color = if lit { t.text_strong } else { t.text };
    let y = rect.center().y;
    if let Some(icon) = icon {
        let x = rect.left() + sizes::PADDING_SMALL + sizes::ICON / 2.0;
        paint_icon(ui.painter(), icon, sizes::ICON, x, y, t.text_subdued);
    }
    paint_left(ui.painter(), rect.left() + before, y, galley(ui.painter(), label, Text::Body, color));
    let keys = galley(ui.painter(), keys, Text::Small, t.text_subdued);
    paint_right(ui.painter(), rect.right() - sizes::PADDING_SMALL, y, keys);
    focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
    if response.clicked() {
        ui.close();
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowRight)) {
        ui.data_mut(|data| data.insert_temp(step_slot(), 1_isize));
    }
    response
}

/// A row of a menu that opens another one; its label stands under those of the items.
pub fn submenu<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> Response {
    let spacing = ui.spacing();
    let indent = (BEFORE_LABEL - spacing.button_padding.x - spacing.icon_spacing).max(0.0);
    ui.menu_button((Atom::default().atom_size(vec2(indent, 0.0)), label), add).response
}

/// A little air and a thin line between groups of a menu.
pub fn menu_separator(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.min_rect().width().max(MENU_WIDTH), 9.0), Sense::hover());
    let line = egui::Stroke::new(sizes::HAIRLINE, Tokens::of(ui).raised);
    ui.painter().hline(rect.x_range(), rect.center().y, line);
}
