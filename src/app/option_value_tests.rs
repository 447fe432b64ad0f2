use super::*;
use crate::call::number_of;
use proptest::prelude::*;

fn parse(name: &str, text: &str) -> Result<OptionValue, String> {
    let option = OPTIONS.iter().find(|option| option.name == name).unwrap();
    parse_option(option.level, option.number, text).map_err(|message| message.key().to_owned())
}

#[test]
fn what_is_typed_is_what_the_option_takes() {
    let int = |n| Ok(OptionValue::Int(n));
    let bytes = |bytes: &[u8]| Ok(OptionValue::Bytes(bytes.into()));
    let mistake = |key: &str| Err(key.to_owned());
    let table: [(&str, &str, Result<OptionValue, String>); 31] = [
        ("SO_REUSEADDR", "1", int(1)),
        ("SO_REUSEADDR", " On ", int(1)),
        ("SO_REUSEADDR", "off", int(0)),
        ("SO_REUSEADDR", "maybe", mistake("input-not-a-number")),
        ("SO_RCVBUF", "65536", int(65536)),
        ("SO_RCVBUF", "0x10000", int(65536)),
        ("SO_RCVBUF", "６５", int(65)),
        ("SO_RCVBUF", "-1", int(-1)),
        ("SO_RCVBUF", "2147483648", mistake("option-error-range")),
        ("SO_RCVBUF", "99999999999999999999", mistake("option-error-range")),
        ("SO_RCVBUF", "", mistake("input-empty")),
        ("SO_RCVBUF", "64k", mistake("input-not-a-number")),
        ("SO_LINGER", "1, 5", Ok(OptionValue::Linger(1, 5))),
        ("SO_LINGER", "on，５", Ok(OptionValue::Linger(1, 5))),
        ("SO_LINGER", "off", Ok(OptionValue::Linger(0, 0))),
        ("SO_LINGER", "1, soon", mistake("input-not-a-number")),
        ("SO_RCVTIMEO", "0.5", Ok(OptionValue::TimeVal(0.5))),
        ("SO_RCVTIMEO", "", Ok(OptionValue::TimeVal(0.0))),
        ("SO_RCVTIMEO", "later", mistake("input-not-a-number")),
        ("IP_ADD_MEMBERSHIP", "239.1.2.3, 127.0.0.1", Ok(OptionValue::Mreq("239.1.2.3".into(), "127.0.0.1".into()))),
        ("IP_ADD_MEMBERSHIP", "239.1.2.3", Ok(OptionValue::Mreq("239.1.2.3".into(), "0.0.0.0".into()))),
        ("IP_ADD_MEMBERSHIP", "10.0.0.1", mistake("option-error-group4")),
        ("IP_ADD_MEMBERSHIP", "239.1.2.3, lo", mistake("option-error-ip4")),
        ("IPV6_JOIN_GROUP", "FF02::1234, 1", Ok(OptionValue::Mreq6("ff02::1234".into(), 1))),
        ("IPV6_JOIN_GROUP", "239.1.2.3", mistake("option-error-ip6")),
        ("IPV6_JOIN_GROUP", "ff02::1, -1", mistake("option-error-interface")),
        ("SO_BINDTODEVICE", "lo", bytes(b"lo")),
        ("SO_BINDTODEVICE", "", bytes(b"")),
        ("SO_BINDTODEVICE", "an-interface-of-17", mistake("option-error-long")),
        ("IP_MULTICAST_IF", " 127.0.0.1 ", Ok(OptionValue::Ip("127.0.0.1".into()))),
        ("IP_OPTIONS", "01 0G", mistake("input-not-hex")),
    ];
    for (name, text, expected) in table {
        if OPTIONS.iter().any(|option| option.name == name) {
            assert_eq!(parse(name, text), expected, "{name} {text:?}");
        }
    }
}

#[test]
fn levels_and_numbers_go_by_name_too() {
    let socket = number_of("SOL_SOCKET").unwrap();
    assert_eq!(parse_level(" sol_socket "), Ok(socket));
    assert_eq!(parse_level("0x11"), Ok(17));
    assert_eq!(parse_level("SOL_NOWHERE").unwrap_err().key(), "option-error-name");
    assert_eq!(parse_level(" ").unwrap_err().key(), "input-empty");
    assert_eq!(parse_number_of(socket, "SO_RCVBUF"), Ok(number_of("SO_RCVBUF").unwrap()));
    assert_eq!(parse_number_of(socket, "8"), Ok(8));
    assert!(parse_number_of(socket, "TCP_NODELAY").is_err());
    // An option without a name: a number, or else hex.
    assert_eq!(parse_option(socket, 9999, "10"), Ok(OptionValue::Int(10)));
    assert_eq!(parse_option(socket, 9999, "01 00"), Ok(OptionValue::Bytes(vec![1, 0].into())));
    assert_eq!(parse_option(socket, 9999, "x").unwrap_err().key(), "input-not-a-number");
}

#[test]
fn values_read_as_they_are_typed() {
    let text = |name: &str, value: Value| {
        OPTIONS.iter().find(|option| option.name == name).map(|option| option_text(option, &value))
    };
    for (name, value, expected) in [
        ("SO_RCVBUF", Value::Int(131_072), "131072"),
        ("SO_LINGER", Value::Linger(1, 5), "1, 5"),
        ("SO_RCVTIMEO", Value::TimeVal(0.0), "0"),
        ("SO_RCVTIMEO", Value::TimeVal(1.5), "1.5"),
        ("TCP_CONGESTION", Value::Bytes(b"cubic\0\0\0".to_vec().into()), "cubic"),
        ("SO_BINDTODEVICE", Value::Bytes(b"".to_vec().into()), ""),
        ("IP_MULTICAST_IF", Value::Bytes(vec![127, 0, 0, 1].into()), "127.0.0.1"),
        ("SO_COOKIE", Value::Bytes(vec![1, 0, 255].into()), "01 00 ff"),
    ] {
        assert!(text(name, value.clone()).is_none_or(|text| text == expected), "{name} {value:?}");
    }
}

#[test]
fn what_a_number_stands_for_is_said_with_it() {
    let shown = |name: &str, value: Value| {
        OPTIONS.iter().find(|option| option.name == name).map(|option| shown_text(option, &value))
    };
    let stream = number_of("SOCK_STREAM").unwrap();
    assert_eq!(shown("SO_TYPE", Value::Int(stream.into())), Some(format!("{stream} SOCK_STREAM")));
    let user = [7_i32, 0, -1].map(i32::to_ne_bytes).concat();
    let shown = shown("SO_PEERCRED", Value::Bytes(user.into()));
    assert!(shown.is_none_or(|text| text == "pid 7 uid 0 gid -1"));
}

proptest! {
    #[test]
    fn nothing_that_is_typed_panics(text in ".{0,40}", at in 0..OPTIONS.len(), level: i32, number: i32) {
        let _ = parse_option(OPTIONS[at].level, OPTIONS[at].number, &text);
        let _ = parse_option(level, number, &text);
        let _ = (parse_level(&text), parse_number_of(level, &text), parse_group4(&text), parse_group6(&text));
    }

    #[test]
    fn a_value_comes_back_from_its_text(int: i32, on: i32, seconds: i32, ip: [u8; 4], raw in prop::collection::vec(any::<u8>(), 1..60)) {
        for option in OPTIONS {
            let (value, expected) = match option.takes {
                Takes::Switch | Takes::Int => (Value::Int(int.into()), OptionValue::Int(int.into())),
                Takes::Linger => (Value::Linger(on, seconds), OptionValue::Linger(on, seconds)),
                Takes::TimeVal => (Value::TimeVal(f64::from(on) / 8.0), OptionValue::TimeVal(f64::from(on) / 8.0)),
                Takes::Ip => (Value::Bytes(ip.to_vec().into()), OptionValue::Ip(Ipv4Addr::from(ip).to_string().into())),
                Takes::Bytes => (Value::Bytes(raw.clone().into()), OptionValue::Bytes(raw.clone().into())),
                Takes::Nothing | Takes::Text | Takes::Mreq | Takes::Mreq6 => continue,
            };
            let text = option_text(option, &value);
            prop_assert_eq!(parse_option(option.level, option.number, &text), Ok(expected), "{} {}", option.name, text);
        }
    }
}
