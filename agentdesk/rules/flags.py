"""Flags: what a save asks of its writer, and the life of a flag from the find to its close (FORB-1 to FORB-6).

The ladder at saving: a HINT never stops; CONFIRM and TELL want the agent's word for every violation; BLOCK wants a
reason. A lead hears of TELL and BLOCK at once. The life: open, the agent's word, the lead's verdict, closed.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from agentdesk.rules.forbidden import Hit, Kind, Severity

# ---- at saving ----------------------------------------------------------------------------------------------------


class Stance(StrEnum):
    """What an agent says about a violation found in their wording."""

    KEPT = "kept"
    """It stands as it is."""
    CALLERS = "callers"
    """The words are the caller's."""
    NEEDED = "needed"
    """They are needed here, for a reason."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of what is saved: `note` of a call, `subject` or `detail` of a ticket, a part of a handover log."""

    field: str
    text: str
    apart: bool = False
    """Whether a word on it is on it alone. A call's note and ticket tell the same, and one word settles both."""
    spoken: bool = False
    """Whether it is no note but what the agent says to the caller."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A violation by what it says, not by where it stands: editing elsewhere in the text does not lose it."""

    phrase: str
    surface: str
    nth: int = 0
    """Which of the passage's violations of that phrase with that surface, from 0."""
    field: str = ""
    """The passage's field, where that stands apart."""


@dataclass(frozen=True, slots=True)
class Word:
    """The agent's word on a violation, given before saving."""

    anchor: Anchor
    stance: Stance
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation in a passage."""

    passage: Passage
    hit: Hit
    anchor: Anchor


def findings(passage: Passage, hits: Iterable[Hit]) -> tuple[Finding, ...]:
    """The violations among a passage's hits; reported speech is none."""
    found: list[Finding] = []
    field = passage.field if passage.apart else ""
    counts: dict[tuple[str, str], int] = {}
    for hit in hits:
        if hit.kind is not Kind.VIOLATION:
            continue
        same = (hit.phrase, passage.text[hit.start : hit.end])
        found.append(Finding(passage, hit, Anchor(*same, counts.get(same, 0), field)))
        counts[same] = counts.get(same, 0) + 1
    return tuple(found)


def word_on(finding: Finding, words: Iterable[Word]) -> Word | None:
    """The last word given on a violation."""
    return next((word for word in reversed(tuple(words)) if word.anchor == finding.anchor), None)


def settles(word: Word | None, severity: Severity) -> bool:
    """Whether a save may go on past a violation of that severity with that word, or with none."""
    if severity is Severity.HINT:
        return True
    if word is None or (word.stance is Stance.NEEDED and not word.reason.strip()):
        return False
    # What is blocked is not waved through: it wants a reason, whoever is said to have said it.
    return severity is not Severity.BLOCK or (word.stance is not Stance.KEPT and bool(word.reason.strip()))


def unsettled(found: Iterable[Finding], words: Sequence[Word]) -> tuple[Finding, ...]:
    """The violations that a save still wants a word on."""
    return tuple(each for each in found if not settles(word_on(each, words), each.hit.severity))


def tells_lead(severity: Severity) -> bool:
    """Whether a lead hears of a flag at once."""
    return severity in (Severity.TELL, Severity.BLOCK)


def corrected(stood: Collection[Anchor], found: Iterable[Finding]) -> int:
    """How many of the violations that stood while it was written are gone: they count for the agent."""
    return len(set(stood) - {each.anchor for each in found})


def written_down(words: Collection[Word], stood: Collection[Anchor]) -> str:
    """Words, and what stood while one wrote, as one line of text for a draft; empty where there is neither."""
    if not words and not stood:
        return ""
    kept = {"words": [asdict(word) for word in words], "stood": [asdict(anchor) for anchor in stood]}
    return json.dumps(kept, ensure_ascii=False)


def read_again(text: str) -> tuple[tuple[Word, ...], frozenset[Anchor]]:
    """What `written_down` wrote. Raises ValueError, KeyError or TypeError for other text."""
    kept = json.loads(text) if text else {"words": (), "stood": ()}
    words = tuple(Word(Anchor(**each["anchor"]), Stance(each["stance"]), str(each["reason"])) for each in kept["words"])
    return words, frozenset(Anchor(**each) for each in kept["stood"])


# ---- afterwards ---------------------------------------------------------------------------------------------------

HEARING = timedelta(days=1)
"""How long an agent has to give their word before a flag may be upheld without it."""


class Status(StrEnum):
    """How far a flag has come."""

    OPEN = "open"
    ANSWERED = "answered"
    JUDGED = "judged"
    CLOSED = "closed"


PENDING = (Status.OPEN, Status.ANSWERED)
"""What still wants a verdict."""


class Verdict(StrEnum):
    """What a lead says about a flag."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    COACHED = "coached"
    """It was one, and has been talked over."""


class Observation(StrEnum):
    """What cannot be typed, and a lead records (FORB-4, CALL-4)."""

    LAUGHING = "laughing"
    INTERRUPTING = "interrupting"
    OTHER = "other"


OBSERVED_RULES = {
    Observation.LAUGHING: "FORB-4",
    Observation.INTERRUPTING: "CALL-4",
    Observation.OTHER: "FORB-5",
}
"""The rule each observation speaks of."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The agent gave their word; after a verdict it is an appeal."""

    at: datetime
    by: str
    stance: Stance
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A lead gave a verdict."""

    at: datetime
    by: str
    verdict: Verdict
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """The verdict stands."""

    at: datetime
    by: str


Step = Spoken | Judged | Closed


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as its steps left it."""

    agent_id: str
    raised_at: datetime
    observed: bool = False
    status: Status = Status.OPEN
    heard: bool = False
    """Whether the agent ever gave their word."""
    stance: Stance | None = None
    reason: str = ""
    verdict: Verdict | None = None
    remark: str = ""


class Bar(StrEnum):
    """Why a step of a flag cannot be made."""

    NOT_YOURS = "not-yours"
    OWN = "own"
    NOT_LEAD = "not-lead"
    UNHEARD = "unheard"
    UNJUDGED = "unjudged"
    CLOSED = "closed"
    REASON = "reason"
    NOT_TYPED = "not-typed"


def step(flag: Flag, move: Step, *, lead: bool) -> Flag | Bar:
    """The flag after `move`, or what bars it. `lead`: whether who moves is one.

    The word is the agent's own, until the close. The verdict is a lead's, never on themselves; upheld is nothing the
    agent was not heard on, or silent about for `HEARING`. Who closes is a lead, or the agent who takes the verdict.
    """
    return _bar(flag, move, lead) or moved(flag, move)


def moved(flag: Flag, move: Step) -> Flag:
    """The flag after a step that was taken. A word after the verdict is an appeal: there is none until the next."""
    match move:
        case Spoken():
            return replace(
                flag,
                status=Status.ANSWERED,
                heard=True,
                stance=move.stance,
                reason=move.reason,
                verdict=None,
                remark="",
            )
        case Judged():
            return replace(flag, status=Status.JUDGED, verdict=move.verdict, remark=move.remark)
        case Closed():
            return replace(flag, status=Status.CLOSED)


def _bar(flag: Flag, move: Step, lead: bool) -> Bar | None:
    if flag.status is Status.CLOSED:
        return Bar.CLOSED
    match move:
        case Spoken():
            if move.by != flag.agent_id:
                return Bar.NOT_YOURS
            if flag.observed and move.stance is Stance.CALLERS:
                return Bar.NOT_TYPED
            return Bar.REASON if move.stance is Stance.NEEDED and not move.reason.strip() else None
        case Judged():
            if not lead:
                return Bar.NOT_LEAD
            if move.by == flag.agent_id:
                return Bar.OWN
            unheard = not flag.heard and move.at < flag.raised_at + HEARING
            return Bar.UNHEARD if unheard and move.verdict is Verdict.UPHELD else None
        case Closed():
            if flag.status is not Status.JUDGED:
                return Bar.UNJUDGED
            return None if lead or move.by == flag.agent_id else Bar.NOT_LEAD


# ---- what past verdicts foretell ----------------------------------------------------------------------------------

WEIGHT = 4
"""How many verdicts the centre's own share of upheld flags counts as, beside those on the phrase itself."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Past verdicts: `right` upheld or coached, `wrong` dismissed."""

    right: int = 0
    wrong: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.right + self.wrong


def expected_precision(here: Verdicts, everywhere: Verdicts) -> float | None:
    """The share of flags that should prove right: by the verdicts on this wording, leaning on all there are.

    None where there is no verdict at all.
    """
    if not everywhere.count:
        return None
    usual = everywhere.right / everywhere.count
    return (here.right + WEIGHT * usual) / (here.count + WEIGHT)
