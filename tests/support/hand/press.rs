//! Finding what has a label, pressing it, and typing into fields.

use super::{Hand, LIMIT, button, role_of, text_of};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::Node;
use egui_kittest::kittest::{AccessKitNode, By, Queryable as _};
use std::time::Instant;

/// What can be pressed.
pub(super) const PRESSED: [Role; 7] =
    [Role::Button, Role::MenuItem, Role::RadioButton, Role::CheckBox, Role::ListItem, Role::Tab, Role::Group];
/// What can be typed into.
pub(super) const TYPED: [Role; 2] = [Role::TextInput, Role::MultilineTextInput];

/// How the buttons and fields of the list of sockets begin, which stand above the panel of calls.
/// A field of a menu over that panel is there as well, and below it the buttons that step through a session.
const IN_SOCKETS: [&str; 14] = [
    "Filter sockets",
    "Sorted: ",
    "Hide the ",
    "Show the ",
    "Close ",
    "Keep them",
    "Find an option",
    "First record",
    "Previous call",
    "Previous record",
    "Go on by itself",
    "Rest here",
    "Next ",
    "Last record",
];

impl Hand {
    /// What has one of these roles and a label that fits.
    pub(super) fn nodes<'s>(&'s self, roles: &'s [Role], fits: &'s dyn Fn(&str) -> bool) -> Vec<Node<'s>> {
        let of = |node: &AccessKitNode<'_>| roles.contains(&node.role()) && node.label().is_some_and(|l| fits(&l));
        self.h.query_all(By::new().predicate(of)).collect()
    }

    /// Where the only thing that fits is, once it is there, in sight, and no longer moving.
    #[track_caller]
    pub(super) fn find(&mut self, what: &str, roles: &[Role], fits: &dyn Fn(&str) -> bool) -> Pos2 {
        // A theme that was switched to brings its own: what still scrolls is pressed in the wrong place.
        self.h.ctx.all_styles_mut(|style| style.scroll_animation = egui::style::ScrollAnimation::none());
        let until = Instant::now() + LIMIT;
        let mut last = None;
        loop {
            assert!(Instant::now() < until, "{what} does not come to rest in sight");
            self.wait(what, |hand| (!hand.nodes(roles, fits).is_empty()).then_some(()));
            let nodes = self.nodes(roles, fits);
            if let [_, _, ..] = nodes.as_slice() {
                let texts: Vec<_> = nodes.iter().filter_map(text_of).collect();
                panic!("several fit: {texts:?}");
            }
            let rect = nodes[0].rect();
            let hidden = self.is_scrolled_away(&nodes[0]);
            if hidden {
                nodes[0].scroll_to_me();
            } else if last == Some(rect) {
                let window = self.h.ctx.content_rect();
                assert!(window.contains(rect.center()), "{what} is out of sight, at {rect:?}");
                return rect.center();
            }
            last = Some(rect);
            drop(nodes);
            // Scrolling begins two frames after it is asked for.
            self.h.run_steps(if hidden { 4 } else { 1 });
        }
    }

    /// Whether it is in the panel of calls, the only one whose content is longer than it, above or below what shows.
    fn is_scrolled_away(&self, node: &Node<'_>) -> bool {
        let role = role_of(node);
        let tabs: Vec<_> = self.h.query_all(By::new().role(Role::Tab)).map(|tab| tab.rect()).collect();
        let Some(sockets) = tabs.iter().find(|tab| tab.left() < 100.0 && tab.top() < 100.0) else { return false };
        // Where it is not the first tab of its place, another panel shows there.
        let calls = By::new().role(Role::Tab).predicate(|tab| tab.label().is_some_and(|l| l == "Calls" || l == "调用"));
        let calls = self.h.query_all(calls).map(|tab| tab.rect()).next();
        let Some(calls) = calls.filter(|tab| tab.left() < 50.0 && tab.top() > 100.0) else { return false };
        let rect = node.rect();
        let in_head = role == Role::Button && (0.0..sockets.bottom()).contains(&rect.center().y);
        let label = text_of(node).unwrap_or_default();
        let in_list = IN_SOCKETS.iter().any(|beginning| label.starts_with(beginning));
        let elsewhere = [Role::MenuItem, Role::ListItem, Role::Tab].contains(&role) || rect.left() > 250.0;
        if elsewhere || in_head || in_list {
            return false;
        }
        rect.top() < calls.bottom() || rect.bottom() > self.h.ctx.content_rect().bottom() - 34.0
    }

    /// Where something that can be pressed is, by its label.
    #[track_caller]
    pub fn locate(&mut self, what: &str, fits: impl Fn(&str) -> bool) -> Pos2 {
        self.find(what, &PRESSED, &fits)
    }

    /// Clicks a place.
    pub fn click(&mut self, at: Pos2) {
        for event in button(at, PointerButton::Primary) {
            self.h.event(event);
        }
        self.h.step();
        self.h.step();
    }

    /// Presses what has this label, once it is there.
    #[track_caller]
    pub fn press(&mut self, label: &str) {
        let at = self.find(label, &PRESSED, &|found| found == label);
        self.click(at);
    }

    /// Presses what has a label that begins so.
    #[track_caller]
    pub fn press_beginning(&mut self, beginning: &str) {
        let at = self.find(beginning, &PRESSED, &|found| found.starts_with(beginning));
        self.click(at);
    }

    /// Presses what has a label with this in it.
    #[track_caller]
    pub fn press_with(&mut self, part: &str) {
        let at = self.find(part, &PRESSED, &|found| found.contains(part));
        self.click(at);
    }

    /// Chooses an item of an open menu.
    #[track_caller]
    pub fn choose(&mut self, label: &str) {
        let fits = |found: &str| found == label;
        let place = |hand: &mut Self| {
            let nodes = hand.nodes(&[Role::MenuItem, Role::Button], &fits);
            let items = nodes.iter().filter(|node| node.rect().top() > 30.0);
            items.map(|node| node.rect().center()).next()
        };
        let until = Instant::now() + LIMIT;
        let mut last = self.wait(label, place);
        loop {
            assert!(Instant::now() < until, "{label} does not come to rest");
            self.h.step();
            let at = self.wait(label, place);
            if at == last {
                break;
            }
            last = at;
        }
        self.click(last);
    }

    /// Dismisses every message at the lower right.
    pub fn dismiss(&mut self) {
        while let Some(at) = self.nodes(&PRESSED, &|label| label == "Dismiss").first().map(|node| node.rect().center())
        {
            self.click(at);
        }
    }

    /// Chooses an item of a menu of the top bar, one submenu after another.
    #[track_caller]
    pub fn menu(&mut self, path: &[&str]) {
        let Some((title, items)) = path.split_first() else { return };
        self.press(title);
        for item in items {
            self.choose(item);
        }
    }

    /// Replaces the text of a field, as a person would: a click, all selected, typed over.
    #[track_caller]
    pub fn type_in(&mut self, field: &str, text: &str) {
        // The panel scrolls to an outcome that comes just now: who presses beside the field then presses again.
        for _ in 0..5 {
            let at = self.find(field, &TYPED, &|found| found == field);
            self.click(at);
            if self.nodes(&TYPED, &|found| found == field).iter().any(Node::is_focused) {
                break;
            }
        }
        self.h.key_press_modifiers(Modifiers::COMMAND, Key::A);
        match text {
            "" => self.h.key_press(Key::Backspace),
            text => self.h.event(Event::Text(text.to_owned())),
        }
        self.h.step();
        self.h.step();
        assert_eq!(self.field(field), text, "what was typed stands in {field}");
    }

    /// The text of a field.
    #[track_caller]
    pub fn field(&self, label: &str) -> String {
        let of = |node: &AccessKitNode<'_>| TYPED.contains(&node.role()) && node.label().is_some_and(|l| l == label);
        self.h.get(By::new().predicate(of)).value().unwrap_or_default()
    }

    /// Whether a field has the keyboard.
    pub fn has_keyboard(&self, label: &str) -> bool {
        self.nodes(&TYPED, &|found| found == label).iter().any(Node::is_focused)
    }

    /// Drags from one place to another.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        let [moved, pressed, _] = button(from, PointerButton::Primary);
        let [on, _, released] = button(to, PointerButton::Primary);
        for event in [moved, pressed, Event::PointerMoved(from + (to - from) * 0.5), on, released] {
            self.h.event(event);
        }
        self.h.step();
        self.h.step();
    }

    /// Where a panel's tab is.
    #[track_caller]
    pub fn tab(&mut self, title: &str) -> Pos2 {
        self.find(title, &[Role::Tab], &|found| found == title)
    }

    /// Brings a panel's tab to the front.
    #[track_caller]
    pub fn press_tab(&mut self, title: &str) {
        let at = self.tab(title);
        self.click(at);
    }

    pub fn key(&mut self, key: Key) {
        self.h.key_press(key);
        self.h.step();
        self.h.step();
    }
}
