"""Who speaks: whether a wording in a call note is the agent's own, somebody else's, or only mentioned.

Everything looks at a bounded stretch around the wording, so a scan stays linear in the text.
"""

import re

from agentdesk.rules import english, fold
from agentdesk.rules.around import ENDS, REACH, Around, sentence_before, surroundings
from agentdesk.rules.cues import COPIED, DENIED, DENIED_AFTER, LABEL, MENTION, OWN_AFTER, THEIR_AFTER, THEM
from agentdesk.rules.fold import Page
from agentdesk.rules.lexicon import (
    FIELD_LABELS,
    OBJECTS,
    PERSON,
    SAY,
    SAY_OTHER,
    SAY_SELF,
    SELF_LABELS,
    SPEAKING,
    is_object,
)
from agentdesk.rules.telling import (
    CLAUSE,
    Reading,
    Voice,
    clause_says,
    ends_saying,
    goes_on,
    inherited,
    is_third,
    scolds,
    told_of,
)

__all__ = ["Reading", "Voice", "doer", "may_introduce", "read"]

_HEAD = 40
"""How many signs at the beginning of a note say what the note is about."""

_TAIL = 40
_AGAIN = 12
"""How much may stand between two quotations of one speaker."""
_ORDINAL = re.compile("(?:第[二三四五]|又一|再一|下一|后一)[句次声条]$")
_SAME_VERB = re.compile('(?:答复|回复|回答|告知)(?:为|是):?(?=[“「"]|$)')

_INTRODUCING = frozenset(word[-1] for word in (*SAY, *SAY_SELF, *SAY_OTHER, *OBJECTS))


def read(page: Page, start: int, end: int) -> Reading:
    """Who says what stands at `start` to `end` of a note."""
    text, low = page.text, max(0, start - REACH)
    plain = page.plain[low : end + REACH]
    head = page.plain[:_HEAD]
    start, end = start - low, end - low
    around = surroundings(plain, start, end)
    if english.is_name(text, low + start, low + end):
        return Reading(Voice.MENTION, placed=True)
    if _mentioned(head[: low + start], around):
        return Reading(Voice.MENTION, placed=True)
    label = _label(plain, start, around)
    if label is not None:
        return Reading(label, placed=True)
    if english.is_english(around.lead, plain[start:end]):
        own, placed, bare = english.speaks(around.lead, around.tail, around.quoted)
        return Reading(Voice.AGENT if own else Voice.OTHER, placed or around.quoted, bare)
    found = _prose(around, plain[start:end])
    if found.voice is Voice.AGENT:
        if _impersonal(plain, start, around):
            return Reading(Voice.OTHER, found.placed)
        at = _governing(plain, start, around, bare=found.bare)
        if at is not None and read(page, low + at, low + at + 1).voice is Voice.OTHER:
            return Reading(Voice.OTHER, found.placed, found.bare)
    return found


def may_introduce(sign: str) -> bool:
    """Whether a verb of saying, or what follows one, can end in that sign: a cheap test before `read`."""
    return fold.plain(sign) in _INTRODUCING or sign.isascii()


def doer(page: Page, start: int) -> Voice:
    """Who does what a note tells at `start`: the agent only when the sentence names him."""
    lead = sentence_before(page.plain[max(0, start - REACH) : start])
    clauses = [part for part in CLAUSE.split(lead) if part]
    found = inherited([clauses[-1]]) if clauses else None
    own = found or inherited(clauses[:-1])
    return own or Voice.OTHER


def _impersonal(plain: str, start: int, around: Around) -> bool:
    """Whether a nameless 答复为“…” follows a sentence whose subject is a third person, as in a visitor's report."""
    if not around.quoted or not _SAME_VERB.search(around.lead[-6:]) or PERSON.search(around.lead):
        return False
    earlier = plain[max(0, start - REACH) : around.opened].rstrip().removesuffix(around.lead)
    return is_third([part for part in CLAUSE.split(sentence_before(earlier.rstrip("。;!? \n"))) if part])


def _governing(plain: str, start: int, around: Around, *, bare: bool) -> int | None:
    """Where the words began that a wording without a speaker goes on from, if it does.

    Either a quotation just before, taken up again (第二句“…”; 再问,答复为“…”), or what follows a colon, over a
    question.
    """
    if around.quoted:
        close = max(plain.rfind(sign, 0, max(0, around.opened)) for sign in '”」"')
        between = plain[close + 1 : around.opened]
        if (
            close < 0
            or len(between) > _AGAIN
            or (PERSON.search(between) and not _ORDINAL.search(between))
            or "\n" in between
        ):
            return None
        if not (bare or (_SAME_VERB.search(plain, max(0, close - REACH), close) and _SAME_VERB.search(between))):
            return None
        opened = max(plain.rfind(sign, 0, close) for sign in '“「"')
        return opened + 1 if opened >= 0 else None
    if not bare:
        return None
    low = max(plain.rfind(sign, 0, start) for sign in "。;\n") + 1
    colon = plain.rfind(":", low, start)
    after = plain[colon + 1 : start]
    if colon < 0 or not any(sign in after for sign in "!?") or "我" in after.rsplit("?", 1)[-1] or "“" in after:
        return None
    return colon + 1


def _mentioned(head: str, around: Around) -> bool:
    lead = around.lead + ("“" if around.quoted and not around.inside else "")
    return bool(
        around.title
        or DENIED.search(lead[-40:])
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
    if person and (person["self"] or is_object(bare, person)):
        return None
    saying = [said for said in SPEAKING.finditer(bare) if not said["none"]]
    if saying and (saying[-1]["mine"] or not person):
        return None
    if person:
        return Voice.OTHER
    return Voice.OTHER if len(bare) <= 3 or bare in english.LABELS else None


def _prose(around: Around, wording: str) -> Reading:
    lead = around.lead
    if around.quoted and (THEM.search(around.inside) or (COPIED.search(lead) and "我" not in lead)):
        return Reading(Voice.OTHER, placed=True)
    colon = lead.endswith((":", ":"))
    comma = lead.endswith((",", ",", "、", "—", "-"))
    clauses = [part.strip() for part in CLAUSE.split(lead) if part.strip()]
    adjoining = bool(clauses) and not comma
    if comma and clauses and ends_saying(clauses[-1]):
        adjoining = True
    if adjoining:
        found = clause_says(clauses, told=around.quoted or colon or comma, colon=colon)
        if found is not None:
            return found
    if OWN_AFTER.search(around.tail):
        return Reading(Voice.AGENT, placed=True)
    if THEIR_AFTER.search(around.tail):
        return Reading(Voice.OTHER, placed=True)
    placed = around.quoted or colon
    if THEM.search(wording) or (clauses and clauses[-1].endswith("你们") and adjoining):
        return Reading(Voice.OTHER, placed, bare=True)
    if told_of(clauses) or scolds(clauses) or goes_on(clauses):
        return Reading(Voice.OTHER, placed, bare=True)
    return Reading(Voice.AGENT, placed, bare=True)
