//! Errno numbers and their names, as errno(3) has them: EAGAIN (not EWOULDBLOCK), EOPNOTSUPP (not ENOTSUP).

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
}
