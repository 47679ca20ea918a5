"""How flags are drawn: one line in a list, and everything on record of one."""

from datetime import datetime, tzinfo

from rich.cells import cell_len
from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules.flags import Closed, Judged, Spoken, Step
from agentdesk.rules.forbidden import Forbidden
from agentdesk.services.flag_work import OBSERVED
from agentdesk.services.flags import FlagLine, FlagView
from screens.draw import cut, joined, pad, plain
from screens.symbols import symbols

_LEAD = 14
"""Cells of a sentence that stand before its flagged wording in a list."""

_AROUND = 400
"""Code points of a text on either side of its flagged wording that the detail shows."""

_LABEL = 10


def glyph(severity: str) -> str:
    """The sign of a rung of the ladder; a word always stands with it."""
    signs = symbols()
    return {"hint": signs.open, "confirm": signs.owed, "tell": signs.blocking}.get(severity, signs.error)


def age(at: datetime, now: datetime) -> str:
    """How long ago, in the coarsest unit that says something."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return t("flags.age-now")
    if minutes < 60:
        return t("flags.age-minutes", count=minutes)
    return t("flags.age-hours", count=minutes // 60) if minutes < 1440 else t("flags.age-days", count=minutes // 1440)


def state(line: FlagLine) -> str:
    """How far a flag has come: its verdict, where there is one."""
    return t(f"flags.verdict.{line.verdict}") if line.verdict else t(f"flags.status.{line.status}")


def flag_line(line: FlagLine, now: datetime, cells: int, *, agents: bool) -> Content:
    """A flag in one line `cells` wide; `agents` says whose it is."""
    loud = line.pending and line.severity in ("tell", "block")
    head = joined(
        plain(f"{glyph(line.severity)} {pad(t(f'flags.severity.{line.severity}'), 9)}", "bold $flag" if loud else ""),
        plain(pad(state(line), 10), "bold" if line.pending else "$foreground-muted"),
        plain(pad(line.agent_id, 7) if agents else ""),
        plain(pad(age(line.at, now), 9), "$foreground-muted"),
    )
    return joined(head, _said(line, max(8, cells - head.cell_length)))


def _said(line: FlagLine, cells: int) -> Content:
    if line.kind == OBSERVED:
        what = t(f"flags.observation.{line.phrase}")
        return plain(cut(f"{t('flags.observed')} {symbols().dot} {what} {symbols().dot} {line.text}", cells))
    return in_sentence(line.context, line.before, line.text, cells)


def in_sentence(context: str, before: int, text: str, cells: int) -> Content:
    """A wording in its sentence, in one line: what stands before it gives way first."""
    lead = context[:before]
    while lead and cell_len(lead) > _LEAD:
        lead = lead[1:]
    lead = symbols().more + lead if len(lead) < before else lead
    wording = cut(text, max(4, cells - cell_len(lead)))
    rest = cut(context[before + len(text) :], cells - cell_len(lead) - cell_len(wording))
    return joined(plain(lead), plain(wording, "underline bold $flag"), plain(rest))


def flag_detail(view: FlagView, phrase: Forbidden | None, zone: tzinfo | None) -> Content:
    """Everything on record of a flag; `phrase` is what its pack says of it today."""
    line = view.line
    title = joined(
        plain(f"{glyph(line.severity)} {t(f'flags.severity.{line.severity}')}", "bold $flag"),
        plain(f" {symbols().dot} {line.rule} {symbols().dot} {line.agent_id} {symbols().dot} "),
        plain(f"{line.at.astimezone(zone):%Y-%m-%d %H:%M}", "$foreground-muted"),
        plain(f" {symbols().dot} {state(line)}", "bold"),
    )
    # What was said of it comes before what the pack says: on a small screen the end is out of sight.
    return Content("\n").join((title, *_where(view), *_life(view, zone), Content(""), *_facts(view, phrase)))


def _where(view: FlagView) -> list[Content]:
    line = view.line
    if line.kind == OBSERVED:
        what = t(f"flags.observation.{line.phrase}")
        return [
            _fact("flags.what", plain(f"{what}: {line.text}", lines=True)),
            plain(t("flags.raised-by", agent_id=view.raised_by), "$foreground-muted"),
        ]
    # A line of Chinese is one word to a wrapper that breaks at blanks: the text has lines of its own.
    return [_fact("flags.found-in", plain(t(f"flags.subject.{line.subject}"))), _text(view)]


def _facts(view: FlagView, phrase: Forbidden | None) -> list[Content]:
    line = view.line
    if line.kind == OBSERVED:
        return []
    facts = []
    if phrase is not None:
        facts.append(_fact("flags.phrase", plain(phrase.text)))
        facts += [_fact("flags.instead", plain(phrase.replacement))] if phrase.replacement else []
    facts.append(_fact("flags.pack", plain(f"{line.pack_id} {view.pack_version}", "$foreground-muted")))
    return facts


def _fact(key: str, content: Content) -> Content:
    return joined(plain(pad(t(key), _LABEL), "$foreground-muted"), content)


def _text(view: FlagView) -> Content:
    """The text as it was saved, with the flagged wording marked; a long one around it."""
    whole, start, end = view.whole, view.start, view.end
    first, last = max(0, start - _AROUND), min(len(whole), end + _AROUND)
    more = symbols().more
    return joined(
        plain((more if first else "") + whole[first:start], lines=True),
        plain(whole[start:end], "underline bold $flag", lines=True),
        plain(whole[end:last] + (more if last < len(whole) else ""), lines=True),
    )


def _life(view: FlagView, zone: tzinfo | None) -> list[Content]:
    steps = [_step(step, zone) for step in view.steps]
    if view.line.pending and not view.line.stance:
        steps.append(plain(t("flags.word-missing"), "$foreground-muted"))
    if view.line.taught:
        steps.append(plain(f"{symbols().said} {t('flags.in-pack')}", "$said"))
    return steps


def _step(step: Step, zone: tzinfo | None) -> Content:
    match step:
        case Spoken():
            said = t("flags.step.spoken", agent_id=step.by, what=t(f"flags.stance.{step.stance}"))
            further = step.reason
        case Judged():
            said = t("flags.step.judged", agent_id=step.by, what=t(f"flags.verdict.{step.verdict}"))
            further = step.remark
        case Closed():
            said, further = t("flags.step.closed", agent_id=step.by), ""
    when = plain(f"{step.at.astimezone(zone):%m-%d %H:%M} ", "$foreground-muted")
    return joined(when, plain(said), plain(f" {symbols().dot} {further}" if further else "", lines=True))
