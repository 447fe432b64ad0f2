//! What `getaddrinfo` is given.

use super::checks::check_host;
use super::{Field, FieldError};
use crate::bytes;
use crate::call::{Call, Service};
use crate::locale::Message;

/// What is typed of a look-up. The numbers are 0 for *any*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveForm {
    /// A name or a literal; empty for `None`.
    pub host: String,
    /// A port, a service's name, or empty for `None`.
    pub service: String,
    /// `AF_*`.
    pub family: i32,
    /// `SOCK_*`.
    pub kind: i32,
    /// `AI_*`.
    pub flags: i32,
}

impl Default for ResolveForm {
    fn default() -> Self {
        Self { host: "localhost".to_owned(), service: "80".to_owned(), family: 0, kind: 0, flags: 0 }
    }
}

impl ResolveForm {
    /// The call.
    pub(super) fn build(&self, errors: &mut Vec<FieldError>) -> Option<Call> {
        let host = check_host(&self.host, false).map_err(|error| errors.push(error)).ok();
        let port = match self.service.trim() {
            "" => Service::None,
            text => match bytes::ascii_forms(text) {
                Some(ascii) => {
                    let message = Message::new("input-fullwidth").with("text", ascii.as_str());
                    errors.push(FieldError { field: Field::Service, message, instead: Some(ascii) });
                    return None;
                }
                None => text.parse().map_or_else(|_| Service::Name(text.into()), Service::Number),
            },
        };
        let host = host?;
        if host.is_empty() && port == Service::None {
            let message = Message::new("input-resolve-nothing");
            errors.push(FieldError { field: Field::Host, message, instead: None });
            return None;
        }
        let host = (!host.is_empty()).then(|| host.into());
        Some(Call::GetAddrInfo { host, port, family: self.family, kind: self.kind, proto: 0, flags: self.flags })
    }
}
