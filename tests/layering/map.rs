//! The map of the rooms, read from the line that people read: `{ a, b } ← c ← d`.

/// Rooms in steps, lowest first. Rooms of one step stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    steps: Vec<Vec<String>>,
}

/// What one room is to another that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrow {
    /// To itself, or to a room further left.
    Allowed,
    /// To a room of the same step.
    Sideways,
    /// To a room further right.
    Back,
}

impl Map {
    /// The first map in a text: a stretch between backticks with an arrow in it.
    pub fn find(text: &str) -> Result<Self, String> {
        let line = text.split('`').skip(1).step_by(2).find(|code| code.contains('←'));
        Self::parse(line.ok_or("no map of the rooms (`a ← b`) in the text")?)
    }

    /// Reads `{ a, b } ← c ← d`. A room that stands twice, or a step without a room, is an error.
    pub fn parse(line: &str) -> Result<Self, String> {
        let mut steps: Vec<Vec<String>> = Vec::new();
        for step in line.split('←') {
            let names = step.trim().trim_start_matches('{').trim_end_matches('}').split(',');
            let rooms: Vec<String> = names.map(|name| name.trim().to_owned()).collect();
            for room in &rooms {
                let is_name = !room.is_empty() && room.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                if !is_name {
                    return Err(format!("`{room}` is not the name of a room, in {line}"));
                }
                if steps.iter().flatten().any(|other| other == room) {
                    return Err(format!("`{room}` stands twice in {line}"));
                }
            }
            steps.push(rooms);
        }
        Ok(Self { steps })
    }

    /// The step a room stands on, counted from the left; `None` when it is not on the map.
    pub fn step(&self, room: &str) -> Option<usize> {
        self.steps.iter().position(|rooms| rooms.iter().any(|name| name == room))
    }

    /// May `from` import `to`? `None` when one of them is not on the map.
    pub fn arrow(&self, from: &str, to: &str) -> Option<Arrow> {
        let (here, there) = (self.step(from)?, self.step(to)?);
        Some(match there.cmp(&here) {
            _ if from == to => Arrow::Allowed,
            std::cmp::Ordering::Less => Arrow::Allowed,
            std::cmp::Ordering::Equal => Arrow::Sideways,
            std::cmp::Ordering::Greater => Arrow::Back,
        })
    }
}

#[test]
fn a_map_is_read_from_its_line() {
    let map = Map::find("Intro with `code`.\n\n`{ a, b } ← c ← main` (left may be imported by right)").unwrap();
    assert_eq!(map.arrow("c", "a"), Some(Arrow::Allowed));
    assert_eq!(map.arrow("main", "b"), Some(Arrow::Allowed));
    assert_eq!(map.arrow("a", "a"), Some(Arrow::Allowed));
    assert_eq!(map.arrow("a", "b"), Some(Arrow::Sideways));
    assert_eq!(map.arrow("b", "c"), Some(Arrow::Back));
    assert_eq!(map.arrow("b", "elsewhere"), None);
}

#[test]
fn a_broken_map_is_refused() {
    assert!(Map::find("no map here, only `code`").is_err());
    assert!(Map::parse("a ← ← b").is_err());
    assert!(Map::parse("{ a, b } ← a").is_err());
}
