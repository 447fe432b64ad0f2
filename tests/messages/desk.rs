//! A window with the messages in sight.

use super::support::hand::Hand;
use super::support::python::Python;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use sockscope::app::{AppCommand, MessageCommand, SavedMessage};
use sockscope::bytes::{Form, Recipe};
use sockscope::call::SocketId;

/// Prints each line that it receives.
const SERVER: &str = "import socket
s = socket.create_server(('127.0.0.1', 0))
print(s.getsockname()[1])
conn, _ = s.accept()
for line in conn.makefile('rb'):
    print(repr(line))";

/// The window in the test layout, in English.
pub fn open() -> Hand {
    let mut hand = Hand::new();
    hand.press("Test");
    hand.see("Nothing saved yet");
    hand
}

/// A message that is kept, put there without the dialog.
pub fn keep(hand: &mut Hand, message: SavedMessage) {
    hand.h.state_mut().update(AppCommand::Messages(MessageCommand::Keep(message)));
    hand.h.run_steps(2);
}

/// A message of text.
pub fn text(name: &str, text: &str) -> SavedMessage {
    let (folder, name) = name.split_once('/').unwrap_or(("", name));
    let recipe = Recipe { text: text.into(), ..Recipe::default() };
    SavedMessage { name: name.into(), folder: folder.into(), recipe, ..SavedMessage::default() }
}

/// A message of hex.
pub fn hex(name: &str, digits: &str) -> SavedMessage {
    let mut message = text(name, digits);
    message.recipe.form = Form::Hex;
    message
}

/// Connects to a python3 server that prints the lines that it receives.
pub fn connect(hand: &mut Hand) -> (SocketId, Python) {
    let mut server = Python::run(SERVER);
    let port = server.number();
    let client = connect_to(hand, port);
    (client, server)
}

/// Connects to a port of this machine.
pub fn connect_to(hand: &mut Hand, port: u16) -> SocketId {
    hand.press("Learn");
    hand.press_beginning("Talk to a server: ");
    hand.type_in("Port", &port.to_string());
    hand.press("Start");
    let client = hand.named("client/s");
    hand.socket(client, "a connection", |row| row.connected);
    hand.press("Test");
    client
}

/// The messages in the order of the list's file, folder first.
pub fn order(hand: &Hand) -> String {
    let name = |message: &std::sync::Arc<SavedMessage>| match message.folder.as_str() {
        "" => message.name.clone(),
        folder => format!("{folder}/{}", message.name),
    };
    hand.state().messages.all().iter().map(name).collect::<Vec<_>>().join(" ")
}

/// The rows of messages and folders that show, from above, without what follows the name.
pub fn rows(hand: &Hand) -> Vec<String> {
    let nodes = hand.h.query_all(By::new().role(Role::ListItem));
    let mut rows: Vec<_> = nodes.map(|node| (node.rect().top(), node.accesskit_node().label())).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let labels = rows.into_iter().filter_map(|(_, label)| label);
    labels.filter_map(|label| label.split_once(", ").map(|(name, _)| name.to_owned())).collect()
}

/// Presses a key with modifiers, and lets the window act.
pub fn chord(hand: &mut Hand, modifiers: Modifiers, key: Key) {
    hand.h.key_press_modifiers(modifiers, key);
    hand.h.run_steps(3);
}
