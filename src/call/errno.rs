//! Errno numbers and their names, as errno(3) has them: EAGAIN (not EWOULDBLOCK), EOPNOTSUPP (not ENOTSUP), and the
//! numbers of getaddrinfo(3).

macro_rules! errnos {
    ($($name:ident),* $(,)?) => {
        const TABLE: &[(&str, i32)] = &[$((stringify!($name), libc::$name)),*];
    };
}

errnos! {
    EPERM, ENOENT, ESRCH, EINTR, EIO, ENXIO, E2BIG, ENOEXEC, EBADF, ECHILD, EAGAIN, ENOMEM, EACCES, EFAULT, EBUSY,
    EEXIST, EXDEV, ENODEV, ENOTDIR, EISDIR, EINVAL, ENFILE, EMFILE, ENOTTY, EFBIG, ENOSPC, ESPIPE, EROFS, EMLINK,
    EPIPE, EDOM, ERANGE, EDEADLK, ENAMETOOLONG, ENOLCK, ENOSYS, ENOTEMPTY, ELOOP, ENOTSOCK, EDESTADDRREQ, EMSGSIZE,
    EPROTOTYPE, ENOPROTOOPT, EPROTONOSUPPORT, ESOCKTNOSUPPORT, EOPNOTSUPP, EPFNOSUPPORT, EAFNOSUPPORT, EADDRINUSE,
    EADDRNOTAVAIL, ENETDOWN, ENETUNREACH, ENETRESET, ECONNABORTED, ECONNRESET, ENOBUFS, EISCONN, ENOTCONN, ESHUTDOWN,
    ETOOMANYREFS, ETIMEDOUT, ECONNREFUSED, EHOSTDOWN, EHOSTUNREACH, EALREADY, EINPROGRESS, ESTALE, EDQUOT, ECANCELED,
    EPROTO, EBADMSG, EOVERFLOW,
}

/// The errno's name on this platform; none where the number has no name here.
pub fn errno_name(number: i32) -> Option<&'static str> {
    TABLE.iter().find(|(_, value)| *value == number).map(|(name, _)| *name)
}

/// The number of an errno's name on this platform.
pub fn errno_number(name: &str) -> Option<i32> {
    TABLE.iter().find(|(known, _)| *known == name).map(|(_, number)| *number)
}

#[cfg(unix)]
const EAI_TABLE: &[(&str, i32)] = &[
    ("EAI_BADFLAGS", libc::EAI_BADFLAGS),
    ("EAI_NONAME", libc::EAI_NONAME),
    ("EAI_AGAIN", libc::EAI_AGAIN),
    ("EAI_FAIL", libc::EAI_FAIL),
    ("EAI_NODATA", libc::EAI_NODATA),
    ("EAI_FAMILY", libc::EAI_FAMILY),
    ("EAI_SOCKTYPE", libc::EAI_SOCKTYPE),
    ("EAI_SERVICE", libc::EAI_SERVICE),
    ("EAI_MEMORY", libc::EAI_MEMORY),
    ("EAI_SYSTEM", libc::EAI_SYSTEM),
    ("EAI_OVERFLOW", libc::EAI_OVERFLOW),
    // libc has no name for it: netdb.h of glibc, and of macOS.
    ("EAI_ADDRFAMILY", if cfg!(target_os = "linux") { -9 } else { 1 }),
];

/// winsock2.h: each is the WSA error of the same meaning. Never run by us.
#[cfg(windows)]
const EAI_TABLE: &[(&str, i32)] = &[
    ("EAI_BADFLAGS", 10_022),
    ("EAI_NONAME", 11_001),
    ("EAI_AGAIN", 11_002),
    ("EAI_FAIL", 11_003),
    ("EAI_FAMILY", 10_047),
    ("EAI_SOCKTYPE", 10_044),
    ("EAI_SERVICE", 10_109),
    ("EAI_MEMORY", 8),
];

/// The name of a `getaddrinfo(3)` error on this platform; none where the number has no name here.
pub fn eai_name(number: i32) -> Option<&'static str> {
    EAI_TABLE.iter().find(|(_, value)| *value == number).map(|(name, _)| *name)
}

/// The number of a `getaddrinfo(3)` error's name on this platform.
pub fn eai_number(name: &str) -> Option<i32> {
    EAI_TABLE.iter().find(|(known, _)| *known == name).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_errno_3() {
        assert_eq!(errno_name(libc::EWOULDBLOCK), Some("EAGAIN"));
        assert_eq!(errno_name(libc::ENOTSUP), Some("EOPNOTSUPP"));
        assert_eq!(errno_number("ECONNREFUSED"), Some(libc::ECONNREFUSED));
        assert_eq!(errno_name(12_345), None);
    }

    #[test]
    fn names_follow_getaddrinfo_3() {
        assert_eq!(eai_number("EAI_NONAME").and_then(eai_name), Some("EAI_NONAME"));
        assert_eq!(eai_name(12_345), None);
        #[cfg(target_os = "linux")]
        assert_eq!((eai_name(-9), eai_name(-2)), (Some("EAI_ADDRFAMILY"), Some("EAI_NONAME")));
    }
}
