//! What is sent: text with escapes, hex, or the fields of an echo request with the packet that they make.

use super::{Fields, hint};
use crate::app::{DataAs, Field as FormField, includes_header, sends_packets};
use crate::bytes::{hex_text, size_text};
use crate::call;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{TextArea, code_line, segmented};
use egui::{Align, Id, Layout, Ui};

/// So many bytes of a packet show.
const SHOWN: usize = 96;

impl Fields<'_> {
    pub(super) fn data(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let packets = sends_packets(self.row) && !self.draft.form.kind.is_on_a_file();
        let form = &mut self.draft.form;
        let mut choices = vec![(DataAs::Text, cx.t("calls-data-text")), (DataAs::Hex, cx.t("calls-data-hex"))];
        if packets {
            choices.insert(0, (DataAs::Echo, cx.t("calls-data-echo")));
        } else if form.data_as == DataAs::Echo {
            form.data_as = DataAs::Text;
        }
        let bytes = form.bytes(self.row);
        ui.horizontal(|ui| {
            segmented(ui, &mut form.data_as, &choices);
            if let Ok(payload) = &bytes {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let color = Tokens::of(ui).text_subdued;
                    ui.label(Text::MonoSmall.rich(size_text(payload.len() as u64), color));
                });
            }
        });
        if self.draft.form.data_as == DataAs::Echo {
            return self.echo(ui, cx, bytes.ok().as_deref());
        }
        let mistake = self.mistake(ui, data_id(), FormField::Data);
        let form = &mut self.draft.form;
        let hint = if form.data_as == DataAs::Hex { "48 65 6c 6c 6f 0d 0a" } else { "Hello\\r\\n" };
        let response = TextArea::new(cx.t("calls-data"), &mut form.data).rows(2).hint(hint).show(ui);
        // Asked before: the context's lock is held within `memory_mut`.
        let typing = response.has_focus();
        ui.memory_mut(|memory| memory.data.insert_temp(data_id(), typing));
        self.after(ui, cx, &response, mistake);
    }

    /// The fields of an echo request, and its bytes as they will be sent.
    fn echo(&mut self, ui: &mut Ui, cx: &Cx<'_>, packet: Option<&[u8]>) {
        self.line(ui, cx, "calls-echo-id", FormField::EchoId, |form| &mut form.echo.id);
        self.line(ui, cx, "calls-echo-seq", FormField::EchoSeq, |form| &mut form.echo.seq);
        self.line(ui, cx, "calls-echo-payload", FormField::EchoPayload, |form| &mut form.echo.payload);
        if includes_header(self.row) {
            self.line(ui, cx, "calls-echo-source", FormField::EchoSource, |form| &mut form.echo.source);
            self.line(ui, cx, "calls-echo-ttl", FormField::EchoTtl, |form| &mut form.echo.ttl);
            hint(ui, cx.t("calls-echo-header-hint"));
        } else if call::family(self.row.family) == Some("AF_INET6") {
            hint(ui, cx.t("calls-echo-v6-hint"));
        }
        let Some(packet) = packet else { return };
        let shown = packet.get(..SHOWN).unwrap_or(packet);
        let more = if packet.len() > SHOWN { " …" } else { "" };
        ui.add_space(sizes::GAP_SMALL);
        code_line(ui, &format!("{}{more}", hex_text(shown)));
    }
}

/// Whether the data field had the keyboard in the last frame.
fn data_id() -> Id {
    Id::unique("call-form-data")
}
