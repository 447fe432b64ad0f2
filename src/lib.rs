//! Sockscope: a workbench for network sockets.
//!
//! The rooms, and which may know which (left may be imported by right; rooms in one pair of braces do not import each
//! other): `{ bytes, locale } ← call ← { net, session } ← { script, doctor } ← timeline ← { export, import } ← app ← ui ← main`.

pub mod app;
pub mod bytes;
pub mod call;
pub mod doctor;
pub mod export;
pub mod import;
pub mod locale;
pub mod net;
pub mod script;
pub mod session;
pub mod timeline;
#[cfg(feature = "gui")]
pub mod ui;
