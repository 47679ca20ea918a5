"""How long the caller has waited, large, and the nudges to go back to them (CALL-7)."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Digits

from agentdesk.locale import t
from agentdesk.rules.call import HoldClock
from screens.draw import plain, span
from screens.widgets.words import Words


class HoldTimer(Vertical):
    """Runs while the caller waits; rings the bell at every nudge."""

    DEFAULT_CSS = """
    HoldTimer {
        height: auto; padding: 0 1; color: $clock-ok;
        & > Digits { width: auto; }
        & > Static { color: $foreground; }
        &.-nudged { color: $clock-warn; }
        &.-long { color: $clock-breach; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._nudges = 0

    def compose(self) -> ComposeResult:
        """The clock, and a line under it."""
        yield Digits()
        yield Words()

    def show(self, clock: HoldClock | None) -> None:
        """The clock as it stands; None where nobody waits."""
        self.display = clock is not None
        if clock is None:
            self._nudges = 0
            return
        self.query_one(Digits).update(span(clock.seconds))
        if clock.nudges > self._nudges:
            self.app.bell()
        self._nudges = clock.nudges
        self.set_class(clock.nudges == 1, "-nudged")
        self.set_class(clock.nudges > 1, "-long")
        key = "hold.nudge" if clock.nudges else "hold.waits"
        self.query_one(Words).say(plain(t(key, count=clock.nudges)))
