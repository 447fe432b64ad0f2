//! Damaged sessions through everything that reads them.

use crate::bytes::testing::damage;
use crate::call::Body;
use crate::export::{Filter, Format, export};
use crate::import::import;
use crate::locale::Language;
use crate::script;
use crate::session::{Session, decode};
use std::sync::Arc;
use std::time::Duration;

/// The session of a script that is run, and one that was imported.
fn sessions(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for name in ["1-web-get", "3-chat-chinese", "4-udp-echo"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/examples/{name}.jsonl"));
        let script = script::read(std::fs::read(path).unwrap().as_slice()).unwrap().script;
        let log = folder.join(name);
        let options = script::RunOptions {
            net: script::Net::Loopback,
            cases: Vec::new(),
            log: Some(log.clone()),
            program: None,
            no_payloads: false,
        };
        script::run_script(&script, &options, &mut |_| Ok(())).unwrap();
        all.push(std::fs::read(log).unwrap());
    }
    let mut capture = Vec::new();
    export(|| Ok(all[0].as_slice()), Format::Pcapng, &Filter::default(), Language::English, &mut capture).unwrap();
    let mut imported = Vec::new();
    import(capture.as_slice(), "sockscope 0", "a.pcapng", &mut imported).unwrap();
    all.push(imported);
    all
}

/// `SOCKSCOPE_DAMAGE=100000` tries as many.
#[test]
fn no_damaged_session_stops_an_export() {
    let folder = tempfile::tempdir().unwrap();
    let whole = sessions(folder.path());
    let whole: Vec<&[u8]> = whole.iter().map(Vec::as_slice).collect();
    damage::each(200, &whole, |bytes| {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if let Ok(record) = decode(line)
                && let Body::Call(call) = &record.body
            {
                let _ = script::call_line(call);
            }
        }
        // A PNG is the SVG in pixels, which takes long and reads nothing of the session.
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Png) {
            let _ = export(|| Ok(bytes), format, &Filter::default(), Language::English, &mut Vec::new());
        }
    });
}

/// The same for what the window reads.
#[test]
fn no_damaged_session_stops_a_reader() {
    let folder = tempfile::tempdir().unwrap();
    let whole = sessions(folder.path());
    let whole: Vec<&[u8]> = whole.iter().map(Vec::as_slice).collect();
    let path = folder.path().join("damaged.jsonl");
    let index = folder.path().join("damaged.jsonl.idx");
    damage::each(200, &whole, |bytes| {
        std::fs::write(&path, bytes).unwrap();
        let _ = std::fs::remove_file(&index);
        let Ok(session) = Session::open(&path, Arc::new(|| {})) else { return };
        while session.snapshot().progress.is_some() {
            std::thread::sleep(Duration::from_micros(200));
        }
        let snapshot = session.snapshot();
        for row in 0..snapshot.rows.min(200) {
            let Ok(row) = session.rows().read_row(row) else { continue };
            let _ = session.read_payload(row.n);
        }
        for sid in snapshot.board.sockets.keys() {
            let pieces = session.pieces(*sid);
            for at in 0..pieces.len().min(100) {
                let _ = pieces.get(at);
            }
        }
    });
}
