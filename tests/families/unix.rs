//! Unix sockets: abstract names, paths, unnamed ends, pairs.

use super::pair;
use super::support::hand::Hand;
use sockscope::call::{Address, CallKind, Outcome, Value};

fn data(outcome: &Outcome) -> &[u8] {
    outcome.data().unwrap_or_else(|| panic!("no bytes: {outcome:?}"))
}

#[test]
fn an_abstract_name_with_a_nul_in_it_is_listened_on_found_in_the_list_and_reached() {
    let name = format!("sockscope-{}\\x00b", std::process::id());
    let mut hand = Hand::new();
    let server = hand.new_socket("server/s", "AF_UNIX", "SOCK_STREAM");
    hand.chip(CallKind::Bind);
    hand.press("Abstract");
    hand.type_in("Name", &name);
    hand.see("b\"\\x00sockscope-");
    assert_eq!(hand.make_chosen(CallKind::Bind), Outcome::NONE);
    let row = hand.socket(server, "a name", |row| row.local.is_some());
    let bytes = name.replace("\\x00", "\0").into_bytes();
    assert_eq!(row.local, Some(Address::abstract_name(bytes)));
    assert_eq!(hand.make(CallKind::Listen), Outcome::NONE);

    let client = hand.new_socket("client/c", "AF_UNIX", "SOCK_STREAM");
    hand.chip(CallKind::Connect);
    assert_eq!(hand.field("Name"), name, "the listener of the board is proposed");
    hand.type_in("Name", "nobody");
    hand.press("Known addresses");
    hand.press(&format!("@{}", name.replace("\\x00", "\\0")));
    assert_eq!(hand.field("Name"), name, "and found in the list");
    assert_eq!(hand.make_chosen(CallKind::Connect), Outcome::NONE);
    hand.select("server/s");
    assert!(hand.make(CallKind::Accept).is_ok());
    hand.select("client/c");
    hand.chip(CallKind::SendAll);
    hand.type_in("Data", "你好");
    assert_eq!(hand.make_chosen(CallKind::SendAll), Outcome::NONE);
    hand.select("server/conn");
    assert_eq!(data(&hand.make(CallKind::Recv)), "你好".as_bytes());
    hand.select("client/c");
    assert_eq!(hand.make(CallKind::Close), Outcome::NONE);
    hand.socket(client, "closed", |row| !row.open);
    hand.select("server/conn");
    assert_eq!(data(&hand.make(CallKind::Recv)), b"");
    hand.see("EOF");
}

#[test]
fn datagrams_go_to_a_path_and_its_file_stays() {
    let mut hand = Hand::new();
    let path = hand.folder().join("小 u.sock").display().to_string();
    hand.new_socket("server/u", "AF_UNIX", "SOCK_DGRAM");
    hand.chip(CallKind::Bind);
    hand.type_in("Path", "");
    hand.press("Make bind");
    hand.see("Enter a path or a name");
    hand.type_in("Path", &path);
    assert_eq!(hand.make_chosen(CallKind::Bind), Outcome::NONE);

    let client = hand.new_socket("client/c", "AF_UNIX", "SOCK_DGRAM");
    hand.chip(CallKind::Bind);
    hand.press("Unnamed");
    assert_eq!(hand.make_chosen(CallKind::Bind), Outcome::NONE);
    let row = hand.socket(client, "a name of the kernel's own", |row| row.local.is_some());
    assert!(matches!(&row.local, Some(Address::Abstract { name }) if name.len() == 5), "{:?}", row.local);
    hand.chip(CallKind::SendTo);
    assert_eq!(hand.field("Path"), path);
    hand.type_in("Data", "one");
    assert_eq!(hand.make_chosen(CallKind::SendTo), Outcome::Ok(Value::Int(3)));
    hand.select("server/u");
    let Outcome::Ok(Value::DataFrom(bytes, from)) = hand.make(CallKind::RecvFrom) else { panic!("a datagram") };
    assert_eq!((&bytes[..], &from), (&b"one"[..], &row.local));
    hand.chip(CallKind::SendTo);
    hand.type_in("Data", "two");
    assert_eq!(hand.make_chosen(CallKind::SendTo), Outcome::Ok(Value::Int(3)), "the sender is proposed");
    assert_eq!(hand.make(CallKind::Close), Outcome::NONE);
    assert!(std::path::Path::new(&path).exists(), "bind made a file, and close leaves it");
    hand.new_socket("server/again", "AF_UNIX", "SOCK_DGRAM");
    hand.chip(CallKind::Bind);
    hand.type_in("Path", &path);
    assert!(hand.make_chosen(CallKind::Bind).is_error());
    hand.see("EADDRINUSE");
}

#[test]
fn a_pair_keeps_its_packets_apart() {
    let mut hand = Hand::new();
    pair(&mut hand, "SOCK_SEQPACKET");
    hand.chip(CallKind::Send);
    for text in ["first", "second"] {
        hand.type_in("Data", text);
        assert!(hand.make_chosen(CallKind::Send).is_ok());
        hand.chip(CallKind::Send);
    }
    hand.select("b/right");
    hand.chip(CallKind::Recv);
    assert_eq!(data(&hand.make_chosen(CallKind::Recv)), b"first");
    hand.chip(CallKind::Recv);
    assert_eq!(data(&hand.make_chosen(CallKind::Recv)), b"second");
}

#[test]
fn both_ends_of_a_pair_have_names_of_their_own() {
    let mut hand = Hand::new();
    hand.press("New socket");
    hand.press_with(": AF_UNIX · SOCK_DGRAM");
    hand.press_beginning("Two connected ends");
    hand.type_in("Name", "left");
    hand.type_in("Second name", "left");
    hand.press("Make");
    hand.see("Both ends would have this name");
    hand.type_in("Second name", "right");
    hand.see("left, right = socket.socketpair(AF_UNIX, SOCK_DGRAM)");
    hand.press("Make");
    hand.named("right");
}

#[test]
fn a_socket_that_could_not_be_made_is_explained() {
    let mut hand = Hand::new();
    hand.press("New socket");
    hand.press("Any family, type and protocol");
    hand.type_in("Family", "AF_INET");
    hand.type_in("Type", "SOCK_SEQPACKET");
    hand.press("Make");
    hand.see("Why did socket fail?");
    hand.see("ESOCKTNOSUPPORT (94)");
}

#[test]
fn any_family_is_made_by_name_or_number_and_mistakes_are_told_at_their_field() {
    let mut hand = Hand::new();
    hand.press("New socket");
    hand.press("Any family, type and protocol");
    hand.type_in("Family", "AF_NONSENSE");
    hand.press("Make");
    hand.see("AF_NONSENSE is neither a name that this system knows nor a number");
    hand.type_in("Family", "AF_INET");
    hand.type_in("Type", "SOCK_DGRAM | SOCK_NONBLOCK");
    hand.type_in("Protocol", "17");
    hand.type_in("Name", "client/n");
    hand.press("Make");
    let sid = hand.named("client/n");
    hand.wait("the new socket selected", |hand| (hand.state().selected == Some(sid)).then_some(()));
    hand.chip(CallKind::GetBlocking);
    assert_eq!(hand.make_chosen(CallKind::GetBlocking), Outcome::Ok(Value::Bool(false)));
}
