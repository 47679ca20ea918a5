"""The one way text gets onto the screen: cleaned, never read as markup, and measured in cells (汉字 takes four)."""

from datetime import datetime, tzinfo

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from agentdesk.text import clean

ELLIPSIS = "…"


def plain(text: str, style: str = "", *, lines: bool = False) -> Content:
    """`text` as it may be drawn; `style` as in Textual (`bold $said`). `lines` keeps its line breaks."""
    safe = clean(text, lines=lines)
    return Content.styled(safe, style) if style else Content(safe)


def joined(*parts: Content | str) -> Content:
    """Drawn pieces one after the other; a plain str goes through `plain`."""
    return Content("").join(part if isinstance(part, Content) else plain(part) for part in parts)


def cut(text: str, cells: int) -> str:
    """`text` cleaned and at most that many cells wide, with an ellipsis where something fell away."""
    text = clean(text)
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, max(0, cells - 1)).rstrip() + ELLIPSIS if cells > 0 else ""


def pad(text: str, cells: int) -> str:
    """`text` cleaned and exactly that many cells wide."""
    return set_cell_size(cut(text, cells), cells)


def span(seconds: float) -> str:
    """A length of time as a desk clock shows it: `0:07`, `12:34`, `1:02:03`; negative with a minus."""
    sign, whole = ("-", int(-seconds)) if seconds < 0 else ("", int(seconds))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{sign}{hours}:{minute:02}:{second:02}" if hours else f"{sign}{minute}:{second:02}"


def wall(moment: datetime, zone: tzinfo | None) -> str:
    """The time of day in the centre's zone, `14:03`; in the machine's where `zone` is None."""
    return f"{moment.astimezone(zone):%H:%M}"
