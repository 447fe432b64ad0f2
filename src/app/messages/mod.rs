//! Saved messages: what was composed once and is sent again by one key; kept across starts.

use super::{RepeatPlan, SendCall};
use crate::bytes::Recipe;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One saved message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedMessage {
    /// Its number, given by the program; 0 for one that is not kept yet.
    pub id: u64,
    /// What the person calls it.
    pub name: String,
    /// The folder it is in; empty for none.
    pub folder: String,
    /// What the person wants to remember of it.
    pub note: String,
    /// What is sent, as it was composed.
    pub recipe: Recipe,
    /// By which call.
    pub call: SendCall,
    /// Again and again.
    pub repeat: Option<RepeatPlan>,
    /// When its folder is sent in order: how long to wait after this one.
    pub pause: Duration,
    /// Alt and this digit (1 to 9) send it.
    pub key: Option<u8>,
}
