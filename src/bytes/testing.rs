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

/// Damaged files: the same ones in every run.
pub mod damage {
    use std::time::{Duration, Instant};

    /// No file takes longer.
    const PATIENCE: Duration = Duration::from_secs(5);
    /// What stands in for something.
    const ODD: [&[u8]; 16] = [
        b"\0",
        b"\xff",
        b"\xff\xff\xff\xff",
        b"\xe2\x80\xae",
        b"1e999",
        b"-0",
        b"\"",
        b"\\",
        b"{{{{{{{{",
        b"[[[[[[[[",
        b"99999999999999999999",
        b"\\ud800",
        b"\r\n",
        b"\n",
        b"\x1b[2J",
        b"\x7f\xff\xff\xff",
    ];

    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, below: usize) -> usize {
            // Numerical Recipes' generator: good enough to break things.
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % below.max(1)
        }
    }

    fn damaged(whole: &[u8], seed: u64) -> Vec<u8> {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(77));
        let mut bytes = whole.to_vec();
        for _ in 0..[1, 1, 2, 8, 64][dice.roll(5)] {
            let (at, len) = (dice.roll(bytes.len()), [1, 4, 32, 400][dice.roll(4)]);
            let end = (at + len).min(bytes.len());
            match dice.roll(7) {
                _ if bytes.is_empty() => {}
                0 => bytes[at] ^= 1 << dice.roll(8),
                1 => bytes[at] = dice.roll(256) as u8,
                2 => bytes.truncate(at),
                3 => drop(bytes.drain(at..end)),
                4 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
                5 => {
                    let from = dice.roll(bytes.len());
                    let other = bytes[from..(from + len).min(bytes.len())].to_vec();
                    bytes.splice(at..at, other);
                }
                _ => drop(bytes.splice(at..at, ODD[dice.roll(ODD.len())].iter().copied())),
            }
        }
        bytes
    }

    /// Tries damaged copies of each of these: so many, or as `SOCKSCOPE_DAMAGE` says. None may panic, or take 5 seconds.
    /// With that variable set, what it took in time and memory is printed, and the memory has to stay below 512 MiB.
    pub fn each(usually: u64, whole: &[&[u8]], mut take: impl FnMut(&[u8])) {
        let asked: Option<u64> = std::env::var("SOCKSCOPE_DAMAGE").ok().and_then(|number| number.parse().ok());
        let (begun, mut longest) = (Instant::now(), Duration::ZERO);
        let rounds = asked.unwrap_or(usually);
        for seed in 0..rounds {
            let bytes = damaged(whole[seed as usize % whole.len()], seed);
            let start = Instant::now();
            take(&bytes);
            let took = start.elapsed();
            longest = longest.max(took);
            assert!(took < PATIENCE, "seed {seed} took {took:?}");
        }
        if asked.is_none() {
            return;
        }
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        let peak: u64 = peak.unwrap_or(0);
        println!("{rounds} damaged files in {:?}, the longest {longest:?}, VmHWM {peak} KiB", begun.elapsed());
        assert!(peak < 512 * 1024, "{peak} KiB");
    }
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
