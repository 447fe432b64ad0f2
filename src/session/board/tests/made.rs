//! What sockets are made of.

use super::*;

#[test]
fn what_made_a_socket_what_it_is_is_remembered() {
    let mut story = Story::default();
    story.socket(1, "server/s", "SOCK_STREAM");
    let option = |value| {
        let (level, name) = (number_of("IPPROTO_IPV6").unwrap(), number_of("IPV6_V6ONLY").unwrap());
        Call::SetSockOpt { level, name, value: OptionValue::Int(value) }
    };
    let bind = Call::Bind { address: Address::inet6("::", 0) };
    story.call(1, option(1), Outcome::NONE);
    story.call(1, option(0), Outcome::NONE);
    story.call(1, Call::Bind { address: Address::inet6("::9", 0) }, Outcome::Errno(99));
    story.call(1, bind.clone(), Outcome::NONE);
    story.call(1, Call::GetSockName, Outcome::NONE);
    story.call(1, Call::Listen { backlog: None }, Outcome::NONE);
    let kept = |story: &Story| story.row(1).setup.iter().map(|call| call.as_ref().clone()).collect::<Vec<_>>();
    assert_eq!(kept(&story), [option(0), bind, Call::Listen { backlog: None }]);
    assert!(story.row(1).takes_both_families());
    for second in 0..100 {
        story.call(1, Call::SetTimeout { seconds: Some(f64::from(second)) }, Outcome::NONE);
        story.call(1, option(1), Outcome::NONE);
    }
    let (last, only) = (Call::SetTimeout { seconds: Some(99.0) }, option(1));
    assert_eq!(kept(&story)[3..], [last, only], "each setting once: the last");
    assert!(!story.row(1).takes_both_families());
    let join = |host: u8| {
        let (level, name) = (number_of("IPPROTO_IP").unwrap(), number_of("IP_ADD_MEMBERSHIP").unwrap());
        Call::SetSockOpt { level, name, value: OptionValue::Mreq(format!("239.0.0.{host}").into(), "0.0.0.0".into()) }
    };
    (0..100).for_each(|host| story.call(1, join(host), Outcome::NONE));
    assert_eq!(kept(&story)[5..7], [join(0), join(1)], "groups are joined one by one");
    assert_eq!(kept(&story).len(), 32, "no socket grows without end");
    story.call(1, option(0), Outcome::NONE);
    assert!(story.row(1).takes_both_families(), "what it was set to last is known all the same");
}

#[test]
fn pairs_copies_and_files_are_on_the_board() {
    let mut story = Story::default();
    let (family, kind) = (number_of("AF_UNIX").unwrap(), number_of("SOCK_STREAM").unwrap());
    let pair = Call::SocketPair { family, kind, proto: 0, other: Some(Name::new("", "b")) };
    story.make(1, Some("a"), pair, Outcome::NONE, Some(2), false);
    let name = |name: &str| Name::parse(name).unwrap();
    assert_eq!(
        (story.board.by_name(&name("a")), story.board.by_name(&name("b"))),
        (Some(SocketId(1)), Some(SocketId(2)))
    );
    assert!(story.board.row(SocketId(2)).unwrap().connected);
    story.make(1, Some("a2"), Call::Dup, Outcome::NONE, Some(3), false);
    assert_eq!(story.board.row(SocketId(3)).unwrap().family, family);
    let made_by = [1, 2, 3].map(|sid| story.board.row(SocketId(sid)).unwrap().made_by);
    assert_eq!(made_by, [CallKind::SocketPair, CallKind::SocketPair, CallKind::Dup]);
    let file = Call::MakeFile { mode: "rb".into(), buffering: None, encoding: None, newline: None };
    story.make(2, Some("page"), file, Outcome::NONE, Some(4), false);
    assert_eq!(story.board.file_by_name(&name("page")), Some(SocketId(4)));
    assert_eq!(story.board.free_name("", "page"), name("page2"));
    // What the file reads, its socket has received; and the socket is there until the file is closed.
    story.call(4, Call::ReadLine, Outcome::Ok(Value::Data((*b"line\n").into())));
    assert_eq!(story.board.row(SocketId(2)).unwrap().received, 5);
    story.make(2, None, Call::Close, Outcome::NONE, None, true);
    let row = story.board.row(SocketId(2)).unwrap();
    assert!(!row.open && row.closing);
    story.call(4, Call::ReadLine, Outcome::Ok(Value::Data((*b"").into())));
    assert!(story.board.row(SocketId(2)).unwrap().eof_received());
    story.call(4, Call::FClose, Outcome::NONE);
    assert!(!story.board.row(SocketId(2)).unwrap().closing);
    assert_eq!(story.board.file_by_name(&name("page")), None);
    story.call(3, Call::Detach, Outcome::Ok(Value::Int(7)));
    assert!(!story.board.row(SocketId(3)).unwrap().open);
    assert_eq!(story.board.totals.sockets_open, 1);
}
