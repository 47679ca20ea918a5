"""Forbidden phrases in what agents write: the matcher of each pack, compiled once and shared by all threads."""

from functools import lru_cache
from threading import Lock

from agentdesk.rules import forbidden
from agentdesk.rules.forbidden import Hit, Matcher
from agentdesk.rules.pack import Pack

_lock = Lock()
_compiled: dict[str, tuple[str, Matcher]] = {}
"""By pack id: the digest it was compiled for, and the matcher."""


def matcher(pack: Pack) -> Matcher:
    """The matcher of this version of a pack; the first call compiles it."""
    with _lock:
        known = _compiled.get(pack.id)
        if known is None or known[0] != pack.digest:
            known = _compiled[pack.id] = (pack.digest, forbidden.compile(pack.forbidden))
        return known[1]


def ready(pack: Pack) -> Matcher | None:
    """The matcher of this version of a pack, if it is compiled: whoever draws must not wait for that."""
    digest, compiled = _compiled.get(pack.id, ("", None))
    return compiled if digest == pack.digest else None


def scan(pack: Pack, text: str, *, spoken: bool = False) -> tuple[Hit, ...]:
    """The forbidden phrases of `pack` in `text`, in order; `spoken` text is what the agent says to the caller."""
    return _scanned(matcher(pack), text, spoken)


@lru_cache(maxsize=16)
def _scanned(matcher: Matcher, text: str, spoken: bool) -> tuple[Hit, ...]:
    """What is saved was mostly looked at a moment ago, while it was typed, and a ticket tells what the note tells."""
    return matcher.scan(text, spoken=spoken)
