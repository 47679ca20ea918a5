"""The wrap-up: one digit chooses the code and saves everything; a countdown that can be extended."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from agentdesk.locale import language, t
from agentdesk.rules.pack import Label
from screens.draw import joined, plain, span
from screens.keys import bindings, find, short
from screens.widgets.rows import PickRows, Row
from screens.widgets.words import Words

EXTENSION = 30
"""Seconds that one press adds."""

_CLOSE = 15
"""Seconds left from which the countdown warns."""


def label(choice: Label) -> str:
    """A coded choice in the desk's language."""
    return choice.en if language() == "en" else choice.zh


class Codes(PickRows):
    """The codes; digits act here, because no text field has the focus."""

    BINDINGS = bindings("wrap-up")

    def action_code(self, digit: str) -> None:
        """Choose the code of that digit."""
        at = int(digit) - 1
        if at < len(self.rows):
            self.post_message(self.Picked(self, self.rows[at].id))

    def action_extend(self) -> None:
        """Ask for more time."""
        self.post_message(WrapUp.Extended())


class WrapUp(Vertical):
    """Codes and countdown, in the place of the script."""

    DEFAULT_CSS = """
    WrapUp {
        height: 1fr; padding: 0 1;
        & > #wrap-title { padding: 0 0 1 0; }
        & > #wrap-foot { padding: 1 0 0 0; color: $text-muted; }
    }
    """

    @dataclass
    class Chosen(Message):
        """Posted when a code was chosen."""

        code: str

    class Extended(Message):
        """Posted when more time was asked for."""

    def compose(self) -> ComposeResult:
        """Countdown, codes, how to extend."""
        yield Words(id="wrap-title")
        yield Codes(id="codes")
        yield Words(id="wrap-foot")

    def show(self, codes: Sequence[Label], left: float) -> None:
        """The pack's codes and the seconds left, negative when over."""
        rows = self.query_one(Codes)
        marked = rows.marked or (codes[0].id if codes else "")
        rows.show((Row(code.id, _line(at, code)) for at, code in enumerate(codes, 1)), marked)
        self.show_left(left)
        foot = joined(
            plain(
                f"{short(find('wrap-up', 'extend').keys[0])}/{short(find('desk', 'hold').keys[0])} ", "bold $primary"
            ),
            plain(t("wrapup.extend", seconds=EXTENSION)),
        )
        self.query_one("#wrap-foot", Words).say(foot)

    def show_left(self, left: float) -> None:
        """The countdown alone, as it ticks."""
        style = "$clock-ok" if left > _CLOSE else "$clock-warn" if left > 0 else "$clock-breach"
        word = t("wrapup.left") if left >= 0 else t("wrapup.over")
        title = joined(plain(f"{t('wrapup.title')}  ", "bold"), plain(f"{word} {span(left)}", f"bold {style}"))
        self.query_one("#wrap-title", Words).say(title)

    @on(PickRows.Picked)
    def _picked(self, event: PickRows.Picked) -> None:
        event.stop()
        self.post_message(self.Chosen(event.row))


def _line(at: int, code: Label) -> Content:
    digit = plain(f"{at} ", "bold $primary") if at <= 9 else plain("  ")
    return joined(digit, plain(label(code)))
