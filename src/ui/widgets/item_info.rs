//! What is told of an item that can be selected.

use egui::{Response, Role, WidgetInfo};

/// Tells an item of a list: `sentence`, and whether it is selected. It is made only where somebody listens.
pub fn item_info(response: &Response, selected: bool, sentence: impl Fn() -> String) {
    selected_info(response, Role::ListItem, selected, sentence);
}

/// The same of another kind of thing. egui tells of selection as of a switch that is on; here it is told as what it is, too.
pub fn selected_info(response: &Response, role: Role, selected: bool, sentence: impl Fn() -> String) {
    response.widget_info(|| WidgetInfo::selected(role, response.enabled(), selected, sentence()));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(selected));
}
