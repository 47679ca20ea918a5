"""How the desk shows what it knows. Every `show_…` paints only what is other than before."""

from dataclasses import replace

from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules import prompt as prompting
from agentdesk.rules.call import (
    Action,
    CallRules,
    Phase,
    Standing,
    hold_clock,
    obligations,
    rings,
    wrap_up_left,
)
from agentdesk.rules.pack import Direction
from agentdesk.rules.prompt import LISTEN, READ_BACK
from screens.desk_lists import caller_of
from screens.desk_state import DeskState
from screens.draw import joined, plain
from screens.keys import find, short
from screens.symbols import symbols
from screens.widgets.caller_card import CallerCard, shown_number
from screens.widgets.hold_timer import HoldTimer
from screens.widgets.idle import Idle
from screens.widgets.owed_list import OwedList
from screens.widgets.phrase_panel import PhrasePanel
from screens.widgets.refusal_panel import RefusalPanel
from screens.widgets.ring_card import RingCard
from screens.widgets.words import Words
from screens.widgets.wrap_up import WrapUp
from screens.work import desk_app


class DeskDisplay(DeskState):
    """The drawing of the desk."""

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
        caller = replace(self.caller or caller_of(self.view), where=self.where)
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
        self.query_one(RingCard).show(
            shown_number(self.view.number), self.where, count, slow.text if slow else "", outbound=outbound,
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
        self.look_for(self.pack, [self.note])
