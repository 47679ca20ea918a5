"""The rail: the stages of this call, which are said, which is at hand, which block the end."""

from collections.abc import Sequence

from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules.pack import Binding
from agentdesk.rules.prompt import Step
from screens.draw import joined, plain
from screens.symbols import symbols
from screens.widgets.rows import PickRows, Row


class ScriptRail(PickRows):
    """Marking a stage shows its phrase. Enter, which says it, is a key of the desk: keys keep their order so."""

    def show_steps(self, steps: Sequence[Step], at_hand: str, shown: str) -> None:
        """The stages with the one at hand; the mark stands on the stage whose phrase is `shown`."""
        self.show((Row(step.stage, _drawn(step, at_hand)) for step in steps), shown)


def _drawn(step: Step, at_hand: str) -> Content:
    glyphs = symbols()
    name = t(f"stage.{step.stage}")
    if step.done:
        return joined(plain(f"{glyphs.said} ", "$said"), plain(name, "$foreground-muted"))
    owed = plain(f" {glyphs.blocking}", "$owed") if step.binding is Binding.BLOCKING else plain("")
    if step.stage == at_hand:
        return joined(plain(f"{glyphs.now} ", "bold $primary"), plain(name, "bold"), owed)
    return joined(plain(f"{glyphs.open} ", "$foreground-muted"), plain(name), owed)
