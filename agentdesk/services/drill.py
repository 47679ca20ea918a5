"""Practice answers: a situation of the pack in use, what the agent says in it, its mark, and flags on its wording."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select

from agentdesk.errors import Refused
from agentdesk.records.base import pick
from agentdesk.records.practice import PracticeAnswerRow
from agentdesk.rules import practice, script
from agentdesk.rules.flags import Passage, Word
from agentdesk.rules.identity import Role
from agentdesk.rules.pack import Phrase
from agentdesk.rules.practice import Grade, Mark
from agentdesk.services.flag_work import SubjectKind, Writing, found_in, raise_flags
from agentdesk.services.office import Desk, Office, lines

ANSWER = "answer"
"""The one field of a practice answer, as flags name it."""

_LIST = 200
"""The most answers of a list."""

_COLUMNS = ("id", "agent_id", "at", "stage", "phrase", "wanted", "text", "grade", "missing")


@dataclass(frozen=True, slots=True)
class Situation:
    """What the agent is asked: the phrase belongs on the screen only once the answer is handed in."""

    phrase: Phrase
    values: dict[str, str]
    """The slots the desk knows."""
    times: int
    """How often this agent has answered it."""
    untried: int
    """How many situations of the pack they never answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is handed in."""

    key: UUID
    """Made when the situation is shown, so that handing in twice is one answer."""
    phrase_id: str
    text: str
    corrections: int = 0


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer as a list shows it."""

    id: UUID
    agent_id: str
    at: datetime
    stage: str
    phrase: str
    wanted: str
    """The phrase as the pack wrote it then, slots and all."""
    text: str
    mark: Mark


def situation(office: Office, desk: Desk, phrase_id: str = "") -> Situation:
    """The situation of that phrase; without one, or where the pack no longer has it, the least practised.

    Raises Refused on a live store.
    """
    _require_practice(office)
    pack, times = office.pack(desk.pack_id), _times(office, desk)
    phrase = pack.phrase(phrase_id) or practice.least_practised(pack.phrases, times)
    if phrase is None:
        raise Refused("drill.no-phrases")
    local = office.clock.now().astimezone(ZoneInfo(desk.zone)).time()
    values = script.known(pack, agent_id=desk.agent_id, agent_name=desk.name, caller_name="", local=local)
    untried = sum(each.id not in times for each in pack.phrases)
    return Situation(phrase, values, times.get(phrase.id, 0), untried)


def hand_in(office: Office, desk: Desk, answer: Answer, *, words: Sequence[Word] = ()) -> AnswerLine:
    """Mark an answer and keep it, with flags on its wording; one whose key is there already is returned as it is.

    `words` are what the agent says about violations in it. Raises Refused on a live store, and for an empty answer or
    an unknown phrase; Unsettled where a violation still wants a word.
    """
    _require_practice(office)
    text, pack = lines(answer.text), office.pack(desk.pack_id)
    phrase = pack.phrase(answer.phrase_id)
    if not text.strip():
        raise Refused("drill.empty")
    if phrase is None:
        raise Refused("call.phrase-missing", phrase=answer.phrase_id)
    found = found_in(pack, Passage(ANSWER, text, spoken=True))
    mark = practice.mark(phrase.text, text, forbidden=bool(found))
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        known = unit.first(PracticeAnswerRow, PracticeAnswerRow.id == answer.key)
        if known is not None:
            return _line(known)
        row = unit.add(
            PracticeAnswerRow(
                id=answer.key, agent_id=desk.agent_id, at=unit.at, pack_id=pack.id, pack_version=pack.version,
                pack_digest=pack.digest, phrase=phrase.id, stage=phrase.stage, wanted=phrase.text, text=text,
                grade=mark.grade, missing=list(mark.missing), corrections=answer.corrections,
            ),
            "practice.answered",
        )  # fmt: skip
        writing = Writing(SubjectKind.PRACTICE, row.id, desk.agent_id, found)
        raise_flags(office, unit, pack, (writing,), words)
        return _line(row)


def sees_all(desk: Desk) -> bool:
    """Whether this desk sees everybody's answers: leads and trainers do, agents their own."""
    return bool(desk.roles & {Role.LEAD, Role.TRAINER})


def answers(office: Office, desk: Desk) -> tuple[AnswerLine, ...]:
    """The answers this desk may see, the newest first."""
    newest = pick(PracticeAnswerRow, *_COLUMNS).order_by(
        col(PracticeAnswerRow.at).desc(), col(PracticeAnswerRow.id).desc()
    )
    if not sees_all(desk):
        newest = newest.where(col(PracticeAnswerRow.agent_id) == desk.agent_id)
    with office.store.reading() as session:
        return tuple(map(_line, session.execute(newest.limit(_LIST))))


def at_any_seat(desk: Desk) -> Desk:
    """The desk under whose name a half-written answer is kept: the agent's own, wherever they sign in to go on."""
    return replace(desk, session_id=uuid5(NAMESPACE_OID, desk.agent_id))


def _times(office: Office, desk: Desk) -> dict[str, int]:
    """How often this agent has answered each phrase of the pack in use."""
    counted = (
        select(PracticeAnswerRow.phrase, func.count())
        .where(PracticeAnswerRow.agent_id == desk.agent_id, PracticeAnswerRow.pack_id == desk.pack_id)
        .group_by(col(PracticeAnswerRow.phrase))
    )
    with office.store.reading() as session:
        return dict(session.exec(counted).all())


def _line(row: Any) -> AnswerLine:
    """A row, or its columns, as a list shows it."""
    mark = Mark(Grade(row.grade), tuple(row.missing))
    return AnswerLine(row.id, row.agent_id, row.at, row.stage, row.phrase, row.wanted, row.text, mark)


def _require_practice(office: Office) -> None:
    """Raise Refused at a live desk: practice never touches live data."""
    if office.settings.live is None:
        raise Refused("drill.live")
