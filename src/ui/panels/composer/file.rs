//! A file to send: its path typed, chosen or dropped; its size is looked up on a thread, for a disk may be slow.

use crate::bytes::size_text;
use crate::doctor;
use crate::locale::Message;
use crate::ui::browse::{Browse, Browsed, expand};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, inline_error};
use crossbeam_channel::{Receiver, TryRecvError, bounded};
use egui::{Context, Id, Response, Ui};
use std::path::{Path, PathBuf};

/// Between path and *Browse*.
const BROWSE: f32 = 96.0;

/// The path, what is known about it, and the system's dialog while it is open.
#[derive(Default)]
pub struct FileTab {
    path: String,
    /// The path that `facts` is about, or that is being looked at.
    looked_at: String,
    looking: Option<Receiver<Result<u64, Message>>>,
    facts: Option<Result<u64, Message>>,
    browsing: Browse,
    nothing_chosen: bool,
}

impl FileTab {
    /// The file, once it was found.
    pub fn chosen(&self) -> Option<PathBuf> {
        let found = self.looked_at == self.path && matches!(self.facts, Some(Ok(_)));
        found.then(|| expand(self.path.trim()))
    }

    /// Takes a file that was dropped or chosen.
    pub fn take(&mut self, path: &Path) {
        self.path = path.display().to_string();
        self.nothing_chosen = false;
    }

    /// The path's field and what is known about the file. The field's response.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, id: Id) -> Response {
        self.take_browsed();
        let field = ui
            .horizontal(|ui| {
                let width = (ui.available_width() - BROWSE - sizes::GAP).max(BROWSE);
                let field = Field::new(cx.t("composer-path"), &mut self.path).hide_label().id(id).width(width);
                let field = field.hint(cx.t("composer-path-hint")).icon(Icon::File).show(ui);
                if ui.add(Button::new(cx.t("composer-browse")).min_width(BROWSE)).clicked() {
                    self.browse(ui.ctx());
                }
                field
            })
            .inner;
        self.look(ui.ctx());
        self.status_ui(ui, cx);
        field
    }

    fn status_ui(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let t = Tokens::of(ui);
        let quiet = |ui: &mut Ui, words: &str| ui.label(Text::Small.rich(words, t.text_subdued));
        if self.path.trim().is_empty() {
            if self.nothing_chosen {
                ui.label(Text::Small.rich(cx.t("composer-no-dialog"), t.warning));
            }
            return;
        }
        match &self.facts {
            _ if self.looking.is_some() => quiet(ui, cx.t("composer-file-reading")),
            Some(Ok(size)) => quiet(ui, &cx.say(&Message::new("composer-file-size").with("size", size_text(*size)))),
            Some(Err(why)) => inline_error(ui, &cx.say(why)),
            None => return,
        };
    }

    /// Looks at the file when the path has changed; one look at a time.
    fn look(&mut self, ctx: &Context) {
        if let Some(looking) = &self.looking {
            match looking.try_recv() {
                Ok(facts) => (self.looking, self.facts) = (None, Some(facts)),
                Err(TryRecvError::Disconnected) => self.looking = None,
                Err(TryRecvError::Empty) => return,
            }
        }
        if self.looked_at == self.path {
            return;
        }
        self.looked_at.clone_from(&self.path);
        self.facts = None;
        if self.path.trim().is_empty() {
            return;
        }
        let (found, answer) = bounded(1);
        let (ctx, path) = (ctx.clone(), expand(self.path.trim()));
        let look = std::thread::Builder::new().name("file-size".to_owned()).spawn(move || {
            // The tab may be gone by now.
            let _ = found.send(size_of(&path));
            ctx.request_repaint();
        });
        if look.is_ok() {
            self.looking = Some(answer);
        }
    }

    /// Opens the system's dialog.
    fn browse(&mut self, ctx: &Context) {
        self.browsing.open(ctx, expand(self.path.trim()), |dialog, _| dialog.pick_file());
    }

    fn take_browsed(&mut self) {
        match self.browsing.take() {
            Browsed::Nothing => {}
            Browsed::Chosen(path) => (self.path, self.nothing_chosen) = (path.display().to_string(), false),
            Browsed::NotChosen => self.nothing_chosen = true,
        }
    }
}

fn size_of(path: &Path) -> Result<u64, Message> {
    match std::fs::metadata(path) {
        Ok(facts) if facts.is_dir() => Err(Message::new("composer-file-folder")),
        Ok(facts) => Ok(facts.len()),
        Err(error) => Err(doctor::io_error(&Message::new("file-cannot-open"), path, error.raw_os_error())),
    }
}
