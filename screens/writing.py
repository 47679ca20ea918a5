"""What is written beside calls: flagged as it is typed, kept on disk, asked about before it is handed in."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, TextArea

from agentdesk.errors import Refused
from agentdesk.locale import t
from agentdesk.rules.flags import Passage, read_again, written_down
from agentdesk.services.drafts import Draft
from agentdesk.services.flag_work import Unsettled
from agentdesk.services.office import Desk
from screens.drafting import Keeper
from screens.draw import plain
from screens.keys import bindings
from screens.pane import Pane, Topic
from screens.saying import sentence
from screens.symbols import symbols
from screens.turns import in_turn
from screens.widgets.columns import flag_topic
from screens.widgets.field import Field
from screens.widgets.flag_strip import FlagStrip
from screens.widgets.key_bar import KeyBar
from screens.widgets.note import Note
from screens.widgets.status_bar import StatusBar
from screens.widgets.words import Words
from screens.wording import Place, Wording
from screens.work import desk_app, guarded

RESTS = 0.3
"""Seconds without a key after which typing rests."""

_WORDING = "wording"
"""The field of a draft that keeps the agent's words on flagged wording."""


class Writing(Pane[None], Wording[None]):
    """Editors, the strip under them, a draft, and a way to hand it in. A subclass says what is written."""

    CSS_PATH = "handover.tcss"
    GROUPS = ("writing",)
    BINDINGS: ClassVar = bindings("writing")
    AUTO_FOCUS = ""

    fields: tuple[str, ...] = ()
    """The ids of the editors, in their order."""

    def __init__(self, desk: Desk, piece: str) -> None:
        super().__init__()
        self.desk = desk
        self.key: UUID | None = None
        """Of what is written, so that handing it in twice keeps one."""
        self._piece = piece
        self._at = self.fields[0]
        self._resting: Timer | None = None
        self._unkept = False
        self.keeper = Keeper(self, desk, self._draft, self._lost)

    # ---- what a subclass says -------------------------------------------------------------------------------------

    def passages(self) -> Sequence[Passage]:
        """The editors' texts as they are looked through."""
        raise NotImplementedError

    async def hand_in(self) -> bool:
        """Save it and say what was done; False where something else is asked first. Raises Refused."""
        raise NotImplementedError

    def beside(self) -> Mapping[str, str]:
        """To which field each refusal sends the caret."""
        raise NotImplementedError

    def heading(self) -> str:
        """What is written."""
        raise NotImplementedError

    def about(self) -> str:
        """What it is for."""
        raise NotImplementedError

    def label_of(self, field: str) -> tuple[str, str]:
        """What stands beside an editor, and in it while it is empty."""
        raise NotImplementedError

    # ---- the screen -----------------------------------------------------------------------------------------------

    def above(self) -> ComposeResult:
        """What stands between the title and the editors."""
        yield from ()

    def body(self) -> ComposeResult:
        """Title, editors, what is wrong, the strip."""
        yield Words(id="writing-title")
        yield from self.above()
        for field in self.fields:
            with Horizontal(classes=f"part {field}"):
                yield Words(classes="label", id=f"label-{field}")
                yield Note(id=field)
        yield Words(id="refused")
        yield FlagStrip(id="flags")

    @guarded
    async def on_mount(self) -> None:
        """Come back to the draft, and look for the pack's phrases."""
        app = desk_app(self)
        self._resting = self.set_interval(RESTS, self._rested, pause=True)
        self._label()
        # Before the draft is read: whoever types at once is not sent back to the beginning by it.
        self.set_focus(self.first())
        draft = await self.keeper.begin(self._piece)
        assert app.office is not None
        self.key = app.office.ids.new()
        if draft is not None:
            self.take(draft)
            self.set_focus(self.first())
        self._watch()
        app.packs_changed.subscribe(self, lambda _: self._watch())
        self.show_flags()

    def first(self) -> Note | Field:
        """Where one begins."""
        return self.editor

    def _watch(self) -> None:
        office = desk_app(self).office
        assert office is not None
        self.look_for(office.pack(self.desk.pack_id), list(self.query(Note)))

    def _label(self) -> None:
        self.query_one("#writing-title", Words).say(plain(self.heading()))
        for field in self.fields:
            label, inside = self.label_of(field)
            self.query_one(f"#label-{field}", Words).say(plain(label))
            self.query_one(f"#{field}", Note).placeholder = plain(inside)

    async def speak_again(self) -> None:
        """Draw everything in the language now in use; nothing typed is touched, because nothing is rebuilt."""
        self._label()
        self.refuse("")
        self.show_flags()
        for bar in (self.query_one(StatusBar), self.query_one(KeyBar)):
            bar.refresh()

    def topic(self) -> Topic | None:
        """The rule behind the flag at the caret; else what is written here."""
        return flag_topic(self.editor) or Topic(self.heading(), self.about())

    # ---- wording --------------------------------------------------------------------------------------------------

    def text(self, field: str) -> str:
        """What stands in an editor."""
        return self.query_one(f"#{field}", Note).text

    def written(self) -> Sequence[tuple[Note, Passage]]:
        """The editors in their order."""
        return [(self.query_one(f"#{each.field}", Note), each) for each in self.passages()]

    @property
    def editor(self) -> Note:
        """The editor that has the focus, or had it last."""
        return self.query_one(f"#{self._at}", Note)

    def go_to(self, place: Place) -> None:
        """Go to the editor it stands in, and put the caret on it."""
        self.set_focus(place.note)
        super().go_to(place)

    def wording_changed(self) -> None:
        """Keep the draft."""
        self.keeper.touch()

    @on(events.DescendantFocus)
    def _entered(self) -> None:
        # Of two quick presses of tab the first may be told last: what has the focus counts, not what is told of.
        entered = self.focused
        if isinstance(entered, Note) and entered.id in self.fields:
            self._at = entered.id
            self.show_flags()
        for label in self.query(".label"):
            label.set_class(entered is not None and label.id == f"label-{entered.id}", "-at")

    @on(Note.Flagged)
    def _flagged(self) -> None:
        self.show_flags()

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    @on(Input.Changed)
    def _typed(self) -> None:
        self.keeper.touch()
        if self._resting is not None:
            self._resting.reset()
            self._resting.resume()

    def _rested(self) -> None:
        if self._resting is not None:
            self._resting.pause()
        self.remember_standing()

    # ---- drafts ---------------------------------------------------------------------------------------------------

    def _draft(self) -> Draft:
        kept = {_WORDING: written_down(self.words, self.stood), "at": self._at, "key": str(self.key), **self.further()}
        texts = {f"part.{field}": self.text(field) for field in self.fields}
        return Draft("", self.editor.cursor_location, texts | kept)

    def further(self) -> dict[str, str]:
        """What else a draft keeps."""
        return {}

    def take(self, draft: Draft) -> None:
        """Put a draft back where it was; what was typed while it was read from the disk follows it."""
        kept = draft.fields
        self._at = kept["at"] if kept.get("at") in self.fields else self.fields[0]
        for field in self.fields:
            note = self.query_one(f"#{field}", Note)
            text, caret = kept.get(f"part.{field}", ""), draft.caret if field == self._at else (0, 0)
            if note.text:
                text += note.text
                caret = (text.count("\n"), len(text) - text.rfind("\n") - 1)
            note.open_at(text, caret)
        with suppress(ValueError):
            self.key = UUID(kept.get("key", ""))
        # A draft of another version: what was said is asked for again.
        with suppress(ValueError, KeyError, TypeError):
            self.words, self.stood = read_again(kept.get(_WORDING, ""))

    def _lost(self, lost: bool) -> None:
        if lost != self._unkept:
            self._unkept = lost
            self.refuse("")

    @on(events.ScreenSuspend)
    @guarded
    async def _covered(self) -> None:
        """Whatever leads away from here lies over this first: by then all that was typed is on disk."""
        await self.keeper.flush()

    # ---- handing in -----------------------------------------------------------------------------------------------

    @in_turn
    async def action_hand_in(self) -> None:
        """Hand it in; what is missing or wants a word is asked for, and it is handed in again."""
        self.refuse("")
        try:
            done = await self.hand_in()
        except Unsettled as unsettled:
            self.app.bell()
            asked = {found.anchor for found in unsettled.findings}
            wanted = next((place for place in self.wanting() if place.found.anchor in asked), None)
            if wanted is not None:
                self.go_to(wanted)
            self.ask_about(unsettled.findings, partial(self.call_later, self.action_hand_in))
        except Refused as refused:
            self.refuse(sentence(refused, desk_app(self).zone), self.beside().get(refused.key, ""))
        else:
            if done:
                await self.keeper.end()
                self.dismiss(None)

    def refuse(self, text: str, field: str = "") -> None:
        """Say in a line what is wrong, and go where it is mended; else that the disk refused the draft, if it did."""
        text = text or (t("drafts.unkept") if self._unkept else "")
        line = self.query_one("#refused", Words)
        line.say(plain(f"{symbols().error} {text}" if text else ""))
        line.display = bool(text)
        if field:
            self.set_focus(self.query_one(f"#{field}"))

    @in_turn
    async def action_leave(self) -> None:
        """Back to where one came from; the draft waits. Where the disk refuses it, that is said before one may go."""
        known = self._unkept
        await self.keeper.flush()
        if self._unkept and not known:
            self.app.bell()
        else:
            self.dismiss(None)
