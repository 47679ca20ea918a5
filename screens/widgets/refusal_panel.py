"""What was refused, and exactly what is owed for it: beside the work, never over the note."""

from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules.call import Refusal, Why
from screens.draw import joined, plain
from screens.symbols import symbols
from screens.widgets.owed_list import owed_line, way_key
from screens.widgets.words import Words


class RefusalPanel(Words):
    """Stands where what is owed stands, until it is settled or put away."""

    DEFAULT_CSS = """
    RefusalPanel {
        height: auto; border: round $error; border-title-color: $error; border-title-style: bold;
        border-subtitle-color: $text-muted; padding: 0 1;
    }
    """

    def show(self, refusal: Refusal | None, cells: int) -> None:
        """Show a refusal `cells` wide, or nothing."""
        self.display = refusal is not None
        if refusal is None:
            return
        self.border_title = plain(f"{symbols().error} {t(f'refused.{refusal.action}')}")
        self.border_subtitle = plain(t("refused.away"))
        self.say(_drawn(refusal, cells - 4))


def _drawn(refusal: Refusal, cells: int) -> Content:
    if refusal.why is Why.OWED:
        return Content("\n").join(owed_line(one, cells) for one in refusal.owed)
    ways = (joined(plain(f"{way_key(way)} ", "bold $primary"), plain(t(f"way.{way}"))) for way in refusal.ways)
    return Content("\n").join((plain(t(f"refused.why.{refusal.why}")), *ways))
