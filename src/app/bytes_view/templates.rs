//! The person's own message formats: kept in the settings, deleted with a way back.

use super::super::{Dialog, State};
use super::{BytesCommand, ReadAs};
use crate::bytes::Template;
use crate::locale::Message;

impl State {
    pub(super) fn edit_template(&mut self, template: Option<Template>) {
        self.dialog = template.is_some().then_some(Dialog::Template);
        self.bytes_view.template = template;
    }

    /// Keeps them under their names; the socket that shows is read by the first.
    pub(super) fn save_templates(&mut self, old: Option<&str>, templates: Vec<Template>) {
        let first = templates.first().map(|template| template.name.clone());
        let is_taken = |kept: &&Template| {
            let same = |template: &Template| template.name == kept.name && template.fields != kept.fields;
            Some(kept.name.as_str()) != old && templates.iter().any(same)
        };
        let taken: Vec<Template> = self.settings.templates.iter().filter(is_taken).cloned().collect();
        self.change(|settings| {
            for template in templates {
                let of = |kept: &Template| kept.name == template.name || Some(kept.name.as_str()) == old;
                let at = settings.templates.iter().position(of).unwrap_or(settings.templates.len());
                settings.templates.retain(|kept| !of(kept));
                settings.templates.insert(at.min(settings.templates.len()), template);
            }
        });
        if let Some(before) = taken.first() {
            let message = Message::new("template-replaced").with("name", before.name.as_str());
            let undo = BytesCommand::SaveTemplates(None, taken);
            self.toasts.offer(message, (Message::new("toast-undo"), undo.into()));
        }
        if let (Some(old), Some(first)) = (old, &first) {
            // Sockets that were read by it are so under its new name.
            for read in self.bytes_view.read_as.values_mut() {
                if *read == ReadAs::Template(old.to_owned()) {
                    *read = ReadAs::Template(first.clone());
                }
            }
        }
        if let (Some(sid), Some(name)) = (self.selected, first) {
            self.bytes_command(BytesCommand::ReadAs(sid, ReadAs::Template(name)));
        }
        self.edit_template(None);
    }

    /// Sockets that were read by it are read as what they look like until it is back.
    pub(super) fn delete_template(&mut self, name: &str) {
        let Some(at) = self.settings.templates.iter().position(|template| template.name == name) else { return };
        let template = self.settings.templates.get(at).cloned();
        self.change(|settings| settings.templates.retain(|template| template.name != name));
        self.edit_template(None);
        if let Some(template) = template {
            let undo = BytesCommand::SaveTemplates(None, vec![template]);
            let message = Message::new("template-deleted").with("name", name);
            self.toasts.offer(message, (Message::new("toast-undo"), undo.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::settings::Settings;
    use crate::bytes::Template;

    #[test]
    fn templates_are_kept_with_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let template = Template::new("Meter", "start: u8\nbody: bytes rest");
        let mut settings = Settings::default();
        settings.templates.push(template.clone());
        settings.save(folder.path()).unwrap();
        assert_eq!(Settings::load(folder.path()).0.templates, [template]);
    }
}
