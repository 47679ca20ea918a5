"""The script at work: which stages a call goes through, what a phrase becomes once filled in, how one is found."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, time

from agentdesk.rules.moves import Said
from agentdesk.rules.pack import STAGES, Direction, Pack, Phrase, filled

_ORDER = {stage: place for place, stage in enumerate(STAGES)}

_DAY: Mapping[str, tuple[tuple[time, str], ...]] = {
    # B0 ch. 1 §5.2 knows 早上好 and 下午好; at other hours its 您好.
    "zh_CN": ((time(5), "早上好"), (time(12), "下午好"), (time(18), "您好")),
    "en": ((time(5), "Good morning"), (time(12), "Good afternoon"), (time(18), "Good evening")),
}

_SENTENCE = re.compile(r"[\n。！？!?；;]+|\.\s")
_SPEAKER = re.compile(r"\s*(客户?|用户|来电人|caller|customer)\s*[:：]\s*", re.IGNORECASE)
_OWN_WORDS = re.compile(r"\s*(我|坐席|客服|agent|me)\s*[:：]", re.IGNORECASE)
_ENDS = " \t,，、。.;；:：!！?？-·*•"

_POINTS, _POINT, _LONGEST = 6, 80, 200
"""The most points of a draft, characters of a point, characters of all."""


def rail(pack: Pack, direction: Direction) -> tuple[str, ...]:
    """The stages of a call of that direction, in order (ID-2, ID-3)."""
    return pack.rail if direction is Direction.INBOUND else pack.rail_outbound


def greeting_of_day(local: time, language: str) -> str:
    """The greeting for that time of day at the centre; fills `{greeting}`. An unknown language greets in English."""
    greetings = _DAY.get(language, _DAY["en"])
    return next((said for since, said in reversed(greetings) if local >= since), greetings[-1][1])


def known(
    pack: Pack, *, agent_id: str, agent_name: str, caller_name: str, local: time, key_points: str = ""
) -> dict[str, str]:
    """The slots the desk fills by itself; `local` is the time of day at the centre. What is not known is left out."""
    values = {
        "agent_id": agent_id,
        "name": agent_name,
        "unit": pack.unit,
        "caller": caller_name,
        "greeting": greeting_of_day(local, pack.language),
        "key_points": key_points,
    }
    return {slot: value for slot, value in values.items() if value.strip()}


def say(
    phrase: Phrase,
    values: Mapping[str, str],
    *,
    agent_id: str,
    unit: str,
    caller_name: str,
    at: datetime,
) -> Said | tuple[str, ...]:
    """The phrase as said at that moment, or the slots that still want a value.

    `values` fills slots beside the agent's ID, the unit and, where it is known, the caller's name. What the wording
    states (ID-2, ID-3) and whom it addresses (CALL-3) is read off its slots and the filled text.
    """
    all_values = {**values, "agent_id": agent_id, "unit": unit}
    if caller_name.strip():
        all_values["caller"] = caller_name
    text, missing = filled(phrase.text, all_values)
    if missing:
        return missing
    return Said(
        at,
        phrase.stage,
        phrase.id,
        text,
        states_id="agent_id" in phrase.slots,
        states_unit="unit" in phrase.slots or (bool(unit.strip()) and unit.strip() in text),
        addresses="caller" in phrase.slots,
    )


def draft_read_back(note: str, subject: str = "", details: Iterable[str] = (), *, language: str = "zh_CN") -> str:
    """The key points to repeat to the caller (CALL-5), drafted from the note, the form's subject and further details.

    The subject comes first, the details (a contact, a promised time) last; between them the note's sentences without
    the agent's own words, as long as there is room: it is a draft that the agent edits.
    """
    kept: list[str] = []
    first, last = _point(subject), [point for point in map(_point, details) if point]
    room = _LONGEST - len(first) - sum(map(len, last))
    for sentence in _SENTENCE.split(note):
        point = "" if _OWN_WORDS.match(sentence) else _point(_SPEAKER.sub("", sentence, count=1))
        if point and point not in (first, *kept, *last) and len(kept) < _POINTS and len(point) <= room:
            kept.append(point)
            room -= len(point)
    points = dict.fromkeys(point for point in (first, *kept, *last) if point)
    return ("；" if language == "zh_CN" else "; ").join(points)


def _point(text: str) -> str:
    point = " ".join(text.split()).strip(_ENDS)
    return point if len(point) <= _POINT else point[: _POINT - 1] + "…"


def find(pack: Pack, query: str, initials: Mapping[str, str] | None = None) -> tuple[Phrase, ...]:
    """The phrases that fit a query, best first: by text, situation, stage, gloss, id and pinyin initials.

    Every word of the query must fit. `initials` gives a phrase's initials by its id (`packs.initials`), so that `dbq`
    finds 对不起. Of phrases that fit alike the shortest comes first. An empty query finds every phrase, in call order.
    """
    words = _folded(query).split()
    ranked = []
    for place, phrase in enumerate(pack.phrases):
        ranks = [_rank(phrase, word, (initials or {}).get(phrase.id, "")) for word in words]
        if None not in ranks:
            worst = max((rank for rank in ranks if rank is not None), default=0)
            length = len(phrase.text) if words else 0
            ranked.append((worst, length, _ORDER[phrase.stage], phrase.situation != "", place, phrase))
    return tuple(entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1]))


def _rank(phrase: Phrase, word: str, initials: str) -> int | None:
    """How well a word fits a phrase, 0 the best; None if it does not."""
    text, gloss = _folded(phrase.text), _folded(phrase.gloss)
    situation = _folded(f"{phrase.situation} {phrase.situation_gloss}")
    fits = (
        word in (phrase.id, phrase.stage) or text.startswith(word),
        initials.startswith(word),
        word in text,
        word in situation,
        word in phrase.stage or word in phrase.id,
        word in initials,
        word in gloss,
    )
    return next((rank for rank, fit in enumerate(fits) if fit), None)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
