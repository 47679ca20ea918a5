"""The cues in a note around a wording: what shows whose words they are, and whether they count at all.

A cue is a short name, such as `v:any.caller` for a verb of saying whose subject is the caller. What each is worth is
learned from labelled notes (see `speaker`); nothing here decides. Only a bounded stretch around the wording is looked
at, so that a scan stays linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from agentdesk.rules import fold
from agentdesk.rules.around import AHEAD, REACH, Around, sentences_before, surroundings
from agentdesk.rules.grammar import letters, nodes_of
from agentdesk.rules.labels import labelled
from agentdesk.rules.telling import Place, Telling, adverbs, telling

_TOKEN = re.compile(r"[⺀-￯]|[^\sa-z\d]|[a-z][a-z'’]*|\d+")
_CLAUSE = re.compile('[,、;:—…()（）\\[\\]【】“”"「」]+')
_NEAR = 14
_BEFORE, _AHEAD = 40, 20
_HEAD = 16
_BAG = 40
"""How many tokens before a wording are looked at whatever their order."""
_SHORT = 8
_MARK = 6
"""How much of a quotation may stand before a wording and still be but how it is begun."""
_AFTER = 48
_WORDY = 2
"""How much longer the same says in Latin letters."""
_PRONOUNS = ("你们", "你", "我", "他", "她")
_MARKS = ':“"「, '
_REMEMBERED = 1024
"""How many sentences before and after wordings are remembered."""


class Wording(NamedTuple):
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


class Stretch(NamedTuple):
    """All of a note that is looked at for one wording: where two notes are alike in it, they are read alike."""

    head: str
    """How the note begins."""
    text: str
    """What stands around the wording."""
    wording: Wording
    """The wording, placed in `text`."""


def stretch(text: str, wording: Wording) -> Stretch:
    """The stretch of `text` around a wording."""
    low = max(0, wording.start - REACH)
    placed = Wording(wording.start - low, wording.end - low, *wording[2:])
    return Stretch(text[:_HEAD], text[low : wording.end + AHEAD], placed)


def cues(looked_at: Stretch) -> set[str]:
    """The cues in the stretch around a wording."""
    head, text, wording = looked_at
    start, end, plain = wording.start, wording.end, fold.plain(text)
    around = surroundings(plain, start, end)
    wordy = _WORDY if plain[start:end].isascii() else 1
    leading, subjects = _leading(around.lead, around.quoted)
    found = ["bias", f"label:{labelled(plain, start, around)}"]
    found += _counted(wording)
    found += _itself(plain, start, end, around)
    found += _spelling(plain[start:end], wording)
    found += leading
    found += _following(around.tail[: _AFTER * wordy], wordy)
    if len(around.inside) > _MARK:
        found += _within(around.inside)
    if not around.lead.strip(_MARKS):
        found += _attributed(around.tail)
    found += _earlier(around.before[-_BEFORE * wordy :], subjects[-1:])
    found += _bag(plain[max(0, start - REACH) : start])
    found += _head(head)
    return set(found)


def beyond(before: str, scene: Sequence[str]) -> tuple[str, ...]:
    """The cues beyond it, by other names: `before` says what the wording just before was taken for, if one is near, and
    `scene` what kind of note it stands in.
    """
    return (f"before:{before}", *scene)


@lru_cache(maxsize=_REMEMBERED)
def _leading(lead: str, quoted: bool) -> tuple[list[str], str]:
    """What the sentence before a wording says, and the kinds of those who act in it.

    It is remembered: a note is read at every key, and few keys are typed before a wording in its own sentence.
    """
    mark = _seen(lead[-1:] or "^")
    sign = ("x" if mark.isalnum() else mark) + ("q" if quoted else "")
    lead = lead.rstrip(_MARKS)
    told = telling(lead)
    left, gist = _TOKEN.findall(lead), _gist(lead, told)
    found = [f"m:{sign}"]
    found += _ends("s", left, 2)
    found += _ends("g", gist, 6)
    found += _pairs("gb:", gist[-_NEAR:])
    found += _latin("n:", left[-_NEAR:])
    found += _who(told, lead, sign)
    found += _clauses(lead, told, sign)
    return found, told.subjects


@lru_cache(maxsize=_REMEMBERED)
def _within(inside: str) -> list[str]:
    """What is said before a wording in the quotation that it stands in: someone may tell there what another said."""
    lead, before = sentences_before(inside)
    mark = _seen(lead[-1:] or "^")
    sign = "x" if mark.isalnum() else mark
    told = telling(lead)
    subjects = told.subjects
    found = [f"k:{sign}", f"ks:{subjects[-1:]}{sign}", f"kf:{subjects[:1]}", f"kp:{telling(before).subjects[-2:]}"]
    found += [f"kn:{told.named[-2:]}", f"kl:{min(4, len(inside) // 10)}", f"ko:{int('我' in inside)}"]
    found += _ends("kg", _gist(lead.rstrip(_MARKS), told), 3)
    if told.verbs:
        start, _, kind = told.verbs[-1]
        doer = next((who for at, _, who in reversed(told.people) if at < start and who.isupper()), "-")
        found += [f"kv:{kind}.{doer}", f"kv:{kind}.{doer}{sign}"]
    return found


@lru_cache(maxsize=_REMEMBERED)
def _following(tail: str, wordy: int) -> list[str]:
    """What follows a wording, and who acts and what is said there."""
    after = tail.lstrip('”」"')
    right = _TOKEN.findall(after)
    found = [*_starts("r", right), *_pairs("t:", right[:_NEAR]), *_latin("t:", right[:_NEAR])]
    follows = telling(after[: _AHEAD * wordy])
    verbs = [kind for start, _, kind in follows.verbs if start < _NEAR * wordy]
    return [*found, f"tp:{follows.named[:2]}", f"tv:{verbs[0] if verbs else ''}{follows.named[:1]}"]


@lru_cache(maxsize=_REMEMBERED)
def _attributed(tail: str) -> list[str]:
    """Who acts and what is said after a wording that nothing leads to: 「神经病！」监控里那位先生骂完就走。"""
    told = telling(tail)
    people, verbs = told.named, told.verbs
    found = [f"z:{people[:1]}", f"z:{people[:3]}", f"zs:{told.subjects[:1]}", f"zs:{told.subjects[:2]}"]
    if verbs:
        doer = next((kind for start, _, kind in reversed(told.people) if start < verbs[0].start), "-")
        found += [f"zv:{verbs[0].kind}{doer}", f"zv:{tail[verbs[0].start : verbs[0].end]}"]
    return [*found, *(f"zt:{token}" for token in _TOKEN.findall(tail)[:_BAG])]


@lru_cache(maxsize=_REMEMBERED)
def _earlier(before: str, subject: str) -> list[str]:
    """Who acts and what is said in the sentence before that; `subject` is who acts last in the one after."""
    told = telling(before)
    last, verb = told.subjects[-1:], told.verbs[-1].kind if told.verbs else ""
    return [f"pp:{told.subjects[-2:]}", f"pp:{last}>{subject}", f"pv:{verb}{last}"]


def _counted(wording: Wording) -> Iterator[str]:
    """What the pack says of the wording."""
    yield from (f"p:{wording.phrase}", f"form:{wording.form}")
    if wording.said:
        yield "said"
    if wording.act:
        yield "act"


def _spelling(plain: str, wording: Wording) -> Iterator[str]:
    """How many of its signs its form does not have, and how many of their pairs."""
    if wording.form in ("", "~"):
        return
    signs, pairs = _spelt(wording.form)
    said = [sign for sign in plain if sign.isalnum()]
    odd = min(4, sum(1 for sign in said if sign not in signs))
    yield from (f"odd:{odd}", f"odd:{odd}.{min(6, len(said))}")
    together = [one + other for one, other in pairwise(said)]
    if together:
        fit = 4 * sum(1 for pair in together if pair in pairs) // len(together)
        yield from (f"fit:{fit}", f"fit:{fit}.{odd}.{min(6, len(said))}")


@lru_cache(maxsize=4096)
def _spelt(form: str) -> tuple[frozenset[str], frozenset[str]]:
    """The signs of a form, and the pairs that stand together in it."""
    pieces = [fold.plain(piece) for piece in letters(nodes_of(form))]
    pairs = {one + other for piece in pieces for one, other in pairwise(piece)}
    return frozenset("".join(pieces)), frozenset(pairs)


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
    if len(text) <= _SHORT:
        yield f"wx:{text}"
    signs = {_seen(sign) for sign in text if not sign.isalnum()}
    yield from ("in:" + sign for sign in signs)
    yield f"in:{min(3, len(signs))}"
    yield from ("w:" + pronoun for pronoun in _PRONOUNS if pronoun in text)


def _seen(sign: str) -> str:
    """`sign` as it stands in a cue: any blank and any sign that nobody sees as one."""
    return sign if sign.isprintable() and not sign.isspace() else "_"


def _gist(text: str, told: Telling) -> list[str]:
    """The tokens of `text` without adverbs, with every person, verb of saying and number as one sign for its kind."""
    marks = [*told.people, *(place._replace(kind="<" + place.kind) for place in told.verbs)]
    marks.sort()
    marks.append(Place(len(text), len(text), ""))
    passing = adverbs(text)
    gist: list[str] = []
    done = at = 0
    for start, end, kind in marks:
        if start < done:
            continue
        while at < len(passing) and passing[at].end <= start:
            if passing[at].start >= done:
                gist += _plainly(text[done : passing[at].start])
                done = passing[at].end
            at += 1
        gist += _plainly(text[done:start])
        gist.append(kind)
        done = end
    gist.pop()
    return gist


def _plainly(text: str) -> list[str]:
    return ["#" if token.isdigit() else token for token in _TOKEN.findall(text)] if text else []


def _ends(name: str, tokens: Sequence[str], most: int) -> list[str]:
    return [f"{name}{size}:" + " ".join(tokens[-size:]) for size in range(1, min(most, len(tokens)) + 1)]


def _starts(name: str, tokens: Sequence[str]) -> list[str]:
    return [f"{name}{size}:" + " ".join(tokens[:size]) for size in range(1, min(2, len(tokens)) + 1)]


def _pairs(name: str, tokens: Sequence[str]) -> list[str]:
    """Pairs of neighbours among `tokens`."""
    return [f"{name}{one} {other}" for one, other in pairwise(tokens)]


def _latin(name: str, tokens: Sequence[str]) -> list[str]:
    """The Latin words among `tokens`."""
    return [name + token for token in tokens if len(token) > 1 and token.isascii()]


def _bag(text: str) -> list[str]:
    """What stands before, in whatever order and in however many sentences."""
    return ["u:" + token for token in _TOKEN.findall(text)[-_BAG:]]


@lru_cache(maxsize=64)
def _head(start: str) -> list[str]:
    """How the note begins."""
    tokens = _TOKEN.findall(fold.plain(start))
    return _pairs("h:", tokens) + _latin("h:", tokens)


def _who(told: Telling, lead: str, sign: str) -> Iterator[str]:
    """Who is named in the sentence so far, and who does the last saying."""
    named, subjects = told.named, told.subjects
    yield from (f"p{size}:{named[-size:]}" for size in (1, 2, 3))
    last = subjects[-1:] or "-"
    yield from (f"ls:{last}{sign}", f"fs:{subjects[:1]}", f"our:{int('我' in lead)}")
    if not told.verbs:
        yield from ("v:none", f"v:none.{last}{sign}")
        return
    start, end, kind = told.verbs[-1]
    verb = lead[start:end]
    doer = next((who for at, _, who in reversed(told.people) if at < start and who.isupper()), "-")
    to = "".join(who for at, _, who in told.people if at >= end)[:2]
    far = min(4, len(_TOKEN.findall(lead[end:])))
    yield from (f"v:{verb}", f"v:{kind}.{doer}", f"v:{kind}.{doer}{far}", f"v:{doer}{far}{sign}")
    yield from (f"v:{verb}.{doer}", f"v:{doer}>{to}", f"v:{far}{sign}")


def _clauses(lead: str, told: Telling, sign: str) -> Iterator[str]:
    """Who acts and what is said in each of the last clauses of the sentence so far."""
    ends = [0, *(cut.end() for cut in _CLAUSE.finditer(lead)), len(lead)]
    back = 0
    for end, start in zip(ends[::-1], ends[-2::-1], strict=False):
        if back == 3 or not (end > start and _TOKEN.search(lead, start, end)):
            continue
        part = told.within(start, end)
        subject, verbs = part.subjects[:1] or "-", "".join(kind for _, _, kind in part.verbs)
        yield from (f"c{back}:{part.named[:3]}|{verbs[-2:]}", f"c{back}:{subject}")
        if back == 0:
            yield f"c:{subject}|{verbs[-1:]}|{sign}"
        back += 1
