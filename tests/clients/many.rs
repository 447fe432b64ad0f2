//! Thirty clients of one listener.

use super::desk::{call, clients, command, key_with, listener, menu_of, press_with, socket, texts};
use super::support::hand::Hand;
use super::support::pictures::save;
use super::support::python::Python;
use egui::{Key, Modifiers};
use sockscope::app::{
    AppCommand, Audience, ClientCommand, Content, Outgoing, Preset, SendCall, SendCommand, ThemeChoice,
};
use sockscope::call::{Address, Call, SocketId};
use sockscope::locale::Language;

/// Connects COUNT sockets and does as it is told: `say I TEXT`, `count DELIVERIES BYTES` (so many in all, each of so many
/// bytes), `ends COUNT` (so many see the end).
const MANY: &str = "import select, socket, sys
port, count = int(sys.argv[1]), int(sys.argv[2])
socks = [socket.create_connection(('127.0.0.1', port)) for _ in range(count)]
for s in socks:
    print(s.getsockname()[1])
for line in sys.stdin:
    what, *rest = line.split()
    if what == 'say':
        socks[int(rest[0])].sendall(rest[1].encode())
        print('said')
    elif what == 'count':
        wanted, size = map(int, rest)
        got = [0] * count
        while sum(got) < wanted * size:
            ready = select.select(socks, [], [], 20)[0]
            if not ready:
                break
            for s in ready:
                got[socks.index(s)] += len(s.recv(65536))
        print(sum(got) // size, max(got) // size, min(got) // size)
    elif what == 'ends':
        ended, left = 0, list(socks)
        while ended < int(rest[0]):
            ready = select.select(left, [], [], 20)[0]
            if not ready:
                break
            for s in ready:
                if s.recv(65536) == b'':
                    ended += 1
                    left.remove(s)
        print(ended)";

/// A listener, and a program with so many clients of it, which are accepted and receive by themselves.
fn with_clients(hand: &mut Hand, count: usize) -> (SocketId, Vec<SocketId>, Vec<u16>, Python) {
    let (server, port) = listener(hand, "srv");
    let (port, number) = (port.to_string(), count.to_string());
    let mut peer = Python::spawn(std::process::Command::new("python3").args(["-u", "-c", MANY, &port, &number]));
    let ports: Vec<u16> = (0..count).map(|_| peer.number()).collect();
    let accepted = hand.wait("all clients", |hand| {
        let sockets = clients(hand, server);
        let known = sockets.iter().all(|sid| hand.state().socket(*sid).is_some_and(|row| row.peer.is_some()));
        (sockets.len() == count && known).then_some(sockets)
    });
    (server, accepted, ports, peer)
}

/// The client whose peer has this port, and its name.
fn by_port(hand: &Hand, clients: &[SocketId], port: u16) -> (SocketId, String) {
    let rows = clients.iter().filter_map(|sid| hand.state().socket(*sid));
    let row = rows.into_iter().find(|row| row.peer.as_ref().and_then(Address::port) == Some(port.into()));
    let row = row.expect("a client with this port");
    (row.sid, row.name.to_string())
}

/// The names of the clients in the order in which they stand in the list.
fn order(hand: &Hand) -> Vec<String> {
    let rows = texts(hand, ", TCP, connected from");
    rows.iter().map(|row| row.split(',').next().unwrap_or_default().to_owned()).collect()
}

/// The same in the other theme, language and layout, and in the smallest window.
fn looks(hand: &mut Hand) {
    let selected = hand.state().selected;
    let first = clients(hand, selected.expect("the listener"))[29];
    let dress = |hand: &mut Hand, theme, language, preset| {
        command(hand, AppCommand::SetTheme(theme));
        command(hand, AppCommand::SetLanguage(Some(language)));
        command(hand, AppCommand::SetPreset(preset));
        hand.h.run_steps(6);
    };
    command(hand, AppCommand::SelectSocket(Some(first)));
    dress(hand, ThemeChoice::Light, Language::Chinese, Preset::Test);
    save(&mut hand.h, "clients-unread-light-zh");
    hand.h.set_size([640.0, 360.0].into());
    hand.h.run_steps(6);
    save(&mut hand.h, "clients-unread-small");
    hand.h.set_size([1280.0, 800.0].into());
    dress(hand, ThemeChoice::Dark, Language::English, Preset::Learn);
    command(hand, AppCommand::SelectSocket(selected));
}

#[test]
fn thirty_clients_are_listed_read_sorted_filtered_written_to_and_closed() {
    let mut hand = Hand::new();
    let (server, accepted, ports, mut peer) = with_clients(&mut hand, 30);
    hand.press_beginning("srv, TCP, listening on");
    hand.see(", 30 clients");

    // All receive by themselves; what comes is unread until it is looked at.
    key_with(&mut hand, Modifiers::COMMAND, Key::A);
    assert_eq!(hand.state().clients.marked.len(), 30);
    hand.see("30 selected");
    command(&mut hand, AppCommand::Clients(ClientCommand::KeepReceiving(accepted.clone(), true)));
    hand.press_beginning("srv, ");
    assert!(hand.state().clients.marked.is_empty());
    let (busy, busy_name) = by_port(&hand, &accepted, ports[17]);
    for _ in 0..2 {
        peer.tell("say 17 temperature=21");
        assert_eq!(peer.line(), "said");
        let before = hand.state().unread(busy);
        hand.wait("an unread message", |hand| (hand.state().unread(busy) > before).then_some(()));
    }
    let (other, other_name) = by_port(&hand, &accepted, ports[3]);
    peer.tell(&format!("say 3 {}", "x".repeat(1234)));
    assert_eq!(peer.line(), "said");
    hand.wait("all bytes", |hand| hand.state().socket(other).filter(|row| row.received == 1234).map(|_| ()));

    // Sorted by what is new and by bytes; the row says it all.
    hand.press("Sorted: By age");
    hand.choose("By unread messages");
    hand.wait("the busy one first", |hand| (order(hand).first() == Some(&busy_name)).then_some(()));
    let row = texts(&hand, &format!("{busy_name}, TCP")).remove(0);
    assert!(row.contains(&format!("to 127.0.0.1:{}", ports[17])), "{row}");
    assert!(row.contains("received 28 B, sent 0 B, last activity at ") && row.ends_with("2 unread messages"), "{row}");
    save(&mut hand.h, "clients-unread");
    looks(&mut hand);
    hand.press("Sorted: By unread messages");
    hand.choose("By bytes");
    hand.wait("the longest first", |hand| (order(hand).first() == Some(&other_name)).then_some(()));
    hand.press_beginning(&format!("{busy_name}, "));
    assert_eq!((hand.state().selected, hand.state().unread(busy)), (Some(busy), 0));

    // Filtered by the peer's port.
    key_with(&mut hand, Modifiers::COMMAND, Key::F);
    hand.type_in("Filter sockets", &ports[3].to_string());
    hand.wait("one client", |hand| (order(hand) == [other_name.clone()]).then_some(()));
    hand.see("srv, TCP, listening");
    save(&mut hand.h, "clients-filter");
    hand.type_in("Filter sockets", "nobody at all");
    hand.see("No socket fits the filter");
    hand.type_in("Filter sockets", "");

    // One message to one, then to all: 31 deliveries.
    let one = Outgoing {
        what: Content::Bytes(b"hello".as_slice().into()),
        call: SendCall::SendAll,
        to: hand.state().recipients(Audience::This),
        address: None,
        repeat: None,
        label: None,
    };
    assert_eq!(one.to, [busy]);
    command(&mut hand, AppCommand::Sending(SendCommand::Go(one.clone())));
    let all = Outgoing { to: hand.state().recipients(Audience::All), ..one };
    assert_eq!(all.to.len(), 30);
    command(&mut hand, AppCommand::Sending(SendCommand::Go(all)));
    peer.tell("count 31 5");
    assert_eq!(peer.line(), "31 2 1");

    // The listener goes on while they go: some marked by hand, then all.
    hand.press("Sorted: By bytes");
    hand.choose("By age");
    let names: Vec<String> = {
        let name = |sid: &SocketId| hand.state().socket(*sid).unwrap().name.to_string();
        accepted.iter().map(name).collect()
    };
    hand.press_beginning(&format!("{}, ", names[0]));
    press_with(&mut hand, &format!("{}, ", names[2]), Modifiers::SHIFT);
    press_with(&mut hand, &format!("{}, ", names[1]), Modifiers::COMMAND);
    let marked: Vec<_> = hand.state().clients.marked.iter().copied().collect();
    assert_eq!(marked, [accepted[0], accepted[2]]);
    assert_eq!(hand.state().recipients(Audience::Selected), marked);
    save(&mut hand.h, "clients-marked");
    hand.press("Close selected (2)");
    peer.tell("ends 2");
    assert_eq!(peer.line(), "2");
    hand.wait("28 clients", |hand| (clients(hand, server).len() == 28).then_some(()));
    menu_of(&mut hand, "srv, TCP, listening");
    hand.choose("Select all clients (28)");
    menu_of(&mut hand, &format!("{}, ", names[1]));
    save(&mut hand.h, "clients-menu");
    hand.choose("Close selected (28)");
    hand.see("Close 28 sockets?");
    save(&mut hand.h, "clients-question");
    hand.press("Keep them");
    assert_eq!(clients(&hand, server).len(), 28);
    hand.press("Close selected (28)");
    hand.press("Close 28");
    hand.wait("no client", |hand| clients(hand, server).is_empty().then_some(()));
    assert!(hand.state().socket(server).is_some_and(|row| row.open), "the listener goes on");
    let listening = std::net::TcpStream::connect(("127.0.0.1", hand.port(server) as u16)).unwrap();
    hand.wait("a new client", |hand| (clients(hand, server).len() == 1).then_some(()));
    drop(listening);
}

#[test]
fn a_listener_folds_and_the_keyboard_walks_and_marks() {
    let mut hand = Hand::new();
    let (server, accepted, ..) = with_clients(&mut hand, 3);
    let name = |hand: &Hand, at: usize| hand.state().socket(accepted[at]).unwrap().name.to_string();
    hand.press_beginning("srv, ");
    assert_eq!(order(&hand).len(), 3);
    key_with(&mut hand, Modifiers::NONE, Key::ArrowLeft);
    assert!(order(&hand).is_empty(), "folded");
    key_with(&mut hand, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(order(&hand).len(), 3);
    hand.press("Hide the 3 rows under srv");
    assert!(order(&hand).is_empty());
    hand.press("Show the 3 rows under srv");
    hand.press_beginning("srv, ");
    key_with(&mut hand, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(hand.state().selected, Some(accepted[0]));
    key_with(&mut hand, Modifiers::SHIFT, Key::ArrowDown);
    key_with(&mut hand, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(hand.state().clients.marked.len(), 3);
    key_with(&mut hand, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(hand.state().recipients(Audience::Selected), accepted[..2]);
    key_with(&mut hand, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!((hand.state().selected, hand.state().clients.marked.len()), (Some(server), 0), "to the listener");
    // Another socket stays out of what is marked with Ctrl+A.
    let lone = socket(&mut hand, "lone", "SOCK_DGRAM");
    call(&mut hand, lone, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    let second = name(&hand, 1);
    hand.press_beginning(&format!("{second}, "));
    key_with(&mut hand, Modifiers::COMMAND, Key::A);
    assert_eq!(hand.state().clients.marked.iter().copied().collect::<Vec<_>>(), accepted);
    assert_eq!(hand.state().selected, Some(accepted[1]));
}
