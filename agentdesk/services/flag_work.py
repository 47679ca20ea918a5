"""Flags inside a unit of work: found in what is being saved, raised, taken one step on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col

from agentdesk.errors import Refused
from agentdesk.records.base import Source, pick, values
from agentdesk.records.flags import FlagRow, FlagStepRow
from agentdesk.records.store import Unit
from agentdesk.rules import excerpt
from agentdesk.rules.flags import (
    PENDING,
    Bar,
    Closed,
    Finding,
    Flag,
    Judged,
    Passage,
    Spoken,
    Stance,
    Step,
    Verdict,
    Word,
    findings,
    moved,
    step,
    unsettled,
    word_on,
)
from agentdesk.rules.identity import Role
from agentdesk.rules.pack import Pack
from agentdesk.services import wording
from agentdesk.services.office import Desk, Office

WORDING, OBSERVED = "wording", "observed"
"""Kinds of flag: found in a text, and recorded by a lead."""


class SubjectKind(StrEnum):
    """What a flag speaks of."""

    NOTE = "note"
    TICKET = "ticket"
    HANDOVER = "handover"
    PRACTICE = "practice"
    CALL = "call"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Writing:
    """One piece that an agent wrote, and the violations in it."""

    kind: SubjectKind
    id: UUID
    agent_id: str
    found: Sequence[Finding]
    call_id: UUID | None = None


class Unsettled(Refused):
    """Nothing was saved: these violations want the agent's word first (the pack's ladder of severities)."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        wordings = tuple(dict.fromkeys(finding.anchor.surface for finding in findings))
        super().__init__("flags.unsettled", wordings=" · ".join(wordings))
        self.findings = tuple(findings)


def require_words(found: Iterable[Finding], words: Sequence[Word]) -> None:
    """Raise Unsettled unless every violation has the word its severity asks for."""
    if missing := unsettled(found, words):
        raise Unsettled(missing)


def found_in(pack: Pack, *passages: Passage) -> tuple[Finding, ...]:
    """The violations in what is to be saved (FORB-1 to FORB-6)."""
    return tuple(
        each
        for passage in passages
        for each in findings(passage, wording.scan(pack, passage.text, spoken=passage.spoken))
    )


def raise_flags(office: Office, unit: Unit, pack: Pack, writings: Sequence[Writing], words: Sequence[Word]) -> None:
    """A flag for every violation, with the agent's word where it was given.

    The same wording in the same sentence of one call's note and ticket is one utterance, and is flagged once.
    Raises Unsettled where a word is missing, by which the unit ends.
    """
    require_words((finding for writing in writings for finding in writing.found), words)
    flagged: dict[UUID | None, Counter[_Utterance]] = {}
    steps: list[FlagStepRow] = []
    for writing in writings:
        known = _flagged(unit, writing, flagged)
        left = known.copy()
        for finding in writing.found:
            before, spot = _utterance(finding)
            if left[spot]:
                left[spot] -= 1
                continue
            known[spot] += 1
            columns = _columns(office, unit, pack, writing, finding) | {"context": spot.context, "before": before}
            if (word := word_on(finding, words)) is not None:
                said = Spoken(unit.at, writing.agent_id, word.stance, word.reason)
                if not isinstance(flag := step(Flag(writing.agent_id, unit.at), said, lead=False), Bar):
                    columns |= _state(flag)
                    steps.append(_step_row(columns["id"], 1, said))
            unit.put(FlagRow, columns, "flag.raised")
    for each in steps:
        unit.put(FlagStepRow, values(each), "flag.spoken")


class _Utterance(NamedTuple):
    """What makes two findings one: the phrase, its wording and the sentence."""

    phrase: str
    text: str
    context: str


_OF_CALL = pick(FlagRow, "phrase", "text", "context").where(col(FlagRow.call_id) == bindparam("call"))


def _flagged(unit: Unit, writing: Writing, read: dict[UUID | None, Counter[_Utterance]]) -> Counter[_Utterance]:
    """The utterances of a call that are flagged already, read from the store once. Without a call there are none."""
    if writing.call_id is None or not writing.found:
        return Counter()
    if writing.call_id not in read:
        stored = unit.connection.execute(_OF_CALL, {"call": writing.call_id})
        read[writing.call_id] = Counter(_Utterance(*columns) for columns in stored)
    return read[writing.call_id]


def _utterance(finding: Finding) -> tuple[int, _Utterance]:
    """An utterance, and how much of its sentence stands before the span."""
    text = finding.passage.text
    first, last = excerpt.sentence(text, finding.hit.start, finding.hit.end)
    return finding.hit.start - first, _Utterance(finding.hit.phrase, finding.anchor.surface, text[first:last])


def _columns(office: Office, unit: Unit, pack: Pack, writing: Writing, finding: Finding) -> dict[str, Any]:
    hit = finding.hit
    return {
        "id": office.ids.new(), "kind": WORDING, "subject": writing.kind, "subject_id": writing.id,
        "field": finding.passage.field, "call_id": writing.call_id, "agent_id": writing.agent_id, "raised_by": "",
        "at": unit.at, "phrase": hit.phrase, "start": hit.start, "end": hit.end, "text": finding.anchor.surface,
        "severity": hit.severity, "rule": hit.rule, **of_pack(pack),
        **fresh_state(Flag(writing.agent_id, unit.at)), "version": 1,
    }  # fmt: skip


def of_pack(pack: Pack) -> dict[str, Any]:
    """The columns that say which version of which pack a flag was raised under."""
    return {"pack_id": pack.id, "pack_version": pack.version, "pack_digest": pack.digest}


def _state(flag: Flag) -> dict[str, Any]:
    """The columns that follow a flag's steps."""
    return {
        "pending": flag.status in PENDING,
        "status": flag.status,
        "stance": flag.stance or "",
        "reason": flag.reason,
        "verdict": flag.verdict or "",
        "remark": flag.remark,
    }


def fresh_state(flag: Flag) -> dict[str, Any]:
    """The columns of a flag that was just raised, with no step taken on it."""
    return _state(flag) | {"judged_by": "", "judged_at": None, "taught": False}


def _follow(row: FlagRow, flag: Flag) -> None:
    for name, value in _state(flag).items():
        setattr(row, name, value)


# ---- steps --------------------------------------------------------------------------------------------------------

_STEPS = (
    pick(FlagStepRow, "kind", "at", "by", "data")
    .where(col(FlagStepRow.flag_id) == bindparam("flag"))
    .order_by(col(FlagStepRow.seq))
)


def steps_of(source: Source, flag_id: UUID) -> tuple[Step, ...]:
    """The steps taken on a flag, in order."""
    return tuple(_step(*columns) for columns in source.execute(_STEPS, {"flag": flag_id}))


def _step(kind: str, at: Any, by: str, data: dict[str, str]) -> Step:
    match kind:
        case "spoken":
            return Spoken(at, by, Stance(data["stance"]), data["reason"])
        case "judged":
            return Judged(at, by, Verdict(data["verdict"]), data["remark"])
        case _:
            return Closed(at, by)


def _step_row(flag_id: UUID, seq: int, move: Step) -> FlagStepRow:
    data = {name: value for name, value in asdict(move).items() if name not in ("at", "by")}
    return FlagStepRow(flag_id=flag_id, seq=seq, at=move.at, by=move.by, kind=type(move).__name__.lower(), data=data)


def take(unit: Unit, desk: Desk, flag_id: UUID, move: Step) -> FlagRow:
    """Take a flag one step on. Raises Refused `flags.<bar>` where the rules bar it."""
    row = unit.get(FlagRow, flag_id)
    taken = steps_of(unit.connection, flag_id)
    flag = Flag(row.agent_id, row.at, observed=row.kind == OBSERVED)
    for each in taken:
        flag = moved(flag, each)
    outcome = step(flag, move, lead=Role.LEAD in desk.roles)
    if isinstance(outcome, Bar):
        raise Refused(f"flags.{outcome}")
    unit.add(added := _step_row(flag_id, len(taken) + 1, move), f"flag.{added.kind}")
    _follow(row, outcome)
    if isinstance(move, Judged):
        row.judged_by, row.judged_at = move.by, move.at
    unit.change(row, f"flag.{added.kind}")
    return row
