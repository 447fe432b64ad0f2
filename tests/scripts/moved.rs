//! A port that the doctor moved is another one in the open script as well, until it is put back; the file stays.

use super::desk::{file, next_step, reach, script};
use super::support::python::Python;
use sockscope::app::Phase;
use sockscope::call::CallKind;

/// Has a port until it is ended.
const HOLDER: &str = "import socket
s = socket.create_server(('127.0.0.1', 0))
print(s.getsockname()[1])
input()";

/// The lines of the script as they show.
fn lines(hand: &super::support::hand::Hand) -> String {
    let rows = script(hand).views[0].rows.iter();
    rows.filter_map(|row| row.step()).map(|row| format!("{}\n", row.python)).collect()
}

#[test]
fn a_taken_port_is_another_one_on_every_side_of_the_script() {
    // Somebody else's.
    let mut held = Python::run(HOLDER);
    let port = held.number();
    let text = format!(
        r#"{{"netscript":1,"net":"any"}}
{{"call":"socket","as":"s"}}
{{"call":"bind","on":"s","address":["127.0.0.1",{port}]}}
{{"call":"listen","on":"s"}}
{{"call":"socket","as":"c"}}
{{"call":"connect","on":"c","address":["127.0.0.1",{port}],"expect":{{"ok":null}}}}
{{"call":"getpeername","on":"c","expect":{{"oneof":[{{"ok":["127.0.0.1",{port}]}},{{"ok":"*"}}]}}}}
{{"call":"setsockopt","on":"c","level":"SOL_SOCKET","name":"SO_RCVBUF","value":{port}}}
"#
    );
    let (mut hand, path) = file(&text);
    next_step(&mut hand, 1);
    next_step(&mut hand, 2);
    let server = hand.named("my script/s");
    hand.h.state_mut().update(sockscope::app::AppCommand::SelectSocket(Some(server)));
    hand.see("another program on this machine");
    let label = hand.wait("another port is offered", |hand| {
        let is_it = |text: &String| text.starts_with("Use port ") && text.ends_with(" on every side");
        hand.texts().into_iter().find(is_it)
    });
    let other = label.trim_start_matches("Use port ").trim_end_matches(" on every side").to_owned();
    let before = lines(&hand);
    hand.press(&label);
    hand.see(&format!(
        "Port {port} of this machine is now {other} in the forms, the connect bar and 3 lines of the script"
    ));
    hand.dismiss();
    // The call that was made stays as it was made; the lines ahead of it are others.
    let after = lines(&hand);
    let is_line =
        |text: &str, call: &str, port: &str| text.lines().any(|line| line.contains(call) && line.contains(port));
    assert!(is_line(&after, "s.bind", &port.to_string()), "{after}");
    assert!(is_line(&after, "c.connect", &other) && is_line(&after, "SO_RCVBUF", &port.to_string()), "{after}");
    hand.socket(server, "bound", |row| row.local.is_some());
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    let (view, state) = script(&hand).current().unwrap();
    let tally = state.tally(view);
    assert_eq!((tally.expected, tally.held), (2, 2), "the client reached the other port");
    // From the beginning every line has it.
    hand.press("Start over");
    assert!(is_line(&lines(&hand), "s.bind", &other), "{}", lines(&hand));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "the file is unchanged");
    super::support::pictures::save(&mut hand.h, "script-port-moved");
    hand.see(&format!("3 lines have port {other} for {port}; the file is unchanged"));
    hand.press(&format!("Put {port} back"));
    hand.see_no("the file is unchanged");
    assert_eq!(lines(&hand), before);
    assert_eq!(hand.calls(server, CallKind::Bind).len(), 2);
}
