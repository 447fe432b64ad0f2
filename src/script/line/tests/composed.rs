//! The functions that make several calls, where some of those fail.

use super::*;

/// The calls of a line whose calls of these names fail, each once; then what stops it, or `done`.
fn run_failing(line: &str, fails: &[&str]) -> Vec<String> {
    let program = read(line);
    let (mut left, mut out, mut answers) = (fails.to_vec(), Vec::new(), Answers::new());
    loop {
        match turn(program.pieces.first().unwrap(), &Side::new(), &answers) {
            Turn::Call(wanted) => {
                let kind = wanted.call.kind();
                let fails = left.iter().position(|name| *name == kind.name()).map(|at| left.remove(at));
                out.push(format!("{}{}", kind.name(), if fails.is_some() { " fails" } else { "" }));
                if fails.is_some() && !wanted.catches {
                    return out;
                }
                let two = || Val::List(Parts::new([entry("::1", "AF_INET6"), entry("127.0.0.1", "AF_INET")]));
                let value = if kind == CallKind::GetAddrInfo { two() } else { answer(&wanted.call) };
                answers.insert(wanted.at, if fails.is_some() { Answer::Failed } else { Answer::Val(value) });
            }
            Turn::Raised => out.push("raised".to_owned()),
            Turn::Done(_) => out.push("done".to_owned()),
            other => panic!("{other:?}"),
        }
        if matches!(out.last().map(String::as_str), Some("raised" | "done")) {
            return out;
        }
    }
}

fn entry(host: &str, family: &str) -> Val {
    let numbers = [family, "SOCK_STREAM", "IPPROTO_TCP"].map(|name| Val::Int(number(name).into()));
    let address = Val::tuple([Val::str(host), Val::Int(80)]);
    Val::tuple(numbers.into_iter().chain([Val::str(""), address]).collect::<Vec<_>>())
}

#[test]
fn they_go_on_and_clean_up_as_those_of_python_do() {
    let connect = "c = socket.create_connection(('localhost', 80), 3)";
    let serve = "s = socket.create_server(('', 80))";
    for (line, fails, calls) in [
        (connect, &[][..], "getaddrinfo socket settimeout connect done"),
        (connect, &["socket"], "getaddrinfo socket fails socket settimeout connect done"),
        (connect, &["settimeout"], "getaddrinfo socket settimeout fails close socket settimeout connect done"),
        (connect, &["connect"], "getaddrinfo socket settimeout connect fails close socket settimeout connect done"),
        (connect, &["socket", "connect"], "getaddrinfo socket fails socket settimeout connect fails close raised"),
        (connect, &["socket", "socket"], "getaddrinfo socket fails socket fails raised"),
        (connect, &["getaddrinfo"], "getaddrinfo fails"),
        (
            "c = socket.create_connection(('localhost', 80), None, ('', 0))",
            &["bind"],
            "getaddrinfo socket settimeout bind fails close socket settimeout bind connect done",
        ),
        (serve, &[], "socket setsockopt bind listen done"),
        (serve, &["setsockopt"], "socket setsockopt fails bind listen done"),
        (serve, &["bind"], "socket setsockopt bind fails close raised"),
        (serve, &["listen"], "socket setsockopt bind listen fails close raised"),
        (serve, &["socket"], "socket fails raised"),
        (
            "s = socket.create_server(('::', 80), family=AF_INET6, backlog=5, reuse_port=True)",
            &[],
            "socket setsockopt setsockopt setsockopt bind listen done",
        ),
    ] {
        assert_eq!(run_failing(line, fails).join(" "), calls, "{line} {fails:?}");
    }
}
