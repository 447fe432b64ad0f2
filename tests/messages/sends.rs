//! Saved, edited, and sent by a click, Enter, and a key from anywhere.

use super::desk::{chord, connect, connect_to, hex, keep, open, text};
use egui::{Event, ImeEvent, Key, Modifiers};
use sockscope::app::{Content, RepeatPlan, SavedMessage, SendCall};
use sockscope::call::{Address, CallKind};
use std::net::UdpSocket;
use std::time::Duration;

#[test]
fn a_message_is_saved_edited_and_sent() {
    let mut hand = open();
    let (client, mut server) = connect(&mut hand);
    hand.press("New message");
    hand.type_in("Name", "问候");
    hand.type_in("Payload", "你好\\r");
    hand.see("Sends 7 B");
    hand.see("e4 bd a0 e5 a5 bd 0d");
    hand.type_in("Payload", "你好\\q");
    hand.see("“\\q” at position 3");
    hand.type_in("Payload", "你好\\r\\n");
    hand.press("Key No key");
    hand.choose("Alt+1");
    hand.press("Save");
    hand.see("问候, 8 B, key Alt+1");

    hand.press_beginning("问候, ");
    hand.key(Key::Enter);
    assert_eq!(server.line(), "b'\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd\\r\\n'");

    hand.key(Key::F2);
    assert_eq!(hand.field("Name"), "问候");
    hand.press("sendall");
    hand.type_in("Folder", "聊天");
    hand.type_in("Payload", "再见\\n");
    hand.type_in("Name", "告别");
    hand.key(Key::Enter);
    hand.see("告别, 7 B, key Alt+1, in 聊天");

    // From a field of another panel: the digit is not typed.
    hand.press("Learn");
    let before = hand.calls(client, CallKind::SendAll).len();
    hand.type_in("Send to client/s", "draft");
    hand.h.event_modifiers(
        Event::Key { key: Key::Num1, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::ALT },
        Modifiers::ALT,
    );
    hand.h.run_steps(2);
    assert_eq!(server.line(), "b'\\xe5\\x86\\x8d\\xe8\\xa7\\x81\\n'");
    hand.wait("sendall", |hand| (hand.calls(client, CallKind::SendAll).len() == before + 1).then_some(()));
    assert_eq!(hand.field("Send to client/s"), "draft");
}

#[test]
fn the_icon_sends_and_a_double_click_loads() {
    let mut hand = open();
    let (_, mut server) = connect(&mut hand);
    keep(&mut hand, text("one", "1\\n"));
    let at = hand.locate("one", |label| label.starts_with("one, "));
    hand.click(egui::pos2(25.0, at.y));
    assert_eq!(server.line(), "b'1\\n'");
    assert!(hand.state().offered.is_none());
    hand.click(at);
    hand.click(at);
    let offered = hand.wait("an offer", |hand| hand.state().offered.clone());
    assert_eq!(offered.1.recipe.text, "1\\n");
}

#[test]
fn no_key_sends_while_an_input_method_composes_or_a_dialog_is_open() {
    let mut hand = open();
    let (client, mut server) = connect(&mut hand);
    keep(&mut hand, SavedMessage { key: Some(1), ..text("one", "1\\n") });
    // An input method composes in a field.
    hand.type_in("Message to send", "");
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    hand.h.event(preedit("ni"));
    chord(&mut hand, Modifiers::ALT, Key::Num1);
    hand.h.event(Event::Ime(ImeEvent::Commit("你".into())));
    hand.h.run_steps(2);
    hand.press("New message");
    chord(&mut hand, Modifiers::ALT, Key::Num1);
    hand.press("Cancel");
    keep(&mut hand, SavedMessage { key: Some(2), ..text("two", "2\\n") });
    chord(&mut hand, Modifiers::ALT, Key::Num2);
    assert_eq!(server.line(), "b'2\\n'", "it is the first one that was sent");
    // Its row is read a moment later.
    hand.wait("the send in the log", |hand| (!hand.calls(client, CallKind::Send).is_empty()).then_some(()));
    assert_eq!(hand.calls(client, CallKind::Send).len(), 1);
}

#[test]
fn a_folder_is_sent_in_order_with_its_pauses() {
    let mut hand = open();
    let (client, _server) = connect(&mut hand);
    let pause = Duration::from_millis(20);
    keep(&mut hand, SavedMessage { pause, ..text("poll/one", "1\\n") });
    keep(&mut hand, text("two", "2\\n"));
    keep(&mut hand, SavedMessage { call: SendCall::SendAll, ..hex("poll/three", "33 0a") });
    let outgoing = hand.state().folder_to_send("poll").unwrap();
    assert_eq!((outgoing.call, outgoing.to, outgoing.label), (SendCall::SendAll, vec![client], Some("poll".into())));
    let Content::Sequence(steps) = outgoing.what else { panic!("a sequence") };
    let steps: Vec<_> = steps.iter().map(|step| (step.name.as_str(), &step.data[..], step.then_wait)).collect();
    assert_eq!(steps, [("one", &b"1\n"[..], pause), ("three", b"3\n", Duration::ZERO)]);
    hand.press("Send poll in order");

    keep(&mut hand, hex("poll/wrong", "3"));
    hand.see("wrong, cannot be sent: ");
    hand.press("Send poll in order");
    hand.see("wrong was not sent: ");
}

#[test]
fn where_there_is_nothing_to_send_to_it_says_what_to_do() {
    let mut hand = open();
    keep(&mut hand, SavedMessage { key: Some(1), ..text("one", "1\\n") });
    chord(&mut hand, Modifiers::ALT, Key::Num1);
    hand.see("Nothing is selected to send to. Connect first");
    hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    chord(&mut hand, Modifiers::ALT, Key::Num1);
    hand.see("client/s is not connected");
    hand.new_socket("client/u", "AF_INET", "SOCK_DGRAM");
    chord(&mut hand, Modifiers::ALT, Key::Num1);
    hand.see("nobody has sent to it yet");
}

#[test]
fn a_datagram_socket_answers_who_sent_last() {
    let mut hand = open();
    keep(&mut hand, SavedMessage { key: Some(1), ..text("ack", "ACK") });
    hand.press("Learn");
    hand.press_beginning("Be a server: ");
    hand.press("UDP");
    hand.type_in("Port", "0");
    hand.press("Start");
    let server = hand.named("server/u");
    let port = u16::try_from(hand.port(server)).unwrap();
    let sensor = UdpSocket::bind("127.0.0.1:0").unwrap();
    sensor.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    sensor.send_to(b"21.5", ("127.0.0.1", port)).unwrap();
    let from = i64::from(sensor.local_addr().unwrap().port());
    let row = hand.socket(server, "the sender", |row| row.last_sender.is_some());
    assert_eq!(row.last_sender.as_ref().and_then(Address::port), Some(from));
    chord(&mut hand, Modifiers::ALT, Key::Num1);
    let mut answer = [0; 8];
    assert_eq!(sensor.recv(&mut answer).unwrap(), 3);
    assert_eq!(&answer[..3], b"ACK");
}

#[test]
fn the_repeat_of_a_message_is_kept_and_shown() {
    let mut hand = open();
    hand.press("New message");
    hand.type_in("Name", "心跳");
    hand.press("Hex");
    hand.type_in("Payload", "00 01");
    hand.press("Repeat this message");
    hand.type_in("Every, in ms", "0");
    hand.press("Save");
    hand.see("“0” is no number of milliseconds from 1 to");
    hand.type_in("Every, in ms", "500");
    hand.type_in("How many times", "20");
    hand.press("Save");
    hand.see("心跳, 2 B, every 500 ms, 20 times");
    let every = Duration::from_millis(500);
    assert_eq!(hand.state().messages.get(1).unwrap().repeat, Some(RepeatPlan { every, count: Some(20) }));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let client = connect_to(&mut hand, port.local_addr().unwrap().port());
    hand.press_beginning("心跳, ");
    hand.key(Key::Enter);
    hand.wait("a send", |hand| hand.calls(client, CallKind::Send).first().cloned());
}
