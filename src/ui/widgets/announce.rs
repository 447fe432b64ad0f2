//! Texts that are read out when they come or change, without anybody moving to them. Nothing that counts is announced.

use egui::{Response, accesskit::Live};

/// Marks a text as one that is read out when it changes; what is `urgent` interrupts what is being read.
pub fn announce(text: &Response, urgent: bool) {
    let live = if urgent { Live::Assertive } else { Live::Polite };
    text.ctx.accesskit_node_builder(text.id, |node| node.set_live(live));
}

/// Names a group of controls, so that each of them is read with what it is about.
pub fn name_group(group: &Response, name: &str) {
    group.ctx.accesskit_node_builder(group.id, |node| {
        node.set_role(egui::accesskit::Role::Group);
        node.set_label(name);
    });
}
