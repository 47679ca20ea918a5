"""The left and the middle of the desk, each with what F1 says there."""

from textual.app import ComposeResult
from textual.containers import Vertical

from agentdesk.locale import t
from screens.pane import Topic
from screens.widgets.flag_strip import FlagStrip
from screens.widgets.hold_timer import HoldTimer
from screens.widgets.note import Note
from screens.widgets.phrase_panel import PhrasePanel
from screens.widgets.script_rail import ScriptRail
from screens.widgets.wrap_up import WrapUp


class ScriptColumn(Vertical):
    """The left column; F1 anywhere in it explains the phrase that is shown."""

    def compose(self) -> ComposeResult:
        """Rail, hold timer and phrase while one talks; codes afterwards."""
        with Vertical(id="talk"):
            yield ScriptRail(id="rail")
            yield HoldTimer(id="hold")
            yield PhrasePanel(id="phrase")
        yield WrapUp(id="wrap-up")

    def topic(self) -> Topic | None:
        """The rule behind the phrase."""
        return self.query_one(PhrasePanel).topic()


class NoteColumn(Vertical):
    """The middle: the note and its flags."""

    def compose(self) -> ComposeResult:
        """Note and strip."""
        yield Note(id="note", placeholder=t("note.placeholder"))
        yield FlagStrip(id="flags")

    def topic(self) -> Topic | None:
        """The rule behind the flag at the caret."""
        return flag_topic(self.query_one(Note))


def flag_topic(note: Note) -> Topic | None:
    """The rule behind the flag at the caret."""
    flag = note.flag_ahead
    if flag is None:
        return None
    return Topic(t("note.forbidden"), t("note.why", replacement=flag.hit.replacement), flag.hit.rule, flag.hit.phrase)
