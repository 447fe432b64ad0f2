use super::*;
use crate::bytes::Recipe;
use proptest::prelude::*;

fn message(name: &str, folder: &str) -> SavedMessage {
    let recipe = Recipe { text: name.into(), ..Recipe::default() };
    SavedMessage { name: name.into(), folder: folder.into(), recipe, ..SavedMessage::default() }
}

fn store(names: &[&str]) -> Messages {
    let messages = names.iter().map(|name| {
        let (folder, name) = name.split_once('/').unwrap_or(("", name));
        message(name, folder)
    });
    Messages::of(messages.collect())
}

fn shown(messages: &Messages) -> String {
    let name = |message: &Arc<SavedMessage>| match message.folder.as_str() {
        "" => message.name.clone(),
        folder => format!("{folder}/{}", message.name),
    };
    messages.all().iter().map(name).collect::<Vec<_>>().join(" ")
}

fn size(messages: &Messages) -> usize {
    messages.all().iter().map(|message| size_of(message)).sum()
}

#[test]
fn kept_edited_and_deleted() {
    let mut messages = Messages::default();
    assert_eq!(messages.keep(message("a", "")), Ok(1));
    assert_eq!(messages.keep(message("b", "")), Ok(2));
    assert_eq!(messages.keep(SavedMessage { id: 1, ..message("A", "") }), Ok(1));
    assert_eq!(shown(&messages), "A b");
    assert!(matches!(messages.just_changed(), Some(Change::Edited(old)) if old[0].name == "a"));
    assert_eq!(messages.delete(&[1, 1, 77]), 1);
    assert_eq!(messages.keep(SavedMessage { id: 1, ..message("c", "") }), Ok(3), "what is gone gets an id of its own");
    assert_eq!((shown(&messages), messages.just_changed()), ("b c".into(), None));
    assert!(messages.undo().is_some_and(|undone| undone.is_ok()), "another one was saved meanwhile");
    assert_eq!(shown(&messages), "A b c");
    messages.undo();
    assert_eq!(shown(&messages), "a b c");
    assert_eq!(messages.undo(), None);
}

#[test]
fn deletions_come_back_where_they_stood_level_by_level() {
    let mut messages = store(&["a", "b", "f/c", "d", "f/e"]);
    messages.delete(&[2, 4]);
    messages.delete(&[5]);
    messages.delete(&[1]);
    assert_eq!(shown(&messages), "f/c");
    for after in ["a f/c", "a f/c f/e", "a b f/c d f/e"] {
        messages.undo();
        assert_eq!(shown(&messages), after);
    }
}

#[test]
fn a_key_has_one_message() {
    let mut messages = store(&["a", "b"]);
    let with_key = |messages: &Messages, id: u64| {
        let message = messages.get(id).unwrap();
        SavedMessage { key: Some(3), ..(**message).clone() }
    };
    messages.keep(with_key(&messages, 1)).unwrap();
    messages.keep(with_key(&messages, 2)).unwrap();
    assert_eq!(messages.with_key(3).unwrap().id, 2);
    messages.undo();
    assert_eq!(messages.with_key(3).unwrap().id, 1, "the key is given back");
    messages.delete(&[1]);
    messages.keep(with_key(&messages, 2)).unwrap();
    messages.undo();
    messages.undo();
    assert_eq!(shown(&messages), "a b");
    let keys = messages.all().iter().filter(|message| message.key == Some(3)).count();
    assert_eq!(keys, 1);
}

#[test]
fn moved_before_one_another_and_into_folders() {
    for (ids, before, folder, after) in [
        (vec![4], Some(1), "", "d a b f/c"),
        (vec![1], None, "", "b f/c d a"),
        (vec![1, 2], Some(2), "", "a b f/c d"),
        (vec![3, 1], Some(4), "", "b a c d"),
        (vec![2], None, "g", "a f/c d g/b"),
        (vec![1, 4], Some(3), "f", "b f/a f/d f/c"),
        (vec![2], Some(99), "", "a f/c d b"),
    ] {
        let mut messages = store(&["a", "b", "f/c", "d"]);
        let before_it = shown(&messages);
        messages.move_to(&ids, before, folder);
        assert_eq!(shown(&messages), after, "{ids:?} before {before:?} in {folder:?}");
        if after != before_it {
            messages.undo();
        }
        assert_eq!(shown(&messages), before_it);
    }
    let mut messages = store(&["a"]);
    assert!(!messages.move_to(&[9], None, "f"));
}

#[test]
fn folders_are_renamed_and_joined() {
    let mut messages = store(&["f/a", "g/b", "f/c", "d"]);
    assert_eq!(messages.folders(), ["f", "g"]);
    messages.rename_folder("f", " g ");
    assert_eq!(shown(&messages), "g/a g/b g/c d");
    messages.undo();
    assert_eq!(shown(&messages), "f/a g/b f/c d");
    messages.rename_folder("g", "");
    assert_eq!(messages.folders(), ["f"]);
    messages.rename_folder("nowhere", "x");
    assert_eq!(messages.folders(), ["f"]);
}

#[test]
fn an_import_gives_ids_and_clashing_keys_anew_and_is_undone() {
    let mut messages = store(&["a", "b"]);
    messages.keep(SavedMessage { id: 1, key: Some(1), ..message("a", "") }).unwrap();
    let file = [(7, Some(1)), (7, Some(2)), (0, None), (1, Some(2))];
    let file = file.map(|(id, key)| SavedMessage { id, key, ..message("i", "f") });
    assert_eq!(messages.import(file.to_vec()), Ok(4));
    let of = |messages: &Messages| messages.all().iter().map(|m| (m.id, m.key)).collect::<Vec<_>>();
    assert_eq!(of(&messages)[2..], [(3, Some(3)), (4, Some(2)), (5, None), (6, Some(4))]);
    messages.undo();
    assert_eq!(shown(&messages), "a b");
    assert_eq!(messages.import(Vec::new()), Ok(0));
}

#[test]
fn a_file_that_was_written_by_hand_is_put_right() {
    let of = |id, key| SavedMessage { id, key, ..message("m", "") };
    let messages = Messages::of(vec![of(5, Some(1)), of(5, Some(1)), of(0, Some(12)), of(u64::MAX, None)]);
    let found: Vec<_> = messages.all().iter().map(|message| (message.id, message.key)).collect();
    assert_eq!(found, [(5, Some(1)), (6, None), (7, None), (8, None)]);
}

#[test]
fn there_is_an_end_of_room() {
    let large = SavedMessage { note: "x".repeat(FILE_MOST / 2), ..message("large", "") };
    let mut messages = Messages::default();
    messages.keep(large.clone()).unwrap();
    assert_eq!(messages.keep(large.clone()), Err(Full));
    assert_eq!(messages.import(vec![large.clone()]), Err(Full));
    messages.delete(&[1]);
    messages.keep(large).unwrap();
    assert_eq!(messages.undo(), Some(Err(Full)));
    assert_eq!(messages.all().len(), 1);
    messages.delete(&[2]);
    messages.undo();
    messages.delete(&[2]);
    assert!(messages.undo().is_some_and(|undone| undone.is_ok()), "nothing of it was lost");
}

#[derive(Clone, Debug)]
enum Doing {
    Keep(u64, Option<u8>),
    Delete(Vec<u64>),
    Move(Vec<u64>, Option<u64>, bool),
    Rename(bool),
    Import(u8),
    Undo,
}

fn doing() -> impl Strategy<Value = Doing> {
    let ids = || proptest::collection::vec(1..9u64, 0..4);
    prop_oneof![
        (0..9u64, proptest::option::of(1..4u8)).prop_map(|(id, key)| Doing::Keep(id, key)),
        ids().prop_map(Doing::Delete),
        (ids(), proptest::option::of(1..9u64), any::<bool>())
            .prop_map(|(ids, to, folder)| Doing::Move(ids, to, folder)),
        any::<bool>().prop_map(Doing::Rename),
        (0..3u8).prop_map(Doing::Import),
        Just(Doing::Undo),
    ]
}

proptest! {
    #[test]
    fn ids_and_keys_stay_single_and_the_size_is_right(doings in proptest::collection::vec(doing(), 0..24)) {
        let mut messages = store(&["a", "f/b", "c"]);
        for doing in doings {
            match doing {
                Doing::Keep(id, key) => drop(messages.keep(SavedMessage { id, key, ..message("k", "") })),
                Doing::Delete(ids) => drop(messages.delete(&ids)),
                Doing::Move(ids, to, folder) => drop(messages.move_to(&ids, to, if folder { "f" } else { "" })),
                Doing::Rename(to) => messages.rename_folder("f", if to { "g" } else { "" }),
                Doing::Import(n) => drop(messages.import(vec![SavedMessage { key: Some(1), ..message("i", "") }; n.into()])),
                Doing::Undo => drop(messages.undo()),
            }
            let ids: HashSet<_> = messages.all().iter().map(|message| message.id).collect();
            prop_assert_eq!(ids.len(), messages.all().len());
            let keys: Vec<_> = messages.all().iter().filter_map(|message| message.key).collect();
            prop_assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
            prop_assert_eq!(size(&messages), messages.size);
        }
    }

    #[test]
    fn a_move_loses_nothing_and_is_undone(ids in proptest::collection::vec(1..7u64, 0..6), before in proptest::option::of(1..7u64)) {
        let mut messages = store(&["a", "f/b", "c", "f/d", "e", "g/f"]);
        let was = shown(&messages);
        if messages.move_to(&ids, before, "f") {
            prop_assert_eq!(messages.all().len(), 6);
            messages.undo();
        }
        prop_assert_eq!(shown(&messages), was);
    }
}
