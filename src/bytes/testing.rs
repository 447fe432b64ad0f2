//! Inputs that tests of several modules share.

use proptest::prelude::*;

/// Bytes as peers send them: text, text in other encodings, controls, marks, noise, all mixed.
pub fn any_bytes(max: usize) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => proptest::collection::vec(any::<u8>(), 0..12),
        2 => proptest::collection::vec(proptest::sample::select(&EDGES[..]), 0..12),
        2 => "\\PC{0,6}".prop_map(String::into_bytes),
        1 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
        1 => "[\u{300}-\u{36f}]{0,12}".prop_map(String::into_bytes),
        1 => proptest::sample::select(&SAMPLES[..]).prop_map(<[u8]>::to_vec),
    ];
    proptest::collection::vec(piece, 0..=max / 12).prop_map(move |pieces| {
        let mut bytes = pieces.concat();
        bytes.truncate(max);
        bytes
    })
}

/// The bytes at which decoders take another way.
const EDGES: [u8; 30] = [
    0x00, 0x0A, 0x20, 0x2F, 0x30, 0x39, 0x3A, 0x40, 0x5C, 0x7E, 0x7F, 0x80, 0x81, 0x9F, 0xA0, 0xA1, 0xBF, 0xC0, 0xC2,
    0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFC, 0xFD, 0xFE, 0xFF,
];

const SAMPLES: [&[u8]; 4] = [
    b"\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7",
    b"\x94\x39\xda\x33\x81\x30\xbd\x32",
    b"\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd\xb1\xb2\x83\x5c",
    "你好👍\u{202e}".as_bytes(),
];

/// What `python3 -c program` prints for `input`; none, with the reason printed, where there is no python3.
pub fn python(program: &str, input: &str) -> Option<String> {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let child = Command::new("python3")
        .args(["-I", "-X", "utf8", "-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            println!("not compared with Python: python3 does not start: {error}");
            return None;
        }
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "python3 failed");
    Some(String::from_utf8(output.stdout).unwrap())
}
