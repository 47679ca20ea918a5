"""The cues in a note around a wording: what shows whose words they are, and whether they count at all.

A cue is a short name, such as `v:any.caller` for a verb of saying whose subject is the caller. What each is worth is
learned from labelled notes (see `speaker`); nothing here decides. Only a bounded stretch around the wording is looked
at, so that a scan stays linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agentdesk.rules import fold
from agentdesk.rules.around import AHEAD, REACH, Around, surroundings
from agentdesk.rules.labels import labelled
from agentdesk.rules.lexicon import ADVERB, PERSON, SPEAKING, is_object

_TOKEN = re.compile(r"[a-z][a-z'’]*|\d+|[^\sa-z\d]")
_CLAUSE = re.compile('[,、;:—…()（）\\[\\]【】“”"「」]+')
_NEAR, _FAR = 14, 45
_HEAD = 16
_AFTER = 48
_PRONOUNS = ("你们", "你", "我", "他", "她")
_MARKS = ':“"「, '


@dataclass(frozen=True, slots=True)
class Wording:
    """A forbidden wording found in a note, before anybody knows whose it is."""

    start: int
    end: int
    phrase: str
    """The text of the phrase."""
    form: str = ""
    """The form of the phrase that it was found by."""
    said: bool = False
    """Whether it counts only as an utterance."""
    act: bool = False
    """Whether it is something done, not said."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who and what a stretch of a sentence names: people as `S`, `C`, `T` (small where acted on), verbs of saying."""

    people: tuple[tuple[int, int, str], ...]
    """Start, end and kind of each."""
    verbs: tuple[tuple[int, int, str, str], ...]
    """Start, end, kind and word of each."""

    @property
    def subjects(self) -> str:
        """Those named who act."""
        return "".join(kind for _, _, kind in self.people if kind.isupper())

    @property
    def named(self) -> str:
        """All who are named."""
        return "".join(kind for _, _, kind in self.people)


_KINDS = {"self": "S", "caller": "C", "other": "T"}
_VERBS = {"mine": "m", "theirs": "t", "any": "a"}


@lru_cache(maxsize=2048)
def telling(text: str) -> Telling:
    """Who and what `text` names."""
    people = []
    for person in PERSON.finditer(text):
        kind = _KINDS[person.lastgroup or "other"]
        people.append((person.start(), person.end(), kind.lower() if is_object(text, person) else kind))
    verbs = [
        (said.start(), said.end(), _VERBS[said.lastgroup or "any"], said[0])
        for said in SPEAKING.finditer(text)
        if not said["none"]
    ]
    return Telling(tuple(people), tuple(verbs))


def cues(text: str, wording: Wording, before: str = "") -> set[str]:
    """The cues around `wording`; `before` says what the wording just before it was taken for, if one is near."""
    low = max(0, wording.start - REACH)
    start, end = wording.start - low, wording.end - low
    plain = fold.plain(text[low : wording.end + AHEAD])
    around = surroundings(plain, start, end)
    lead, after = around.lead.rstrip(_MARKS), around.tail[:_AFTER].lstrip('”」"')
    left, right = _TOKEN.findall(lead), _TOKEN.findall(after)
    mark = _seen(around.lead[-1:] or "^")
    sign = ("x" if mark.isalnum() else mark) + ("q" if around.quoted else "")
    found = {"bias", f"before:{before}", f"label:{labelled(plain, start, around)}", f"m:{sign}"}
    found.update(_counted(wording), _itself(plain, start, end, around))
    gist = _gist(lead, telling(lead))
    found.update(_ends("s", left, 4), _starts("r", right), _ends("g", gist, 6), _bag("gb:", gist[-_NEAR:], words=False))
    found.update(_bag("n:", left[-_NEAR:]), _bag("f:", left[-_FAR:-_NEAR]))
    found.update(_bag("t:", right[:_NEAR]), _bag("h:", _TOKEN.findall(fold.plain(text[:_HEAD]))))
    found.update(_who(telling(lead), lead, sign))
    found.update(_clauses(lead, sign))
    found.update(_elsewhere(around, after, telling(lead).subjects))
    return found


def _counted(wording: Wording) -> Iterator[str]:
    """What the pack says of the wording."""
    yield from (f"p:{wording.phrase}", f"form:{wording.form}")
    if wording.said:
        yield "said"
    if wording.act:
        yield "act"


def _itself(plain: str, start: int, end: int, around: Around) -> Iterator[str]:
    """The wording, its edges and its quotation marks."""
    before = _seen(plain[start - 1]) if start else "^"
    after = _seen(plain[end]) if end < len(plain) else "$"
    text = plain[start:end]
    yield from (f"b:{before}", f"a:{after}", f"e:{int(before.isalnum())}{int(after.isalnum())}")
    yield f"l:{min(6, len(text))}"
    if around.title:
        yield "title"
    if around.quoted:
        yield from ("quoted", "i:" + "".join(map(_seen, around.inside[-2:])))
    if text.isascii():
        yield "latin"
    yield from ("w:" + pronoun for pronoun in _PRONOUNS if pronoun in text)


def _seen(sign: str) -> str:
    """`sign` as it stands in a cue: any blank and any sign that nobody sees as one."""
    return sign if sign.isprintable() and not sign.isspace() else "_"


def _gist(text: str, told: Telling) -> list[str]:
    """The tokens of `text` without adverbs, with every person, verb of saying and number as one sign for its kind."""
    marks = [*told.people, *((start, end, f"<{kind}") for start, end, kind, _ in told.verbs)]
    gist: list[str] = []
    done = 0
    for start, end, kind in sorted(marks):
        if start >= done:
            gist += _plainly(text[done:start])
            gist.append(kind)
            done = end
    return gist + _plainly(text[done:])


def _plainly(text: str) -> list[str]:
    return ["#" if token.isdigit() else token for token in _TOKEN.findall(ADVERB.sub("", text))]


def _ends(name: str, tokens: Sequence[str], most: int) -> Iterator[str]:
    yield from (f"{name}{size}:" + " ".join(tokens[-size:]) for size in range(1, min(most, len(tokens)) + 1))


def _starts(name: str, tokens: Sequence[str]) -> Iterator[str]:
    yield from (f"{name}{size}:" + " ".join(tokens[:size]) for size in range(1, min(3, len(tokens)) + 1))


def _bag(name: str, tokens: Sequence[str], *, words: bool = True) -> Iterator[str]:
    """Pairs of neighbours among `tokens`, and with `words` Latin words alone."""
    last = ""
    for token in tokens:
        if words and len(token) > 1 and token.isascii():
            yield name + token
        if last:
            yield f"{name}{last} {token}"
        last = token


def _who(told: Telling, lead: str, sign: str) -> Iterator[str]:
    """Who is named in the sentence so far, and who does the last saying."""
    named, subjects = told.named, told.subjects
    yield from (f"p{size}:{named[-size:]}" for size in (1, 2, 3))
    last = subjects[-1:] or "-"
    yield from (f"ls:{last}{sign}", f"fs:{subjects[:1]}", f"our:{int('我' in lead)}")
    if not told.verbs:
        yield from ("v:none", f"v:none.{last}{sign}")
        return
    start, end, kind, verb = told.verbs[-1]
    doer = next((who for at, _, who in reversed(told.people) if at < start and who.isupper()), "-")
    to = "".join(who for at, _, who in told.people if at >= end)[:2]
    far = min(4, len(_TOKEN.findall(lead[end:])))
    yield from (f"v:{verb}", f"v:{kind}.{doer}", f"v:{kind}.{doer}{far}", f"v:{doer}{far}{sign}")
    yield from (f"v:{verb}.{doer}", f"v:{doer}>{to}", f"v:{far}{sign}")


def _clauses(lead: str, sign: str) -> Iterator[str]:
    """Who acts and what is said in each of the last clauses of the sentence so far."""
    clauses = [clause for clause in _CLAUSE.split(lead) if clause.strip()]
    for back, clause in enumerate(clauses[:-4:-1]):
        told = telling(clause)
        subject, verbs = told.subjects[:1] or "-", "".join(kind for _, _, kind, _ in told.verbs)
        yield from (f"c{back}:{told.named[:3]}|{verbs[-2:]}", f"c{back}:{subject}")
        if back == 0:
            yield f"c:{subject}|{verbs[-1:]}|{sign}"


def _elsewhere(around: Around, after: str, subjects: str) -> Iterator[str]:
    """Who acts and what is said in the sentence before, and just after the wording."""
    told = telling(around.before)
    last, verb = told.subjects[-1:], "".join(kind for _, _, kind, _ in told.verbs)[-1:]
    yield from (f"pp:{told.subjects[-2:]}", f"pp:{last}>{subjects[-1:]}", f"pv:{verb}{last}")
    follows = telling(after[:24])
    verbs = [kind for start, _, kind, _ in follows.verbs if start < _NEAR]
    yield from (f"tp:{follows.named[:2]}", f"tv:{verbs[0] if verbs else ''}{follows.named[:1]}")
