//! What a process sets of itself before it has a second thread: its user, its network, its limits. Errors are errnos.

use super::Sys;

/// The user and group `nobody` of Linux.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

#[cfg(unix)]
fn done(result: i32) -> Sys<()> {
    let errno = || std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO);
    if result < 0 { Err(errno()) } else { Ok(()) }
}

/// Whether this process may do what root may.
pub fn is_root() -> bool {
    #[cfg(unix)]
    return rustix::process::geteuid().is_root();
    #[cfg(not(unix))]
    return false;
}

/// The user whose rights this process has; none where users have no numbers.
pub fn user_number() -> Option<u32> {
    #[cfg(unix)]
    return Some(rustix::process::geteuid().as_raw());
    #[cfg(not(unix))]
    return None;
}

/// A private network namespace whose loopback is down (`unshare(2)`, CLONE_NEWNET). Needs root.
#[allow(unsafe_code)]
pub fn leave_network() -> Sys<()> {
    #[cfg(target_os = "linux")]
    // SAFETY: a number.
    return done(unsafe { libc::unshare(libc::CLONE_NEWNET) });
    #[cfg(not(target_os = "linux"))]
    return Err(libc::ENOSYS);
}

/// At most so many open descriptors (RLIMIT_NOFILE, both limits).
#[allow(unsafe_code)]
pub fn limit_files(count: u64) -> Sys<()> {
    #[cfg(unix)]
    {
        let limit = libc::rlimit { rlim_cur: count, rlim_max: count };
        // SAFETY: the structure is only read.
        done(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) })
    }
    #[cfg(not(unix))]
    {
        let _unused = count;
        Err(libc::ENOSYS)
    }
}

/// Becomes `nobody`, for good: no groups, no way back. Needs root.
#[allow(unsafe_code)]
pub fn become_nobody() -> Sys<()> {
    #[cfg(unix)]
    {
        // SAFETY: no groups, so no pointer is read.
        done(unsafe { libc::setgroups(0, std::ptr::null()) })?;
        // SAFETY: numbers.
        done(unsafe { libc::setgid(NOBODY) })?;
        // SAFETY: numbers.
        done(unsafe { libc::setuid(NOBODY) })
    }
    #[cfg(not(unix))]
    Err(libc::ENOSYS)
}
