"""What is known at the desk: the call, what was typed, and the prompt that follows from both."""

from collections.abc import Mapping
from datetime import datetime

from agentdesk.locale import language, t
from agentdesk.rules import prompt as prompting
from agentdesk.rules.call import (
    Phase,
    Refusal,
)
from agentdesk.rules.flags import read_again, written_down
from agentdesk.rules.pack import Direction, Pack, Phrase
from agentdesk.rules.presence import AT_REST
from agentdesk.rules.prompt import READ_BACK
from agentdesk.rules.script import draft_read_back
from agentdesk.services import calls
from agentdesk.services.calls import CallView
from agentdesk.services.drafts import Draft
from agentdesk.services.exchanges import ExchangeView
from agentdesk.services.office import Desk
from screens.drafting import Keeper
from screens.keys import Key
from screens.widgets.caller_card import Caller
from screens.widgets.idle import Resting
from screens.widgets.phrase_panel import PhrasePanel, Prompt
from screens.widgets.script_rail import ScriptRail
from screens.wording import NoteWording
from screens.work import desk_app

KEY_POINTS = "key_points"
"""The slot of the read-back: drafted from the note until the agent words it otherwise."""

CALLER = "caller"

WORDING = "wording"
"""The field of a draft that keeps the agent's words on flagged wording."""


class DeskState(NoteWording):
    """What is known at the desk: the call, what was typed, and what follows from both."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
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
        self.where = ""
        """Place and carrier of the caller's number, once they are known."""
        self.resting: Resting | None = None
        self.unkept = False
        """The disk refused the last draft."""
        self.keeper = Keeper(self, desk, self._draft, self._lost)

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
        if (key.group, key.id) == ("desk", "next"):
            return t(self._next_word())
        if (key.group, key.id) == ("desk", "hold") and self.phase is Phase.WRAP_UP:
            return t("keys.wrap-up.extend")
        return super().key_label(key)

    def _next_word(self) -> str:
        if self.view is None:
            state = desk_app(self).presence
            return f"next.{state.state}" if state and state.state in AT_REST else "keys.desk.next"
        if self.phase is Phase.WRAP_UP:
            return "next.keep" if self.saving else "next.code"
        shown = self.prompt()
        return shown.word if shown and shown.word else "next.through"

    # ---- drafts ---------------------------------------------------------------------------------------------------

    def _draft(self) -> Draft:
        slots = {f"slot.{slot}": value for slot, value in self.slots.items()}
        forms = {f"form.{name}": value for name, value in self.forms.items()}
        wording = written_down(self.words, self.stood)
        flags = {WORDING: wording} if wording else {}
        return Draft(self.note.text, self.note.cursor_location, slots | forms | flags)

    def take_draft(self, fields: Mapping[str, str]) -> None:
        """Put the fields of a draft back where they were."""
        self.slots = {name[5:]: value for name, value in fields.items() if name.startswith("slot.")}
        self.forms = {name[5:]: value for name, value in fields.items() if name.startswith("form.")}
        try:
            self.words, self.stood = read_again(fields.get(WORDING, ""))
        except (ValueError, KeyError, TypeError):  # a draft of another version: what was said is asked for again
            self.words, self.stood = (), frozenset()
        self.saving = ""

    def show_notice(self) -> None:
        """Show what cannot wait; the line is drawn in `desk_display`."""
        raise NotImplementedError

    def _lost(self, lost: bool) -> None:
        if lost != self.unkept:
            self.unkept = lost
            self.show_notice()
