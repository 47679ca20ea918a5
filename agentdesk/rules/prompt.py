"""What the desk puts before the agent: the stages of this call as they stand, and the one at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agentdesk.rules.call import Call, CallRules, Owed, Phase, Standing, obligations
from agentdesk.rules.pack import SLOT, Binding, Pack, Phrase
from agentdesk.rules.script import rail

LISTEN = "listen"
"""The caller's stage: it is noted down, and never waited for."""

READ_BACK = "read-back"

_AFTER = {"slow-answer": "greeting", "callback": READ_BACK}
"""Stages outside the rail that a call may come to owe, and the stage they follow."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the rail as it stands in this call."""

    stage: str
    done: bool
    binding: Binding
    """How hard it is held to; off where no duty hangs on it."""


def steps(call: Call, pack: Pack, now: datetime) -> tuple[Step, ...]:
    """The stages of this call in order, with those it has come to owe: a late answer (CALL-1), a promise (CALL-6).

    A stage is done when its duty is settled, or a phrase of it was said where no duty hangs on it.
    """
    owed = {one.stage: one for one in obligations(call, now, CallRules.of(pack)) if one.stage}
    stages = list(rail(pack, call.direction))
    for stage, before in _AFTER.items():
        if stage in owed and stage not in stages:
            stages.insert(stages.index(before) + 1 if before in stages else len(stages), stage)
    return tuple(_step(stage, call, owed.get(stage)) for stage in stages)


def _step(stage: str, call: Call, owed: Owed | None) -> Step:
    if owed is None:
        return Step(stage, stage in call.stages, Binding.OFF)
    done = owed.standing is Standing.SETTLED or (owed.binding is not Binding.BLOCKING and stage in call.stages)
    return Step(stage, done, owed.binding)


def at_hand(call: Call, pack: Pack, now: datetime, *, noted: bool) -> str:
    """The stage to speak next; empty when the script is through.

    On hold only the resume line leads on (CALL-7). Until something is `noted` there is nothing to read back: the caller
    is listened to.
    """
    if call.phase is Phase.HOLDING:
        return "resume"
    open_steps = [step.stage for step in steps(call, pack, now) if not step.done]
    first = next((stage for stage in open_steps if stage != LISTEN), "")
    return LISTEN if first == READ_BACK and LISTEN in open_steps and not noted else first


def opened(call: Call, pack: Pack, now: datetime) -> bool:
    """Whether what comes before listening is behind the agent, so that the caller has the word."""
    stages = steps(call, pack, now)
    listening = next((at for at, step in enumerate(stages) if step.stage in (LISTEN, READ_BACK)), len(stages))
    return call.phase is Phase.TALKING and all(step.done for step in stages[:listening])


def wording(phrase: Phrase, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The phrase in pieces of (text, slot): a slot that is filled shows its value, one that is not has no text."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for slot in SLOT.finditer(phrase.text):
        pieces += [(phrase.text[at : slot.start()], ""), (values.get(slot[1], "").strip(), slot[1])]
        at = slot.end()
    pieces.append((phrase.text[at:], ""))
    return tuple(piece for piece in pieces if piece != ("", ""))


def missing(phrase: Phrase, values: Mapping[str, str]) -> tuple[str, ...]:
    """The slots of the phrase that want a value yet."""
    return tuple(slot for slot in phrase.slots if not values.get(slot, "").strip())


def ordered(owed: Iterable[Owed]) -> tuple[Owed, ...]:
    """What is owed, the most urgent first: open and blocking, open, to come, settled; else as a call goes."""
    rank = {Standing.OWED: 0, Standing.LATER: 2, Standing.SETTLED: 3}
    return tuple(
        sorted(
            owed,
            key=lambda one: (
                rank[one.standing] + (one.standing is Standing.OWED and one.binding is not Binding.BLOCKING)
            ),
        )
    )
