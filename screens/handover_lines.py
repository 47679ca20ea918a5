"""How handover logs are drawn: one line in a list, and everything on record of one."""

from datetime import datetime, tzinfo

from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules.handover import Accepted, Part, Remarked, Status
from agentdesk.services.handover import LogLine, LogView
from screens.draw import joined, pad, plain
from screens.symbols import symbols

_STATE = 10
"""Cells of the word for how far a log has come."""

_WHO = 16


def waits(line: LogLine, own_id: str) -> bool:
    """Whether a log waits for the agent who looks at it."""
    return line.status == Status.OFFERED and line.to_id == own_id


def giver(line: LogLine, own_id: str) -> str:
    """Who gave it. The successor is told the ID by its owner and enters it (ID-1): till then the seat stands here."""
    return t("handover.seat", seat=line.from_seat) if waits(line, own_id) else line.from_id


def state(line: LogLine, own_id: str) -> str:
    """How far it has come, in a word."""
    return t("handover.waits") if waits(line, own_id) else t(f"handover.status.{line.status}")


def _glyph(line: LogLine, own_id: str) -> str:
    if waits(line, own_id):
        return symbols().blocking
    return symbols().owed if line.status == Status.OFFERED else symbols().said


def log_line(line: LogLine, own_id: str, zone: tzinfo | None) -> Content:
    """A log in one line: how far it has come, from whom to whom, when."""
    style = "bold $owed" if waits(line, own_id) else "bold" if line.status == Status.OFFERED else "$foreground-muted"
    return joined(
        plain(f"{_glyph(line, own_id)} {pad(state(line, own_id), _STATE)}", style),
        plain(pad(_way(line, own_id), _WHO)),
        plain(_moment(line.offered_at, zone), "$foreground-muted"),
    )


def _way(line: LogLine, own_id: str) -> str:
    return f"{giver(line, own_id)} {symbols().states['handing-over']} {line.to_id}"


def _moment(at: datetime, zone: tzinfo | None) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"


def log_detail(view: LogView, own_id: str, zone: tzinfo | None) -> Content:
    """Everything on record of a log."""
    line, remarks = view.line, [each for each in view.steps if isinstance(each, Remarked)]
    dot = f" {symbols().dot} "
    title = joined(
        plain(f"{_glyph(line, own_id)} {state(line, own_id)}", "bold"),
        plain(f"{dot}{_named(view, line.from_id, own_id)} {symbols().states['handing-over']} "),
        plain(f"{_named(view, line.to_id, own_id)}{dot}"),
        plain(f"{line.offered_at.astimezone(zone):%Y-%m-%d %H:%M}", "$foreground-muted"),
    )
    # On a small screen the end is out of sight: that there are remarks is said before the text they are on.
    count = [plain(t("handover.remarks", count=len(remarks)), "bold")] if remarks else []
    wrong = [plain(t("handover.wrong", count=view.wrong), "$foreground-muted")] if view.wrong else []
    parts = [drawn for part in Part for drawn in _part(view, part)]
    said = [drawn for each in remarks for drawn in _remark(view, each, own_id, zone)]
    accepted = [_taken(view, each, own_id, zone) for each in view.steps if isinstance(each, Accepted)]
    return Content("\n").join((title, *wrong, *accepted, *count, Content(""), *parts, *said))


def _named(view: LogView, agent_id: str, own_id: str) -> str:
    """An ID and the name behind it; of a giver whose ID is still to be heard, the seat and the name."""
    shown = giver(view.line, own_id) if agent_id == view.line.from_id else agent_id
    return f"{shown} {view.names.get(agent_id, '')}".strip()


def _part(view: LogView, part: Part) -> tuple[Content, ...]:
    # A line of Chinese is one word to a wrapper that breaks at blanks: the text has lines of its own.
    text = view.parts[part]
    label = plain(t(f"handover.part.{part}"), "bold $primary")
    if not text:
        return (joined(label, plain(f"  {t('handover.nothing')}", "$foreground-muted")),)
    return label, plain(text, lines=True)


def _taken(view: LogView, step: Accepted, own_id: str, zone: tzinfo | None) -> Content:
    said = t("handover.step.accepted", who=_named(view, step.by, own_id))
    return joined(plain(f"{_moment(step.at, zone)} ", "$foreground-muted"), plain(said, "$said"))


def _remark(view: LogView, step: Remarked, own_id: str, zone: tzinfo | None) -> tuple[Content, ...]:
    said = t("handover.step.remarked", who=_named(view, step.by, own_id))
    head = joined(plain(said, "bold $primary"), plain(f"  {_moment(step.at, zone)}", "$foreground-muted"))
    return Content(""), head, plain(step.text, lines=True)
