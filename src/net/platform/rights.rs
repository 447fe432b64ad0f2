//! What this process may do, and how much of it is used up.

/// The first port that a program without special rights may bind: `ip_unprivileged_port_start` of Linux (`ip(7)`); on
/// other Unix systems 1024; none where every port may be bound or it is not known.
pub fn unprivileged_from() -> Option<u16> {
    #[cfg(target_os = "linux")]
    return std::fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start").ok()?.trim().parse().ok();
    #[cfg(all(unix, not(target_os = "linux")))]
    return Some(1024);
    #[cfg(not(unix))]
    return None;
}

/// The first and the last port that `connect` may choose (`ip(7)`, ip_local_port_range); none where not known.
pub fn chosen_ports() -> Option<(u16, u16)> {
    #[cfg(target_os = "linux")]
    {
        let text = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").ok()?;
        let mut numbers = text.split_ascii_whitespace().map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    }
    #[cfg(not(target_os = "linux"))]
    return None;
}

/// Whether there is anything at a path, and whether that is the file of a socket; `follows` a link at its end, as connect
/// does and bind does not.
pub fn look_at_path(path: &[u8], follows: bool) -> (bool, bool) {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        use std::os::unix::fs::FileTypeExt as _;
        let path = std::path::Path::new(std::ffi::OsStr::from_bytes(path));
        let found = if follows { std::fs::metadata(path) } else { std::fs::symlink_metadata(path) };
        found.map_or((false, false), |found| (true, found.file_type().is_socket()))
    }
    #[cfg(not(unix))]
    {
        let _links_are_followed = follows;
        std::fs::metadata(&*String::from_utf8_lossy(path)).map_or((false, false), |_| (true, false))
    }
}

/// Whether an open socket is bound to the file of a socket, under whatever name it was bound; none where that is not to be
/// known. A datagram socket connects to it, which sends nothing and which nobody at the other end sees (`unix(7)`): to
/// one of another type it cannot (EPROTOTYPE), and where nobody is it is refused.
pub fn is_path_bound(path: &[u8]) -> Option<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let probe = std::os::unix::net::UnixDatagram::unbound().ok()?;
        match probe.connect(std::path::Path::new(std::ffi::OsStr::from_bytes(path))) {
            Ok(()) => Some(true),
            Err(error) => match error.raw_os_error()? {
                libc::ECONNREFUSED => Some(false),
                libc::EPROTOTYPE | libc::EPERM => Some(true),
                _ => None,
            },
        }
    }
    #[cfg(not(unix))]
    {
        let _unknown = path;
        None
    }
}

/// How many descriptors this process has open, and how many it may have (RLIMIT_NOFILE); none where not known.
pub fn file_use() -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        let folder = if cfg!(target_os = "linux") { "/proc/self/fd" } else { "/dev/fd" };
        let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(u64::MAX);
        let open = match std::fs::read_dir(folder) {
            // One of them reads the folder.
            Ok(entries) => (entries.count() as u64).saturating_sub(1),
            // Not one is left to read it with.
            Err(error) if error.raw_os_error() == Some(libc::EMFILE) => limit,
            Err(_) => return None,
        };
        Some((open, limit))
    }
    #[cfg(not(unix))]
    return None;
}
