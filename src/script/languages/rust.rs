//! A call as a line of Rust, with `socket2`: its `Socket` has the system's calls by name.

use super::text::{Data, flags, hexed, named, quoted, remark, size_comment, variable};
use crate::call::{self, Address, Call, OptionKind, OptionValue, Payload, Service};

/// The line.
pub fn line(call: &Call, on: Option<&str>, makes: Option<&str>, data: Data) -> String {
    let s = variable(on, "s");
    let target = makes.map(|name| format!("let {} = ", variable(Some(name), ""))).unwrap_or_default();
    let bytes = |payload: &Payload| literal(payload, data);
    let with = |name: &str, given: String, flags_given: i32| match flags_given {
        0 => format!("{s}.{name}({given})?;"),
        other => format!("{s}.{name}_with_flags({given}, {})?;", libc_flags(other)),
    };
    match call {
        Call::Socket { family, kind, proto } => format!("{target}Socket::new({})?;", kinds(*family, *kind, *proto)),
        Call::SocketPair { family, kind, proto, other } => {
            let ends = format!("({}, {})", variable(makes, "a"), variable(other.as_ref().map(|name| name.base()), "b"));
            format!("let {ends} = Socket::pair({})?;", kinds(*family, *kind, *proto))
        }
        Call::Bind { address } => format!("{s}.bind(&{})?;", place(address)),
        Call::Connect { address } => format!("{s}.connect(&{})?;", place(address)),
        Call::ConnectEx { address } => format!("{s}.connect(&{}).err();", place(address)),
        Call::Listen { backlog } => format!("{s}.listen({})?;", backlog.unwrap_or(128)),
        Call::Accept => {
            let name = makes.map_or_else(|| "_".to_owned(), |name| variable(Some(name), ""));
            format!("let ({name}, addr) = {s}.accept()?;")
        }
        Call::Send { data, flags } => with("send", bytes(data), *flags),
        Call::SendAll { data, flags: 0 } => format!("{s}.write_all({})?;", bytes(data)),
        Call::SendAll { data, flags } => {
            format!("{s}.send_with_flags({}, {})?;  // until all is taken", bytes(data), libc_flags(*flags))
        }
        Call::SendTo { data, flags: 0, address } => format!("{s}.send_to({}, &{})?;", bytes(data), place(address)),
        Call::SendTo { data, flags, address } => {
            format!("{s}.send_to_with_flags({}, &{}, {})?;", bytes(data), place(address), libc_flags(*flags))
        }
        Call::Recv { size, flags } => with("recv", room(*size), *flags),
        Call::RecvFrom { size, flags } => with("recv_from", room(*size), *flags),
        Call::RecvMsg { size, flags } => {
            format!("{s}.recvmsg(&mut MsgHdrMut::new() /* {size} bytes */, {})?;", libc_flags(*flags))
        }
        Call::RecvExact { size } => format!("{s}.read_exact({})?;", room(*size)),
        Call::Shutdown { how } => format!("{s}.shutdown({})?;", half(*how)),
        Call::Close => format!("drop({s});"),
        Call::Detach => format!("{s}.into_raw_fd();"),
        Call::Dup => format!("{target}{s}.try_clone()?;"),
        Call::GetSockName => format!("{s}.local_addr()?;"),
        Call::GetPeerName => format!("{s}.peer_addr()?;"),
        Call::SetTimeout { seconds: None } => format!("{s}.set_nonblocking(false)?;"),
        Call::SetTimeout { seconds: Some(seconds) } if *seconds > 0.0 => {
            format!("{s}.set_nonblocking(true)?;  // and poll for {seconds} s before each call")
        }
        Call::SetTimeout { .. } => format!("{s}.set_nonblocking(true)?;"),
        Call::SetBlocking { blocking } => format!("{s}.set_nonblocking({})?;", !blocking),
        Call::GetTimeout | Call::GetBlocking => format!("{s}.nonblocking()?;"),
        Call::SetSockOpt { level, name, value } => set_option(&s, *level, *name, value),
        Call::GetSockOpt { level, name, kind } => get_option(&s, *level, *name, *kind),
        Call::FileNo => format!("{s}.as_raw_fd();"),
        Call::MakeFile { mode, .. } => {
            let wrapper = if mode.contains('w') && !mode.contains('r') { "BufWriter" } else { "BufReader" };
            format!("{target}{wrapper}::new({s}.try_clone()?);")
        }
        Call::ReadLine => format!("{s}.read_line(&mut line)?;"),
        Call::Read { size: Some(size) } if *size >= 0 => format!("{s}.read_exact({})?;", room(*size)),
        Call::Read { .. } => format!("{s}.read_to_end(&mut all)?;"),
        Call::Write { data } => format!("{s}.write_all({})?;", bytes(data)),
        Call::Flush => format!("{s}.flush()?;"),
        Call::FClose => format!("drop({s});"),
        Call::GetAddrInfo { host, port, .. } => look_up(host.as_deref(), port),
        Call::Poll { events, seconds } => {
            let millis = (seconds * 1000.0).clamp(-1.0, 1e9) as i64;
            let events = flags(call::POLL_EVENTS, *events).replace("POLL", "libc::POLL");
            format!("libc::poll(&mut pollfd({s}, {events}), 1, {millis});")
        }
        Call::Inspect { .. } => format!("libc::ioctl({s}.as_raw_fd(), libc::FIONREAD, &mut value);  // it only looks"),
    }
}

fn half(how: i32) -> String {
    match call::how(how) {
        Some("SHUT_RD") => "Shutdown::Read".to_owned(),
        Some("SHUT_WR") => "Shutdown::Write".to_owned(),
        Some("SHUT_RDWR") => "Shutdown::Both".to_owned(),
        _ => how.to_string(),
    }
}

fn look_up(host: Option<&str>, port: &Service) -> String {
    let host = host.map_or_else(|| "\"\"".to_owned(), text);
    let port = match port {
        Service::None => "0".to_owned(),
        Service::Number(number) => number.to_string(),
        // std knows numbers only.
        Service::Name(name) => format!("0 /* {} */", remark(name).replace("*/", "")),
    };
    format!("({host}, {port}).to_socket_addrs()?;")
}

fn text(text: &str) -> String {
    quoted(text, hexed)
}

fn literal(payload: &[u8], data: Data) -> String {
    let shown = data.show(payload, hexed);
    match shown.is_text {
        true => format!("\"{}\".as_bytes(){}", shown.text, size_comment(&shown)),
        false => format!("b\"{}\"{}", shown.text, size_comment(&shown)),
    }
}

fn room(size: i64) -> String {
    format!("&mut buf[..{size}]")
}

fn libc_flags(given: i32) -> String {
    flags(call::FLAGS, given).replace("MSG_", "libc::MSG_")
}

fn kinds(family: i32, kind: i32, proto: i32) -> String {
    let domain = match call::family(family) {
        Some("AF_INET") => "Domain::IPV4".to_owned(),
        Some("AF_INET6") => "Domain::IPV6".to_owned(),
        Some("AF_UNIX") => "Domain::UNIX".to_owned(),
        name => format!("Domain::from({})", libc_name(name, family)),
    };
    let kind = match call::kind(kind) {
        Some("SOCK_STREAM") => "Type::STREAM".to_owned(),
        Some("SOCK_DGRAM") => "Type::DGRAM".to_owned(),
        Some("SOCK_SEQPACKET") => "Type::SEQPACKET".to_owned(),
        Some("SOCK_RAW") => "Type::RAW".to_owned(),
        name => format!("Type::from({})", libc_name(name, kind)),
    };
    let proto = match proto {
        0 => "None".to_owned(),
        number => format!("Some(Protocol::from({}))", libc_name(call::protocol(number), number)),
    };
    format!("{domain}, {kind}, {proto}")
}

fn libc_name(name: Option<&str>, number: i32) -> String {
    name.map_or_else(|| number.to_string(), |name| format!("libc::{name}"))
}

/// An address as `socket2` takes it: parsed where it is numeric, else looked up.
fn place(address: &Address) -> String {
    match address {
        Address::Unix { path } => format!("SockAddr::unix({})?", text(&String::from_utf8_lossy(path))),
        Address::Abstract { name } => {
            format!("SockAddr::unix({})?", text(&format!("\0{}", String::from_utf8_lossy(name))))
        }
        Address::Other(other) => format!("addr /* {} */", remark(other).replace("*/", "")),
        _ if address.host() == Some("") || address.ip().is_some() => {
            format!("{}.parse::<SocketAddr>()?.into()", text(&address.to_string()))
        }
        _ => {
            let (host, port) = (text(address.host().unwrap_or_default()), address.port().unwrap_or_default());
            format!("({host}, {port}).to_socket_addrs()?.next().unwrap().into()")
        }
    }
}

/// The options for which `socket2` has a method, by what its name ends with.
const METHODS: [(&str, &str, bool); 9] = [
    ("SO_REUSEADDR", "reuse_address", true),
    ("SO_REUSEPORT", "reuse_port", true),
    ("SO_BROADCAST", "broadcast", true),
    ("SO_KEEPALIVE", "keepalive", true),
    ("TCP_NODELAY", "tcp_nodelay", true),
    ("IPV6_V6ONLY", "only_v6", true),
    ("SO_RCVBUF", "recv_buffer_size", false),
    ("SO_SNDBUF", "send_buffer_size", false),
    ("SO_OOBINLINE", "out_of_band_inline", true),
];

fn set_option(s: &str, level: i32, name: i32, value: &OptionValue) -> String {
    let option = call::option_name(level, name);
    let method = METHODS.iter().find(|(known, _, _)| Some(*known) == option);
    match (method, value) {
        (Some((_, method, true)), OptionValue::Int(on)) => format!("{s}.set_{method}({})?;", *on != 0),
        (Some((_, method, false)), OptionValue::Int(size)) => format!("{s}.set_{method}({size})?;"),
        (None, OptionValue::Linger(0, _)) => format!("{s}.set_linger(None)?;"),
        (None, OptionValue::Linger(_, seconds)) => format!("{s}.set_linger(Some(Duration::from_secs({seconds})))?;"),
        _ => {
            let names = format!("{}, {}", libc_name(call::level(level), level), libc_name(option, name));
            let value = match value {
                OptionValue::Int(number) => format!("&{number}"),
                OptionValue::Bytes(bytes) => literal(bytes, Data { is_cut: true, len: None }),
                OptionValue::TimeVal(seconds) => format!("&timeval({seconds})"),
                OptionValue::Mreq(group, interface) => format!("&ip_mreq({}, {})", text(group), text(interface)),
                OptionValue::Mreq6(group, index) => format!("&ipv6_mreq({}, {index})", text(group)),
                OptionValue::Ip(ip) => format!("&in_addr({})", text(ip)),
                OptionValue::Linger(on, seconds) => format!("&linger({on}, {seconds})"),
                OptionValue::Odd(other) => format!("null() /* {} */", remark(other).replace("*/", "")),
            };
            format!("libc::setsockopt({s}.as_raw_fd(), {names}, {value}, …);")
        }
    }
}

fn get_option(s: &str, level: i32, name: i32, kind: OptionKind) -> String {
    let option = call::option_name(level, name);
    match (METHODS.iter().find(|(known, _, _)| Some(*known) == option), kind) {
        (Some((_, method, _)), OptionKind::Int) => format!("{s}.{method}()?;"),
        (_, OptionKind::Errno) => format!("{s}.take_error()?;"),
        (_, OptionKind::Linger) => format!("{s}.linger()?;"),
        _ => {
            let names = format!("{}, {}", libc_name(call::level(level), level), named(option, name));
            format!("libc::getsockopt({s}.as_raw_fd(), {names}, &mut value, …);")
        }
    }
}
