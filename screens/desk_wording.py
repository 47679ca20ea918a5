"""The desk's flagged wording: when it may be worded, and how a form is asked about (FORB-1 to FORB-6)."""

from collections.abc import Sequence

from agentdesk.rules.flags import Finding
from screens.desk_display import DeskDisplay
from screens.dialogs.form import FormDialog


class DeskWording(DeskDisplay):
    """The desk has one editor, the note; what is written in a form is asked about over the form."""

    def may_word(self) -> bool:
        """Not between calls."""
        return self.view is not None

    def ask_in_form(self, asked: Sequence[Finding]) -> None:
        """Ask over the form that is open about wording in it; it is handed in again when all is said."""
        form = self.app.screen
        if isinstance(form, FormDialog):
            self.ask_about(asked, lambda: form.call_later(form.action_accept))
