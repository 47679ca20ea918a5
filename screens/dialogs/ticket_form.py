"""A ticket from the call: everything the desk knows already stands in it, and its detail is flagged like the note."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import TextArea

from agentdesk.locale import t
from agentdesk.rules.flags import Anchor, Finding, Passage, Word, read_again, written_down
from agentdesk.rules.pack import Label
from agentdesk.services.flag_work import Unsettled
from screens.dialogs.kept_form import KeptForm
from screens.keys import bindings
from screens.pane import Topic
from screens.widgets.columns import flag_topic
from screens.widgets.flag_strip import FlagStrip
from screens.widgets.form import Ask
from screens.widgets.note import Note, Scan
from screens.widgets.wrap_up import label
from screens.wording import Wording

BESIDE = {
    "tickets.subject-missing": "subject",
    "tickets.type-unknown": "type",
    "tickets.promise-past": "promised",
    "tickets.handler-unknown": "handler",
    "when.unread": "promised",
}
"""Beside which field each refusal is said."""

DETAIL, STOOD, CARET = "detail", "stood", "caret"
"""The field that is flagged; under which names a draft keeps what stood in it, and where its caret was."""

RESTS = 0.3
"""Seconds without a key after which typing rests."""


class Said(NamedTuple):
    """What the call's note knows of flagged wording, for its ticket."""

    scan: Scan
    """What finds the pack's phrases."""
    words: tuple[Word, ...]
    say: Callable[[tuple[Word, ...]], None]
    """Takes the words as they are after one was given: they are the call's."""


class TicketForm(KeptForm, Wording[bool | None]):
    """The form, with a strip under it for what is flagged in the detail.

    `submit` gets the values, and what was flagged in the detail and is put right.
    """

    GROUPS = ("dialog", "ticket")
    BINDINGS: ClassVar = bindings("ticket")

    def __init__(
        self,
        asks: tuple[Ask, ...],
        values: Mapping[str, str],
        own_id: str,
        submit: Callable[[Mapping[str, str], Collection[Anchor]], Awaitable[bool]],
        keep: Callable[[Mapping[str, str]], None],
        now: Callable[[], datetime],
        zone: tzinfo,
        said: Said,
    ) -> None:
        super().__init__(
            t("ticket.title"), asks, self._hand_in, keep, time="promised", now=now, zone=zone, accept=t("ticket.save"),
            text=t("ticket.first-asked", agent_id=own_id), beside=BESIDE,
        )  # fmt: skip
        self._open = submit
        self._said = said
        self.words = said.words
        self._caret = (0, 0)
        # A draft of another version: it begins anew.
        with suppress(ValueError, KeyError, TypeError):
            _, self.stood = read_again(values.get(STOOD, ""))
            row, column = values.get(CARET, "0,0").split(",")
            self._caret = int(row), int(column)
        self._resting: Timer | None = None

    def box(self) -> ComposeResult:
        """The form, and above its buttons the strip."""
        for widget in super().box():
            if widget.id == "meant":
                yield FlagStrip(id="flags")
            yield widget

    def on_mount(self) -> None:
        """Look for the pack's phrases in the detail, from where the caret was."""
        self._resting = self.set_interval(RESTS, self._rested, pause=True)
        self.editor.move_cursor(self._caret)
        self.editor.watch_for(self._said.scan)
        self.call_after_refresh(self.show_flags)

    # ---- wording --------------------------------------------------------------------------------------------------

    @property
    def editor(self) -> Note:
        """The detail."""
        return self.query_one(f"#{DETAIL}", Note)

    def written(self) -> Sequence[tuple[Note, Passage]]:
        """The detail."""
        return [(self.editor, Passage(DETAIL, self.editor.text))]

    def wording_changed(self) -> None:
        """The word is the call's."""
        self._said.say(self.words)
        self.keep()
        self.show_flags()

    def further(self) -> Mapping[str, str]:
        """What stood in the detail, and its caret."""
        row, column = self.editor.cursor_location
        return {STOOD: written_down((), self.stood), CARET: f"{row},{column}"}

    @on(Note.Flagged)
    def _flagged(self) -> None:
        self.show_flags()
        self.refresh_bindings()

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _typed(self) -> None:
        self.keep()
        if self._resting is not None:
            self._resting.reset()
            self._resting.resume()

    def _rested(self) -> None:
        if self._resting is not None:
            self._resting.pause()
        self.remember_standing()
        self.keep()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys on flagged wording are dim while there is none."""
        if action in ("fix", "callers", "needed"):
            return True if any(note.flag_ahead for note in self.query(Note)) else None
        return True

    def topic(self) -> Topic | None:
        """The rule behind the flag at the caret."""
        return flag_topic(self.editor)

    def on_resize(self, event: events.Resize) -> None:
        """Draw what is measured in cells again."""
        self.call_after_refresh(self.show_flags)

    # ---- saving ---------------------------------------------------------------------------------------------------

    async def _hand_in(self, values: Mapping[str, str]) -> bool:
        if self._resting is not None:
            self._resting.pause()  # what is saved is no draft any more
        left = {place.found.anchor for place in self.violations()}
        try:
            return await self._open(values, self.stood - left)
        except Unsettled as unsettled:
            self._ask(unsettled.findings)
            raise

    def _ask(self, asked: Sequence[Finding]) -> None:
        """Ask about wording over the form; it is handed in again when all is said."""
        anchors = {found.anchor for found in asked if found.passage.field == DETAIL}
        if (place := next((each for each in self.wanting() if each.found.anchor in anchors), None)) is not None:
            self.set_focus(self.editor)
            self.go_to(place)
        self.ask_about(asked, lambda: self.call_later(self.action_accept))


def ticket_form(
    types: tuple[Label, ...],
    values: Mapping[str, str],
    own_id: str,
    submit: Callable[[Mapping[str, str], Collection[Anchor]], Awaitable[bool]],
    keep: Callable[[Mapping[str, str]], None],
    now: Callable[[], datetime],
    zone: tzinfo,
    said: Said,
) -> TicketForm:
    """The form with `values` in its fields. The agent asked first stays the owner, whoever handles it (TKT-14)."""
    options = tuple((each.id, label(each)) for each in types)
    asks = (
        Ask("subject", t("ticket.subject"), values.get("subject", "")),
        Ask("type", t("ticket.type"), values.get("type", ""), options=options),
        Ask(DETAIL, t("ticket.detail"), values.get(DETAIL, ""), required=False, lines=True),
        Ask("customer", t("ticket.customer"), values.get("customer", ""), required=False),
        Ask("contact", t("ticket.contact"), values.get("contact", ""), required=False),
        Ask("promised", t("ticket.promised"), values.get("promised", ""), required=False, hint=t("when.hint")),
        Ask("handler", t("ticket.handler"), values.get("handler", ""), required=False, hint=own_id),
    )
    return TicketForm(asks, values, own_id, submit, keep, now, zone, said)
