//! The looks at one socket, or at all together, in bounded memory. Pure.

use crate::call::{Sample, SocketId, TcpInfo};
use crate::session::board::{Board, SocketRow};
use std::collections::VecDeque;
use std::time::Duration;

/// So many looks are kept: ten minutes in which something changes all the time.
const MOST: usize = 2400;

/// Looks whose neighbours are nearer than this are not taken for ones with nobody looking in between.
const BETWEEN: Duration = Duration::from_millis(500);

/// What the session counted by the time of a look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counted {
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
    /// Connections that are open: of a listener those of them that it accepted, of another socket its own.
    pub connections: u64,
    /// Answers that came.
    pub trips: u64,
    /// How long the newest took.
    pub trip: Option<Duration>,
}

impl Counted {
    /// What is counted of one socket.
    pub fn of(board: &Board, sid: SocketId) -> Self {
        let Some(row) = board.row(sid) else { return Self::default() };
        let trips = &row.round_trips;
        let is_open = |row: &SocketRow| row.connected && row.open;
        let accepted = || board.sockets.values().filter(|other| other.listener == Some(sid) && is_open(other)).count();
        Self {
            sent: row.sent,
            received: row.received,
            connections: if row.backlog.is_some() { accepted() as u64 } else { is_open(row).into() },
            trips: trips.count,
            trip: (trips.count > 0).then_some(trips.last),
        }
    }

    /// What is counted of the whole board.
    pub fn of_all(board: &Board) -> Self {
        let open = board.sockets.values().filter(|row| row.open && row.connected && row.backlog.is_none());
        let newest = board.sockets.values().filter(|row| row.round_trips.count > 0).max_by_key(|row| row.last_n);
        Self {
            sent: board.totals.sent,
            received: board.totals.received,
            connections: open.count() as u64,
            trips: board.sockets.values().map(|row| row.round_trips.count).sum(),
            trip: newest.map(|row| row.round_trips.last),
        }
    }
}

/// One look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// What the kernel held.
    pub sample: Sample,
    /// What the session had counted.
    pub counted: Counted,
    /// Nobody looked before it for a while.
    pub after_gap: bool,
}

impl Look {
    /// Whether somebody saw what the kernel held.
    fn is_seen(&self) -> bool {
        let Sample { tcp, memory, receive_queue, send_queue, accept_queue, .. } = &self.sample;
        let queues = [receive_queue, send_queue].into_iter().any(Option::is_some);
        queues || tcp.is_some() || memory.is_some() || accept_queue.is_some()
    }
}

/// The looks at one socket.
#[derive(Clone, Debug, Default)]
pub struct Track {
    looks: VecDeque<Look>,
    /// When it was looked at last, whether that told anything new or not.
    looked_at: Duration,
    /// The last look told the same as the one before: what moves has come to rest.
    is_settled: bool,
    /// Grows with every look that is kept.
    version: u64,
}

impl Track {
    /// Takes in a look; `rest` is how long until the next one. Whether it is kept: one that tells the same as those before
    /// it is not, but for the first of them, by which a rate is seen to have fallen to nothing.
    pub(crate) fn see(&mut self, sample: Sample, counted: Counted, rest: Duration) -> bool {
        let before = std::mem::replace(&mut self.looked_at, sample.at);
        let Some(last) = self.looks.back().copied() else {
            self.push(Look { sample, counted, after_gap: true });
            return true;
        };
        let after_gap = sample.at.saturating_sub(before) > 3 * rest + BETWEEN;
        let is_same = last.counted == counted && last.sample.tells_the_same(&sample);
        if is_same && !after_gap && self.is_settled {
            return false;
        }
        // It was at rest up to here: the line is flat until then.
        if !after_gap && self.is_settled && before > last.sample.at {
            self.push(Look { sample: Sample { at: before, ..last.sample }, after_gap: false, ..last });
        }
        self.is_settled = is_same;
        self.push(Look { sample, counted, after_gap });
        true
    }

    /// Takes in what is known to have been so at its time, whoever looked then; times go on, or stand.
    pub(super) fn put(&mut self, look: Look) {
        let at = look.sample.at.max(self.looked_at);
        self.looked_at = at;
        self.push(Look { sample: Sample { at, ..look.sample }, ..look });
    }

    /// Leaves out every second look but the newest; what nobody saw in between stays a gap.
    pub(super) fn thin(&mut self) {
        let mut kept = VecDeque::with_capacity(self.looks.len() / 2 + 2);
        let (mut gap, mut was_seen) = (false, false);
        let mut keep = |look: Look, gap: &mut bool| {
            was_seen |= look.is_seen();
            kept.push_back(Look { after_gap: look.after_gap | std::mem::take(gap), ..look });
            was_seen
        };
        let mut looks = std::mem::take(&mut self.looks).into_iter();
        let mut shows = match looks.len() % 2 {
            0 => false,
            _ => looks.next().is_some_and(|look| keep(look, &mut gap)),
        };
        while let (Some(first), Some(second)) = (looks.next(), looks.next()) {
            if first.is_seen() && !second.is_seen() {
                // The end of what is known: its values stay, and what comes next is behind a gap.
                shows = keep(first, &mut gap);
                gap = true;
                if looks.len() > 0 {
                    continue;
                }
            } else {
                gap |= first.after_gap || shows && second.is_seen() && !first.is_seen();
            }
            shows = keep(second, &mut gap);
        }
        self.looks = kept;
    }

    /// The looks until `t`, and those alone.
    pub fn until(&self, t: Duration) -> Self {
        let looks: VecDeque<Look> = self.looks.iter().take_while(|look| look.sample.at <= t).copied().collect();
        let version = looks.len() as u64;
        Self { looks, looked_at: self.looked_at.min(t), version, ..*self }
    }

    /// These looks behind those of an older track that were before them.
    pub fn after(&self, older: &Self) -> Self {
        let Some(first) = self.looks.front() else { return older.clone() };
        let mut looks: VecDeque<Look> =
            older.looks.iter().take_while(|look| look.sample.at < first.sample.at).copied().collect();
        let is_near = looks.back().is_some_and(|last| {
            first.sample.at.saturating_sub(last.sample.at) <= BETWEEN * 2 || first.sample.tells_the_same(&last.sample)
        });
        looks.extend(&self.looks);
        let at = looks.len() - self.looks.len();
        if let Some(first) = looks.get_mut(at) {
            first.after_gap &= !is_near;
        }
        let looked_at = self.looked_at.max(older.looked_at);
        Self { looks, looked_at, is_settled: self.is_settled, version: self.version + older.version }
    }

    /// How it stood last, where that is later than the last look.
    pub(crate) fn end(&mut self, counted: Counted, t: Duration, sample: Option<Sample>) {
        let Some(last) = self.last().copied() else { return };
        let sample = sample.unwrap_or(last.sample);
        let at = t.max(sample.at);
        if at > last.sample.at || counted != last.counted || !sample.tells_the_same(&last.sample) {
            self.put(Look { sample: Sample { at, ..sample }, counted, after_gap: false });
        }
    }

    fn push(&mut self, look: Look) {
        if self.looks.len() == MOST {
            self.looks.pop_front();
        }
        self.looks.push_back(look);
        self.version += 1;
    }

    /// The looks, the newest last.
    pub fn looks(&self) -> impl DoubleEndedIterator<Item = &Look> + ExactSizeIterator {
        self.looks.iter()
    }

    /// The newest.
    pub fn last(&self) -> Option<&Look> {
        self.looks.back()
    }

    /// When it was looked at last.
    pub fn looked_at(&self) -> Duration {
        self.looked_at
    }

    /// Grows with every look that is kept.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The look that was the newest at `t`, as long as somebody still looked then.
    pub fn at(&self, t: Duration) -> Option<&Look> {
        let after = self.looks.partition_point(|look| look.sample.at <= t);
        let look = self.looks.get(after.checked_sub(1)?)?;
        let still = match self.looks.get(after) {
            Some(next) => !next.after_gap || t.saturating_sub(look.sample.at) < Duration::from_secs(1),
            None => t <= self.looked_at + Duration::from_secs(1),
        };
        still.then_some(look)
    }
}

/// All samples as one: queues and what they may hold are summed, of the round-trip times it is the mean.
pub(crate) fn sum(samples: &[Sample]) -> Option<Sample> {
    let at = samples.iter().map(|sample| sample.at).max()?;
    let add = |queue: fn(&Sample) -> Option<u32>| {
        samples
            .iter()
            .filter_map(queue)
            .fold(None, |sum: Option<u32>, bytes| Some(sum.unwrap_or(0).saturating_add(bytes)))
    };
    let measured = samples.iter().filter_map(|sample| sample.tcp).filter(|tcp| tcp.rtt_micros > 0);
    let (count, total) = measured.fold((0_u64, 0_u64), |(n, sum), tcp| (n + 1, sum + u64::from(tcp.rtt_micros)));
    let mean = total.checked_div(count).and_then(|mean| u32::try_from(mean).ok());
    Some(Sample {
        sid: SocketId::NONE,
        at,
        tcp: mean.map(|rtt_micros| TcpInfo { rtt_micros, ..TcpInfo::default() }),
        memory: None,
        receive_queue: add(|sample| sample.receive_queue),
        send_queue: add(|sample| sample.send_queue),
        accept_queue: None,
        handshakes: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: Duration = Duration::from_millis(250);

    fn sample(millis: u64, queue: u32) -> Sample {
        Sample {
            sid: SocketId(1),
            at: Duration::from_millis(millis),
            tcp: None,
            memory: None,
            receive_queue: Some(queue),
            send_queue: Some(1),
            accept_queue: None,
            handshakes: None,
        }
    }

    fn shown(track: &Track) -> Vec<(u64, u32, bool)> {
        let of = |look: &Look| (look.sample.at.as_millis() as u64, look.sample.receive_queue.unwrap(), look.after_gap);
        track.looks().map(of).collect()
    }

    #[test]
    fn a_listener_s_connections_are_those_that_are_open() {
        let (tcp, name) = (crate::call::number_of("SOCK_STREAM").unwrap(), crate::call::Name::parse("s").unwrap());
        let mut board = Board::default();
        let mut add = |sid, row: SocketRow| {
            board.sockets.insert(SocketId(sid), SocketRow { sid: SocketId(sid), ..row }.into());
        };
        let plain = || SocketRow::new(SocketId(1), name.clone(), 2, tcp, 0);
        add(1, SocketRow { backlog: Some(5), accepted: 100, ..plain() });
        for sid in 2..102 {
            let listener = Some(SocketId(1));
            add(sid, SocketRow { listener, connected: true, open: sid >= 100, ..plain() });
        }
        add(200, SocketRow { connected: true, ..plain() });
        let counted = [1, 101, 2, 200, 999].map(|sid| Counted::of(&board, SocketId(sid)).connections);
        assert_eq!(counted, [2, 1, 0, 1, 0]);
        assert_eq!(Counted::of_all(&board).connections, 3);
    }

    #[test]
    fn what_rests_is_kept_twice_and_is_flat_until_it_moves() {
        let mut track = Track::default();
        let mut see = |millis, queue| track.see(sample(millis, queue), Counted::default(), REST);
        assert!(see(0, 5));
        assert!(see(250, 5), "the first of the same");
        assert!(!see(500, 5) && !see(750, 5) && !see(1000, 5));
        assert!(see(1250, 9));
        assert_eq!(shown(&track), [(0, 5, true), (250, 5, false), (1000, 5, false), (1250, 9, false)]);
        // Nobody looked for a while.
        assert!(track.see(sample(9000, 9), Counted::default(), REST));
        assert_eq!(shown(&track).last(), Some(&(9000, 9, true)));
        let at = |millis| track.at(Duration::from_millis(millis)).map(|look| look.sample.at.as_millis());
        assert_eq!(
            [at(0), at(700), at(1300), at(5000), at(9100), at(12_000)],
            [Some(0), Some(250), Some(1250), None, Some(9000), None]
        );
    }

    #[test]
    fn the_ring_is_bounded_and_sums_are_of_what_is_known() {
        let mut track = Track::default();
        for at in 0..3000 {
            track.see(sample(at * 250, at as u32), Counted::default(), REST);
        }
        assert_eq!((track.looks().len(), track.version()), (MOST, 3000));
        let sum = sum(&[sample(1, 5), Sample { receive_queue: None, ..sample(2, 0) }]).unwrap();
        assert_eq!((sum.receive_queue, sum.send_queue, sum.tcp), (Some(5), Some(2), None));
        assert!(super::sum(&[]).is_none());
    }

    #[test]
    fn tracks_are_thinned_cut_and_joined() {
        let mut track = Track::default();
        for at in 0..9 {
            let look = Look { sample: sample(at * 250, at as u32), counted: Counted::default(), after_gap: at == 3 };
            track.put(look);
        }
        let (until, whole) = (track.until(Duration::from_millis(600)), track.clone());
        assert_eq!((shown(&until).len(), until.looked_at()), (3, Duration::from_millis(600)));
        track.thin();
        let kept = [(0, 0, false), (500, 2, false), (1000, 4, true), (1500, 6, false), (2000, 8, false)];
        assert_eq!(shown(&track), kept);
        track.thin();
        assert_eq!(shown(&track), [kept[0], kept[2], kept[4]]);
        // What was seen, then nobody looked, then somebody did: wherever a pair begins.
        let mut track = Track::default();
        for at in 0..8_u64 {
            let unseen = Sample { receive_queue: None, send_queue: None, ..sample(at * 1000, 0) };
            let sample = if at == 3 || at == 6 { unseen } else { sample(at * 1000, at as u32) };
            track.put(Look { sample, counted: Counted::default(), after_gap: false });
        }
        track.thin();
        assert_eq!(shown(&track), [(1000, 1, false), (2000, 2, false), (5000, 5, true), (7000, 7, true)]);
        let mut newer = Track::default();
        newer.see(sample(1600, 1), Counted::default(), REST);
        let joined = newer.after(&whole);
        assert_eq!(shown(&joined).len(), 8, "those before it, and it");
        assert_eq!(shown(&joined).last(), Some(&(1600, 1, false)));
        assert_eq!(joined.looked_at(), Duration::from_millis(2000));
    }
}
