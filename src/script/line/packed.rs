//! `struct.pack` of whole numbers and bytes, as options and length prefixes need it.

use super::numbers::{integer, truth};
use super::value::Val;

/// The most bytes of one pack.
const MOST: usize = 1 << 16;

/// One field: its letter, and how many (of `s`: how long).
type Field = (char, usize);

struct Layout {
    native: bool,
    big: bool,
    fields: Vec<Field>,
}

fn layout(format: &str) -> Option<Layout> {
    let (mark, rest) = match format.chars().next() {
        Some(mark @ ('@' | '=' | '<' | '>' | '!')) => (mark, format.get(1..)?),
        _ => ('@', format),
    };
    let native_big = cfg!(target_endian = "big");
    let big = match mark {
        '<' => false,
        '>' | '!' => true,
        _ => native_big,
    };
    let (mut fields, mut count) = (Vec::new(), None::<usize>);
    for c in rest.chars() {
        match c {
            ' ' => {}
            '0'..='9' => count = Some(count.unwrap_or(0).checked_mul(10)?.checked_add(c as usize - '0' as usize)?),
            _ => {
                let count = count.take().unwrap_or(1);
                if count > MOST {
                    return None;
                }
                fields.push((c, count));
            }
        }
    }
    count.is_none().then_some(Layout { native: mark == '@', big, fields })
}

fn width(c: char, native: bool) -> Option<usize> {
    Some(match c {
        'x' | 'b' | 'B' | '?' | 's' | 'c' => 1,
        'h' | 'H' => 2,
        'i' | 'I' => 4,
        'l' | 'L' if native => std::mem::size_of::<std::ffi::c_long>(),
        'l' | 'L' => 4,
        'q' | 'Q' => 8,
        _ => return None,
    })
}

/// How many bytes a format has.
pub(super) fn size(format: &str) -> Option<usize> {
    let layout = layout(format)?;
    let mut at = 0_usize;
    for (c, count) in layout.fields {
        let width = width(c, layout.native)?;
        if layout.native {
            at = at.next_multiple_of(width);
        }
        at = at.checked_add(width.checked_mul(count)?).filter(|at| *at <= MOST)?;
    }
    Some(at)
}

/// The bytes; none for a format or values that do not go together.
pub(super) fn pack(format: &str, values: &[Val]) -> Option<Vec<u8>> {
    size(format)?;
    let Layout { native, big, fields } = layout(format)?;
    let (mut out, mut values) = (Vec::new(), values.iter());
    for (c, count) in fields {
        let width = width(c, native)?;
        if native {
            out.resize(out.len().next_multiple_of(width), 0);
        }
        match c {
            'x' => out.resize(out.len() + count, 0),
            's' => {
                let Val::Bytes(bytes) = values.next()? else { return None };
                let end = out.len() + count;
                out.extend(bytes.iter().take(count));
                out.resize(end, 0);
            }
            'c' => {
                for _ in 0..count {
                    match values.next()? {
                        Val::Bytes(bytes) if bytes.len() == 1 => out.extend_from_slice(bytes),
                        _ => return None,
                    }
                }
            }
            _ => {
                for _ in 0..count {
                    let value = values.next()?;
                    let number = if c == '?' { truth(value)?.into() } else { i128::from(integer(value)?) };
                    let bits = width as u32 * 8;
                    let (least, most) = match c.is_ascii_uppercase() || c == '?' {
                        true => (0, (1_i128 << bits) - 1),
                        false => (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1),
                    };
                    if number < least || number > most {
                        return None;
                    }
                    let all = number.to_le_bytes();
                    let mut bytes = all.get(..width)?.to_vec();
                    if big {
                        bytes.reverse();
                    }
                    out.extend(bytes);
                }
            }
        }
    }
    values.next().is_none().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_packed_as_struct_does() {
        let int = Val::Int;
        for (format, values, packed) in [
            ("!H", vec![int(258)], Some(vec![1, 2])),
            (">I", vec![int(1)], Some(vec![0, 0, 0, 1])),
            ("<bB", vec![int(-1), int(255)], Some(vec![255, 255])),
            ("!H3s", vec![int(3), Val::bytes(b"abcd")], Some(vec![0, 3, 97, 98, 99])),
            ("!B", vec![int(256)], None),
            ("!B", vec![], None),
            ("4?", vec![int(5), int(0), Val::str("x"), Val::None], Some(vec![1, 0, 1, 0])),
            ("!z", vec![int(1)], None),
            ("99999999999999999999999B", vec![int(1)], None),
        ] {
            assert_eq!(pack(format, &values), packed, "{format}");
        }
        assert_eq!(pack("ii", &[int(1), int(0)]).map(|bytes| bytes.len()), Some(8));
        assert_eq!((size("bi"), size("=bi"), size("!20s")), (Some(8), Some(5), Some(20)));
    }
}
