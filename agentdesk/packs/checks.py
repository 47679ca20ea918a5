"""What must hold of a pack beyond the shape of its files: clean text, known names, and a call that can be held."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from agentdesk.locale import LANGUAGES
from agentdesk.packs.faults import Fault, near
from agentdesk.packs.files import Page, Way
from agentdesk.packs.schema import Lesson, PackFile, texts
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.owed import DUTIES, Action
from agentdesk.rules.pack import SLOT, STAGES, Binding, Direction, Duty, Label, Pack, Phrase
from agentdesk.text import clean

RESERVED = ("all", "base")
"""Ids no pack may have: the pseudo-pack of every forbidden phrase, and the courtesy lines."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RULE = re.compile(r"[A-Z]+-[0-9]+")
_BRACE = re.compile(r"[{}]")
# Forbidden phrases have examples written with what nobody can see; what steers a terminal or turns text round is out.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

_RANGES = {"rings": (1, 20), "ring_seconds": (1, 60), "hold_nudge_seconds": (5, 3600), "wrap_up_seconds": (0, 3600)}

_INDISPENSABLE = ("greeting", "hold", "resume", "closing")
"""Stages no pack may end up without; the ID line is the fifth."""


def unsafe(page: Page, *, invisible: bool = False) -> Iterator[Fault]:
    """Texts with controls, bidi controls or, unless `invisible` is allowed, characters nobody can see."""
    for path, text in texts(page.data).items():
        if _STEERS.search(text) if invisible else clean(text) != text:
            yield page.fault("packs.unsafe", path, text)


def sheet(page: Page, said: PackFile) -> Iterator[Fault]:
    """The values of `pack.toml`."""
    if not _ID.fullmatch(said.id) or said.id in RESERVED:
        yield page.fault("packs.bad-id", ("id",), said.id)
    for name in ("version", "name_zh", "name_en", "unit"):
        if not getattr(said, name).strip():
            yield page.fault("packs.blank", (name,))
    if said.language not in LANGUAGES:
        yield page.fault("packs.not-one-of", ("language",), said.language, near(said.language, LANGUAGES))
    try:
        re.compile(said.id_format)
    except (re.error, RecursionError, OverflowError):
        yield page.fault("packs.bad-expression", ("id_format",), said.id_format)
    for name, (least, most) in _RANGES.items():
        value = getattr(said.timing, name)
        if not least <= value <= most:
            yield page.fault("packs.out-of-range", ("timing", name), value, f"{least}-{most}")
    yield from _rails(page, said)
    for duty in Duty:
        if duty not in said.obligations:
            yield page.fault("packs.missing-key", ("obligations", duty.value), duty.value)
    yield from _labels(page, "wrap_up_codes", said.wrap_up_codes)
    yield from _labels(page, "ticket_types", said.ticket_types)


def _rails(page: Page, said: PackFile) -> Iterator[Fault]:
    for name in ("rail", "rail_outbound"):
        rail: tuple[str, ...] = getattr(said, name)
        if not rail:
            yield page.fault("packs.empty", (name,))
        for place, stage in enumerate(rail):
            if stage not in STAGES:
                yield page.fault("packs.unknown-stage", (name, place), stage, near(stage, STAGES))
        yield from _twice(page, [(name, place) for place in range(len(rail))], rail)


def _labels(page: Page, name: str, labels: tuple[Label, ...]) -> Iterator[Fault]:
    if not labels:
        yield page.fault("packs.empty", (name,))
    for place, label in enumerate(labels):
        if not _ID.fullmatch(label.id):
            yield page.fault("packs.bad-id", (name, place, "id"), label.id)
        for language in ("zh", "en"):
            if not getattr(label, language).strip():
                yield page.fault("packs.blank", (name, place, language))
    yield from _twice(page, [(name, place, "id") for place in range(len(labels))], [label.id for label in labels])


def _twice(page: Page, ways: Sequence[Way], values: Iterable[str], taken: Collection[str] = ()) -> Iterator[Fault]:
    seen = set(taken)
    for way, value in zip(ways, values, strict=True):
        if value in seen:
            yield page.fault("packs.twice", way, value)
        seen.add(value)


def phrases(page: Page, said: tuple[Phrase, ...]) -> Iterator[Fault]:
    """The phrases of `phrases.toml`."""
    for place, phrase in enumerate(said):
        at: Way = ("phrases", place)
        if not _ID.fullmatch(phrase.id):
            yield page.fault("packs.bad-id", (*at, "id"), phrase.id)
        if phrase.stage not in STAGES:
            yield page.fault("packs.unknown-stage", (*at, "stage"), phrase.stage, near(phrase.stage, STAGES))
        for name in ("text", "gloss"):
            if not getattr(phrase, name).strip():
                yield page.fault("packs.blank", (*at, name))
        if "\n" in phrase.text or _BRACE.search(SLOT.sub("", phrase.text)):
            yield page.fault("packs.bad-slot", (*at, "text"), phrase.text)
        if not _RULE.fullmatch(phrase.rule):
            yield page.fault("packs.bad-rule", (*at, "rule"), phrase.rule)
        for name in ("file", "article"):
            if not getattr(phrase.source, name).strip():
                yield page.fault("packs.blank", (*at, "source", name))
        if phrase.borrowed:
            yield page.fault("packs.unknown-key", (*at, "borrowed"), "borrowed")
    ids = [phrase.id for phrase in said]
    yield from _twice(page, [("phrases", place, "id") for place in range(len(ids))], ids)


def forbidden(page: Page, said: tuple[Forbidden, ...], shared: tuple[Forbidden, ...]) -> Iterator[Fault]:
    """The ids of a list of forbidden phrases, which are none of the shared list's."""
    ways = [("forbidden", place, "id") for place in range(len(said))]
    yield from _twice(page, ways, [entry.id for entry in said], {entry.id for entry in shared})


def learned(page: Page, said: tuple[Lesson, ...], known: tuple[Forbidden, ...]) -> Iterator[Fault]:
    """Whether each lesson is about a forbidden phrase of the pack, and the only one about it."""
    ids = tuple(entry.id for entry in known)
    for place, lesson in enumerate(said):
        if lesson.id not in ids:
            yield page.fault("packs.unknown-phrase", ("learned", place, "id"), lesson.id, near(lesson.id, ids))
    yield from _twice(page, [("learned", place, "id") for place in range(len(said))], [each.id for each in said])


def complete(page: Page, pack: Pack) -> Iterator[Fault]:
    """Whether a call can be held on this pack, borrowed lines included (the pack's last, and hardest, question)."""
    for stage in _INDISPENSABLE:
        if not pack.at(stage):
            yield page.fault(f"packs.no-{stage}", value=pack.id)
    if not any("agent_id" in phrase.slots for stage in pack.rail for phrase in pack.at(stage)):
        yield page.fault("packs.no-id-line", ("rail",), pack.id)
    for name, direction in (("rail", Direction.INBOUND), ("rail_outbound", Direction.OUTBOUND)):
        for place, stage in enumerate(getattr(pack, name)):
            if not pack.at(stage, direction) and stage not in _INDISPENSABLE:
                yield page.fault("packs.no-phrase", (name, place), stage)
    for duty, spec in DUTIES.items():
        blocks = pack.obligations[duty] is Binding.BLOCKING and spec.way is Action.SAY
        direction = Direction.OUTBOUND if duty is Duty.UNIT else Direction.INBOUND
        if blocks and not pack.at(spec.stage, direction) and spec.stage not in _INDISPENSABLE:
            yield page.fault("packs.cannot-be-settled", ("obligations", duty.value), spec.stage)
