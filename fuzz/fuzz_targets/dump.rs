//! The reader of hex dumps, on any text: it may refuse, with a place, and nothing else.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match sockscope::bytes::parse_dump(text) {
        Ok(packets) => assert!(packets.iter().all(|packet| !packet.is_empty())),
        Err(error) => assert!(error.line >= 1 && error.column >= 1),
    }
});
