//! The reader of scripts, on anything: it may refuse, and nothing else.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let checked = sockscope::script::check(data);
    let read = sockscope::script::read(data);
    assert_eq!(read.as_ref().map(|reading| &reading.notes), checked.as_ref());
    // Behind a good first line the fuzzer gets further.
    let whole = [b"{\"netscript\":1}\n", data].concat();
    if let Err(fault) = sockscope::script::check(whole.as_slice()) {
        assert!(!fault.words().key().is_empty());
    }
});
