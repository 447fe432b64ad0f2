//! The reader of captures, on anything: what it makes is a session, and nothing ends it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut session = Vec::new();
    if let Ok(imported) = sockscope::import::import(data, "sockscope", "capture", &mut session) {
        let lines = session.split_inclusive(|byte| *byte == b'\n');
        let read = lines.map(|line| sockscope::session::decode(line).expect("a line of ours")).count();
        assert_eq!(read as u64, imported.records);
    }
});
