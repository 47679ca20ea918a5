"""Who speaks: whether a wording in a call note is the agent's own, somebody else's, or only mentioned.

Everything looks at a bounded stretch around the wording, so a scan stays linear in the text.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from agentdesk.rules import english, fold
from agentdesk.rules.around import ENDS, REACH, Around, sentence_before, surroundings
from agentdesk.rules.cues import (
    COPIED,
    DENIED,
    DENIED_AFTER,
    LABEL,
    MENTION,
    OWN_AFTER,
    RELUCTANT,
    REPORTING,
    THEIR_AFTER,
    THEM,
)
from agentdesk.rules.lexicon import (
    AFTER_PREPOSITION,
    FIELD_LABELS,
    INTRODUCING,
    NOT_INTRODUCING,
    OBJECTS,
    PERSON,
    SAY,
    SAY_OTHER,
    SAY_SELF,
    SCOLDING,
    SELF_LABELS,
    SPEAKING,
    words,
)

_HEAD = 40
"""How many signs at the beginning of a note say what the note is about."""

_TAIL = 40
_CLAUSE = re.compile('[,、;:—…“”"「」『』（）()\\[\\]【】]+')
_TRAILERS = frozenset(
    ("", "了", "道", "着", "一句", "句", "了一句", "了句", "我", "他", "她", "一声", "话", "对方", "客户")
)
"""What may follow a verb of saying before a comma that introduces speech."""

_ONLY_OBJECTS = re.compile(f"(?:{words(OBJECTS)}){{0,4}}$")
_INTRODUCING = frozenset(word[-1] for word in (*SAY, *SAY_SELF, *SAY_OTHER, *OBJECTS))


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


def read(text: str, start: int, end: int) -> Reading:
    """Who says `text[start:end]`."""
    low = max(0, start - REACH)
    plain = fold.plain(text[low : end + REACH])
    head = fold.plain(text[:_HEAD]) if low else plain[:_HEAD]
    start, end = start - low, end - low
    around = surroundings(plain, start, end)
    if _mentioned(head[: low + start], around):
        return Reading(Voice.MENTION, placed=True)
    label = _label(plain, start, around)
    if label is not None:
        return Reading(label, placed=True)
    if english.is_english(around.lead, plain[start:end]):
        own, placed, bare = english.speaks(around.lead, around.tail, around.quoted)
        return Reading(Voice.AGENT if own else Voice.OTHER, placed or around.quoted, bare)
    return _prose(around, plain[start:end])


def may_introduce(sign: str) -> bool:
    """Whether a verb of saying, or what follows one, can end in that sign: a cheap test before `read`."""
    return fold.plain(sign) in _INTRODUCING or sign.isascii()


def doer(text: str, start: int) -> Voice:
    """Who does what `text` tells at `start`: the agent only when the sentence names him."""
    lead = sentence_before(fold.plain(text[max(0, start - REACH) : start]))
    clauses = [part for part in _CLAUSE.split(lead) if part]
    found = _inherited([clauses[-1]]) if clauses else None
    own = found or _inherited(clauses[:-1])
    return own or Voice.OTHER


def _mentioned(head: str, around: Around) -> bool:
    lead = around.lead + ("“" if around.quoted and not around.inside else "")
    return bool(
        DENIED.search(lead[-40:])
        or DENIED_AFTER.search(around.tail[:_TAIL])
        or MENTION.search(around.lead)
        or MENTION.search(head)
    )


def _label(plain: str, start: int, around: Around) -> Voice | None:
    """The voice of the speaker's mark that governs the wording, if one does."""
    low = max(0, start - REACH)
    if not any(sign in plain[low:start] for sign in ":> "):
        return None
    left = around.inside if around.quoted and LABEL.search(around.inside) else plain[low:start]
    marks = list(LABEL.finditer(left))
    if not marks:
        return None
    voices = [(_named(mark["name"] or mark["role"]), mark) for mark in marks]
    voice, mark = voices[-1]
    if voice is None:
        return None
    between = left[mark.end() :]
    line = mark.start() == 0 or left[mark.start() - 1] == "\n"
    if "\n" in between.strip("\n ") or (not line and "\n" in between):
        return None
    transcript = len({v for v, _ in voices if v}) > 1 or (mark["role"] is not None)
    if not transcript and ENDS.search(between.rstrip("。!?; ")) and not (line and plain.count("\n") > 1):
        return None
    return voice


def _named(name: str) -> Voice | None:
    """Whose label that is; None for a part of the note or a clause before a colon."""
    bare = name.strip("0123456789#-_ 　·.号")
    if bare in SELF_LABELS:
        return Voice.AGENT
    if bare.endswith(tuple(FIELD_LABELS)) or not bare:
        return None
    person = PERSON.search(bare)
    if person and person["self"]:
        return None
    saying = [said for said in SPEAKING.finditer(bare) if not said["none"]]
    if saying and (saying[-1]["mine"] or not person):
        return None
    if person:
        return Voice.OTHER
    return Voice.OTHER if len(bare) <= 3 or bare in english.LABELS else None


def _prose(around: Around, wording: str) -> Reading:
    lead = around.lead
    if around.quoted and (THEM.search(around.inside) or (COPIED.search(lead) and "我的" not in lead)):
        return Reading(Voice.OTHER, placed=True)
    colon = lead.endswith((":", ":"))
    comma = lead.endswith((",", ",", "、", "—", "-"))
    clauses = [part.strip() for part in _CLAUSE.split(lead) if part.strip()]
    adjoining = bool(clauses) and not comma
    if comma and clauses and _ends_saying(clauses[-1]):
        adjoining = True
    if adjoining:
        found = _clause(clauses, told=around.quoted or colon or comma)
        if found is not None:
            return found
    if OWN_AFTER.search(around.tail):
        return Reading(Voice.AGENT, placed=True)
    if THEIR_AFTER.search(around.tail):
        return Reading(Voice.OTHER, placed=True)
    placed = around.quoted or colon
    if THEM.search(wording) or (clauses and clauses[-1].endswith("你们") and adjoining):
        return Reading(Voice.OTHER, placed, bare=True)
    if _told_of(clauses) or _scolds(clauses) or _goes_on(clauses):
        return Reading(Voice.OTHER, placed, bare=True)
    return Reading(Voice.AGENT, placed, bare=True)


def _verb(clause: str) -> re.Match[str] | None:
    """The last verb of saying of a clause."""
    last = None
    for said in SPEAKING.finditer(clause):
        last = last if said["none"] else said
    return last


def _ends_saying(clause: str) -> bool:
    """Whether a clause before a comma introduces speech."""
    verb = _verb(clause)
    if verb is None:
        return False
    if verb[0] in NOT_INTRODUCING:
        return clause.endswith(INTRODUCING)
    return clause[verb.end() :] in _TRAILERS


def _scolds(clauses: list[str]) -> bool:
    """Whether the clause before tells how somebody else scolds, so that its words may go on."""
    verb = _verb(clauses[-1]) if clauses else None
    if verb is None or verb[0] not in SCOLDING:
        return False
    return (_subject(clauses[-1][: verb.start()]) or _inherited(clauses[:-1])) is Voice.OTHER


def _goes_on(clauses: list[str]) -> bool:
    """Whether the clause before is somebody else's speech that may go on: 他把笔一扔,说就这些,… or a word to 你们."""
    if not clauses:
        return False
    verb = _verb(clauses[-1])
    if verb is not None and verb.start() == 0 and verb[0] in ("说", "讲", "称") and len(clauses[-1]) > 2:
        return _inherited(clauses[:-1]) is Voice.OTHER
    return bool(THEM.search(clauses[-1])) and _subject(clauses[-1]) is not Voice.AGENT


def _clause(clauses: list[str], told: bool) -> Reading | None:
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
        subject = _subject(clause)
        if subject is None:
            subject = _inherited(clauses[:-1])
        return None if subject is None else Reading(subject, placed=True)
    verb = verbs[-1]
    rest = clause[verb.end() :]
    placed = told or _ONLY_OBJECTS.match(rest) is not None
    subject = _subject(clause[: verb.start()])
    if subject is Voice.AGENT and _reported_before(clause[: verb.start()]):
        return Reading(Voice.OTHER, placed)
    if subject is not None:
        return Reading(subject, placed)
    if rest.startswith("我") or clause[: verb.start()].endswith(
        ("跟我", "对我", "冲我", "和我", "朝我", "给我", "向我")
    ):
        return Reading(Voice.OTHER, placed)
    if (
        verb["mine"]
        or RELUCTANT.search(clause)
        or rest.startswith(("他", "她", "对方", "客户", "用户", "顾客"))
        or rest == "了"
    ):
        return Reading(Voice.AGENT, placed)
    if verb[0] in ("让", "叫") and not told:
        inherited = _inherited(clauses[:-1])
        return Reading(inherited or Voice.AGENT, placed)
    return Reading(_inherited(clauses[:-1]) or (Voice.OTHER if verb["theirs"] else Voice.AGENT), placed)


def _subject(text: str) -> Voice | None:
    """Who does what the end of `text` leads to: the last person named who is no object."""
    found = None
    for person in PERSON.finditer(text):
        after = text[person.end() : person.end() + 1]
        if after == "的" and person.end() + 1 < len(text):
            if found is None and person["other"]:
                found = Voice.OTHER
            continue
        if AFTER_PREPOSITION.search(text[max(0, person.start() - 6) : person.start()]):
            continue
        found = Voice.AGENT if person["self"] else Voice.OTHER
    return found


def _inherited(clauses: list[str]) -> Voice | None:
    """The subject that carries over from the clauses before, nearest first."""
    for clause in reversed(clauses):
        for person in PERSON.finditer(clause):
            if not AFTER_PREPOSITION.search(clause[max(0, person.start() - 6) : person.start()]):
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
    return any(person["self"] for person in PERSON.finditer(text, verb.end()))


def _told_of(clauses: list[str]) -> bool:
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
