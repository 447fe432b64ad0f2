//! Where secrets are in a stream of bytes, however the stream is cut: a state for each stream, moved on byte by byte.

use super::MaskKind;

/// The longest user and password of a URL, in bytes.
pub const LONGEST_URL: u64 = 2048;
/// How much of a word is looked at: its last bytes.
const WORD: usize = 24;

/// Fields of forms, queries and JSON, also at the end of a longer name (`access_token`, `clientSecret`).
const FIELDS: &[&str] =
    &["password", "passwd", "passphrase", "passcode", "token", "secret", "apikey", "api_key", "api-key", "secret_key"];
/// The same, where nothing stands before them, or `_` or `-` does: else they end other words.
const SHORT_FIELDS: &[&str] = &["pass", "pwd", "access_key", "access-key", "private_key", "credentials", "jwt"];
/// What begins the next message on a connection, and is no value's rest.
const STARTS: &[&[u8]] = &[b"GET ", b"POST ", b"PUT ", b"HEAD ", b"DELETE ", b"PATCH ", b"OPTIONS ", b"HTTP/1."];

/// Bytes of the stream that are secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The first, counted from the stream's beginning.
    pub start: u64,
    /// Behind the last.
    pub end: u64,
    pub kind: MaskKind,
    /// Not the rest of one that was told already.
    pub is_new: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A word grows.
    Text,
    /// A word was the name of a secret; its sign (`=`, `:`) is to come.
    Name { kind: MaskKind, is_quoted: bool },
    /// Behind the sign.
    Before { kind: MaskKind, is_equals: bool, is_quoted: bool },
    /// Blanks before a header's value.
    Leading { kind: MaskKind },
    /// A header's value, up to the line's end.
    Line { kind: MaskKind },
    /// Behind a header's line: it goes on where the next begins with a blank.
    Folded { kind: MaskKind },
    /// Up to what ends a field of a form.
    Field { kind: MaskKind, is_json: bool },
    /// Up to a quote of this kind behind so many backslashes.
    Quoted { kind: MaskKind, quote: u8, slashes: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Url {
    Nothing,
    Colon,
    Slash,
    Authority { start: u64, colon: Option<u64>, at: Option<u64> },
}

/// The state of one stream.
#[derive(Clone, Debug)]
pub struct Scanner {
    pos: u64,
    state: State,
    url: Url,
    word: [u8; WORD],
    word_len: usize,
    /// Digits of `%XX` that are to come, and whether they were `%5B`, `%5D` or `%3D` so far.
    percent: Option<(u8, u8)>,
    /// The first byte of the value that was not told yet.
    mark: u64,
    is_begun: bool,
    slashes: u32,
}

impl Default for Scanner {
    fn default() -> Self {
        let (state, url) = (State::Text, Url::Nothing);
        let word = [0; WORD];
        Self { pos: 0, state, url, word, word_len: 0, percent: None, mark: 0, is_begun: false, slashes: 0 }
    }
}

impl Scanner {
    /// How many bytes went by.
    pub fn pos(&self) -> u64 {
        self.pos
    }

    /// The stream goes on with these bytes, which are one call's.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Found>) {
        if let State::Field { kind, .. } = self.state
            && STARTS.iter().any(|start| bytes.starts_with(start))
        {
            self.tell(kind, self.pos, out);
            self.state = State::Text;
        }
        for byte in bytes {
            self.url(*byte, out);
            self.byte(*byte, out);
            self.pos += 1;
        }
        // What of a value went by is secret now.
        match self.state {
            State::Line { kind } | State::Field { kind, .. } => self.tell(kind, self.pos, out),
            State::Quoted { kind, .. } => self.tell(kind, self.pos - u64::from(self.slashes), out),
            _ => {}
        }
    }

    /// Nothing more comes that is known: what may be a secret is one. `is_cut` where more would have come.
    pub fn end(&mut self, is_cut: bool, out: &mut Vec<Found>) {
        if let Url::Authority { start, colon: Some(colon), at: None } = self.url
            && self.pos > colon + 1
        {
            let is_port = self.pos - colon <= 6 && !is_cut;
            if !is_port && colon > start {
                out.push(Found { start: colon + 1, end: self.pos, kind: MaskKind::Url, is_new: true });
            }
        }
        self.close_url(out);
        if let State::Quoted { kind, .. } = self.state {
            self.tell(kind, self.pos, out);
        }
    }

    fn tell(&mut self, kind: MaskKind, end: u64, out: &mut Vec<Found>) {
        if end > self.mark {
            out.push(Found { start: self.mark, end, kind, is_new: !self.is_begun });
            (self.mark, self.is_begun) = (end, true);
        }
    }

    fn begin(&mut self, state: State, at: u64) {
        (self.state, self.mark, self.is_begun, self.slashes) = (state, at, false, 0);
        self.word_len = 0;
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<Found>) {
        match self.state {
            State::Text => self.text(byte),
            State::Name { kind, is_quoted } => self.name(byte, kind, is_quoted),
            State::Before { kind, is_equals, is_quoted } => self.before(byte, kind, is_equals, is_quoted, out),
            State::Leading { kind } if !matches!(byte, b' ' | b'\t') => {
                (self.state, self.mark) = (State::Line { kind }, self.pos);
                self.byte(byte, out);
            }
            State::Leading { .. } => {}
            State::Line { kind } => {
                if matches!(byte, b'\r' | b'\n') {
                    self.tell(kind, self.pos, out);
                    self.mark = self.pos + 1;
                    if byte == b'\n' {
                        self.state = State::Folded { kind };
                    }
                }
            }
            State::Folded { kind } => match byte {
                b' ' | b'\t' => self.state = State::Leading { kind },
                _ => {
                    self.begin(State::Text, 0);
                    self.text(byte);
                }
            },
            State::Field { kind, is_json } => {
                let is_end = byte <= b' ' || matches!(byte, b'&' | b';' | b'"' | b'<' | b'>' | b'#');
                if is_end || is_json && matches!(byte, b',' | b'}' | b']') {
                    self.tell(kind, self.pos, out);
                    self.begin(State::Text, 0);
                    self.text(byte);
                }
            }
            State::Quoted { kind, quote, slashes } => self.quoted(byte, kind, quote, slashes, out),
        }
    }

    fn quoted(&mut self, byte: u8, kind: MaskKind, quote: u8, slashes: u32, out: &mut Vec<Found>) {
        let run = self.slashes;
        let is_end = match slashes {
            0 => byte == quote && run.is_multiple_of(2),
            _ => byte == quote && run <= slashes,
        };
        if is_end || byte == b'\n' {
            let end = if byte == quote && slashes > 0 { self.pos - u64::from(run) } else { self.pos };
            self.tell(kind, end, out);
            self.begin(State::Text, 0);
        } else {
            self.slashes = if byte == b'\\' { run + 1 } else { 0 };
        }
    }

    fn text(&mut self, byte: u8) {
        if let Some((left, value)) = self.percent {
            if byte.is_ascii_hexdigit() {
                let value = value << 4 | (byte as char).to_digit(16).unwrap_or(0) as u8;
                self.percent = (left > 1).then_some((left - 1, value));
                return;
            }
            self.percent = None;
        }
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') {
            if self.word_len == WORD {
                self.word.copy_within(1.., 0);
                self.word_len -= 1;
            }
            if let Some(place) = self.word.get_mut(self.word_len) {
                *place = byte.to_ascii_lowercase();
                self.word_len += 1;
            }
            return;
        }
        let kind = self.word.get(..self.word_len).and_then(kind_of);
        self.word_len = 0;
        match kind {
            Some(kind) => {
                self.state = State::Name { kind, is_quoted: false };
                self.name(byte, kind, false);
            }
            None => self.percent = (byte == b'%').then_some((2, 0)),
        }
    }

    /// Behind the name of a secret.
    fn name(&mut self, byte: u8, kind: MaskKind, is_quoted: bool) {
        if let Some((left, value)) = self.percent.take()
            && byte.is_ascii_hexdigit()
        {
            let value = value << 4 | (byte as char).to_digit(16).unwrap_or(0) as u8;
            match (left, value) {
                (2, _) => self.percent = Some((1, value)),
                (_, b'=') => self.begin(State::Field { kind, is_json: false }, self.pos + 1),
                (_, b']' | b'"' | b' ') => {}
                (_, b':') => self.state = State::Before { kind, is_equals: false, is_quoted: true },
                _ => self.begin(State::Text, 0),
            }
            return;
        }
        match byte {
            b'=' => self.state = State::Before { kind, is_equals: true, is_quoted },
            b':' if kind.is_header() && !is_quoted => self.begin(State::Leading { kind }, self.pos + 1),
            b':' => self.state = State::Before { kind, is_equals: false, is_quoted },
            b'"' | b'\'' | b'\\' => self.state = State::Name { kind, is_quoted: true },
            b']' | b' ' | b'\t' => {}
            b'%' => self.percent = Some((2, 0)),
            _ => {
                self.begin(State::Text, 0);
                self.text(byte);
            }
        }
    }

    /// Behind the sign.
    fn before(&mut self, byte: u8, kind: MaskKind, is_equals: bool, is_quoted: bool, out: &mut Vec<Found>) {
        match byte {
            b' ' | b'\t' => {}
            b'\r' | b'\n' if !is_equals && is_quoted => {}
            b'\\' => self.slashes += 1,
            b'"' | b'\'' => {
                let slashes = self.slashes;
                self.begin(State::Quoted { kind, quote: byte, slashes }, self.pos + 1);
            }
            b'{' | b'[' | b'\r' | b'\n' => self.begin(State::Text, 0),
            _ => {
                let first = self.pos - u64::from(self.slashes);
                self.begin(State::Field { kind, is_json: is_quoted && !is_equals }, first);
                self.byte(byte, out);
            }
        }
    }

    /// `scheme://user:password@`, apart from all else.
    fn url(&mut self, byte: u8, out: &mut Vec<Found>) {
        let pos = self.pos;
        self.url = match (self.url, byte) {
            (Url::Authority { start, colon, at }, byte) => match byte {
                _ if pos - start > LONGEST_URL => {
                    self.close_url(out);
                    Url::Nothing
                }
                b'/' | b'?' | b'#' | b'"' | b'<' | b'>' | b'\\' | 0..=b' ' => {
                    self.close_url(out);
                    Url::Nothing
                }
                b':' if colon.is_none() => Url::Authority { start, colon: Some(pos), at },
                b'@' if colon.is_some() => Url::Authority { start, colon, at: Some(pos) },
                _ => Url::Authority { start, colon, at },
            },
            (Url::Slash, b'/') => Url::Authority { start: pos + 1, colon: None, at: None },
            (Url::Colon, b'/') => Url::Slash,
            // JSON may have them as `\/`.
            (state @ (Url::Colon | Url::Slash), b'\\') => state,
            (_, b':') => Url::Colon,
            _ => Url::Nothing,
        };
    }

    fn close_url(&mut self, out: &mut Vec<Found>) {
        if let Url::Authority { colon: Some(colon), at: Some(at), .. } = std::mem::replace(&mut self.url, Url::Nothing)
            && at > colon + 1
        {
            out.push(Found { start: colon + 1, end: at, kind: MaskKind::Url, is_new: true });
        }
    }
}

fn kind_of(word: &[u8]) -> Option<MaskKind> {
    let ends = |name: &str| word.ends_with(name.as_bytes());
    let alone = |name: &str| {
        word.strip_suffix(name.as_bytes()).is_some_and(|before| matches!(before.last(), None | Some(b'_' | b'-')))
    };
    if alone("authorization") {
        Some(MaskKind::Authorization)
    } else if alone("cookie") || alone("cookie2") {
        Some(MaskKind::Cookie)
    } else if FIELDS.iter().any(|name| ends(name)) || SHORT_FIELDS.iter().any(|name| alone(name)) {
        Some(MaskKind::Field)
    } else {
        None
    }
}
