"""What the desk knows of its call, and how it shows it. Its keys are in `desk_moves` and `desk_forms`."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from textual.content import Content

from agentdesk.locale import language, t
from agentdesk.rules import prompt as prompting
from agentdesk.rules.call import (
    Action,
    CallRules,
    Phase,
    Refusal,
    Standing,
    hold_clock,
    obligations,
    rings,
    wrap_up_left,
)
from agentdesk.rules.pack import Direction, Pack, Phrase
from agentdesk.rules.prompt import LISTEN, READ_BACK
from agentdesk.rules.script import draft_read_back
from agentdesk.services import calls, wording
from agentdesk.services.calls import CallView
from agentdesk.services.drafts import Draft
from agentdesk.services.exchanges import ExchangeView
from agentdesk.services.office import Desk
from screens.desk_lists import caller_of
from screens.drafting import Keeper
from screens.draw import joined, plain
from screens.keys import Key, find, short
from screens.pane import Pane
from screens.symbols import symbols
from screens.widgets.caller_card import Caller, CallerCard, shown_number
from screens.widgets.flag_strip import FlagStrip
from screens.widgets.hold_timer import HoldTimer
from screens.widgets.idle import Idle, Resting
from screens.widgets.note import Note
from screens.widgets.owed_list import OwedList
from screens.widgets.phrase_panel import PhrasePanel, Prompt
from screens.widgets.refusal_panel import RefusalPanel
from screens.widgets.ring_card import RingCard
from screens.widgets.script_rail import ScriptRail
from screens.widgets.words import Words
from screens.widgets.wrap_up import WrapUp
from screens.work import desk_app

KEY_POINTS = "key_points"
"""The slot of the read-back: drafted from the note until the agent words it otherwise."""

CALLER = "caller"


class DeskBase(Pane[None]):
    """The state of the desk's screen, and the drawing of it. Every `show_…` paints only what is other than before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.turn = asyncio.Lock()
        self.view: CallView | None = None
        self.picked = ""
        """Id of the phrase the agent chose; empty for the one the call is at."""
        self.slots: dict[str, str] = {}
        """Values of slots that were typed."""
        self.forms: dict[str, str] = {}
        """What stands in the forms of this call, kept with the draft."""
        self.refusal: Refusal | None = None
        self.exchange: ExchangeView | None = None
        """The ID exchange this call waits for."""
        self.asked: ExchangeView | None = None
        """The ID exchange this desk is asked to answer."""
        self.caller: Caller | None = None
        self.resting: Resting | None = None
        self.unkept = False
        """The disk refused the last draft."""
        self.keeper = Keeper(self, desk, self._draft, self._lost)

    # ---- what is known --------------------------------------------------------------------------------------------

    @property
    def pack(self) -> Pack:
        """The pack of the call, or of the centre between calls."""
        office = desk_app(self).office
        assert office is not None
        return office.pack(self.view.pack_id if self.view else self.desk.pack_id)

    @property
    def phase(self) -> Phase:
        """The phase of the call; CLOSED where there is none."""
        return self.view.call.phase if self.view else Phase.CLOSED

    @property
    def narrow(self) -> bool:
        """Whether the terminal is small."""
        return self.app.size.width < 100

    @property
    def note(self) -> Note:
        """The editor."""
        return self.query_one(Note)

    @property
    def rail(self) -> ScriptRail:
        """The stages."""
        return self.query_one(ScriptRail)

    def now(self) -> datetime:
        """The moment."""
        return desk_app(self).now()

    def values(self) -> dict[str, str]:
        """The values of all slots that are known: the desk's own, then what was typed."""
        office = desk_app(self).office
        assert office is not None
        assert self.view is not None
        known = {KEY_POINTS: self.key_points(), **calls.slots(office, self.desk, self.view)}
        return known | {slot: value for slot, value in self.slots.items() if value.strip()}

    def key_points(self) -> str:
        """The key points of the call: as the agent worded them, else drafted from note and form (CALL-5)."""
        details = (self.forms.get("contact", ""), self.forms.get("promised", ""))
        typed = self.slots.get(KEY_POINTS, "").strip()
        drafted = draft_read_back(self.note.text, self.forms.get("subject", ""), details, language=self.pack.language)
        return typed or drafted

    def stage_at_hand(self) -> str:
        """The stage the call is at; before it is answered, its greeting."""
        if self.view is None or self.phase not in (Phase.RINGING, Phase.TALKING, Phase.HOLDING):
            return ""
        return prompting.at_hand(self.view.call, self.pack, self.now(), noted=bool(self.note.text.strip()))

    def phrase(self) -> Phrase | None:
        """The phrase that is shown and that the next key says."""
        if self.view is None:
            return None
        chosen = self.pack.phrase(self.picked) if self.picked else None
        if chosen is not None and (self.phase is not Phase.HOLDING or chosen.stage == "resume"):
            return chosen
        return next(iter(self.choices(self.stage_at_hand())), None)

    def choices(self, stage: str) -> tuple[Phrase, ...]:
        """The phrases of a stage in this call."""
        direction = self.view.call.direction if self.view else Direction.INBOUND
        return self.pack.at(stage, direction)

    def prompt(self) -> Prompt | None:
        """What is put before the agent now; None between calls and in the wrap-up."""
        phrase = self.phrase()
        if self.view is None or self.phase not in (Phase.RINGING, Phase.TALKING, Phase.HOLDING):
            return None
        if self.phase is Phase.TALKING and self.view.call.asked_to_wait and not self.picked:
            return Prompt("hold", hint="phrase.asked", word="next.hold")
        if phrase is None:
            return Prompt("", hint="phrase.through")
        values = self.values()
        missing = prompting.missing(phrase, values)
        typed = next((slot for slot in phrase.slots if slot in self.slots), "")
        own = KEY_POINTS if KEY_POINTS in phrase.slots else ""
        ids = [each.id for each in self.choices(phrase.stage)]
        return Prompt(
            phrase.stage,
            phrase,
            tuple((slot, values.get(slot, "")) for slot in phrase.slots),
            missing,
            self._asks(missing, typed or own),
            (ids.index(phrase.id) + 1, len(ids)) if phrase.id in ids else (0, 0),
            self._word(phrase.stage, missing),
            foreign=self.pack.language != language(),
        )

    def _asks(self, missing: tuple[str, ...], other: str) -> str:
        """The slot the field below the phrase holds. One that is being typed stays, filled or not."""
        shown = self.query_one(PhrasePanel).prompt
        if shown and shown.asks and shown.phrase == self.phrase() and self._typing_slot():
            return shown.asks
        return missing[0] if missing else other

    def _typing_slot(self) -> bool:
        return self.focused is not None and self.focused.id == "slot-value"

    def _word(self, stage: str, missing: tuple[str, ...]) -> str:
        """What the next key does, by its catalogue key."""
        if self.phase is Phase.RINGING:
            return "next.answer"
        if stage == "callback" and self.view and self.view.call.question and stage in self.view.call.stages:
            return "next.promise"
        if missing:
            return "next.read-back" if missing == (KEY_POINTS,) else "next.fill"
        return {READ_BACK: "next.confirm", "resume": "next.resume"}.get(stage, "next.say")

    def key_label(self, key: Key) -> str:
        """The footer says what the next key does at this moment."""
        if key.id == "next" and key.group == "desk":
            return t(self._next_word())
        return super().key_label(key)

    def _next_word(self) -> str:
        if self.view is None:
            state = desk_app(self).presence
            return f"next.{state.state}" if state and state.state in ("not-ready", "ready", "away") else "next.say"
        if self.phase is Phase.WRAP_UP:
            return "next.code"
        shown = self.prompt()
        return shown.word if shown and shown.word else "next.through"

    # ---- what is shown --------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show the call, or the page between calls, as it stands now."""
        calling = self.view is not None
        self.query_one("#call").display = calling
        self.query_one(Idle).display = not calling
        if calling:
            self.show_script()
            self.show_side()
            self.note.read_only = self.phase is Phase.RINGING
        else:
            self.show_idle()
        self.show_notice()
        self.refresh_bindings()

    def show_script(self) -> None:
        """The left column: rail and phrase, hold timer, or codes."""
        assert self.view is not None
        call, pack, now = self.view.call, self.pack, self.now()
        wrapping = self.phase is Phase.WRAP_UP
        self.query_one("#talk").display = not wrapping
        wrap = self.query_one(WrapUp)
        wrap.display = wrapping
        if wrapping:
            wrap.show(pack.wrap_up_codes, wrap_up_left(call, now, pack.timing) or 0.0)
            return
        shown, phrase = self.prompt(), self.phrase()
        self.rail.show_steps(prompting.steps(call, pack, now), self.stage_at_hand(), phrase.stage if phrase else "")
        self.query_one(PhrasePanel).show(shown)
        self.query_one(HoldTimer).show(hold_clock(call, now, pack.timing))

    def show_side(self) -> None:
        """The right column: ring or caller, and what is owed or was refused."""
        assert self.view is not None
        call, pack, now = self.view.call, self.pack, self.now()
        ringing = self.phase is Phase.RINGING
        self.query_one(RingCard).display = ringing
        card = self.query_one(CallerCard)
        card.display = not (ringing and self.narrow)
        card.set_class(ringing, "-ringing")
        cells = self.side_cells()
        caller = self.caller or caller_of(self.view)
        if ringing:
            self.show_ring()
        card.show(caller, desk_app(self).zone, compact=self.narrow, cells=cells)
        card.show_name(self.view.caller_name)
        self.query_one(RefusalPanel).show(self.refusal, cells + 2)
        owed = prompting.ordered(
            one
            for one in obligations(call, now, CallRules.of(pack))
            if self.phase is not Phase.WRAP_UP or one.standing is Standing.SETTLED or one.way is Action.CODE
        )
        listed = self.query_one(OwedList)
        listed.display = not ringing and self.refusal is None
        listed.show_owed(owed, compact=self.narrow, cells=cells)
        open_ones = sum(one.standing is Standing.OWED for one in owed)
        title = self.query_one("#owed-title", Words)
        title.display = listed.display and not self.narrow
        title.say(plain(t("owed.title", count=open_ones) if open_ones else t("owed.nothing"), "$foreground-muted"))

    def side_cells(self) -> int:
        """The width of a line in the right column."""
        return max(20, self.query_one("#side").size.width - 2 or (self.app.size.width - 38 if self.narrow else 32))

    def show_ring(self) -> None:
        """The ring card, as it counts."""
        assert self.view is not None
        call, pack = self.view.call, self.pack
        count = rings(call, self.now(), pack.timing)
        outbound = call.direction is Direction.OUTBOUND
        late = count > pack.timing.rings and not outbound
        slow = next(iter(self.choices("slow-answer")), None) if late else None
        where = self.caller.where if self.caller else ""
        self.query_one(RingCard).show(
            shown_number(self.view.number), where, count, slow.text if slow else "", outbound=outbound,
            cells=self.side_cells(),
        )  # fmt: skip

    def show_idle(self) -> None:
        """The page between calls."""
        if self.resting is not None:
            self.query_one(Idle).show(self.resting, desk_app(self).zone, self.now())

    def show_notice(self) -> None:
        """The line above the keys: an ID exchange that waits, or a draft that could not be kept."""
        line = self.query_one("#notice", Words)
        drawn = self._notice()
        line.display = bool(drawn)
        line.say(drawn)

    def _notice(self) -> Content:
        key = plain(f"  {short(find('desk', 'transfer').keys[0])} ", "bold $primary")
        if self.asked is not None:
            # Not the ID: it is to be heard, not read.
            who = t("exchange.asked-line", seat=self.asked.from_seat)
            return joined(plain(f" {symbols().prompt} {who}", "bold $owed"), key)
        if self.exchange is not None and self.view is not None:
            said = t(f"exchange.line-{self.exchange.status}", agent_id=self.exchange.to_id)
            return joined(plain(f" {symbols().prompt} {said}", "bold"), key)
        return plain(f" {symbols().error} {t('drafts.unkept')}", "bold $error") if self.unkept else Content("")

    def show_flags(self) -> None:
        """The strip under the note."""
        note = self.note
        ahead = note.flag_ahead
        text = note.text[ahead.hit.start : ahead.hit.end] if ahead else ""
        self.query_one(FlagStrip).show(note.flags, ahead, text)

    def show_read_back(self) -> None:
        """The phrase, where it depends on the note."""
        if self.view is None or self.phase is not Phase.TALKING:
            return
        shown = self.prompt()
        if shown != self.query_one(PhrasePanel).prompt and (shown is None or shown.stage in (READ_BACK, LISTEN)):
            self.show_script()
            self.refresh_bindings()

    def watch_for_phrases(self) -> None:
        """Let the note look for the pack's forbidden phrases."""
        self.note.watch_for(wording.matcher(self.pack).scan)

    # ---- drafts ---------------------------------------------------------------------------------------------------

    def _draft(self) -> Draft:
        slots = {f"slot.{slot}": value for slot, value in self.slots.items()}
        forms = {f"form.{name}": value for name, value in self.forms.items()}
        return Draft(self.note.text, self.note.cursor_location, slots | forms)

    def take_draft(self, fields: Mapping[str, str]) -> None:
        """Put the fields of a draft back where they were."""
        self.slots = {name[5:]: value for name, value in fields.items() if name.startswith("slot.")}
        self.forms = {name[5:]: value for name, value in fields.items() if name.startswith("form.")}

    def _lost(self, lost: bool) -> None:
        if lost != self.unkept:
            self.unkept = lost
            self.show_notice()
