//! The five examples: run, kept, turned back into a script, run again.

use crate::{file, sockscope, status};
use sockscope::script::{FromOptions, from_session, read};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

pub const EXAMPLES: [&str; 5] = ["1-web-get", "2-accept-print", "3-chat-chinese", "4-udp-echo", "5-unix-seqpacket"];

fn run(path: &Path, more: &[&str]) {
    let output = sockscope(&[&["run", path.to_str().unwrap()], more].concat());
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(status(&output), 0, "{}: {}{}", path.display(), said(&output.stdout), said(&output.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn the_examples_go_there_and_back_again() {
    let folder = tempfile::tempdir().unwrap();
    for name in EXAMPLES {
        for keep_results in [false, true] {
            let log = folder.path().join(format!("{name}-{keep_results}.log"));
            run(&file(&format!("examples/{name}.jsonl")), &["--log", log.to_str().unwrap()]);
            let mut text = Vec::new();
            let options = FromOptions { keep_results, title: Some(name.to_owned()) };
            from_session(|| File::open(&log).map(BufReader::new), &options, &mut text).unwrap();
            let read = read(text.as_slice()).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
            if name == "2-accept-print" {
                let text = String::from_utf8_lossy(&text);
                assert!(
                    text.contains("\"async\":true") && text.contains("\"do\":\"join\""),
                    "the accept still waits: {text}"
                );
            }
            assert!(read.notes.is_empty() && !read.script.cases.is_empty(), "{name}: {:?}", read.notes);
            let back = folder.path().join(format!("{name}-{keep_results}.jsonl"));
            std::fs::write(&back, text).unwrap();
            run(&back, &[]);
        }
    }
}
