"""The dry run of a phrase: what it would have flagged in past notes, before it goes live."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, literal, tuple_
from sqlmodel import Session, col, select

from agentdesk.errors import Refused
from agentdesk.records.base import pick
from agentdesk.records.flags import FlagRow
from agentdesk.records.work import CallRow
from agentdesk.rules import excerpt, forbidden
from agentdesk.rules.flags import Verdict, Verdicts, expected_precision
from agentdesk.rules.forbidden import Forbidden, Hit, Kind, Matcher
from agentdesk.rules.grammar import SkeletonError
from agentdesk.rules.identity import Role
from agentdesk.services.flag_work import WORDING, SubjectKind
from agentdesk.services.office import Desk, Office, required

BATCH = 500
"""Notes a batch: few enough that a desk's work goes on between two."""

RULE = "FORB-5"
"""The rule a phrase that is only tried stands under."""


NONE = Verdicts()


@dataclass(frozen=True, slots=True)
class Trial:
    """A phrase on trial, compiled."""

    phrase: Forbidden
    matcher: Matcher
    since: datetime
    everywhere: Verdicts
    """All verdicts of the centre."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place where the phrase would have been found."""

    call_id: UUID
    agent_id: str
    at: datetime
    kind: Kind
    text: str
    context: str
    before: int
    """How many code points of the context stand before the text."""
    verdict: str
    """What a lead said of a flag at this place; empty where there was none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a dry run has come."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Batch:
    """Some notes further."""

    matches: tuple[Match, ...]
    notes: int
    next: Mark | None
    """Where to go on; None at the end."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a dry run came to so far. Violations would be flags; reported speech would be none."""

    notes: int = 0
    violations: int = 0
    reported: int = 0
    flagged_notes: int = 0
    here: Verdicts = NONE
    """Verdicts at the very places that were found."""
    everywhere: Verdicts = NONE

    def plus(self, batch: Batch) -> "Tally":
        """The tally with another batch."""
        own = [match for match in batch.matches if match.kind is Kind.VIOLATION]
        right = sum(match.verdict in (Verdict.UPHELD, Verdict.COACHED) for match in own)
        wrong = sum(match.verdict == Verdict.DISMISSED for match in own)
        return replace(
            self,
            notes=self.notes + batch.notes,
            violations=self.violations + len(own),
            reported=self.reported + len(batch.matches) - len(own),
            flagged_notes=self.flagged_notes + len({match.call_id for match in own}),
            here=Verdicts(self.here.right + right, self.here.wrong + wrong),
        )

    @property
    def precision(self) -> float | None:
        """The share of its flags that should prove right; None where no verdict says anything."""
        return expected_precision(self.here, self.everywhere)


def begin(office: Office, desk: Desk | None, pack_id: str, phrase: str, since: datetime) -> Trial:
    """Compile a phrase for a dry run: a text, a form of the skeleton grammar, or the id of one the pack has.

    `desk` is None for who came through a door. Raises Refused `flags.phrase-…`.
    """
    if desk is not None:
        desk.require(Role.LEAD, Role.TRAINER)
    text = required(phrase, "flags.phrase-missing")
    known = (entry for entry in office.pack(pack_id).forbidden if text in (entry.id, entry.text))
    entry = next(known, None) or Forbidden("", text, RULE, "", listed=False, forms=(text,))
    try:
        matcher = forbidden.compile((entry,))
    except SkeletonError as fault:
        raise Refused("flags.phrase-unreadable", phrase=text) from fault
    with office.store.reading() as session:
        return Trial(entry, matcher, since, _verdicts(session))


def _verdicts(session: Session) -> Verdicts:
    counted = (
        select(FlagRow.verdict, func.count())
        .where(FlagRow.kind == WORDING, FlagRow.verdict != "")
        .group_by(col(FlagRow.verdict))
    )
    counts = {str(verdict): int(count) for verdict, count in session.execute(counted)}
    dismissed = counts.pop(Verdict.DISMISSED, 0)
    return Verdicts(sum(counts.values()), dismissed)


def step(office: Office, trial: Trial, mark: Mark | None = None, size: int = BATCH) -> Batch:
    """The next batch of notes, the oldest first. A reading of its own, so that it can be left at any batch."""
    table = CallRow.__table__.c
    notes = (
        pick(CallRow, "id", "agent_id", "rang_at", "note")
        .where(table.rang_at >= trial.since)
        .order_by(table.rang_at, table.id)
        .limit(size)
    )
    if mark is not None:
        here = tuple_(literal(mark.at, table.rang_at.type), literal(mark.id, table.id.type))
        notes = notes.where(tuple_(table.rang_at, table.id) > here)
    with office.store.reading() as session:
        rows = session.execute(notes).all()
        noted = [row for row in rows if row.note]
        each = trial.matcher.scan_each(row.note for row in noted)
        found = [(row, hits) for row, hits in zip(noted, each, strict=True) if hits]
        judged = _judged(session, [row.id for row, _ in found])
    matches = tuple(
        _match(row.id, row.agent_id, row.rang_at, row.note, hit, judged) for row, hits in found for hit in hits
    )
    last = Mark(rows[-1].rang_at, rows[-1].id) if len(rows) == size else None
    return Batch(matches, len(noted), last)


_Judged = dict[UUID, list[tuple[int, int, str]]]


def _judged(session: Session, calls: list[UUID]) -> _Judged:
    """The verdicts on the notes of those calls, by place."""
    columns = pick(FlagRow, "call_id", "start", "end", "verdict").where(
        col(FlagRow.call_id).in_(calls), col(FlagRow.subject) == SubjectKind.NOTE, col(FlagRow.verdict) != ""
    )
    found: _Judged = {}
    for call_id, start, end, verdict in session.execute(columns) if calls else ():
        found.setdefault(call_id, []).append((start, end, verdict))
    return found


def _match(call_id: UUID, agent_id: str, at: datetime, note: str, hit: Hit, judged: _Judged) -> Match:
    first, last = excerpt.sentence(note, hit.start, hit.end)
    places = judged.get(call_id, ())
    verdict = next((word for start, end, word in places if start < hit.end and hit.start < end), "")
    text, context = note[hit.start : hit.end], note[first:last]
    return Match(call_id, agent_id, at, hit.kind, text, context, hit.start - first, verdict)


def replay(office: Office, trial: Trial) -> Iterator[Batch]:
    """The whole dry run, batch by batch; whoever stops asking has cancelled it."""
    batch = step(office, trial)
    yield batch
    while batch.next is not None:
        batch = step(office, trial, batch.next)
        yield batch
