//! Files of Packet Sender: its `packets.ini` and its JSON export, as saved messages.
//!
//! Source: Packet Sender's own `packet.cpp` (`fetchAllfromDB`, `ImportJSON`): the hex digits are the payload, the readable
//! form beside them is ignored; ports and answers are strings.

mod ini;
mod json;

use super::file::{FileWhy, MOST};
use super::{RepeatPlan, SavedMessage};
use crate::bytes::{Form, Recipe, has_macros, parse_hex};
use std::time::Duration;

/// The folder that they are put into.
const FOLDER: &str = "Packet Sender";

/// One of its packets, as its files have it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Packet {
    name: String,
    hex: String,
    to: String,
    port: String,
    from_port: String,
    /// `TCP`, `UDP`, `SSL`, `HTTP GET`…
    protocol: String,
    /// `/index.html`, of its HTTP kinds.
    path: String,
    /// Seconds between two sends; 0 for once.
    repeat: f64,
}

/// The messages of a file of Packet Sender; none where it is none.
pub fn parse(bytes: &[u8]) -> Option<Result<Vec<SavedMessage>, FileWhy>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let packets = json::parse(bytes).or_else(|| ini::parse(bytes))?;
    if packets.len() > MOST {
        return Some(Err(FileWhy::TooMany));
    }
    Some(Ok(packets.into_iter().map(Packet::message).collect()))
}

impl Packet {
    fn message(self) -> SavedMessage {
        let every = Duration::try_from_secs_f64(self.repeat).ok().filter(|every| !every.is_zero());
        SavedMessage {
            name: self.name.clone(),
            folder: FOLDER.to_owned(),
            note: self.note(),
            recipe: recipe(self.hex),
            repeat: every.map(|every| RepeatPlan { every, count: None }),
            ..SavedMessage::default()
        }
    }

    /// Where it went: `UDP 224.0.0.51:5000`, and from which port where one was chosen.
    fn note(&self) -> String {
        let mut note = self.protocol.trim().to_owned();
        let (to, port) = (self.to.trim(), self.port.trim());
        if !to.is_empty() {
            let to = if to.contains(':') { format!(" [{to}]:{port}") } else { format!(" {to}:{port}") };
            note.push_str(&to);
        }
        note.push_str(self.path.trim());
        if !matches!(self.from_port.trim(), "" | "0") {
            note.push_str(&format!(" ← :{}", self.from_port.trim()));
        }
        note.trim().to_owned()
    }
}

/// Text where the payload is one that a person can read, hex otherwise; digits that are none stay as they stand, for the
/// person to put right.
fn recipe(hex: String) -> Recipe {
    let Ok(bytes) = parse_hex(&hex) else { return Recipe { form: Form::Hex, text: hex, ..Recipe::default() } };
    // What it fills in is filled in here as well.
    Recipe { fills: has_macros(&bytes), ..Recipe::of_bytes(&bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::hex_text;
    use crate::bytes::testing::damage;
    use proptest::prelude::*;

    fn read(file: &str) -> Vec<(String, String, String, Option<u64>)> {
        let messages = parse(file.as_bytes()).unwrap().unwrap();
        let line = |message: SavedMessage| {
            let every = message.repeat.map(|repeat| repeat.every.as_millis() as u64);
            (message.name, message.recipe.text, message.note, every)
        };
        messages.into_iter().map(line).collect()
    }

    #[test]
    fn its_json_export() {
        let file = r#"[
            {"asciistring": "bm90IHRoaXM=", "errorstring": "", "fromip": "", "fromport": "0",
             "hexstring": "64 6f 6d 61 69 6e 0d 0a", "name": "WHOIS", "port": "43", "repeat": 0,
             "requestpath": "", "sendresponse": "0", "tcporudp": "TCP", "toip": "192.0.2.30"},
            {"hexstring": "00 ff", "name": "心跳", "port": "5000", "fromport": "9", "repeat": 0.5,
             "tcporudp": "UDP", "toip": "ff02::1"},
            {"hexstring": "4G", "name": "damaged", "repeat": "2", "unknown": [1]}
        ]"#;
        assert_eq!(
            read(file),
            [
                ("WHOIS".into(), "domain\\r\\n".into(), "TCP 192.0.2.30:43".into(), None),
                ("心跳".into(), "00 ff".into(), "UDP [ff02::1]:5000 ← :9".into(), Some(500)),
                ("damaged".into(), "4G".into(), String::new(), Some(2000)),
            ]
        );
    }

    #[test]
    fn its_own_file_with_groups_in_qts_escapes() {
        let file = "[General]\nx=1\n\n[NAMES]\n1\\name=Read registers\n2\\name=\"\\x5fc3\\x8df3, a/b\"\n3\\name=\\x5fc3\nsize=3\n\n\
            [Read%20registers]\nname=Read registers\nfromIP=You\nrepeat=0.25\ntoIP=127.0.0.1\nport=502\nfromPort=0\ntcpOrUdp=TCP\n\
            sendResponse=0\nhexString=01 03 00 00 00 0a c5 cd\nrequestPath=\ntimestamp=\"Sun, 22 Nov 2026 14:05:09\"\n\n\
            [%U5FC3%U8DF3%2C%20a]\nb\\hexString=70 69 6e 67\nb\\toIP=::1\nb\\port=7\nb\\tcpOrUdp=UDP\n\n\
            [%U5FC3]\r\nhexString=\"4f 4b\"\r\n";
        assert_eq!(
            read(file),
            [
                ("Read registers".into(), "01 03 00 00 00 0a c5 cd".into(), "TCP 127.0.0.1:502".into(), Some(250)),
                ("心跳, a/b".into(), "ping".into(), "UDP [::1]:7".into(), None),
                ("心".into(), "OK".into(), String::new(), None),
            ]
        );
    }

    #[test]
    fn characters_beyond_the_first_plane_are_two_escapes() {
        let file = "[NAMES]\n1\\name=\"\\xd83d\\xdc4d ok\"\n2\\name=\"\\xd83d\"\nsize=2\n\n\
            [%UD83D%UDC4D%20ok]\nhexString=31\n\n[%UD83D]\nhexString=32\n";
        let read = read(file);
        assert_eq!((read[0].0.as_str(), read[0].1.as_str()), ("👍 ok", "1"));
    }

    #[test]
    fn what_it_fills_in_is_filled_in_here() {
        let packet = |hex: &str| format!(r#"[{{"name":"x","hexstring":"{hex}"}}]"#);
        let fills = |hex: &str| parse(packet(hex).as_bytes()).unwrap().unwrap()[0].recipe.fills;
        assert!(fills(&hex_text(b"at {{TIME}}")) && fills(&hex_text(b"\x00{{COUNTER}}")));
        assert!(!fills(&hex_text(b"{{time}} {{}}")));
    }

    /// Damaged files of both kinds; `SOCKSCOPE_DAMAGE=10000` tries as many.
    #[test]
    fn no_damage_stops_it() {
        let ini = "[General]\nx=1\n\n[NAMES]\n1\\name=Read registers\n2\\name=\"\\x5fc3\\x8df3, a/b\"\nsize=2\n\n\
            [Read%20registers]\nname=Read registers\nrepeat=0.25\ntoIP=127.0.0.1\nport=502\ntcpOrUdp=TCP\n\
            hexString=01 03 00 00 00 0a c5 cd\n\n[%U5FC3%U8DF3%2C%20a]\nb\\hexString=70 69 6e 67\n";
        let json = r#"[{"asciistring":"x","hexstring":"64 6f","name":"WHOIS","port":"43","repeat":0,"tcporudp":"TCP"},
            {"hexstring":"00 ff","name":"心跳","port":5000,"repeat":0.5,"toip":"ff02::1"}]"#;
        damage::each(500, &[ini.as_bytes(), json.as_bytes()], |bytes| {
            for message in parse(bytes).into_iter().flatten().flatten() {
                let _ = message.recipe.build();
            }
            let _ = crate::app::messages::file::parse(bytes);
        });
    }

    #[test]
    fn other_files_are_none_of_its() {
        for file in ["", "[]", "{}", "[1,2]", r#"[{"name":"x"}]"#, "[General]\nsize=3\n", "NAMES", "GET / HTTP/1.1\r\n"]
        {
            assert!(parse(file.as_bytes()).is_none(), "{file}");
        }
    }

    proptest! {
        #[test]
        fn the_payload_is_kept_byte_for_byte(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            prop_assert_eq!(recipe(hex_text(&bytes)).build().unwrap().bytes, bytes);
        }

        #[test]
        fn no_file_stops_it(text in "(\\[[NAMESa%U20]{0,6}\\]|[a-z1-9]{1,3}\\\\?(name|hexString|size)?=[%\"\\\\xUa-f0-9 ]{0,8}|\n){0,20}") {
            let _ = parse(text.as_bytes());
        }
    }
}
