"""The note's flagged wording: a save of the call asks about it at its place (FORB-1 to FORB-6)."""

from collections.abc import Sequence

from agentdesk.rules.flags import Finding, Passage
from screens.desk_display import DeskDisplay
from screens.dialogs.form import FormDialog
from screens.widgets.note import Flag, Note

NOTE = "note"


class DeskWording(DeskDisplay):
    """The desk has one editor, the note; what is written in a form is asked about over the form."""

    def written(self) -> Sequence[tuple[Note, Passage]]:
        """The note."""
        return [(self.note, Passage(NOTE, self.note.text))]

    @property
    def editor(self) -> Note:
        """The note."""
        return self.note

    def may_word(self) -> bool:
        """Not between calls."""
        return self.view is not None

    def wording_changed(self) -> None:
        """Keep the draft."""
        self.keeper.touch()

    async def worded(self) -> None:
        """Show the word, or go on with the save that waited for it."""
        await (self.ask_next() if self.saving else super().worded())

    async def fixed(self) -> None:
        """Back to the note, or on with the save."""
        await (self.ask_next() if self.saving else super().fixed())

    def asked_place(self, ahead: Flag | None) -> tuple[int, int] | None:
        """While a save waits, what it asks about."""
        asked = [place.flag for place in self.wanting()] if self.saving else []
        return (asked.index(ahead) + 1, len(asked)) if ahead in asked else None

    # ---- a save that asks -----------------------------------------------------------------------------------------

    async def ask_next(self) -> None:
        """Go to the next violation the save wants a word on; save when there is none left."""
        wanting = self.wanting()
        if not wanting:
            code, self.saving = self.saving, ""
            await self.close_with(code)
            return
        self.go_to(wanting[0])
        self.show_flags()
        self.refresh_bindings()

    async def close_with(self, code: str) -> None:
        """Save the call; among the moves."""
        raise NotImplementedError

    def ask_in_form(self, asked: Sequence[Finding]) -> None:
        """Ask over the form that is open about wording in it; it is handed in again when all is said."""
        form = self.app.screen
        if isinstance(form, FormDialog):
            self.ask_about(asked, lambda: form.call_later(form.action_accept))
