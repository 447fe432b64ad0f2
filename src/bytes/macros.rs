//! Macros that are filled in at each send: `{{DATE}}`, `{{COUNTER}}`… as Packet Sender has them.
//!
//! Source: Packet Sender's `Packet::macroSwap`: a macro that stands in a packet more than once has one value.

/// What can be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Macro {
    /// The day: `2026-11-22`.
    Date,
    /// The time of day: `02:05:09 pm`.
    Time,
    /// Seconds since 1970.
    UnixTime,
    /// How many packets with it were sent, this one counted.
    Counter,
    /// A random number of 64 bits.
    Random,
    /// A random UUID.
    Unique,
}

impl Macro {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Date, Self::Time, Self::UnixTime, Self::Counter, Self::Random, Self::Unique];

    /// How it is written.
    pub fn text(self) -> &'static str {
        match self {
            Self::Date => "{{DATE}}",
            Self::Time => "{{TIME}}",
            Self::UnixTime => "{{UNIXTIME}}",
            Self::Counter => "{{COUNTER}}",
            Self::Random => "{{RANDOM}}",
            Self::Unique => "{{UNIQUE}}",
        }
    }
}

/// Whether there is a macro in it.
pub fn has_macros(data: &[u8]) -> bool {
    memchr::memmem::find(data, b"{{").is_some()
        && Macro::ALL.into_iter().any(|found| memchr::memmem::find(data, found.text().as_bytes()).is_some())
}

/// The bytes with every macro filled in; each value is asked for once, and only where it is wanted.
pub(super) fn fill(data: &[u8], value: &mut dyn FnMut(Macro) -> String) -> Vec<u8> {
    let mut values: [Option<String>; Macro::ALL.len()] = Default::default();
    let mut out = Vec::with_capacity(data.len());
    let mut rest = data;
    while let Some(at) = memchr::memmem::find(rest, b"{{") {
        let (before, from) = rest.split_at(at);
        out.extend(before);
        let known = Macro::ALL.into_iter().zip(&mut values);
        let found =
            known.filter_map(|(known, slot)| Some((known, slot, from.strip_prefix(known.text().as_bytes())?))).next();
        rest = match found {
            Some((known, slot, after)) => {
                out.extend(slot.get_or_insert_with(|| value(known)).as_bytes());
                after
            }
            None => {
                // `{{{DATE}}` has its macro one further on.
                let (brace, after) = from.split_at(1);
                out.extend(brace);
                after
            }
        };
    }
    out.extend(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(text: &str) -> (String, Vec<Macro>) {
        let mut asked = Vec::new();
        let out = fill(text.as_bytes(), &mut |known| {
            asked.push(known);
            format!("<{}>", asked.len())
        });
        (String::from_utf8(out).unwrap(), asked)
    }

    #[test]
    fn one_value_for_one_packet() {
        for (text, out, asked) in [
            ("", "", &[][..]),
            ("{{DATE}} {{TIME}}", "<1> <2>", &[Macro::Date, Macro::Time]),
            ("{{COUNTER}}{{UNIQUE}}{{COUNTER}}", "<1><2><1>", &[Macro::Counter, Macro::Unique]),
            ("{{{DATE}}}", "{<1>}", &[Macro::Date]),
            ("{{date}} {{ DATE }} {{DATE} {{OTHER}} {{", "{{date}} {{ DATE }} {{DATE} {{OTHER}} {{", &[]),
            ("{{RANDOM}}\r\n{{UNIXTIME}}", "<1>\r\n<2>", &[Macro::Random, Macro::UnixTime]),
        ] {
            assert_eq!(filled(text), (out.to_owned(), asked.to_vec()), "{text}");
            assert_eq!(has_macros(text.as_bytes()), !asked.is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_no_macro_stays(bytes in proptest::collection::vec(prop_oneof![Just(b'{'), Just(b'}'), any::<u8>()], 0..60)) {
            prop_assume!(!has_macros(&bytes));
            prop_assert_eq!(fill(&bytes, &mut |_| String::new()), bytes);
        }
    }
}
