//! Dumps with an offset before the bytes of each line.
//!
//! How many bytes a line has is told by the next line's offset; only a packet's last line is read up to where the
//! characters begin: at a wide gap, at `|`, or where they began on the lines before.

use super::{DumpError, DumpWhy, digits, error, lines};
use std::ops::Range;

/// A line as it is written, without what it means.
struct Line<'a> {
    number: usize,
    text: &'a str,
    /// Where its offset stands.
    at: usize,
    offset: u64,
    /// Whether it is indented: in what Wireshark writes of a stream, the other end's.
    indented: bool,
    /// Where its bytes begin.
    bytes: usize,
    /// Lines before it were left out because they were like the one ahead (`*`).
    repeats: bool,
}

/// Whether a text has lines that begin with an offset.
pub fn is_one(text: &str) -> bool {
    let mut found = text.lines().filter_map(|line| offset_of(line).map(|place| (line, place)));
    found.any(|(line, place)| is_sure(line, &place))
}

/// Whether what looks like an offset can be nothing else: a colon follows, or a wide gap, or it is longer than the bytes.
fn is_sure(line: &str, place: &Range<usize>) -> bool {
    let after = line.get(place.end..).unwrap_or_default();
    let rest = after.trim_start_matches(':');
    let width = rest.split_whitespace().next().map_or(0, str::len);
    after.starts_with(':') && rest.starts_with(char::is_whitespace)
        || rest.starts_with("  ")
        || place.len() >= 4 && width == 2
}

/// Where a line's offset stands: at least three hex digits, `0x` before them, a colon or a space behind.
fn offset_of(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start().len();
    let start = start + if line.get(start..)?.starts_with("0x") { 2 } else { 0 };
    let len = line.get(start..)?.bytes().take_while(u8::is_ascii_hexdigit).count();
    let after = line.get(start + len..)?;
    let ends = after.is_empty() || after.starts_with([' ', '\t']) || after.starts_with(':');
    ((3..=16).contains(&len) && ends).then_some(start..start + len)
}

fn line_of(number: usize, text: &str, repeats: bool) -> Option<Line<'_>> {
    let place = offset_of(text)?;
    let offset = u64::from_str_radix(text.get(place.clone())?, 16).ok()?;
    let rest = text.get(place.end..)?;
    let gap = rest.len() - rest.trim_start_matches(':').trim_start().len();
    let indented = text.starts_with([' ', '\t']);
    Some(Line { number, text, at: place.start, offset, indented, bytes: place.end + gap, repeats })
}

/// The packets of a dump.
pub fn parse(text: &str) -> Result<Vec<Vec<u8>>, DumpError> {
    let mut all: Vec<Line<'_>> = Vec::new();
    let mut repeats = false;
    for (number, line) in lines(text) {
        if line.trim() == "*" {
            repeats = true;
        } else if let Some(line) = line_of(number, line, std::mem::take(&mut repeats)) {
            all.push(line);
        }
        // Anything else tells of the packet: a comment, a summary, a heading.
    }
    // An indentation that all lines have means nothing.
    let has_ends = all.iter().any(|line| line.indented) && !all.iter().all(|line| line.indented);
    let mut packets: Vec<Vec<u8>> = Vec::new();
    // How far each end is, and whose packet is the last one.
    let mut next: [Option<u64>; 2] = [None, None];
    let mut last_end = None;
    let mut columns = None;
    for (at, line) in all.iter().enumerate() {
        let end = usize::from(has_ends && line.indented);
        let expected = next.get(end).copied().flatten();
        let is_new = match expected {
            None => true,
            Some(expected) if line.offset == expected => false,
            Some(_) if line.offset == 0 && !line.repeats => true,
            Some(expected) if line.repeats && line.offset > expected => {
                repeat(&mut packets, line, expected, columns)?;
                false
            }
            Some(expected) => {
                let (found, why) = (line.offset, line.offset < expected);
                let why = if why { DumpWhy::Overlap { expected, found } } else { DumpWhy::Gap { expected, found } };
                return Err(error(line.number, line.text, line.at, why));
            }
        };
        if is_new || last_end.is_some_and(|last| last != end) {
            packets.push(Vec::new());
        }
        last_end = Some(end);
        // The next line of the same end says how many bytes this one has.
        let following = all.get(at + 1).filter(|next| usize::from(has_ends && next.indented) == end && !next.repeats);
        let count =
            following.and_then(|next| next.offset.checked_sub(line.offset)).filter(|count| (1..=256).contains(count));
        let Some(packet) = packets.last_mut() else { continue };
        let before = packet.len();
        let (stop, more) = take(line, count.and_then(|count| usize::try_from(count).ok()), columns, packet)?;
        let taken = packet.len() - before;
        if let (Some(next), true) = (following, more > 0) {
            let (expected, found) = (line.offset + (taken + more) as u64, next.offset);
            return Err(error(next.number, next.text, next.at, DumpWhy::Overlap { expected, found }));
        }
        if count.is_some() {
            columns = Some((taken, stop));
        }
        if let Some(next) = next.get_mut(end) {
            *next = Some(line.offset.saturating_add(taken as u64));
        }
    }
    Ok(packets)
}

/// Lines that were left out because they are like the last one (hexdump's `*`).
fn repeat(
    packets: &mut [Vec<u8>],
    line: &Line<'_>,
    expected: u64,
    columns: Option<(usize, usize)>,
) -> Result<(), DumpError> {
    let gap = || error(line.number, line.text, line.at, DumpWhy::Gap { expected, found: line.offset });
    let packet = packets.last_mut().ok_or_else(gap)?;
    let width = columns.map_or(16, |(width, _)| width.max(1));
    let missing = usize::try_from(line.offset - expected).ok().filter(|missing| missing.is_multiple_of(width));
    // A dump that a person has does not stand for more.
    let missing = missing.filter(|missing| *missing <= 64 << 20 && packet.len() >= width).ok_or_else(gap)?;
    let last = packet.get(packet.len() - width..).unwrap_or_default().to_vec();
    packet.extend(last.iter().copied().cycle().take(missing));
    Ok(())
}

/// Runs without blanks from a place of a line on, with the gap before each.
fn runs(text: &str, from: usize) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let gap = rest.len() - rest.trim_start().len();
        let start = at + gap;
        let len = text.get(start..)?.find(char::is_whitespace).unwrap_or(text.len() - start);
        at = start + len;
        (len > 0).then_some((gap, start..start + len))
    })
}

/// How many bytes a line has, where the characters behind them are those of its first bytes.
fn told_by_characters(line: &Line<'_>) -> Option<usize> {
    let (mut bytes, mut before) = (Vec::new(), line.bytes);
    for (gap, run) in runs(line.text, line.bytes) {
        if gap >= 2 && !bytes.is_empty() && are_characters(&bytes, line.text.get(before..).unwrap_or_default()) {
            return Some(bytes.len());
        }
        digits(line.number, line.text, run.clone(), &mut bytes).ok()?;
        before = run.end;
    }
    None
}

/// Whether a column shows these bytes: a dot, or something else that is no letter, for what is no character; a gap in the
/// middle, and `|` around it, are allowed.
fn are_characters(bytes: &[u8], column: &str) -> bool {
    let column = column.trim();
    let column = column.strip_prefix('|').and_then(|column| column.strip_suffix('|')).unwrap_or(column).trim();
    let fits = |bytes: &[u8], shown: &str| {
        let count = shown.chars().count();
        count == bytes.len()
            && bytes.iter().zip(shown.chars()).all(|(byte, c)| match byte {
                b' ' => matches!(c, ' ' | '.'),
                0x21..=0x7e => c == char::from(*byte),
                _ => !c.is_ascii_alphanumeric(),
            })
    };
    let first = bytes.iter().position(|byte| *byte != b' ').unwrap_or(bytes.len());
    let last = bytes.iter().rposition(|byte| *byte != b' ').map_or(first, |last| last + 1);
    let seen = bytes.get(first..last).unwrap_or_default();
    let middle = 8_usize.checked_sub(first).filter(|middle| *middle < seen.len());
    fits(bytes, column)
        || fits(seen, column)
        || middle.is_some_and(|middle| {
            let gap = column.char_indices().nth(middle).filter(|(_, c)| *c == ' ');
            gap.is_some_and(|(at, _)| fits(seen, &[&column[..at], &column[at + 1..]].concat()))
        })
}

/// Takes the bytes of a line: so many, or as many as there are. Where the last of them ends, and how many more follow that
/// one where only so many were wanted.
fn take(
    line: &Line<'_>,
    count: Option<usize>,
    columns: Option<(usize, usize)>,
    out: &mut Vec<u8>,
) -> Result<(usize, usize), DumpError> {
    let wanted = count;
    let count = count.or_else(|| told_by_characters(line));
    let (before, mut stop) = (out.len(), line.bytes);
    let most = columns.map_or(usize::MAX, |(width, _)| width);
    let mut more = 0;
    for (index, (gap, run)) in runs(line.text, line.bytes).enumerate() {
        let taken = out.len() - before;
        let word = line.text.get(run.clone()).unwrap_or_default();
        let is_hex = word.bytes().all(|byte| byte.is_ascii_hexdigit());
        if count.is_some_and(|count| taken >= count) {
            // As near as the bytes before it: another byte.
            if wanted.is_none() || gap > 1 || !is_hex || word.len() % 2 == 1 {
                break;
            }
            more += word.len() / 2;
            continue;
        }
        if count.is_none() && taken >= most {
            break;
        }
        if count.is_none() {
            let beyond = columns.is_some_and(|(_, stop)| run.start > stop);
            // hexdump and Wireshark leave a wider gap in the middle; wider ones, and others, are before the characters.
            let wide = index > 0 && (gap > 2 || gap == 2 && taken != 8) || word.starts_with('|');
            if beyond || wide || index > 0 && !is_hex && gap >= 2 {
                break;
            }
        }
        // A run that goes on beyond what the next offset allows has the characters right behind its bytes.
        let room = count.map_or(usize::MAX, |count| 2 * (count - taken));
        more += if is_hex { run.len().saturating_sub(room) / 2 } else { 0 };
        let run = run.start..run.end.min(run.start.saturating_add(room));
        if !line.text.get(run.clone()).is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            let at = run.start + word.bytes().take_while(u8::is_ascii_hexdigit).count();
            // The characters' column: there are fewer bytes than the next offset says, which it tells itself.
            if index > 0 && gap >= 2 {
                break;
            }
            let c = line.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('?');
            return Err(error(line.number, line.text, at, DumpWhy::NotHex(c)));
        }
        digits(line.number, line.text, run.clone(), out)?;
        stop = run.end;
    }
    Ok((stop, if wanted.is_some() { more } else { 0 }))
}
