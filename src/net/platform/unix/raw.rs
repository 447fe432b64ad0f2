//! `sockaddr` structures, in and out.

use super::super::Place;
use std::mem::{offset_of, size_of, zeroed};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// Room for any address, and how much of it counts.
pub(super) struct Raw {
    storage: libc::sockaddr_storage,
    len: libc::socklen_t,
}

const PATH_AT: usize = offset_of!(libc::sockaddr_un, sun_path);

impl Raw {
    /// All room, for the kernel to fill.
    #[allow(unsafe_code)]
    pub fn room() -> Self {
        // SAFETY: plain numbers; all zero is AF_UNSPEC.
        let storage = unsafe { zeroed() };
        Self { storage, len: size_of::<libc::sockaddr_storage>() as libc::socklen_t }
    }

    /// For the kernel to read. A Unix path longer than the structure is cut; who calls refuses it before.
    #[allow(unsafe_code)]
    pub fn of(place: &Place) -> Self {
        let mut raw = Self::room();
        let (family, len) = match place {
            Place::Ip(SocketAddr::V4(v4)) => {
                // SAFETY: all zero is a sockaddr_in.
                let mut at: libc::sockaddr_in = unsafe { zeroed() };
                at.sin_port = v4.port().to_be();
                at.sin_addr.s_addr = u32::from_ne_bytes(v4.ip().octets());
                // SAFETY: sockaddr_storage is as large and as aligned as any sockaddr.
                unsafe { (&raw mut raw.storage).cast::<libc::sockaddr_in>().write(at) };
                (libc::AF_INET, size_of::<libc::sockaddr_in>())
            }
            Place::Ip(SocketAddr::V6(v6)) => {
                // SAFETY: all zero is a sockaddr_in6.
                let mut at: libc::sockaddr_in6 = unsafe { zeroed() };
                at.sin6_port = v6.port().to_be();
                at.sin6_addr.s6_addr = v6.ip().octets();
                at.sin6_flowinfo = v6.flowinfo();
                at.sin6_scope_id = v6.scope_id();
                // SAFETY: as above.
                unsafe { (&raw mut raw.storage).cast::<libc::sockaddr_in6>().write(at) };
                (libc::AF_INET6, size_of::<libc::sockaddr_in6>())
            }
            Place::Unix(path) => {
                // SAFETY: all zero is a sockaddr_un.
                let mut at: libc::sockaddr_un = unsafe { zeroed() };
                let room = at.sun_path.len();
                for (to, from) in at.sun_path.iter_mut().zip(path) {
                    *to = from.cast_signed();
                }
                // SAFETY: as above.
                unsafe { (&raw mut raw.storage).cast::<libc::sockaddr_un>().write(at) };
                // A path counts its NUL; the unnamed and abstract names count what they have.
                let end = if path.first().is_some_and(|first| *first != 0) { 1 } else { 0 };
                (libc::AF_UNIX, PATH_AT + (path.len() + end).min(room))
            }
            Place::Other(family, _) => (*family, size_of::<libc::sa_family_t>()),
        };
        raw.storage.ss_family = family as libc::sa_family_t;
        raw.len = len as libc::socklen_t;
        raw
    }

    /// As the kernel takes it.
    pub fn pointer(&self) -> (*const libc::sockaddr, libc::socklen_t) {
        ((&raw const self.storage).cast(), self.len)
    }

    /// As the kernel fills it.
    pub fn pointers(&mut self) -> (*mut libc::sockaddr, *mut libc::socklen_t) {
        ((&raw mut self.storage).cast(), &raw mut self.len)
    }

    /// The room as a message header has it.
    pub fn message_name(&mut self) -> (*mut std::ffi::c_void, libc::socklen_t) {
        ((&raw mut self.storage).cast(), self.len)
    }

    /// Takes the length that a message header came back with.
    pub fn set_len(&mut self, len: libc::socklen_t) {
        self.len = len;
    }

    /// What the kernel wrote; none where it wrote nothing.
    pub fn place(&self) -> Option<Place> {
        // SAFETY of the call: `storage` is ours, and the bytes that count lie within it.
        #[allow(unsafe_code)]
        unsafe {
            read((&raw const self.storage).cast(), self.len as usize)
        }
    }
}

/// Reads an address of `len` bytes; none for none.
///
/// # Safety
/// `address` points to at least `len` bytes that may be read, however they are aligned.
#[allow(unsafe_code)]
pub(super) unsafe fn read(address: *const u8, len: usize) -> Option<Place> {
    let len = len.min(size_of::<libc::sockaddr_storage>());
    if len < size_of::<libc::sa_family_t>() {
        return None;
    }
    let family_at = offset_of!(libc::sockaddr, sa_family);
    // SAFETY: each read lies within `len`, and no alignment is assumed.
    unsafe {
        let family = i32::from(address.add(family_at).cast::<libc::sa_family_t>().read_unaligned());
        match family {
            libc::AF_INET if len >= size_of::<libc::sockaddr_in>() => {
                let v4 = address.cast::<libc::sockaddr_in>().read_unaligned();
                let ip = Ipv4Addr::from(v4.sin_addr.s_addr.to_ne_bytes());
                Some(Place::Ip(SocketAddrV4::new(ip, u16::from_be(v4.sin_port)).into()))
            }
            libc::AF_INET6 if len >= size_of::<libc::sockaddr_in6>() => {
                let v6 = address.cast::<libc::sockaddr_in6>().read_unaligned();
                let (ip, port) = (Ipv6Addr::from(v6.sin6_addr.s6_addr), u16::from_be(v6.sin6_port));
                Some(Place::Ip(SocketAddrV6::new(ip, port, v6.sin6_flowinfo, v6.sin6_scope_id).into()))
            }
            libc::AF_UNIX => {
                let bytes = std::slice::from_raw_parts(address.add(PATH_AT.min(len)), len.saturating_sub(PATH_AT));
                let is_abstract = cfg!(target_os = "linux") && bytes.first() == Some(&0);
                let end = if is_abstract { None } else { bytes.iter().position(|byte| *byte == 0) };
                Some(Place::Unix(bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default().to_vec()))
            }
            family => {
                let rest = family_at + size_of::<libc::sa_family_t>();
                let bytes = std::slice::from_raw_parts(address.add(rest.min(len)), len.saturating_sub(rest));
                Some(Place::Other(family, bytes.to_vec()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_read_back() {
        let unix = |bytes: &[u8]| Place::Unix(bytes.to_vec());
        for place in [
            Place::Ip("127.0.0.1:80".parse().unwrap()),
            Place::Ip(SocketAddrV6::new("fe80::1".parse().unwrap(), 8000, 0x0100_0000, 3).into()),
            unix(b""),
            unix(b"/tmp/x.sock"),
            unix(&[b'p'; 107]),
        ] {
            let raw = Raw::of(&place);
            assert_eq!(raw.place(), Some(place));
        }
        #[cfg(target_os = "linux")]
        for name in [b"\0".to_vec(), b"\0a\0b\0".to_vec(), vec![0; 108]] {
            let raw = Raw::of(&Place::Unix(name.clone()));
            assert_eq!(raw.pointer().1 as usize, PATH_AT + name.len());
            assert_eq!(raw.place(), Some(Place::Unix(name)));
        }
        let mut none = Raw::room();
        none.set_len(0);
        assert_eq!(none.place(), None);
    }
}
