//! Templates read, refused and applied.

use super::*;
use crate::bytes::fields::Words;
use proptest::prelude::*;

fn decoded(text: &str, bytes: &[u8]) -> Vec<String> {
    let layout = Template::new("t", text).layout().unwrap();
    let words = |words: &Words| match words {
        Words::None => String::new(),
        Words::Text(text) => text.clone(),
        Words::Key(key) => (*key).to_owned(),
        Words::With(key, what) => format!("{key}:{what}"),
    };
    let fields = layout.decode(bytes).fields;
    let line = |field: &crate::bytes::fields::Field| {
        let wrong = if field.wrong { "!" } else { "" };
        format!(
            "{}={} ({}){wrong} @{}+{}",
            words(&field.name),
            field.value,
            words(&field.meaning),
            field.range.start,
            field.range.len()
        )
    };
    fields.iter().map(line).collect()
}

#[test]
fn every_kind_of_field() {
    let text = "order le\nkind: u8 1=request 2=answer  # what it is\nflags: u8 bits 0=ready 3=error\nlength: u16\nbody: bytes length-2\n\
                temp: i16 be\n名称: text 6\nrate: f32\n@0 again: u8\n@-2 end: u16 be\n";
    let mut bytes = vec![2, 0b1001, 4, 0, 0xaa, 0xbb];
    bytes.extend((-5_i16).to_be_bytes());
    bytes.extend("温度".as_bytes());
    bytes.extend(1.5_f32.to_le_bytes());
    bytes.extend([0x12, 0x34]);
    assert_eq!(
        decoded(text, &bytes),
        [
            "kind=2 (answer) @0+1",
            "flags=9 (ready error) @1+1",
            "length=4 (0x0004) @2+2",
            "body=aa bb (fields-bytes:2) @4+2",
            "temp=-5 (0xfffb) @6+2",
            "名称=温度 (fields-bytes:6) @8+6",
            "rate=1.5 () @14+4",
            "again=2 (0x02) @0+1",
            "end=4660 (0x1234) @18+2",
        ]
    );
}

#[test]
fn a_checksum_is_right_or_told() {
    let text = "data: bytes rest-2\ncrc: checksum CRC-16/MODBUS";
    let frame = [0x01, 0x03, 0, 0, 0, 0x0a, 0xc5, 0xcd];
    assert_eq!(decoded(text, &frame)[1], "crc=0xcdc5 (fields-checksum-right:CRC-16/MODBUS) @6+2");
    let mut wrong = frame;
    wrong[5] = 0x0b;
    assert_eq!(decoded(text, &wrong)[1], "crc=0xcdc5 (fields-checksum-wrong:0x0d04 (CRC-16/MODBUS))! @6+2");
    let of_some = "start: u8\ndata: bytes 3\nxor: checksum XOR-8 from 1";
    assert_eq!(decoded(of_some, b"$ABC@")[2], "xor=0x40 (fields-checksum-right:XOR-8) @4+1");
}

#[test]
fn what_is_cut_says_how_much_is_missing() {
    let layout = Template::new("t", "length: u8\nbody: bytes length\nend: u8").layout().unwrap();
    let decoded = layout.decode(&[5, 1, 2]);
    assert_eq!((decoded.used, decoded.missing), (3, 4));
    assert!(decoded.fields[1].wrong);
    assert_eq!(layout.decode(&[0, 7]).missing, 0);
}

#[test]
fn mistakes_are_told_where_they_are() {
    for (text, line, column, why) in [
        ("a: u8\nb u16", 2, 1, TemplateWhy::NoName),
        ("a: u8\na: u16", 2, 1, TemplateWhy::Twice("a".to_owned())),
        ("a: u12", 1, 4, TemplateWhy::NoType("u12".to_owned())),
        ("a:", 1, 2, TemplateWhy::NoType(String::new())),
        ("a: bytes", 1, 4, TemplateWhy::NoLength(String::new())),
        ("a: bytes b", 1, 10, TemplateWhy::NoLength("b".to_owned())),
        ("a: bytes -1", 1, 10, TemplateWhy::NoLength("-1".to_owned())),
        ("a: bytes rest+1", 1, 10, TemplateWhy::NoLength("rest+1".to_owned())),
        ("a: checksum CRC-99", 1, 13, TemplateWhy::NoChecksum("CRC-99".to_owned())),
        ("a: checksum XOR-8 from x", 1, 24, TemplateWhy::NoOffset("x".to_owned())),
        ("@x a: u8", 1, 1, TemplateWhy::NoOffset("x".to_owned())),
        ("a: u8 on", 1, 7, TemplateWhy::NoMeaning("on".to_owned())),
        ("a: f32 x", 1, 8, TemplateWhy::Unknown("x".to_owned())),
        ("order middle", 1, 1, TemplateWhy::Unknown("order middle".to_owned())),
        ("# nothing", 1, 1, TemplateWhy::Nothing),
    ] {
        let errors = Template::new("t", text).layout().unwrap_err();
        assert_eq!(errors, [TemplateError { line, column, why }], "{text}");
    }
    assert_eq!(Template::new("t", "a: x\nb: y\nc: u8").layout().unwrap_err().len(), 2, "each line tells its own");
}

#[test]
fn templates_are_handed_on_as_json() {
    let template = Template::new(" Meter ", "a: u8\n\nb: bytes rest");
    assert_eq!(template.name, "Meter");
    assert_eq!(Template::from_json(&template.to_json()).unwrap(), std::slice::from_ref(&template));
    let two = serde_json::to_string(&[&template, &template]).unwrap();
    assert_eq!(Template::from_json(&two).unwrap().len(), 2);
    assert!(Template::from_json("{\"name\": 1}").is_err());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[a-c:@ 0-9=#x\\-+\nu8bytesrestofchecksumle]{0,120}", bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(layout) = Template::new("t", &text).layout() {
            let decoded = layout.decode(&bytes);
            prop_assert!(decoded.used <= bytes.len());
            prop_assert!(decoded.fields.iter().all(|field| field.range.start <= field.range.end && field.range.end <= bytes.len()));
        }
    }

    #[test]
    fn any_layout_takes_any_bytes(
        lines in proptest::collection::vec(prop::sample::select(vec![
            "u8", "i16 le", "u24", "i64 be", "f32", "f64 le", "bytes 3", "bytes rest", "bytes rest-4", "text rest-1",
            "checksum CRC-32/ISO-HDLC", "checksum SUM-16 from 9", "bytes n", "text n-1", "bytes n+18446744073709551",
        ]), 1..20),
        offsets in proptest::collection::vec(prop_oneof![Just(None), (-70_i64..70).prop_map(Some)], 20),
        bytes in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let field = |(i, (kind, offset)): (usize, (&&str, &Option<i64>))| {
            let at = offset.map_or_else(String::new, |offset| format!("@{offset} "));
            format!("{at}f{i}: {kind}")
        };
        let text: Vec<String> = std::iter::once("n: u8".to_owned()).chain(lines.iter().zip(&offsets).enumerate().map(field)).collect();
        let decoded = Template::new("t", &text.join("\n")).layout().unwrap().decode(&bytes);
        prop_assert!(decoded.used <= bytes.len());
        prop_assert!(decoded.fields.iter().all(|field| field.range.start <= field.range.end && field.range.end <= bytes.len()));
    }
}

#[test]
fn odd_numbers_are_refused() {
    for odd in
        ["0x-5", "+5", "--5", "0x", "-0x80000000000000000000000000000000", "170141183460469231731687303715884105728"]
    {
        assert!(Template::new("t", &format!("@{odd} a: u8")).layout().is_err(), "{odd}");
        assert!(Template::new("t", &format!("a: u8 {odd}=x")).layout().is_err(), "{odd}");
    }
    assert!(Template::new("t", "@-2 a: u8 0x10=x -3=y").layout().is_ok());
}
