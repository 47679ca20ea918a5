"""What stands around a wording: its sentence, and the quotation it may be in."""

import re
from dataclasses import dataclass

REACH, AHEAD = 120, 100
"""How many signs before and after a wording are looked at."""

_OPENERS, _CLOSERS = "“「『‘《", "”」』’》"

ENDS = re.compile('[。!?;\n]|(?<=[a-z)"”])\\.(?=\\s|$)')
"""Where a sentence ends."""

_QUOTED = re.compile('“[^”]{0,200}”|「[^」]{0,200}」|"[^"\n]{0,200}"')


@dataclass(frozen=True, slots=True)
class Around:
    """A wording's surroundings, outside the quotation marks it may stand in."""

    lead: str
    """The sentence before it."""
    tail: str
    """What follows it."""
    before: str
    """The sentence before that."""
    quoted: bool
    inside: str
    """What stands between the opening mark and the wording."""
    title: bool = False
    """Whether the marks are those of a title: 《急什么》."""


def surroundings(plain: str, start: int, end: int) -> Around:
    """What stands around `plain[start:end]` of a folded text."""
    left = plain[max(0, start - REACH) : start]
    opened = _opening(left)
    if opened is None:
        lead, before = sentences_before(left)
        return Around(lead, plain[end : end + AHEAD], before, quoted=False, inside="")
    close = _closing(plain, end, left[opened])
    lead, before = sentences_before(left[:opened])
    return Around(
        lead, plain[close : close + AHEAD], before, quoted=True, inside=left[opened + 1 :], title=left[opened] == "《"
    )


def _opening(left: str) -> int | None:
    """Where the quotation mark stands that is still open at the end of `left`."""
    best = -1
    for opener, closer in zip(_OPENERS, _CLOSERS, strict=True):
        at = left.rfind(opener)
        if at > left.rfind(closer):
            best = max(best, at)
    line = left.rfind("\n") + 1
    if left.count('"', line) % 2:
        best = max(best, left.rfind('"'))
    return best if best >= 0 else None


def _closing(plain: str, end: int, opener: str) -> int:
    mark = '"' if opener == '"' else _CLOSERS[_OPENERS.index(opener)]
    at = plain.find(mark, end, end + AHEAD)
    return at if at >= 0 else end


def sentences_before(left: str) -> tuple[str, str]:
    """The sentence at the end of `left`, and the one before it; of a quotation only its marks are left."""
    hidden = _QUOTED.sub("“”", left)
    last = earlier = 0
    for stop in ENDS.finditer(hidden):
        if hidden[last : stop.start()].strip():
            earlier = last
        last = stop.end()
    return hidden[last:].strip(), hidden[earlier:last].strip()
