//! Names by a table of this machine's, without asking a name server: its hosts file (`hosts(5)`), or one that a test puts
//! in its place.

use super::names::{AI_NUMERICHOST, EAI_NONAME};
use super::platform::{self, Found, Lookup};
use std::io::Read as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

/// Gives a name's addresses, in order; none where it does not know the name.
pub type HostNames = Arc<dyn Fn(&str) -> Vec<IpAddr> + Send + Sync>;

/// A hosts file is read no further than this.
const MOST_BYTES: u64 = 1 << 20;

/// `getaddrinfo(3)` with `table` in the place of everything that would ask elsewhere.
pub(super) fn look_up(lookup: &Lookup, table: &dyn Fn(&str) -> Vec<IpAddr>) -> Result<Vec<Found>, i32> {
    let Some(host) = &lookup.host else { return platform::getaddrinfo(lookup) };
    let numeric = |host: String| {
        platform::getaddrinfo(&Lookup { host: Some(host), flags: lookup.flags | AI_NUMERICHOST, ..lookup.clone() })
    };
    match numeric(host.clone()) {
        Err(EAI_NONAME) if lookup.flags & AI_NUMERICHOST == 0 => {}
        found => return found,
    }
    let mut all = Vec::new();
    let mut error = EAI_NONAME;
    for ip in table(host) {
        match numeric(ip.to_string()) {
            Ok(found) => all.extend(found),
            // An address of the other family; a service or type that does not exist is told.
            Err(why) => error = why,
        }
    }
    if all.is_empty() { Err(error) } else { Ok(all) }
}

/// The addresses of a name in this machine's hosts file. `localhost` is known without.
pub(super) fn hosts_file(name: &str) -> Vec<IpAddr> {
    let path = if cfg!(windows) { r"C:\Windows\System32\drivers\etc\hosts" } else { "/etc/hosts" };
    let mut text = Vec::new();
    if let Ok(file) = std::fs::File::open(path) {
        // What cannot be read knows no names.
        let _short = file.take(MOST_BYTES).read_to_end(&mut text);
    }
    let found = in_hosts(&String::from_utf8_lossy(&text), name);
    if found.is_empty() && name.trim_end_matches('.').eq_ignore_ascii_case("localhost") {
        return vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    }
    found
}

fn in_hosts(text: &str, name: &str) -> Vec<IpAddr> {
    let name = name.trim_end_matches('.');
    let mut found = Vec::new();
    for line in text.lines() {
        let mut words = line.split('#').next().unwrap_or_default().split_ascii_whitespace();
        let Some(Ok(ip)) = words.next().map(str::parse::<IpAddr>) else { continue };
        if words.any(|word| word.eq_ignore_ascii_case(name)) && !found.contains(&ip) {
            found.push(ip);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read() {
        let text =
            "127.0.0.1 localhost # loop\n::1 localhost ip6\n10.0.0.1\tPrinter printer.lan\nnonsense x\n#1.1.1.1 y\n";
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(in_hosts(text, "LOCALHOST."), [ip("127.0.0.1"), ip("::1")]);
        assert_eq!(in_hosts(text, "printer"), [ip("10.0.0.1")]);
        assert!(in_hosts(text, "y").is_empty() && in_hosts(text, "x").is_empty() && in_hosts(text, "").is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn numbers_need_no_table_and_names_nothing_else() {
        let table = |name: &str| if name == "far" { vec!["10.0.0.1".parse().unwrap()] } else { Vec::new() };
        let ask = |host: &str, family: i32| {
            let lookup = Lookup { host: Some(host.to_owned()), kind: libc::SOCK_STREAM, family, ..Lookup::default() };
            look_up(&lookup, &table).map(|found| found.len())
        };
        assert_eq!(ask("0x7f.1", 0), Ok(1));
        assert_eq!(ask("::1", 0), Ok(1));
        assert_eq!(ask("far", 0), Ok(1));
        assert!(ask("far", libc::AF_INET6).is_err());
        assert_eq!(ask("example.com", 0), Err(EAI_NONAME));
    }
}
