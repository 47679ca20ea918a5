"""The desk's flagged wording: when it may be worded, and what its ticket form knows of it (FORB-1 to FORB-6)."""

from agentdesk.rules.flags import Word
from agentdesk.services import wording
from screens.desk_display import DeskDisplay
from screens.dialogs.ticket_form import Said


class DeskWording(DeskDisplay):
    """The desk has one editor, the note; a word given in the ticket form is on the same call."""

    def may_word(self) -> bool:
        """Not between calls."""
        return self.view is not None

    def said(self) -> Said:
        """What a ticket of this call is flagged by, and what was said already."""
        return Said(wording.matcher(self.pack).scan, self.words, self._say)

    def _say(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self.keeper.touch()
        self.show_flags()
