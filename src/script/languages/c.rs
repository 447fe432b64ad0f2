//! A call as a line of POSIX C. `addr`, `len`, `buf` and `hints` are the variables of every book; what `addr` holds
//! stands behind the line.

use super::text::{Data, flags, named, octal, quoted, remark, variable};
use crate::call::{self, Address, Call, OptionKind, OptionValue, Service};

/// The line.
pub fn line(call: &Call, on: Option<&str>, makes: Option<&str>, data: Data) -> String {
    let s = variable(on, "s");
    let target = |kind: &str| makes.map(|name| format!("{kind}{} = ", variable(Some(name), ""))).unwrap_or_default();
    let bytes = |payload: &[u8]| {
        let shown = data.show(payload, octal);
        format!("\"{}\", {}", shown.text, shown.len)
    };
    let to =
        |address: &Address| format!("(struct sockaddr *)&addr, sizeof addr);  // {}", remark(&address.to_string()));
    let option = |level: i32, name: i32| {
        format!("{}, {}", named(call::level(level), level), named(call::option_name(level, name), name))
    };
    match call {
        Call::Socket { family, kind, proto } => {
            format!("{}socket({});", target("int "), kinds(*family, *kind, *proto))
        }
        Call::SocketPair { family, kind, proto, other } => {
            let ends = format!("{}, {}", variable(makes, "a"), variable(other.as_ref().map(|name| name.base()), "b"));
            format!("socketpair({}, pair);  // {ends}", kinds(*family, *kind, *proto))
        }
        Call::Bind { address } => format!("bind({s}, {}", to(address)),
        Call::Connect { address } | Call::ConnectEx { address } => format!("connect({s}, {}", to(address)),
        Call::Listen { backlog } => format!("listen({s}, {});", backlog.unwrap_or(128)),
        Call::Accept => format!("{}accept({s}, (struct sockaddr *)&addr, &len);", target("int ")),
        Call::Send { data, flags: given } => format!("send({s}, {}, {});", bytes(data), flags(call::FLAGS, *given)),
        Call::SendAll { data, flags: given } => {
            format!("send_all({s}, {}, {});  // send until all is taken", bytes(data), flags(call::FLAGS, *given))
        }
        Call::SendTo { data, flags: given, address } => {
            format!("sendto({s}, {}, {}, {}", bytes(data), flags(call::FLAGS, *given), to(address))
        }
        Call::Recv { size, flags: given } => format!("recv({s}, buf, {size}, {});", flags(call::FLAGS, *given)),
        Call::RecvFrom { size, flags: given } => {
            format!("recvfrom({s}, buf, {size}, {}, (struct sockaddr *)&addr, &len);", flags(call::FLAGS, *given))
        }
        Call::RecvMsg { size, flags: given } => {
            format!("recvmsg({s}, &msg, {});  // {size} bytes", flags(call::FLAGS, *given))
        }
        Call::RecvExact { size } => format!("recv({s}, buf, {size}, MSG_WAITALL);"),
        Call::Shutdown { how } => format!("shutdown({s}, {});", named(call::how(*how), *how)),
        Call::Close => format!("close({s});"),
        Call::Detach => format!("// {s} is given away, and not closed"),
        Call::Dup => format!("{}dup({s});", target("int ")),
        Call::GetSockName => format!("getsockname({s}, (struct sockaddr *)&addr, &len);"),
        Call::GetPeerName => format!("getpeername({s}, (struct sockaddr *)&addr, &len);"),
        Call::SetTimeout { seconds } => set_timeout(&s, *seconds),
        Call::SetBlocking { blocking } => set_timeout(&s, if *blocking { None } else { Some(0.0) }),
        Call::GetTimeout | Call::GetBlocking => format!("fcntl({s}, F_GETFL);"),
        Call::SetSockOpt { level, name, value } => {
            format!("setsockopt({s}, {}, {});", option(*level, *name), option_value(value))
        }
        Call::GetSockOpt { level, name, kind } => {
            format!("getsockopt({s}, {}, {}, &len);", option(*level, *name), option_place(*kind))
        }
        Call::FileNo => format!("{s};  // the variable is the descriptor"),
        Call::MakeFile { mode, .. } => format!("{}fdopen(dup({s}), {});", target("FILE *"), quoted(mode, octal)),
        Call::ReadLine => format!("getline(&line, &room, {s});"),
        Call::Read { size } => match size {
            Some(size) if *size >= 0 => format!("fread(buf, 1, {size}, {s});"),
            _ => format!("fread(buf, 1, sizeof buf, {s});  // to the end"),
        },
        Call::Write { data: payload } => {
            let shown = data.show(payload, octal);
            format!("fwrite(\"{}\", 1, {}, {s});", shown.text, shown.len)
        }
        Call::Flush => format!("fflush({s});"),
        Call::FClose => format!("fclose({s});"),
        Call::GetAddrInfo { host, port, .. } => look_up(host.as_deref(), port),
        Call::Poll { events, seconds } => {
            let millis = (seconds * 1000.0).clamp(-1.0, 1e9) as i64;
            format!("poll(&(struct pollfd){{{s}, {}}}, 1, {millis});", flags(call::POLL_EVENTS, *events))
        }
        Call::Inspect { .. } => format!("ioctl({s}, FIONREAD, &value);  // and TCP_INFO: it only looks"),
    }
}

/// As CPython does it: the descriptor does not block, and poll(2) waits before each call.
fn set_timeout(s: &str, seconds: Option<f64>) -> String {
    match seconds {
        Some(seconds) if seconds > 0.0 => {
            format!("fcntl({s}, F_SETFL, O_NONBLOCK);  // and poll for {seconds} s before each call")
        }
        Some(_) => format!("fcntl({s}, F_SETFL, O_NONBLOCK);"),
        None => format!("fcntl({s}, F_SETFL, 0);  // calls wait"),
    }
}

fn look_up(host: Option<&str>, port: &Service) -> String {
    let host = host.map_or_else(|| "NULL".to_owned(), |host| quoted(host, octal));
    let port = match port {
        Service::None => "NULL".to_owned(),
        Service::Number(number) => format!("\"{number}\""),
        Service::Name(name) => quoted(name, octal),
    };
    format!("getaddrinfo({host}, {port}, &hints, &list);")
}

fn option_place(kind: OptionKind) -> &'static str {
    match kind {
        OptionKind::Int | OptionKind::Errno => "&value",
        OptionKind::Linger => "&linger",
        OptionKind::TimeVal => "&timeval",
        OptionKind::Bytes(_) => "buf",
    }
}

fn kinds(family: i32, kind: i32, proto: i32) -> String {
    let proto = if proto == 0 { "0".to_owned() } else { named(call::protocol(proto), proto) };
    format!("{}, {}, {proto}", named(call::family(family), family), named(call::kind(kind), kind))
}

fn option_value(value: &OptionValue) -> String {
    match value {
        OptionValue::Int(number) => format!("&(int){{{number}}}, sizeof(int)"),
        OptionValue::Linger(on, seconds) => format!("&(struct linger){{{on}, {seconds}}}, sizeof(struct linger)"),
        OptionValue::TimeVal(seconds) => {
            // The conversion saturates, and takes NaN for 0.
            let micros = (seconds * 1e6).round() as i64;
            let (whole, part) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
            format!("&(struct timeval){{{whole}, {part}}}, sizeof(struct timeval)")
        }
        OptionValue::Mreq(group, interface) => {
            let address = |ip: &str| format!("{{inet_addr({})}}", quoted(ip, octal));
            format!("&(struct ip_mreq){{{}, {}}}, sizeof(struct ip_mreq)", address(group), address(interface))
        }
        OptionValue::Mreq6(group, index) => {
            format!("&mreq6, sizeof mreq6  /* {}, {index} */", remark(group))
        }
        OptionValue::Ip(ip) => format!("&(struct in_addr){{inet_addr({})}}, sizeof(struct in_addr)", quoted(ip, octal)),
        OptionValue::Bytes(bytes) => {
            let shown = Data { is_cut: true, len: None }.show(bytes, octal);
            format!("\"{}\", {}", shown.text, shown.len)
        }
        OptionValue::Odd(text) => format!("NULL, 0  /* {} */", remark(text).replace("*/", "")),
    }
}
