//! Names for what the docking draws by itself: the handles between the panels, and the grounds of the tab bars.

use crate::locale::Message;
use crate::ui::cx::Cx;
use egui::{Id, Rect, Ui, accesskit::Role};

/// Names what takes the keyboard in the layout and has no name; without a screen reader there is nothing to do.
pub fn name_handles(ui: &Ui, cx: &Cx<'_>) {
    let ctx = ui.ctx();
    let layer = ui.layer_id();
    let taking: Vec<(Id, Rect)> = ctx.viewport(|viewport| {
        let all = viewport.this_pass.widgets.get_layer(layer);
        let taking = all.filter(|widget| widget.enabled && widget.sense.is_focusable());
        taking.map(|widget| (widget.id, widget.rect)).collect()
    });
    let mut count = 0_u64;
    for (id, rect) in taking {
        let nameless = ctx.accesskit_node_builder(id, |node| node.label().is_none() && node.labelled_by().is_empty());
        if nameless != Some(true) {
            continue;
        }
        count += 1;
        let is_handle = rect.width().min(rect.height()) <= 2.0 * ui.style().interaction.resize_grab_radius_side;
        let key = if is_handle { "layout-handle" } else { "layout-tab-bar" };
        let name = cx.say(&Message::new(key).with("n", count));
        ctx.accesskit_node_builder(id, |node| {
            node.set_role(if is_handle { Role::Splitter } else { Role::Group });
            node.set_label(name);
        });
    }
}
