"""A dismissed flag becomes a counter-example: the pack learns a neutral wording, and is proven before it is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from agentdesk.errors import Refused
from agentdesk.packs import Library, Taught, learning
from agentdesk.packs.schema import Lesson
from agentdesk.records.flags import FlagRow
from agentdesk.rules import excerpt, forbidden
from agentdesk.rules.flags import Verdict
from agentdesk.rules.forbidden import Forbidden, Kind, Matcher
from agentdesk.rules.grammar import SkeletonError
from agentdesk.rules.identity import Role
from agentdesk.services import flags, wording
from agentdesk.services.flag_work import WORDING
from agentdesk.services.flags import FlagView
from agentdesk.services.office import Desk, Office

_NEAR = 4
"""Code points on either side that make the first, most general wording."""

_MOST = 500
"""Past verdicts that a lesson is tried against, the newest."""

_SIGNS = re.compile(r"[()\[\]|<>…~*]")
_BREAKS = re.compile(r"[，。！？、；：,.!?;:\s]+")
_NUMBER = re.compile(r"\d{5,}")


@dataclass(frozen=True, slots=True)
class Learned:
    """What the pack learned: the wording that is neutral from now on, the note it was learned from, and where."""

    allowed: str
    example: str
    folder: Path
    office: Office
    """The office with the pack as it is now."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A flagged wording in its sentence."""

    context: str
    start: int
    end: int


def counter_example(office: Office, desk: Desk, flag_id: UUID) -> Learned:
    """Teach the flag's pack that this wording is none. The flag must be dismissed; phrases that past verdicts upheld
    stay found.

    Raises Refused: `flags.not-dismissed`, `flags.taught-already`, `flags.nothing-to-learn`, `store.clash`;
    `practice.no-lessons` in practice, from which no live pack learns.
    """
    desk.require(Role.LEAD, Role.TRAINER)
    if office.settings.live is not None:
        raise Refused("practice.no-lessons")
    with office.store.reading() as session:
        view = flags.read(session, flag_id)
        _refuse_unfit(view)
        upheld = _upheld(session, view)
    taught, lesson = _proven(office, view, upheld)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        row = unit.get(FlagRow, flag_id)
        row.taught = True
        unit.change(row, "flag.taught")
        if not learning.write(taught):
            raise Refused("store.clash")
    return Learned(lesson.allowed[0], lesson.counter_examples[0], taught.directory, reloaded(office))


def reloaded(office: Office) -> Office:
    """The office with its packs as the files are now. The matchers of packs that changed are compiled here."""
    library = Library.load(*office.settings.pack_folders)
    for pack_id, pack in library.packs.items():
        before = office.library.packs.get(pack_id)
        if before is None or before.digest != pack.digest:
            wording.matcher(pack)
    return replace(office, library=library)


def _refuse_unfit(view: FlagView) -> None:
    if view.line.kind != WORDING or view.line.verdict != Verdict.DISMISSED:
        raise Refused("flags.not-dismissed")
    if view.line.taught:
        raise Refused("flags.taught-already")


def _upheld(session: Session, view: FlagView) -> tuple[_Place, ...]:
    """Where leads said that this phrase was meant."""
    columns = (
        select(FlagRow.context, FlagRow.before, FlagRow.text)
        .where(FlagRow.pack_id == view.line.pack_id, FlagRow.phrase == view.line.phrase)
        .where(col(FlagRow.verdict).in_((Verdict.UPHELD, Verdict.COACHED)))
        .order_by(col(FlagRow.at).desc())
        .limit(_MOST)
    )
    return tuple(_Place(context, before, before + len(text)) for context, before, text in session.exec(columns))


def _proven(office: Office, view: FlagView, upheld: tuple[_Place, ...]) -> tuple[Taught, Lesson]:
    """The narrowest lesson that holds, of the most general wording. Raises Refused where there is none."""
    pack = office.pack(view.line.pack_id)
    phrase = next((entry for entry in pack.forbidden if entry.id == view.line.phrase), None)
    line = view.line
    here = _Place(line.context, line.before, line.before + len(line.text))
    example = _NUMBER.sub(lambda number: "0" * len(number[0]), line.context.strip())
    for allowed in _wordings(here) if phrase is not None else ():
        lesson = Lesson(line.phrase, (allowed,), (example,))
        if phrase is not None and _clears(phrase, allowed, here, upheld):
            taught = learning.teach(office.settings.own_packs, pack.id, lesson)
            if not taught.faults:
                return taught, lesson
    raise Refused("flags.nothing-to-learn")


def _wordings(here: _Place) -> Iterator[str]:
    """Wordings around the flagged one, as skeletons: a few characters, the clause, the sentence."""
    first, last = excerpt.clause(here.context, here.start, here.end)
    rows = (
        (max(first, here.start - _NEAR), min(last, here.end + _NEAR)),
        (first, last),
        (0, len(here.context)),
    )
    for low, high in dict.fromkeys(rows):
        if (low, high) != (here.start, here.end):
            yield _BREAKS.sub("，", _SIGNS.sub("", here.context[low:high])).strip("，")


def _clears(phrase: Forbidden, allowed: str, here: _Place, upheld: tuple[_Place, ...]) -> bool:
    """Whether the wording takes this flag back and none of those that were upheld."""
    try:
        after = forbidden.compile((replace(phrase, allowed=(*phrase.allowed, allowed)),))
    except SkeletonError:
        return False
    before = forbidden.compile((phrase,))
    return not _found(after, here) and all(_found(after, place) for place in upheld if _found(before, place))


def _found(matcher: Matcher, place: _Place) -> bool:
    return any(
        hit.kind is Kind.VIOLATION and hit.start < place.end and place.start < hit.end
        for hit in matcher.scan(place.context)
    )
