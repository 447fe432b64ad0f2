//! Where an address of the session is found in the program: written down, or in a variable where the kernel chose it.

use super::steps::{Steps, What};
use crate::call::{Address, Call, Name, SocketId, Value};
use std::collections::{HashMap, HashSet};

/// Where an address is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// As it is written.
    Written,
    /// The known address of that number, as it is.
    Known(usize),
    /// That host, with the port of the known address of that number.
    PortOf(usize),
    /// The path of that number in the scratch folder.
    Path(usize),
    /// An argument of the program: a port, or a path of another side.
    Argument(usize),
}

/// What becomes an address's key: what the kernel chose of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Port(i64),
    Abstract(Box<[u8]>),
    Path(Box<[u8]>),
}

fn key_of(address: &Address) -> Option<Key> {
    match address {
        Address::Abstract { name } => Some(Key::Abstract(name.clone())),
        Address::Unix { path } => Some(Key::Path(path.clone())).filter(|_| !path.is_empty()),
        address => address.port().filter(|port| *port != 0).map(Key::Port),
    }
}

/// An address that the program asks for, and hands on.
#[derive(Clone, Debug)]
pub struct Known {
    /// What its variable is called after.
    pub of: String,
    /// Its family's domain: `AF_INET`…
    pub address: Address,
    /// Whether another side needs it.
    pub is_told: bool,
}

/// A Unix path that the program binds.
#[derive(Clone, Debug)]
pub struct Path {
    pub path: Box<[u8]>,
    /// In the scratch folder.
    pub name: String,
    pub is_told: bool,
}

/// What another side has to tell: whose, and what it was in the session.
#[derive(Clone, Debug)]
pub struct Argument {
    pub of: String,
    pub key: Key,
}

/// All addresses that are not written down.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub known: Vec<Known>,
    pub paths: Vec<Path>,
    pub arguments: Vec<Argument>,
}

/// Finds the places of all addresses; `side` is the program's own, none where it has all.
pub fn find(steps: &mut Steps, side: Option<&str>) -> Places {
    let mut places = Places::default();
    let is_mine = |of: &str| side.is_none_or(|side| side == of);
    // Who has a name by the kernel's choice, and who binds which path.
    let mut chosen: HashMap<Key, Vec<(usize, SocketId, bool)>> = HashMap::new();
    let mut binders: HashMap<Key, (bool, String)> = HashMap::new();
    for (at, step) in steps.all.iter().enumerate() {
        match (&step.call, step.what) {
            (Call::GetSockName, What::Learn) if !steps.accepted.contains(&step.sid) => {
                if let Some(key) = own_address(&step.outcome).and_then(key_of)
                    && !matches!(key, Key::Path(_))
                {
                    chosen.entry(key).or_default().push((at, step.sid, is_mine(&step.side)));
                }
            }
            (Call::Bind { address: address @ Address::Unix { path } }, _) if !path.is_empty() => {
                if let Some(key) = key_of(address) {
                    let label = steps.made.get(&step.sid).map(Name::base).unwrap_or("socket");
                    binders.entry(key).or_insert_with(|| (is_mine(&step.side), label.to_owned()));
                }
            }
            _ => {}
        }
    }
    let mut given: HashMap<Address, usize> = HashMap::new();
    let mut learns: HashMap<usize, usize> = HashMap::new();
    let mut found: Vec<(usize, Place)> = Vec::new();
    let mut told: HashSet<Key> = HashSet::new();
    for (at, step) in steps.all.iter().enumerate() {
        if !is_mine(&step.side) {
            if let Some(key) = step.call.address().and_then(key_of) {
                told.insert(key);
            }
            continue;
        }
        let is_done = matches!(step.what, What::Plain | What::Join(_));
        if let Some(from) = sender(&step.outcome).filter(|from| is_done && key_of(from).is_some()) {
            given.insert(from.clone(), at);
        }
        let Some(address) = step.call.address() else { continue };
        let Some(key) = key_of(address) else { continue };
        let place = if let Key::Path(path) = &key {
            match binders.get(&key) {
                Some((true, _)) => Place::Path(path_number(&mut places.paths, path)),
                Some((false, of)) => Place::Argument(argument(&mut places.arguments, of, key.clone())),
                None => Place::Written,
            }
        } else {
            let owner = chosen.get(&key).and_then(|all| all.iter().rfind(|(known, ..)| *known < at));
            match (given.get(address), owner) {
                (Some(source), _) if !matches!(step.call, Call::Bind { .. }) => {
                    let of = owner.and_then(|(_, sid, _)| steps.made.get(sid)).or(steps.made.get(&step.sid));
                    let of = of.map(Name::base).unwrap_or("peer").to_owned();
                    let of = if owner.is_some() { format!("{of}_address") } else { format!("{of}_peer") };
                    Place::Known(known(&mut places.known, &mut learns, *source, of, address))
                }
                (_, Some((source, sid, true))) => {
                    let of = steps.made.get(sid).map(Name::base).unwrap_or("socket");
                    let own = steps.all.get(*source).and_then(|step| own_address(&step.outcome)).unwrap_or(address);
                    let number = known(&mut places.known, &mut learns, *source, format!("{of}_address"), own);
                    if own == address { Place::Known(number) } else { Place::PortOf(number) }
                }
                (_, Some((_, sid, false))) => {
                    let of = steps.made.get(sid).map(Name::base).unwrap_or("socket");
                    Place::Argument(argument(&mut places.arguments, of, key.clone()))
                }
                _ => Place::Written,
            }
        };
        found.push((at, place));
    }
    // What the other sides need of this one is asked for and told.
    for (key, all) in &chosen {
        for (source, sid, _) in all.iter().filter(|(.., mine)| *mine && told.contains(key)) {
            let of = steps.made.get(sid).map(Name::base).unwrap_or("socket");
            if let Some(own) = steps.all.get(*source).and_then(|step| own_address(&step.outcome)) {
                let number = known(&mut places.known, &mut learns, *source, format!("{of}_address"), own);
                if let Some(known) = places.known.get_mut(number) {
                    known.is_told = true;
                }
            }
        }
    }
    for path in &mut places.paths {
        path.is_told = told.contains(&Key::Path(path.path.clone()));
    }
    for (at, place) in found {
        if let Some(step) = steps.all.get_mut(at) {
            step.place = Some(place);
        }
    }
    receivers_of_the_same(steps, &places, &mut learns, &is_mine);
    for (at, number) in learns {
        if let Some(step) = steps.all.get_mut(at) {
            step.learns = Some(number);
        }
    }
    places
}

/// Where a reply goes to the sender of the last datagram, each receive from that sender gives the variable anew.
fn receivers_of_the_same(
    steps: &Steps,
    places: &Places,
    learns: &mut HashMap<usize, usize>,
    is_mine: &dyn Fn(&str) -> bool,
) {
    for (at, step) in steps.all.iter().enumerate() {
        let Some(from) = sender(&step.outcome).filter(|_| matches!(step.what, What::Plain | What::Join(_))) else {
            continue;
        };
        let is_of = |number: &&usize| places.known.get(**number).is_some_and(|known| known.address == *from);
        if is_mine(&step.side)
            && let Some(number) = learns.values().find(is_of).copied()
        {
            learns.entry(at).or_insert(number);
        }
    }
}

fn own_address(outcome: &crate::call::Outcome) -> Option<&Address> {
    match outcome {
        crate::call::Outcome::Ok(Value::Address(address)) => address.as_ref(),
        _ => None,
    }
}

fn sender(outcome: &crate::call::Outcome) -> Option<&Address> {
    match outcome {
        crate::call::Outcome::Ok(value) => value.sender(),
        _ => None,
    }
}

fn known(
    all: &mut Vec<Known>,
    learns: &mut HashMap<usize, usize>,
    source: usize,
    of: String,
    address: &Address,
) -> usize {
    let number = all.iter().position(|known| known.address == *address && known.of == of).unwrap_or_else(|| {
        all.push(Known { of, address: address.clone(), is_told: false });
        all.len() - 1
    });
    learns.insert(source, number);
    number
}

fn argument(all: &mut Vec<Argument>, of: &str, key: Key) -> usize {
    all.iter().position(|known| known.key == key).unwrap_or_else(|| {
        all.push(Argument { of: of.to_owned(), key });
        all.len() - 1
    })
}

fn path_number(paths: &mut Vec<Path>, path: &[u8]) -> usize {
    paths.iter().position(|known| &*known.path == path).unwrap_or_else(|| {
        let last = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let plain: String = String::from_utf8_lossy(last)
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c))
            .take(40)
            .collect();
        let plain = if plain.trim_matches('.').is_empty() { "socket".to_owned() } else { plain };
        let is_free = |name: &String| !paths.iter().any(|known| known.name == *name);
        let mut names = std::iter::once(plain.clone()).chain((2_u32..).map(|number| format!("{plain}-{number}")));
        let name = names.find(is_free).unwrap_or(plain);
        paths.push(Path { path: path.into(), name, is_told: false });
        paths.len() - 1
    })
}
