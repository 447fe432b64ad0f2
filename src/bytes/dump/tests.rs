//! Dumps of every program at hand, and what is wrong with others.

use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Vec<Vec<u8>> {
    parse_dump(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn dumps_with_offsets() {
    let hello = b"Hello, World! 123\n".to_vec();
    for (title, text) in [
        (
            "xxd",
            "00000000: 4865 6c6c 6f2c 2057 6f72 6c64 2120 3132  Hello, World! 12\n00000010: 330a                                     3.\n",
        ),
        (
            "xxd -g1",
            "00000000: 48 65 6c 6c 6f 2c 20 57 6f 72 6c 64 21 20 31 32  Hello, World! 12\n00000010: 33 0a                                            3.\n",
        ),
        ("xxd -u -c 9 -g 3", "00000000: 48656C 6C6F2C 20576F  Hello, Wo\n00000009: 726C64 212031 32330A  rld! 123.\n"),
        (
            "hexdump -C",
            "00000000  48 65 6c 6c 6f 2c 20 57  6f 72 6c 64 21 20 31 32  |Hello, World! 12|\n00000010  33 0a                                             |3.|\n00000012\n",
        ),
        (
            "Wireshark",
            "0000   48 65 6c 6c 6f 2c 20 57 6f 72 6c 64 21 20 31 32   Hello, World! 12\r\n0010   33 0a                                             3.\r\n",
        ),
        (
            "tshark -x",
            "Frame (18 bytes):\n0000  48 65 6c 6c 6f 2c 20 57 6f 72 6c 64 21 20 31 32   Hello, World! 12\n0010  33 0a                                             3.\n",
        ),
        (
            "tcpdump -X",
            "12:00:00.1 IP a > b: Flags [P.]\n\t0x0000:  4865 6c6c 6f2c 2057 6f72 6c64 2120 3132  Hello,.World!.12\n\t0x0010:  330a                                     3.\n",
        ),
        ("no characters", "0000 48 65 6c 6c 6f 2c 20 57 6f 72 6c 64 21 20 31 32\n0010 33 0a"),
        ("one line", "00000000: 48 65 6c 6c 6f 2c 20 57 6f 72 6c 64 21 20 31 32 33 0a  Hello, World! 123."),
    ] {
        assert_eq!(read(text), std::slice::from_ref(&hello), "{title}");
        assert!(looks_like_dump(text), "{title}");
    }
}

#[test]
fn characters_are_not_bytes() {
    // Characters that look like bytes, in each place where a line may end.
    for (text, bytes) in [
        ("0000  61 62 63 64   abcd", &b"abcd"[..]),
        ("00000000: 6162 6364  abcd", b"abcd"),
        ("0000  61 62 20 63 64 20 65 66   ab cd ef", b"ab cd ef"),
        ("0000  61 62 20 63 64 20 65 66  61 62 63   ab cd efabc", b"ab cd efabc"),
        (
            "00000000: 61 62 20 63 64 20 65 66 67 68 20 69 6a 20 6b 6c  ab cd ef gh ij kl\n00000010: 61 62                                            ab",
            b"ab cd efgh ij klab",
        ),
        ("00000000  20 61 62 20                                       | ab |", b" ab "),
    ] {
        assert_eq!(read(text), [bytes], "{text}");
    }
}

#[test]
fn several_packets() {
    let text2pcap = "# 5 → s.send(b'ab')\n00000000: 61 62  ab\n\n# 6\n00000000: 63  c\n";
    assert_eq!(read(text2pcap), [b"ab".to_vec(), b"c".to_vec()]);
    let follow = "00000000  61 62 63                                          abc\n    00000000  64 65                                             de\n00000003  66                                                f\n";
    assert_eq!(read(follow), [b"abc".to_vec(), b"de".to_vec(), b"f".to_vec()]);
    let arrays = "char peer0_0[] = { /* Packet 4 */\n0x47, 0x45, \n0x54 };\nchar peer1_0[] = { // {\n72, 105u };\n";
    assert_eq!(read(arrays), [b"GET".to_vec(), b"Hi".to_vec()]);
    assert_eq!(read("0000  61\n0001  62\n*\n0004  63\n"), [b"abbbc"]);
}

#[test]
fn lists_escapes_and_plain() {
    for (text, bytes) in [
        ("0x01, 0x03,\n0xff", &[1, 3, 255][..]),
        ("0x1 0XfF", &[1, 255]),
        ("unsigned char b[3] = {0x01,2,0xFF};", &[1, 2, 255]),
        (r"\x01\xfe", &[1, 254]),
        ("b\"\\x01\\x02\"\n  \"\\x03\"", &[1, 2, 3]),
        ("0103000A", &[1, 3, 0, 10]),
        ("de:ad be-ef\n00", &[0xde, 0xad, 0xbe, 0xef, 0]),
        ("4865 6c6c 6f20", b"Hello "),
    ] {
        assert_eq!(read(text), [bytes], "{text}");
        assert_eq!(looks_like_dump(text), text.contains('{'), "{text}");
    }
}

#[test]
fn what_is_wrong_says_where() {
    use DumpWhy::*;
    for (text, line, column, why) in [
        ("", 1, 1, Nothing),
        ("01 2 03", 1, 4, OddDigits),
        ("01\n02 3g", 2, 5, NotHex('g')),
        ("01\n你", 2, 1, NotHex('你')),
        ("0x01,\n 0x100", 2, 2, TooLarge),
        ("0x01, 0xg", 1, 9, NotHex('g')),
        ("x = {0x01", 1, 5, Unclosed),
        ("{ /* 0x01", 1, 3, Unclosed),
        (r"\x0 ", 1, 1, OddDigits),
        (r"\x00y", 1, 5, NotHex('y')),
        ("0000  61 62\n0003  63", 2, 1, Gap { expected: 2, found: 3 }),
        ("0000: 61 62\n0010: 63\n0011: 64\n 0013: 65", 2, 1, Gap { expected: 2, found: 16 }),
        ("0000  61 62 63\n0001  63", 2, 1, Overlap { expected: 3, found: 1 }),
        ("0000  61 6\n0002  63", 1, 10, OddDigits),
        ("0000  6g 61\n0002  63", 1, 8, NotHex('g')),
        ("0000  61\n*\nffffffffffff  62", 3, 1, Gap { expected: 1, found: 0xffff_ffff_ffff }),
    ] {
        let found = parse_dump(text).unwrap_err();
        // The line before an overlap takes what its neighbour allows.
        if let (Overlap { .. }, Overlap { .. } | Gap { .. }) = (&why, &found.why) {
            assert_eq!(found.line, line, "{text}");
            continue;
        }
        assert_eq!(found, DumpError { line, column, why }, "{text}");
    }
}

/// As xxd writes it: so many bytes a line, so many in a group.
fn xxd(bytes: &[u8], width: usize, group: usize) -> String {
    let mut out = String::new();
    for (number, line) in bytes.chunks(width).enumerate() {
        out.push_str(&format!("{:08x}:", number * width));
        for at in 0..width {
            if at % group == 0 {
                out.push(' ');
            }
            match line.get(at) {
                Some(byte) => out.push_str(&format!("{byte:02x}")),
                None => out.push_str("  "),
            }
        }
        out.push_str("  ");
        out.extend(line.iter().map(|byte| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' }));
        out.push('\n');
    }
    out
}

/// As Wireshark and hexdump -C write it.
fn columns(bytes: &[u8], frame: &str) -> String {
    let mut out = String::new();
    for (number, line) in bytes.chunks(16).enumerate() {
        let hex: Vec<String> =
            line.chunks(8).map(|half| half.iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().join(" ")).collect();
        let text: String =
            line.iter().map(|byte| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' }).collect();
        out.push_str(&format!("{:08x}  {:<48}  {frame}{text}{frame}\n", number * 16, hex.join("  ")));
    }
    out
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    // Letters that are digits as well, and blanks, are what a column of characters deceives with.
    let deceiving = proptest::sample::select(b"abcdef0123456789  ||:".to_vec());
    prop_oneof![proptest::collection::vec(any::<u8>(), 1..100), proptest::collection::vec(deceiving, 1..100),]
}

proptest! {
    #[test]
    fn what_other_programs_write_comes_back(bytes in bytes(), width in prop_oneof![Just(16_usize), Just(8), Just(24), Just(32)], group in 1..5_usize) {
        let dump = xxd(&bytes, width, group);
        prop_assert_eq!(read(&dump), std::slice::from_ref(&bytes), "{}", dump);
        for frame in ["", "|"] {
            let dump = columns(&bytes, frame);
            prop_assert_eq!(read(&dump), std::slice::from_ref(&bytes), "{}", dump);
        }
    }

    #[test]
    fn no_text_stops_it(text in r"([0-9a-f]{2,8}[: ]{1,3}([0-9a-fx]{2,4} {0,3}){0,9}\PC{0,6}\n|\PC{0,20}\n|\*\n|\{|\\x){0,8}") {
        match parse_dump(&text) {
            Ok(packets) => prop_assert!(packets.iter().all(|packet| !packet.is_empty())),
            Err(error) => prop_assert!(error.line >= 1 && error.column >= 1),
        }
    }
}
