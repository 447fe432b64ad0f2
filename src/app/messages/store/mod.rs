//! The saved messages in order, and what can be taken back. Pure: no file, no clock.

use super::SavedMessage;
use super::disk::Disk;
use super::file::{FILE_MOST, MOST, size_of};
use std::collections::HashSet;
use std::sync::Arc;

/// So many changes can be taken back.
const LEVELS: usize = 50;
/// Room in the file for its first and last line.
const FRAME: usize = 256;

/// A change that can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// These were deleted; each stood at this place.
    Deleted(Vec<(usize, Arc<SavedMessage>)>),
    /// These were moved; each stood at this place, in this folder.
    Moved(Vec<(usize, u64, String)>),
    /// A folder was renamed: these were in it.
    Renamed {
        /// Its name before.
        from: String,
        /// Which messages it had.
        ids: Vec<u64>,
    },
    /// These were added from a file.
    Imported(Vec<u64>),
    /// These were edited, or gave their key away; so they were before.
    Edited(Vec<Arc<SavedMessage>>),
}

/// There is no room for more messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// The saved messages.
#[derive(Debug, Default)]
pub struct Messages {
    list: Arc<Vec<Arc<SavedMessage>>>,
    version: u64,
    /// The last id that was given.
    last: u64,
    /// Bytes of the messages in the file.
    size: usize,
    undo: Vec<Change>,
    /// The version that the last of `undo` made.
    undone_at: u64,
    pub(in crate::app) disk: Disk,
}

impl Messages {
    /// These, as a file has them: ids that are missing or stand twice are given anew, of a key that stands twice the
    /// first one stays.
    pub(super) fn of(messages: Vec<SavedMessage>) -> Self {
        let (mut ids, mut keys) = (HashSet::new(), HashSet::new());
        let mut last = messages.iter().map(|message| message.id).filter(|id| *id < u64::MAX / 2).max().unwrap_or(0);
        let list = messages.into_iter().map(|message| {
            let mut message = message.within_limits();
            if message.id == 0 || message.id > last || !ids.insert(message.id) {
                last += 1;
                message.id = last;
            }
            message.key = message.key.filter(|key| keys.insert(*key));
            Arc::new(message)
        });
        let list: Vec<_> = list.collect();
        let size = list.iter().map(|message| size_of(message)).sum();
        Self { list: Arc::new(list), last, size, ..Self::default() }
    }

    /// All of them, in order; those of a folder need not stand together.
    pub fn all(&self) -> &Arc<Vec<Arc<SavedMessage>>> {
        &self.list
    }

    /// Grows with every change.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The id of the message that was made last.
    pub fn newest(&self) -> u64 {
        self.last
    }

    /// The message of an id.
    pub fn get(&self, id: u64) -> Option<&Arc<SavedMessage>> {
        self.list.iter().find(|message| message.id == id)
    }

    /// The message that Alt and this digit send.
    pub fn with_key(&self, key: u8) -> Option<&Arc<SavedMessage>> {
        self.list.iter().find(|message| message.key == Some(key))
    }

    /// The messages of a folder, in order; of none where it is empty.
    pub fn in_folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Arc<SavedMessage>> {
        self.list.iter().filter(move |message| message.folder == folder)
    }

    /// The folders, in the order in which their first message stands.
    pub fn folders(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let folders = self.list.iter().map(|message| message.folder.as_str());
        folders.filter(|folder| !folder.is_empty() && seen.insert(*folder)).collect()
    }

    /// What *Undo* takes back.
    pub fn undoable(&self) -> Option<&Change> {
        self.undo.last()
    }

    /// What *Undo* takes back, while nothing else was changed since.
    pub fn just_changed(&self) -> Option<&Change> {
        self.undo.last().filter(|_| self.undone_at == self.version)
    }

    /// Keeps one: in its place where its id is known, else at the end under an id of its own, which is returned. A key
    /// that others have becomes its own.
    pub(super) fn keep(&mut self, message: SavedMessage) -> Result<u64, Full> {
        let mut message = message.within_limits();
        let at = self.list.iter().position(|known| known.id == message.id);
        if at.is_some_and(|at| *self.list[at] == message) {
            return Ok(message.id);
        }
        let before = at.map_or(0, |at| size_of(&self.list[at]));
        if at.is_none() {
            message.id = self.last + 1;
        }
        self.room_for(usize::from(at.is_none()), size_of(&message).saturating_sub(before))?;
        let (id, key) = (message.id, message.key);
        let holds_key = |known: &SavedMessage| key.is_some() && known.key == key && known.id != id;
        let mut edited: Vec<_> = self.list.iter().filter(|known| holds_key(known)).cloned().collect();
        self.change(|list| {
            for known in list.iter_mut().filter(|known| holds_key(known)) {
                Arc::make_mut(known).key = None;
            }
            match at {
                Some(at) => edited.push(std::mem::replace(&mut list[at], Arc::new(message))),
                None => list.push(Arc::new(message)),
            }
        });
        self.last = self.last.max(id);
        if !edited.is_empty() {
            self.push(Change::Edited(edited));
        }
        Ok(id)
    }

    /// Deletes these; how many there were.
    pub(super) fn delete(&mut self, ids: &[u64]) -> usize {
        let deleted = self.take_out(&ids.iter().copied().collect());
        let count = deleted.len();
        if count > 0 {
            self.push(Change::Deleted(deleted));
        }
        count
    }

    /// Adds what a file has: under ids of their own; a key that is taken becomes one that is free.
    pub(super) fn import(&mut self, messages: Vec<SavedMessage>) -> Result<usize, Full> {
        let messages: Vec<_> = messages.into_iter().map(SavedMessage::within_limits).collect();
        self.room_for(messages.len(), messages.iter().map(size_of).sum())?;
        let wanted: HashSet<_> = messages.iter().filter_map(|message| message.key).collect();
        let mut taken: HashSet<_> = self.list.iter().filter_map(|message| message.key).collect();
        let first = self.last + 1;
        let mut added = Vec::with_capacity(messages.len());
        for mut message in messages {
            self.last += 1;
            message.id = self.last;
            if let Some(key) = message.key.filter(|key| taken.contains(key)) {
                // A key that another one of the file wants is left to it.
                message.key = (1..=9).find(|free| !taken.contains(free) && (*free == key || !wanted.contains(free)));
            }
            taken.extend(message.key);
            added.push(Arc::new(message));
        }
        let count = added.len();
        if count > 0 {
            self.change(|list| list.extend(added));
            self.push(Change::Imported((first..=self.last).collect()));
        }
        Ok(count)
    }

    /// Puts these before another one (at the end where there is none), into a folder; whether anything changed.
    pub(super) fn move_to(&mut self, ids: &[u64], before: Option<u64>, folder: &str) -> bool {
        let ids: HashSet<u64> = ids.iter().copied().collect();
        // One that is moved itself stands for the next one that stays.
        let at = before.and_then(|before| self.list.iter().position(|message| message.id == before));
        let stays = at.and_then(|at| self.list[at..].iter().find(|message| !ids.contains(&message.id)));
        let (stays, was) = (stays.map(|message| message.id), Arc::clone(&self.list));
        let moved = self.take_out(&ids);
        if moved.is_empty() {
            return false;
        }
        let places = moved.iter().map(|(at, message)| (*at, message.id, message.folder.clone())).collect();
        self.change(|list| {
            let at = stays.and_then(|id| list.iter().position(|message| message.id == id)).unwrap_or(list.len());
            let moved = moved.into_iter().map(|(_, message)| in_folder(message, folder));
            list.splice(at..at, moved);
        });
        let changed = *was != *self.list;
        if changed {
            self.push(Change::Moved(places));
        }
        changed
    }

    /// Gives a folder another name.
    pub(super) fn rename_folder(&mut self, from: &str, to: &str) {
        let ids: Vec<u64> = self.in_folder(from).map(|message| message.id).collect();
        let to = SavedMessage { folder: to.to_owned(), ..SavedMessage::default() }.within_limits().folder;
        if ids.is_empty() || from == to {
            return;
        }
        self.change(|list| {
            for message in list.iter_mut().filter(|message| message.folder == from) {
                Arc::make_mut(message).folder.clone_from(&to);
            }
        });
        self.push(Change::Renamed { from: from.to_owned(), ids });
    }

    /// Takes back the last change; none where there is nothing, or no room for what comes back.
    pub(super) fn undo(&mut self) -> Option<Result<Change, Full>> {
        let change = self.undo.pop()?;
        if let Change::Deleted(items) = &change
            && let Err(full) = self.room_for(items.len(), items.iter().map(|(_, message)| size_of(message)).sum())
        {
            self.undo.push(change);
            return Some(Err(full));
        }
        match change.clone() {
            Change::Deleted(items) => self.put_back(items),
            Change::Moved(places) => {
                let taken = self.take_out(&places.iter().map(|(_, id, _)| *id).collect());
                let back = places.into_iter().filter_map(|(at, id, folder)| {
                    let (_, message) = taken.iter().find(|(_, message)| message.id == id)?;
                    Some((at, in_folder(Arc::clone(message), &folder)))
                });
                let back = back.collect();
                self.put_back(back);
            }
            Change::Renamed { from, ids } => self.change(|list| {
                for message in list.iter_mut().filter(|message| ids.contains(&message.id)) {
                    Arc::make_mut(message).folder.clone_from(&from);
                }
            }),
            Change::Imported(ids) => drop(self.take_out(&ids.into_iter().collect())),
            Change::Edited(messages) => self.change(|list| {
                let keys: Vec<_> = messages.iter().filter_map(|message| message.key).collect();
                for known in list.iter_mut().filter(|known| known.key.is_some_and(|key| keys.contains(&key))) {
                    Arc::make_mut(known).key = None;
                }
                for message in messages {
                    if let Some(known) = list.iter_mut().find(|known| known.id == message.id) {
                        *known = message;
                    }
                }
            }),
        }
        Some(Ok(change))
    }

    fn push(&mut self, change: Change) {
        if self.undo.len() == LEVELS {
            self.undo.remove(0);
        }
        self.undo.push(change);
        self.undone_at = self.version;
    }

    fn room_for(&self, count: usize, size: usize) -> Result<(), Full> {
        let fits = self.list.len() + count <= MOST && self.size + size + FRAME <= FILE_MOST;
        if fits { Ok(()) } else { Err(Full) }
    }

    /// Every change of the list goes through here. What it had before is held meanwhile, so that a message that is
    /// changed is another one, and is weighed anew.
    fn change(&mut self, change: impl FnOnce(&mut Vec<Arc<SavedMessage>>)) {
        let old = Arc::clone(&self.list);
        change(Arc::make_mut(&mut self.list));
        let new = &self.list;
        let same = old.iter().zip(new.iter()).take_while(|(old, new)| Arc::ptr_eq(old, new)).count();
        let place = |message: &Arc<SavedMessage>| Arc::as_ptr(message) as usize;
        let before: HashSet<_> = old[same..].iter().map(place).collect();
        let after: HashSet<_> = new[same..].iter().map(place).collect();
        let gone = old[same..].iter().filter(|message| !after.contains(&place(message)));
        let came = new[same..].iter().filter(|message| !before.contains(&place(message)));
        let (gone, came): (usize, usize) = (gone.map(|m| size_of(m)).sum(), came.map(|m| size_of(m)).sum());
        self.size = (self.size + came).saturating_sub(gone);
        self.version += 1;
        self.disk.changed = true;
    }

    fn take_out(&mut self, ids: &HashSet<u64>) -> Vec<(usize, Arc<SavedMessage>)> {
        let found = self.list.iter().enumerate().filter(|(_, message)| ids.contains(&message.id));
        let taken: Vec<_> = found.map(|(at, message)| (at, Arc::clone(message))).collect();
        if !taken.is_empty() {
            self.change(|list| list.retain(|message| !ids.contains(&message.id)));
        }
        taken
    }

    /// Puts these back to where they stood, in ascending order; a key that was given away meanwhile stays there.
    fn put_back(&mut self, items: Vec<(usize, Arc<SavedMessage>)>) {
        let mut keys: HashSet<_> = self.list.iter().filter_map(|message| message.key).collect();
        self.change(|list| {
            for (at, mut message) in items {
                if message.key.is_some_and(|key| !keys.insert(key)) {
                    Arc::make_mut(&mut message).key = None;
                }
                list.insert(at.min(list.len()), message);
            }
        });
    }
}

fn in_folder(mut message: Arc<SavedMessage>, folder: &str) -> Arc<SavedMessage> {
    if message.folder != folder {
        folder.clone_into(&mut Arc::make_mut(&mut message).folder);
    }
    message
}

#[cfg(test)]
mod tests;
