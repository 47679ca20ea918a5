"""Forbidden phrases: what a pack forbids, and where an agent's wording holds it (FORB-1 to FORB-6).

This is the door. Behind it: `wording` (what a phrase is), `grammar`, `usual`, `keys` and `skeleton` (how its forms
are written and looked for), `composed`, `signs`, `fold`, `views`, `finder` and `placing` (where they stand),
`sentences`, `manner` and `pieces` (what a sentence holds, and what was read before), `settling` (which of it is a
wording), `lexicon`, `telling`, `around`, `labels`, `context` and `scene` (what stands around it), `network` and
`speaker` (whose words they are), `matcher` (what counts).
"""

from collections.abc import Iterable

from agentdesk.rules.matcher import Matcher
from agentdesk.rules.wording import Failure, Forbidden, Hit, Kind, Severity

__all__ = ["Failure", "Forbidden", "Hit", "Kind", "Matcher", "Severity", "compile", "prove"]


def compile(phrases: Iterable[Forbidden]) -> Matcher:
    """The matcher of `phrases`; raises `SkeletonError` for a form that cannot be read."""
    return Matcher(tuple(phrases))


def prove(phrases: Iterable[Forbidden], matcher: Matcher | None = None) -> list[Failure]:
    """The examples that are not found and the counter-examples that are, of all `phrases` compiled together.

    `matcher`: that of the phrases, where there is one already, or of more.
    """
    every = tuple(phrases)
    matcher = matcher or compile(every)
    failures = []
    for phrase in every:
        same = {other.id for other in every if other.text == phrase.text}
        for note, wanted in [(n, True) for n in phrase.examples] + [(n, False) for n in phrase.counter_examples]:
            found = any(hit.phrase in same and hit.kind is Kind.VIOLATION for hit in matcher.scan(note))
            if found is not wanted:
                failures.append(Failure(phrase.id, note, wanted))
    return failures
