"""What a call owes: every obligation there is, what it holds back, and how it stands in a call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from agentdesk.rules.call_state import Call, Phase, answered_late
from agentdesk.rules.moves import Exchanged, Party, Purpose, Side
from agentdesk.rules.pack import Binding, Direction, Duty, Pack, Timing


class Action(StrEnum):
    """What an agent does next: the gated actions, and the ways that settle an obligation.

    The key registry of the screens gives each of these its key.
    """

    ANSWER = "answer"
    SAY = "say"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    CONFIRM = "confirm"
    PROMISE = "promise"
    EXCHANGE = "exchange"
    END = "end"
    END_OTHERWISE = "end-otherwise"
    GIVE_REASON = "give-reason"
    LET_CALLER_HANG_UP = "let-caller-hang-up"
    CODE = "code"
    NEXT_CALL = "next-call"


@dataclass(frozen=True, slots=True)
class DutySpec:
    """What an obligation holds back until it is settled, by which rule, and the way that settles it."""

    rule: str
    gates: frozenset[Action]
    way: Action
    stage: str = ""
    """The stage whose phrase settles it, where saying a phrase is the way."""


_EARLY = frozenset({Action.HOLD, Action.TRANSFER, Action.END})
_END = frozenset({Action.END})

DUTIES: Mapping[Duty, DutySpec] = {
    Duty.GREETING: DutySpec("CALL-2", _EARLY, Action.SAY, "greeting"),
    Duty.OWN_ID: DutySpec("ID-2", _EARLY, Action.SAY, "identify"),
    Duty.UNIT: DutySpec("ID-3", _EARLY, Action.SAY, "unit"),
    Duty.SLOW_ANSWER: DutySpec("CALL-1", _END, Action.SAY, "slow-answer"),
    Duty.ADDRESS: DutySpec("CALL-3", _END, Action.SAY, "listen"),
    Duty.ASK_TO_WAIT: DutySpec("CALL-7", frozenset({Action.HOLD}), Action.SAY, "hold"),
    Duty.RESUME: DutySpec("CALL-7", frozenset({Action.TRANSFER, Action.END, Action.HOLD}), Action.SAY, "resume"),
    Duty.READ_BACK: DutySpec("CALL-5", _END, Action.CONFIRM, "read-back"),
    Duty.PROMISE: DutySpec("CALL-6", _END, Action.PROMISE, "callback"),
    Duty.ANYTHING_ELSE: DutySpec("CALL-8", _END, Action.SAY, "anything-else"),
    Duty.CLOSING: DutySpec("CALL-8", _END, Action.SAY, "closing"),
    Duty.CALLER_FIRST: DutySpec("CALL-9", _END, Action.LET_CALLER_HANG_UP),
    Duty.SILENT_LINE: DutySpec("CALL-10", frozenset({Action.END_OTHERWISE}), Action.SAY, "silent"),
    Duty.COUNTERPART_ID: DutySpec("ID-1", frozenset({Action.TRANSFER}), Action.EXCHANGE),
    Duty.WRAP_UP_CODE: DutySpec("ID-5", frozenset({Action.NEXT_CALL}), Action.CODE),
}
"""Every obligation there is. A pack chooses blocking, advisory or off for each; the order is the order of a call."""


class Standing(StrEnum):
    """How an obligation stands in this call."""

    OWED = "owed"
    SETTLED = "settled"
    LATER = "later"
    """Not due yet, or due only if something else happens."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation as it stands: which, by which rule, how hard, and the way that settles it."""

    duty: Duty
    rule: str
    binding: Binding
    standing: Standing
    way: Action
    stage: str


@dataclass(frozen=True, slots=True)
class CallRules:
    """What a pack asks of a call, as `step` needs it."""

    obligations: Mapping[Duty, Binding]
    timing: Timing = field(default_factory=Timing)
    codes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pack: Pack) -> "CallRules":
        """The rules of that pack."""
        return cls(pack.obligations, pack.timing, frozenset(code.id for code in pack.wrap_up_codes))

    def binding(self, duty: Duty) -> Binding:
        """How hard this pack holds to a duty; off where it does not speak of it."""
        return self.obligations.get(duty, Binding.OFF)


def _standing(call: Call, duty: Duty, now: datetime, rules: CallRules) -> Standing | None:
    """How a duty stands, or None where this kind of call does not know it."""
    inbound = call.direction is Direction.INBOUND
    owed_unless = {True: Standing.SETTLED, False: Standing.OWED}
    match duty:
        case Duty.GREETING:
            return owed_unless["greeting" in call.stages]
        case Duty.OWN_ID:
            return owed_unless[any(s.states_id for s in call.said)] if inbound else None
        case Duty.UNIT:
            return None if inbound else owed_unless[any(s.states_unit for s in call.said)]
        case Duty.SLOW_ANSWER:
            if not answered_late(call, now, rules.timing):
                return None
            return owed_unless["slow-answer" in call.stages]
        case Duty.ADDRESS:
            return owed_unless[any(s.addresses for s in call.said)]
        case Duty.ASK_TO_WAIT:
            if call.phase is Phase.HOLDING:
                return None
            return Standing.SETTLED if call.asked_to_wait else Standing.LATER
        case Duty.RESUME:
            if call.phase is Phase.HOLDING:
                return Standing.OWED
            return Standing.SETTLED if call.holds else None
        case Duty.READ_BACK:
            return owed_unless[call.confirmed is not None]
        case Duty.PROMISE:
            if call.question:
                return Standing.OWED
            return Standing.SETTLED if call.promises else None
        case Duty.ANYTHING_ELSE:
            return owed_unless["anything-else" in call.stages]
        case Duty.CLOSING:
            return owed_unless["closing" in call.stages]
        case Duty.CALLER_FIRST:
            if call.hung_up_first is None:
                return Standing.LATER
            return owed_unless[call.hung_up_first is Party.CALLER]
        case Duty.SILENT_LINE:
            return Standing.SETTLED if "silent" in call.stages else None
        case Duty.COUNTERPART_ID:
            open_for_transfer = _exchange_for(call, Purpose.TRANSFER) is not None
            return Standing.SETTLED if open_for_transfer else Standing.LATER
        case Duty.WRAP_UP_CODE:
            if call.code:
                return Standing.SETTLED
            return Standing.OWED if call.phase is Phase.WRAP_UP else Standing.LATER


def obligations(call: Call, now: datetime, rules: CallRules) -> tuple[Owed, ...]:
    """Everything this call owes, has settled or may come to owe, in the order of a call."""
    found = []
    for duty, spec in DUTIES.items():
        binding, standing = rules.binding(duty), _standing(call, duty, now, rules)
        if binding is not Binding.OFF and standing is not None:
            found.append(Owed(duty, spec.rule, binding, standing, spec.way, spec.stage))
    return tuple(found)


def _exchange_for(call: Call, purpose: Purpose) -> Exchanged | None:
    """The last exchange of that purpose, if it was not refused (ID-1)."""
    last = next((e for e in reversed(call.exchanges) if e.purpose is purpose), None)
    return last if last is not None and last.side is not Side.REFUSED else None
