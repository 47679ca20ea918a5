"""How practice is drawn: the situation, the mark of an answer, and the answers so far."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from textual.content import Content

from agentdesk.locale import has, language, t
from agentdesk.rules.pack import SLOT, Phrase
from agentdesk.rules.practice import Grade, Mark
from agentdesk.services.drill import AnswerLine, Situation
from screens.draw import cut, joined, pad, plain
from screens.symbols import symbols
from screens.widgets.phrase_panel import slot_name

_LABEL = 10
_STYLES = {
    Grade.LETTER: "bold $said",
    Grade.CLOSE: "bold $owed",
    Grade.MISSING: "bold $owed",
    Grade.FORBIDDEN: "bold $flag",
}


def _glyph(grade: Grade) -> str:
    signs = symbols()
    return {Grade.LETTER: signs.said, Grade.CLOSE: signs.settled, Grade.MISSING: signs.owed}.get(grade, signs.error)


def _worded(text: str, values: Mapping[str, str]) -> str:
    """A phrase with what the desk knows in its slots, and the names of the others."""
    return SLOT.sub(lambda slot: values.get(slot[1], "") or f"‹{slot_name(slot[1])}›", text)


def _fact(key: str, content: Content | str) -> Content:
    return joined(plain(pad(t(key), _LABEL), "$foreground-muted"), content)


def when(phrase: Phrase) -> str:
    """The situation within its stage, in the language in use; empty for the stage's ordinary phrase."""
    return phrase.situation_gloss if language() == "en" and phrase.situation_gloss else phrase.situation


def situation_card(shown: Situation, cells: int) -> Content:
    """What is asked for, and why, in lines of so many cells; not how the pack says it."""
    phrase = shown.phrase
    rule = f"rule.{phrase.rule}"
    why = f"{phrase.rule} {t(rule)}" if has(rule) else phrase.rule
    facts = [("drill.situation", when(phrase) or t("drill.ordinary")), ("drill.rule", why)]
    facts.append(("drill.meaning", _worded(phrase.gloss, shown.values)))
    if phrase.binds:
        facts.append(("drill.wording", t("phrase.binds")))
    return Content("\n").join(_folded(key, text, cells) for key, text in facts)


def _folded(key: str, text: str, cells: int) -> Content:
    """A fact over as many lines as it takes, its further lines under the first. Chinese has no blanks to wrap at."""
    room, words = max(8, cells - _LABEL), plain(text)
    chinese = 2 * sum(not sign.isascii() for sign in text) > len(text)
    first, *rest = words.fold(room) if chinese else words.wrap(room)
    return Content("\n").join((_fact(key, first), *(joined(" " * _LABEL, line) for line in rest)))


def graded(mark: Mark) -> Content:
    """A mark in words."""
    return plain(f"{_glyph(mark.grade)} {t(f'drill.grade.{mark.grade}')}", _STYLES[mark.grade])


def result(line: AnswerLine, values: Mapping[str, str], cells: int) -> Content:
    """What came of an answer: its mark, what is missing in it, and the phrase."""
    said = [graded(line.mark)]
    if line.mark.missing:
        missing = "".join(t("drill.quoted", text=_worded(part, values)) for part in line.mark.missing)
        said.append(_folded("drill.missing", missing, cells))
    said.append(_folded("drill.wanted", _worded(line.wanted, values), cells))
    return Content("\n").join(said)


def answer_line(line: AnswerLine, zone: tzinfo | None, now: datetime, cells: int, *, agents: bool) -> Content:
    """An answer in one line `cells` wide; `agents` says whose it is."""
    local = line.at.astimezone(zone)
    at = f"{local:%H:%M}" if local.date() == now.astimezone(zone).date() else f"{local:%m-%d}"
    head = joined(
        plain(f"{_glyph(line.mark.grade)} {pad(t(f'drill.short.{line.mark.grade}'), 8)}", _STYLES[line.mark.grade]),
        plain(pad(line.agent_id, 7) if agents else ""),
        plain(pad(at, 6), "$foreground-muted"),
        plain(pad(t(f"stage.{line.stage}"), 14), "$foreground-muted"),
    )
    return joined(head, plain(cut(line.text, max(4, cells - head.cell_length))))


def whole(line: AnswerLine) -> str:
    """Everything on record of an answer, as text."""
    missing = "".join(t("drill.quoted", text=_worded(part, {})) for part in line.mark.missing)
    facts = [t(f"drill.grade.{line.mark.grade}"), f"{t('drill.wanted')} {_worded(line.wanted, {})}"]
    if missing:
        facts.insert(1, f"{t('drill.missing')} {missing}")
    return "\n".join((line.text, "", *facts))
