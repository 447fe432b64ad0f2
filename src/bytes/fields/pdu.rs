//! What Modbus TCP and Modbus RTU have in common: function codes and their data (*MODBUS Application Protocol V1.1b3*).

use super::be16;
use super::out::{Out, Words};
use crate::bytes::hex_text;
use std::ops::Range;

/// Whether a function code is one that is read here.
pub fn is_known(function: u8) -> bool {
    matches!(function & 0x7f, 1..=8 | 11 | 12 | 15..=17 | 20..=24 | 43)
}

fn name(function: u8) -> &'static str {
    match function & 0x7f {
        1 => "Read Coils",
        2 => "Read Discrete Inputs",
        3 => "Read Holding Registers",
        4 => "Read Input Registers",
        5 => "Write Single Coil",
        6 => "Write Single Register",
        7 => "Read Exception Status",
        8 => "Diagnostics",
        11 => "Get Comm Event Counter",
        12 => "Get Comm Event Log",
        15 => "Write Multiple Coils",
        16 => "Write Multiple Registers",
        17 => "Report Server ID",
        20 => "Read File Record",
        21 => "Write File Record",
        22 => "Mask Write Register",
        23 => "Read/Write Multiple Registers",
        24 => "Read FIFO Queue",
        43 => "Encapsulated Interface Transport",
        _ => "",
    }
}

fn exception(code: u8) -> &'static str {
    match code {
        1 => "fields-modbus-e1",
        2 => "fields-modbus-e2",
        3 => "fields-modbus-e3",
        4 => "fields-modbus-e4",
        5 => "fields-modbus-e5",
        6 => "fields-modbus-e6",
        8 => "fields-modbus-e8",
        10 => "fields-modbus-e10",
        11 => "fields-modbus-e11",
        _ => "fields-modbus-e",
    }
}

/// How many bytes a frame's function code and data take, where the function tells: for a request, or for an answer.
pub fn length(pdu: &[u8], is_answer: bool) -> Option<usize> {
    let function = *pdu.first()?;
    let counted = |at: usize| Some(at + 1 + usize::from(*pdu.get(at)?));
    match (function, is_answer) {
        (0x80.., _) => Some(2),
        (1..=4, false) | (5 | 6 | 8, _) | (15 | 16, true) => Some(5),
        (1..=4 | 12 | 17 | 20 | 21 | 23, true) => counted(1),
        (15 | 16, false) => counted(5),
        (7 | 11 | 12 | 17, false) => Some(1),
        (7, true) => Some(2),
        (11, true) => Some(5),
        (22, _) => Some(7),
        (23, false) => counted(9),
        (20 | 21, false) => counted(1),
        (24, false) => Some(3),
        _ => None,
    }
}

/// Which it is, by its length alone where nothing else tells: a read answers with as many bytes as it says.
pub fn looks_like_answer(pdu: &[u8], known: Option<bool>) -> bool {
    let fits = |is_answer| length(pdu, is_answer) == Some(pdu.len());
    match (fits(false), fits(true)) {
        (true, false) => false,
        (false, true) => true,
        _ => known.unwrap_or(false),
    }
}

/// The fields of a function code and its data, which stand at `base` of all bytes.
pub fn read(pdu: &[u8], base: usize, from_server: Option<bool>, out: &mut Out) {
    let Some(function) = pdu.first().copied() else { return };
    let is_answer = looks_like_answer(pdu, from_server);
    let at = |from: usize, to: usize| base + from.min(pdu.len())..base + to.min(pdu.len());
    if function >= 0x80 {
        let field = out.add(at(0, 1), "fields-modbus-function", function.to_string());
        field.wrong(Words::With("fields-modbus-refused", name(function).to_owned()));
        if let Some(code) = pdu.get(1) {
            out.add(at(1, 2), "fields-modbus-exception", code.to_string()).wrong(Words::Key(exception(*code)));
        }
        return;
    }
    out.add(at(0, 1), "fields-modbus-function", function.to_string()).called(name(function));
    let word = |key, from: usize, out: &mut Out| {
        if let Some(value) = be16(pdu, from) {
            out.add(at(from, from + 2), key, value.to_string()).called(&format!("0x{value:04x}"));
        }
    };
    match (function, is_answer) {
        (1..=4, false) => {
            word("fields-modbus-address", 1, out);
            word("fields-modbus-count", 3, out);
        }
        (1 | 2, true) => {
            count(pdu, 1, base, out);
            bits(pdu, 2..pdu.len(), base, out);
        }
        (3 | 4 | 23, true) => {
            count(pdu, 1, base, out);
            registers(pdu, 2..pdu.len(), base, out);
        }
        (5, _) => {
            word("fields-modbus-address", 1, out);
            if let Some(value) = be16(pdu, 3) {
                let field = out.add(at(3, 5), "fields-modbus-value", format!("0x{value:04x}"));
                match value {
                    0xff00 => field.means(Words::Key("fields-modbus-on")),
                    0 => field.means(Words::Key("fields-modbus-off")),
                    _ => field.wrong(Words::Key("fields-modbus-no-coil")),
                };
            }
        }
        (6, _) => {
            word("fields-modbus-address", 1, out);
            word("fields-modbus-value", 3, out);
        }
        (15 | 16, _) => {
            word("fields-modbus-address", 1, out);
            word("fields-modbus-count", 3, out);
            if !is_answer {
                count(pdu, 5, base, out);
                match function {
                    15 => bits(pdu, 6..pdu.len(), base, out),
                    _ => registers(pdu, 6..pdu.len(), base, out),
                }
            }
        }
        (22, _) => {
            word("fields-modbus-address", 1, out);
            word("fields-modbus-and", 3, out);
            word("fields-modbus-or", 5, out);
        }
        (23, false) => {
            word("fields-modbus-address", 1, out);
            word("fields-modbus-count", 3, out);
            word("fields-modbus-write-address", 5, out);
            word("fields-modbus-write-count", 7, out);
            count(pdu, 9, base, out);
            registers(pdu, 10..pdu.len(), base, out);
        }
        _ if pdu.len() > 1 => {
            let data = pdu.get(1..).unwrap_or_default();
            out.add(at(1, pdu.len()), "fields-data", hex_text(data.get(..64).unwrap_or(data)));
        }
        _ => {}
    }
}

fn count(pdu: &[u8], at: usize, base: usize, out: &mut Out) {
    let Some(count) = pdu.get(at).copied() else { return };
    let rest = pdu.len() - at - 1;
    let field = out.add(base + at..base + at + 1, "fields-modbus-byte-count", count.to_string());
    if usize::from(count) != rest {
        field.wrong(Words::With("fields-bytes-there", rest.to_string()));
    }
}

fn registers(pdu: &[u8], range: Range<usize>, base: usize, out: &mut Out) {
    for (i, at) in range.clone().step_by(2).enumerate() {
        let Some(value) = be16(pdu, at).filter(|_| at + 2 <= range.end) else { break };
        let name = Words::With("fields-modbus-register", i.to_string());
        let signed = value.cast_signed();
        let also = if signed < 0 { format!("0x{value:04x}, {signed}") } else { format!("0x{value:04x}") };
        out.put(base + at..base + at + 2, name, value.to_string()).called(&also);
    }
}

fn bits(pdu: &[u8], range: Range<usize>, base: usize, out: &mut Out) {
    for (i, at) in range.enumerate() {
        let Some(byte) = pdu.get(at) else { break };
        let name = Words::With("fields-modbus-bits", format!("{}–{}", 8 * i, 8 * i + 7));
        let lowest_first: String = (0..8).map(|bit| if byte >> bit & 1 == 1 { '1' } else { '0' }).collect();
        out.put(base + at..base + at + 1, name, lowest_first);
    }
}
