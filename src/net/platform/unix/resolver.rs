//! `getaddrinfo(3)` and `inet_aton(3)`.

use super::super::{Found, Lookup};
use super::raw;
use std::ffi::{CStr, CString, c_int};

/// `getaddrinfo(3)`: its list in its order, or its `EAI_*` number. Cannot be interrupted. A text ends at its first NUL.
#[allow(unsafe_code)]
pub fn getaddrinfo(lookup: &Lookup) -> Result<Vec<Found>, i32> {
    let text = |text: &Option<String>| {
        let cut = |text: &String| text.split('\0').next().unwrap_or_default().to_owned();
        text.as_ref().map(cut).map(CString::new).transpose().map_err(|_| libc::EAI_NONAME)
    };
    let (host, service) = (text(&lookup.host)?, text(&lookup.service)?);
    // SAFETY: the hints are all zero but for the fields set; the texts outlive the call; the list is walked while it
    // lives and freed once; an address is read within `ai_addrlen`, a name up to its NUL.
    unsafe {
        let mut hints: libc::addrinfo = std::mem::zeroed();
        (hints.ai_family, hints.ai_socktype) = (lookup.family, lookup.kind);
        (hints.ai_protocol, hints.ai_flags) = (lookup.proto, lookup.flags);
        let mut list: *mut libc::addrinfo = std::ptr::null_mut();
        let pointer = |text: &Option<CString>| text.as_ref().map_or(std::ptr::null(), |text| text.as_ptr());
        let error: c_int = libc::getaddrinfo(pointer(&host), pointer(&service), &raw const hints, &raw mut list);
        if error != 0 {
            return Err(error);
        }
        let mut found = Vec::new();
        let mut at = list;
        while let Some(entry) = at.as_ref() {
            at = entry.ai_next;
            let Some(place) = raw::read(entry.ai_addr.cast(), entry.ai_addrlen as usize) else { continue };
            let named = !entry.ai_canonname.is_null();
            found.push(Found {
                family: entry.ai_family,
                kind: entry.ai_socktype,
                proto: entry.ai_protocol,
                canonical: if named {
                    CStr::from_ptr(entry.ai_canonname).to_string_lossy().into_owned()
                } else {
                    String::new()
                },
                place,
            });
        }
        libc::freeaddrinfo(list);
        Ok(found)
    }
}

/// `inet_aton(3)`: the address in network order; none for what is none. It reads `127.1` and `0x7f.1` too.
#[allow(unsafe_code)]
pub fn inet_aton(text: &str) -> Option<[u8; 4]> {
    unsafe extern "C" {
        fn inet_aton(text: *const std::ffi::c_char, address: *mut libc::in_addr) -> c_int;
    }
    let text = CString::new(text).ok()?;
    let mut address = libc::in_addr { s_addr: 0 };
    // SAFETY: a text that ends in NUL, and room for one address.
    let is_one = unsafe { inet_aton(text.as_ptr(), &raw mut address) } != 0;
    is_one.then(|| address.s_addr.to_ne_bytes())
}
