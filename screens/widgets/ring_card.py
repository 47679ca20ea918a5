"""A call that rings: who, how long already, the key that answers, and what a late answer owes (CALL-1)."""

from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules.presence import State
from screens.draw import cut, joined, plain
from screens.keys import find, short
from screens.symbols import symbols
from screens.widgets.words import Words


class RingCard(Words):
    """Counts rings; it never takes the focus."""

    DEFAULT_CSS = """
    RingCard { height: auto; border: round $owed; padding: 0 1; border-title-style: bold; border-title-color: $owed; }
    RingCard.-late { border: heavy $error; border-title-color: $error; }
    """

    late = False
    """Whether more rings than allowed have passed."""

    def show(self, number: str, where: str, rings: int, slow: str, *, outbound: bool, cells: int) -> None:
        """The caller's number and place, the rings so far, and the slow-answer phrase once it is owed."""
        self.late = bool(slow)
        self.set_class(self.late, "-late")
        word = t("ring.dialling") if outbound else t("ring.count", count=rings)
        self.border_title = plain(f"{symbols().states[State.RINGING]} {word}")
        key = short(find("desk", "next").keys[0])
        answer = t("ring.reached") if outbound else t("ring.answer")
        lines = [
            plain(cut(f"{number}  {where}", cells - 4), "bold"),
            joined(plain(f"{key} ", "bold $primary"), plain(answer)),
        ]
        if self.late:
            lines.append(plain(t("ring.late", phrase=slow), "$error"))
        self.say(Content("\n").join(lines))
