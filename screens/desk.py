"""The desk: the screen people look at all day. Left what to say, in the middle the note, right who it is about."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input, TextArea

from agentdesk.locale import t
from agentdesk.rules.call import Phase, hold_clock, wrap_up_left
from agentdesk.rules.presence import State
from agentdesk.services import calls, exchanges
from agentdesk.services.calls import CallView
from agentdesk.services.office import Desk
from screens.desk_forms import DeskForms
from screens.desk_lists import read_caller, read_resting, read_where
from screens.draw import plain
from screens.keys import bindings
from screens.pane import Topic
from screens.symbols import symbols
from screens.turns import in_turn
from screens.widgets.caller_card import CallerCard
from screens.widgets.columns import NoteColumn, ScriptColumn
from screens.widgets.flag_strip import FlagStrip
from screens.widgets.hold_timer import HoldTimer
from screens.widgets.idle import Idle
from screens.widgets.key_bar import KeyBar
from screens.widgets.note import Note
from screens.widgets.owed_list import OwedList
from screens.widgets.phrase_panel import PhrasePanel
from screens.widgets.refusal_panel import RefusalPanel
from screens.widgets.ring_card import RingCard
from screens.widgets.rows import PickRows
from screens.widgets.status_bar import StatusBar
from screens.widgets.words import Words
from screens.widgets.wrap_up import WrapUp
from screens.work import desk_app, guarded

RESTS = 0.3
"""Seconds without a key after which typing rests."""


LISTS_EVERY = timedelta(seconds=5)
"""How often the page between calls follows what others write."""

_LIVE = (Phase.TALKING, Phase.HOLDING)

WHEN: Mapping[str, tuple[Phase, ...]] = {
    "hold": (*_LIVE, Phase.WRAP_UP),
    "end": _LIVE,
    "phrases": _LIVE,
    "transfer": _LIVE,
    "fix": (*_LIVE, Phase.WRAP_UP),
    "callers": (*_LIVE, Phase.WRAP_UP),
    "needed": (*_LIVE, Phase.WRAP_UP),
    "ticket": (*_LIVE, Phase.WRAP_UP),
    "promise": _LIVE,
    "otherwise": (Phase.RINGING, *_LIVE),
    "rail": (Phase.RINGING, *_LIVE, Phase.WRAP_UP),
}
"""In which phases a key means something. Whether it may be done is not decided here: the rules refuse and say why."""


class DeskScreen(DeskForms):
    """Takes calls from ring to wrap-up."""

    CSS_PATH = "desk.tcss"
    GROUPS = ("desk", "wrap-up")
    BINDINGS: ClassVar = bindings("desk")
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._drafting: Timer | None = None
        self._typing = False
        self._lists_due = datetime.min.replace(tzinfo=UTC)
        self._stale = False
        self._unread = self._reading = False

    def body(self) -> ComposeResult:
        """The page between calls, the three columns of a call, and a line for what cannot wait."""
        yield Idle(id="idle")
        with Vertical(id="call"):
            yield ScriptColumn(id="script")
            with Vertical(id="rest"):
                yield NoteColumn(id="middle")
                with Vertical(id="side"):
                    yield RingCard(id="ring")
                    yield CallerCard(id="caller")
                with Vertical(id="owed"):
                    yield RefusalPanel(id="refusal")
                    yield Words(id="owed-title")
                    yield OwedList(id="duties")
        yield Words(id="notice")

    @guarded
    async def on_mount(self) -> None:
        """Come back to the call that is open at this seat, if there is one, and follow the store and the clock."""
        app = desk_app(self)
        self.query_one("#call").display = False
        self._title_note()
        app.store_changed.subscribe(self, self._store_changed)
        app.standing_changed.subscribe(self, lambda _: self._standing_changed())
        app.tick.subscribe(self, self._tick)
        app.packs_changed.subscribe(self, lambda _: self.watch_for_phrases())
        self.watch_for_phrases()  # compiled while nobody writes yet
        self.set_focus(self.query_one(Idle))
        await self.reread()
        if self.phase in (Phase.TALKING, Phase.HOLDING):
            self.set_focus(self.note)
        elif self.phase is Phase.WRAP_UP:
            self.set_focus(self.query_one("#codes"))

    def _title_note(self) -> None:
        self.note.border_title = plain(t("note.title"))

    # ---- what others change ---------------------------------------------------------------------------------------

    def _store_changed(self, _: None) -> None:
        self._look_again()

    def _look_again(self) -> None:
        """Read what others wrote; notices that come while it is read are one more reading."""
        self._unread = True
        if not self._reading:
            self._reading = True
            self._read_on()

    # Never exclusive: a reading that is cut short would leave a call half taken, without its draft.
    @work(group="sync", exit_on_error=False)
    @guarded
    async def _read_on(self) -> None:
        try:
            while self._unread:
                self._unread = False
                async with self.turn:
                    await self.reread()
        finally:
            self._reading = False

    async def reread(self) -> None:
        """Show what the store has for this desk: a call that rings, one that came back, a colleague who asks."""
        app = desk_app(self)
        view = await app.ask(calls.current, self.desk)
        self.asked = await app.ask(exchanges.pending, self.desk)
        if self.exchange is not None:
            self.exchange = await app.ask(exchanges.watch, self.desk, self.exchange.id)
        if view is None and self.view is not None:
            await self.leave_call()
        elif view is not None and (self.view is None or view.id != self.view.id):
            await self.take(view)
        else:
            self.view = view
            if view is None:
                await self._read_lists()
            self.show_all()

    async def _read_lists(self) -> None:
        """Read the page between calls, but not each time one of many other desks saves something."""
        app = desk_app(self)
        state = app.presence.state if app.presence else State.NOT_READY
        if self.resting is not None and self.resting.state is state and self.now() < self._lists_due:
            self._stale = True
            return
        self.resting = await app.ask(read_resting, self.desk, state)
        self._lists_due, self._stale = self.now() + LISTS_EVERY, False

    async def take(self, view: CallView) -> None:
        """Show a call that came, with its draft; what has the focus keeps it where it stays on the screen."""
        self.view, self.caller, self.where, self.refusal, self.exchange, self.picked = view, None, "", None, None, ""
        draft = await self.keeper.begin(view.id)
        self.take_draft(draft.fields if draft else {})
        self.watch_for_phrases()
        self.note.open_at(draft.note if draft else view.note, draft.caret if draft else (0, 0))
        self.show_all()
        if self.focused is None or not self.focused.is_on_screen:
            self.set_focus(self.rail)
        self.find_where()
        self.caller = await desk_app(self).ask(read_caller, view)
        self.show_side()

    @work(exit_on_error=False)
    @guarded
    async def find_where(self) -> None:
        """Add to the card where the caller's number belongs, once that is known."""
        asked = self.view
        if asked is None:
            return
        where = await desk_app(self).look_up(read_where, asked.number)
        if self.view is not None and self.view.id == asked.id:
            self.where = where
            self.show_side()

    def _standing_changed(self) -> None:
        presence = desk_app(self).presence
        if self.view is None and self.resting and presence and presence.state is not self.resting.state:
            self._look_again()

    def _tick(self, _: datetime) -> None:
        """The clocks of a call, and nothing else."""
        if self.view is None:
            if self._stale and self.now() >= self._lists_due:
                self._look_again()
            return
        call, timing, now = self.view.call, self.pack.timing, self.now()
        if self.phase is Phase.RINGING:
            card = self.query_one(RingCard)
            late = card.late
            self.show_ring()
            if card.late != late:
                self.show_script()  # one stage more
        elif self.phase is Phase.HOLDING:
            self.query_one(HoldTimer).show(hold_clock(call, now, timing))
        elif self.phase is Phase.WRAP_UP:
            self.query_one(WrapUp).show_left(wrap_up_left(call, now, timing) or 0.0)

    # ---- what is typed --------------------------------------------------------------------------------------------

    @on(TextArea.Changed, "#note")
    def _note_changed(self) -> None:
        self.keeper.touch()
        self._rest_then_read_back()

    @on(TextArea.SelectionChanged, "#note")
    def _caret_moved(self) -> None:
        self.keeper.touch()

    @on(Note.Flagged)
    def _flagged(self) -> None:
        self.show_flags()

    def _rest_then_read_back(self) -> None:
        """The read-back follows the note once typing rests: it is not drawn on the way of a key."""
        self._typing = True
        if self._drafting is None:
            self._drafting = self.set_timer(RESTS, self._read_back)

    def _read_back(self) -> None:
        self._drafting = self.set_timer(RESTS, self._read_back) if self._typing else None
        if not self._typing:
            self.remember_standing()
            self.show_read_back()
        self._typing = False

    @on(PhrasePanel.Filled)
    def _slot_typed(self, event: PhrasePanel.Filled) -> None:
        self.slots[event.slot] = event.value
        self.keeper.touch()
        self.show_script()
        self.refresh_bindings()

    @on(PhrasePanel.Settled)
    def _slot_done(self) -> None:
        shown = self.prompt()
        if shown and shown.missing:
            self.set_focus(self.rail)
            self.show_script()
            self.set_focus(self.query_one("#slot-value"))
        else:
            self.set_focus(self.rail)
            self.show_script()

    @on(CallerCard.Named)
    @guarded
    async def _named(self, event: CallerCard.Named) -> None:
        async with self.turn:
            await self.name_caller(event.name)

    @on(PickRows.Marked, "#rail")
    def _stage_marked(self, event: PickRows.Marked) -> None:
        """The mark of the rail shows the phrase of its stage."""
        stage = event.row
        chosen = next(iter(self.choices(stage)), None) if stage != self.stage_at_hand() else None
        self.picked = chosen.id if chosen else ""
        self.show_script()
        self.refresh_bindings()

    @on(PickRows.Picked, "#rail")
    def _stage_picked(self) -> None:
        self.app.call_later(self.app.run_action, "next", self)

    @on(WrapUp.Chosen)
    @guarded
    async def _code_chosen(self, event: WrapUp.Chosen) -> None:
        async with self.turn:
            await self.close_with(event.code)

    @on(WrapUp.Extended)
    @guarded
    async def _more_time(self) -> None:
        async with self.turn:
            await self.extend()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.keeper.touch()

    def action_other(self, by: str) -> None:
        """The next wording of the same stage."""
        phrase = self.phrase()
        ids = [each.id for each in self.choices(phrase.stage)] if phrase else []
        if phrase and len(ids) > 1:
            step = 1 if by == "right" else -1
            self.picked = ids[(ids.index(phrase.id) + step) % len(ids)]
            self.show_script()
            self.refresh_bindings()

    # ---- around the call ------------------------------------------------------------------------------------------

    def say_done(self, text: str) -> None:
        """Say in the strip under the note what was done; the next flag or key takes its place."""
        self.query_one(FlagStrip).say(plain(f"{symbols().said} {text}", "$said"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys act now; the footer shows the others dim."""
        if action == "transfer" and self.asked is not None:
            return True
        if action in WHEN:
            return True if self.phase in WHEN[action] else None
        if action in ("tick", "other"):
            return self.focused is not None and self.focused.id == "rail"
        return True

    @in_turn
    async def action_tick(self) -> None:
        """Say the phrase shown: enter in the script."""
        await self._speak()

    def on_resize(self, event: events.Resize) -> None:
        """Draw what is measured in cells again."""
        self.call_after_refresh(self.show_all)

    async def speak_again(self) -> None:
        """Draw everything in the language now in use; nothing typed is touched, because nothing is rebuilt."""
        self._title_note()
        self.note.placeholder = plain(t("note.placeholder"))
        app = desk_app(self)
        if self.view is not None:
            self.caller = await app.ask(read_caller, self.view)
            self.find_where()
            self.query_one(PhrasePanel).show(self.prompt(), again=True)
        elif self.resting is not None:
            self.resting = await app.ask(read_resting, self.desk, self.resting.state)
        self.show_all()
        self.show_flags()
        for bar in (self.query_one(StatusBar), self.query_one(KeyBar)):
            bar.refresh()

    def topic(self) -> Topic | None:
        """What the desk is, where nothing nearer explains itself."""
        return Topic(t("desk.title"), t("desk.help"))
