"""Who tells what in the clauses of a Chinese sentence: the subject of a verb of saying, named or carried over."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from agentdesk.rules.cues import RELUCTANT, REPORTING, THEM
from agentdesk.rules.lexicon import (
    INTRODUCING,
    NOT_INTRODUCING,
    OBJECTS,
    OTHERS,
    PERSON,
    SCOLDING,
    SPEAKING,
    THIRD,
    is_object,
    words,
)

CLAUSE = re.compile('[,、;:—…“”"「」『』（）()\\[\\]【】]+')
_TRAILERS = frozenset(
    ("", "了", "道", "着", "一句", "句", "了一句", "了句", "我", "他", "她", "一声", "话", "对方", "客户")
)
"""What may follow a verb of saying before a comma that introduces speech."""

_NEXT = 6
"""How near to a verb of saying its account names somebody: 客户称昨天我说…"""

_PLAIN = frozenset(("说", "讲", "回", "答", "回了", "一句", "丢下", "丢了", "甩了", "来一句", "来了一句", "脱口"))
"""Verbs of saying that are not aimed at anybody."""

_ANOTHER = re.compile(f"(?:{words(OTHERS)})(?:也是|都是|则是|还是|也|则|是)$")
"""Somebody else between a verb of saying and a quotation: 还说上一位也是“…”."""
_ACTED_ON = re.compile("(?:我|本人)(?!们)[^听见看等记以觉知发猜说问讲嫌怕,的]{1,3}$")
"""The agent does something to whom is named next: 我打断他说."""
_ONLY_OBJECTS = re.compile(f"(?:{words(OBJECTS)}){{0,4}}$")


class Voice(Enum):
    """Whose words a wording is."""

    AGENT = auto()
    OTHER = auto()
    MENTION = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """Whose words, and how they stand: `placed` when something shows that they were said."""

    voice: Voice
    placed: bool
    bare: bool = False
    """Whether nothing but the default speaks for the voice."""


def _verb(clause: str) -> re.Match[str] | None:
    """The last verb of saying of a clause."""
    last = None
    for said in SPEAKING.finditer(clause):
        last = last if said["none"] else said
    return last


def ends_saying(clause: str) -> bool:
    """Whether a clause before a comma introduces speech."""
    verb = _verb(clause)
    if verb is None:
        return False
    if verb[0] in NOT_INTRODUCING:
        return clause.endswith(INTRODUCING)
    return clause[verb.end() :] in _TRAILERS


def scolds(clauses: list[str]) -> bool:
    """Whether the clause before tells how somebody else scolds, so that its words may go on."""
    verb = _verb(clauses[-1]) if clauses else None
    if verb is None or verb[0] not in SCOLDING:
        return False
    return (_subject(clauses[-1][: verb.start()]) or inherited(clauses[:-1])) is Voice.OTHER


def goes_on(clauses: list[str]) -> bool:
    """Whether the clause before is somebody else's speech that may go on: 他把笔一扔,说就这些,… or a word to 你们."""
    if not clauses:
        return False
    verb = _verb(clauses[-1])
    if verb is not None and verb.start() == 0 and verb[0] in ("说", "讲", "称") and len(clauses[-1]) > 2:
        return inherited(clauses[:-1]) is Voice.OTHER
    return bool(THEM.search(clauses[-1])) and _subject(clauses[-1]) is not Voice.AGENT


def clause_says(clauses: list[str], *, told: bool, colon: bool) -> Reading | None:
    """The speaker by the verb of saying of the last clause; None when it has none and nothing is quoted."""
    clause = clauses[-1]
    verbs = [said for said in SPEAKING.finditer(clause) if not said["none"]]
    passive = clause.rfind("被")
    if passive >= 0 and (told or verbs):
        own = clause[passive + 1 :].startswith(("我", "本人"))
        return Reading(Voice.AGENT if own else Voice.OTHER, placed=True)
    if not verbs:
        if not told:
            return None
        subject = _subject(clause.removesuffix("我") if not colon else clause)
        if subject is None:
            subject = inherited(clauses[:-1])
        return None if subject is None else Reading(subject, placed=True)
    verb = verbs[-1]
    rest = clause[verb.end() :]
    placed = told or _ONLY_OBJECTS.match(rest) is not None
    if told and _ANOTHER.search(rest):
        return Reading(Voice.OTHER, placed)
    subject = _subject(clause[: verb.start()])
    if subject is Voice.AGENT and _reported_before(clause[: verb.start()]):
        return Reading(Voice.OTHER, placed)
    if subject is not None:
        return Reading(subject, placed)
    if _at_me(clause, verb, rest):
        return Reading(Voice.OTHER, placed)
    if verb["mine"] and is_third(clauses[:-1]):
        return Reading(Voice.OTHER, placed)
    if (
        verb["mine"]
        or RELUCTANT.search(clause)
        or rest.startswith(("他", "她", "对方", "客户", "用户", "顾客"))
        or rest == "了"
    ):
        return Reading(Voice.AGENT, placed)
    if verb[0] in ("让", "叫") and not told:
        return Reading(inherited(clauses[:-1]) or Voice.AGENT, placed)
    return Reading(inherited(clauses[:-1]) or (Voice.OTHER if verb["theirs"] else Voice.AGENT), placed)


def _acted_on(text: str, person: re.Match[str]) -> bool:
    return person[0] in ("他", "她", "对方", "客户", "用户", "他们") and bool(_ACTED_ON.search(text[: person.start()]))


def _at_me(clause: str, verb: re.Match[str], rest: str) -> bool:
    """Whether the verb is aimed at the agent: 吼我, 说我“…”, 冲我喊; in 说我不知道 he is the subject of the words."""
    before = clause[: verb.start()]
    if before.endswith(("跟我", "对我", "冲我", "和我", "朝我", "给我", "向我")):
        return True
    return rest.startswith("我") and not (rest in ("我", "我们") and verb[0] in _PLAIN)


def is_third(clauses: list[str]) -> bool:
    """Whether the subject that carries over is neither the agent nor the caller: what follows is his answer."""
    for clause in reversed(clauses):
        subjects = [person for person in PERSON.finditer(clause) if not is_object(clause, person)]
        if subjects:
            return bool(subjects[-1]["other"]) and THIRD.match(subjects[-1][0]) is not None
    return False


def _subject(text: str) -> Voice | None:
    """Who does what the end of `text` leads to: the last person named who is no object."""
    found = None
    for person in PERSON.finditer(text):
        after = text[person.end() : person.end() + 1]
        if after == "的" and person.end() + 1 < len(text):
            if found is None and person["other"]:
                found = Voice.OTHER
            continue
        if is_object(text, person) or (found is Voice.AGENT and _acted_on(text, person)):
            continue
        found = Voice.AGENT if person["self"] else Voice.OTHER
    return found


def inherited(clauses: list[str]) -> Voice | None:
    """The subject that carries over from the clauses before, nearest first."""
    for clause in reversed(clauses):
        for person in PERSON.finditer(clause):
            if not is_object(clause, person):
                return Voice.AGENT if person["self"] else Voice.OTHER
    return None


def _reported_before(text: str) -> bool:
    """Whether what the agent is said to have said is itself somebody's account: 客户称我说…"""
    first = PERSON.search(text)
    if first is None or first["self"]:
        return False
    verb = next((said for said in SPEAKING.finditer(text, first.end()) if not said["none"]), None)
    if verb is None or verb[0] in ("问", "让", "叫", "催", "要求", "听", "嫌"):
        return False
    return any(person["self"] for person in PERSON.finditer(text, verb.end(), verb.end() + _NEXT))


def told_of(clauses: list[str]) -> bool:
    """Whether an unmarked wording stands in a tale about others: 客户说…,店员头也不抬,…"""
    if len(clauses) < 2 and not (clauses and REPORTING.search(clauses[-1])):
        return False
    tale = False
    for clause in clauses[:-1]:
        person = PERSON.search(clause)
        tale = tale or bool(REPORTING.search(clause) and (person is None or person["other"]))
        if person and person["self"]:
            tale = False
    if any(not said["none"] for said in SPEAKING.finditer(clauses[-1])):
        return False
    last = PERSON.search(clauses[-1])
    return tale and last is not None and bool(last["other"]) and last[0] not in ("客户", "用户", "他", "她", "对方")
