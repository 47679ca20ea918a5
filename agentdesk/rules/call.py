"""One call as a state machine over frozen values: what is owed, what may be done, what a move leads to.

`step` is the only gate: keys, mouse, command line and bulk actions all meet it. A refusal is a value that lists what
is still owed, each with its rule, and at least one way on. The moment is always an argument.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from agentdesk.rules.moves import (
    Answered,
    Coded,
    Confirmed,
    Ended,
    Ending,
    Exchanged,
    Extended,
    Held,
    Move,
    Party,
    Promised,
    Purpose,
    Rang,
    Said,
    Side,
    Unanswered,
)
from agentdesk.rules.pack import Binding, Direction, Duty, Pack, Timing


class Phase(StrEnum):
    """Where a call stands."""

    NEW = "new"
    RINGING = "ringing"
    TALKING = "talking"
    HOLDING = "holding"
    WRAP_UP = "wrap-up"
    CLOSED = "closed"


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
    Duty.WRAP_UP_CODE: DutySpec("CALL-4", frozenset({Action.NEXT_CALL}), Action.CODE),
}
"""Every obligation there is. A pack chooses blocking, advisory or off for each; the order is the order of a call."""

EXCEPTIONS = frozenset({Ending.DROPPED, Ending.SILENT, Ending.WRONG_NUMBER, Ending.ABUSIVE, Ending.MISSED})
"""The endings that stand beside the script; each wants a reason."""


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


class Why(StrEnum):
    """Why an action is refused."""

    OWED = "owed"
    PHASE = "phase"
    REASON = "reason"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused and why. `owed` lists what is open; `ways` is never empty."""

    action: Action
    why: Why
    owed: tuple[Owed, ...] = ()
    ways: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """One stretch of waiting; `stop` is None while it lasts."""

    start: datetime
    stop: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class Call:
    """A call as its moves left it."""

    phase: Phase = Phase.NEW
    direction: Direction = Direction.INBOUND
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    closed_at: datetime | None = None
    said: tuple[Said, ...] = ()
    holds: tuple[Hold, ...] = ()
    asked_to_wait: bool = False
    """An ask-to-wait phrase was said that no hold has used yet."""
    confirmed: Confirmed | None = None
    question: str = ""
    """The question that waits for a promise."""
    promises: tuple[Promised, ...] = ()
    exchanges: tuple[Exchanged, ...] = ()
    ending: Ending | None = None
    hung_up_first: Party | None = None
    reason: str = ""
    extended: int = 0
    """Seconds of wrap-up added."""
    code: str = ""
    stages: frozenset[str] = field(default_factory=frozenset)
    """Stages of which a phrase was said."""


# ---- clocks -------------------------------------------------------------------------------------------------------


def rings(call: Call, now: datetime, timing: Timing) -> int:
    """Rings heard so far, the first one counted at once (CALL-1)."""
    if call.rang_at is None:
        return 0
    until = call.answered_at or call.ended_at or now
    return 1 + max(0, int((until - call.rang_at).total_seconds() / timing.ring_seconds))


def answered_late(call: Call, now: datetime, timing: Timing) -> bool:
    """Whether the line rang more than the pack's rings (CALL-1; B0 ch. 1 phone etiquette)."""
    return call.direction is Direction.INBOUND and rings(call, now, timing) > timing.rings


def held_seconds(call: Call, now: datetime) -> float:
    """Seconds on hold over the whole call."""
    return sum(((hold.stop or now) - hold.start).total_seconds() for hold in call.holds)


@dataclass(frozen=True, slots=True)
class HoldClock:
    """The running hold: seconds since it began and how many nudges it has earned (CALL-7)."""

    seconds: float
    nudges: int


def hold_clock(call: Call, now: datetime, timing: Timing) -> HoldClock | None:
    """The hold that runs now, or None."""
    if call.phase is not Phase.HOLDING:
        return None
    seconds = (now - call.holds[-1].start).total_seconds()
    return HoldClock(seconds, int(seconds // timing.hold_nudge_seconds))


def wrap_up_left(call: Call, now: datetime, timing: Timing) -> float | None:
    """Seconds of wrap-up left, negative when over; None outside the wrap-up."""
    if call.phase is not Phase.WRAP_UP or call.ended_at is None:
        return None
    return timing.wrap_up_seconds + call.extended - (now - call.ended_at).total_seconds()


# ---- obligations --------------------------------------------------------------------------------------------------


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


def _open(call: Call, action: Action, now: datetime, rules: CallRules, due: Duty | None = None) -> tuple[Owed, ...]:
    """The blocking obligations that hold `action` back. `due`: the duty that only this action makes due."""
    return tuple(
        replace(owed, standing=Standing.OWED)
        for owed in obligations(call, now, rules)
        if owed.binding is Binding.BLOCKING
        and action in DUTIES[owed.duty].gates
        and (owed.standing is Standing.OWED or (owed.duty is due and owed.standing is Standing.LATER))
    )


_WAYS: Mapping[Phase, tuple[Action, ...]] = {
    Phase.NEW: (Action.NEXT_CALL,),
    Phase.RINGING: (Action.ANSWER, Action.END_OTHERWISE),
    Phase.TALKING: (Action.SAY, Action.END, Action.END_OTHERWISE),
    Phase.HOLDING: (Action.RESUME, Action.END_OTHERWISE),
    Phase.WRAP_UP: (Action.CODE,),
    Phase.CLOSED: (Action.NEXT_CALL,),
}


def _owing(action: Action, owed: tuple[Owed, ...]) -> Refusal | None:
    return Refusal(action, Why.OWED, owed, tuple(dict.fromkeys(o.way for o in owed))) if owed else None


def _out_of_phase(call: Call, action: Action) -> Refusal:
    return Refusal(action, Why.PHASE, ways=_WAYS[call.phase])


# ---- the gate -----------------------------------------------------------------------------------------------------


def check_hold(call: Call, now: datetime, rules: CallRules) -> Refusal | None:
    """Whether the caller may be put on hold now (CALL-2, ID-2, CALL-7)."""
    if call.phase is not Phase.TALKING:
        return _out_of_phase(call, Action.HOLD)
    return _owing(Action.HOLD, _open(call, Action.HOLD, now, rules, Duty.ASK_TO_WAIT))


def check_transfer(call: Call, now: datetime, rules: CallRules) -> Refusal | None:
    """Whether the call may be transferred now (ID-1: only after an ID exchange that was not refused)."""
    if call.phase not in (Phase.TALKING, Phase.HOLDING):
        return _out_of_phase(call, Action.TRANSFER)
    return _owing(Action.TRANSFER, _open(call, Action.TRANSFER, now, rules, Duty.COUNTERPART_ID))


def check_end(call: Call, move: Ended, rules: CallRules) -> Refusal | None:
    """Whether the call may end so (CALL-2, CALL-5 to CALL-10).

    A completed call ends with no blocking obligation open. The exceptional endings want a reason; a silent line its
    phrase first (CALL-10).
    """
    ending = move.ending
    if ending is Ending.TRANSFERRED:
        return check_transfer(call, move.at, rules)
    if ending in EXCEPTIONS:
        fits = call.phase is Phase.RINGING if ending is Ending.MISSED else call.phase in (Phase.TALKING, Phase.HOLDING)
        if call.phase is Phase.RINGING and ending is Ending.DROPPED:
            fits = True
        if not fits:
            return _out_of_phase(call, Action.END_OTHERWISE)
        if not move.reason.strip():
            return Refusal(Action.END_OTHERWISE, Why.REASON, ways=(Action.GIVE_REASON,))
        silent = rules.binding(Duty.SILENT_LINE)
        if ending is Ending.SILENT and silent is Binding.BLOCKING and "silent" not in call.stages:
            spec = DUTIES[Duty.SILENT_LINE]
            owed = Owed(Duty.SILENT_LINE, spec.rule, silent, Standing.OWED, spec.way, spec.stage)
            return _owing(Action.END_OTHERWISE, (owed,))
        return None
    if call.phase not in (Phase.TALKING, Phase.HOLDING):
        return _out_of_phase(call, Action.END)
    return _owing(Action.END, _open(replace(call, hung_up_first=move.first), Action.END, move.at, rules))


def step(call: Call, move: Move, rules: CallRules) -> Call | Refusal:
    """The call after `move`, or why it cannot be made and what to do instead."""
    refusal = _check(call, move, rules)
    return _moved(call, move) if refusal is None else refusal


def fold(moves: Iterable[Move]) -> Call:
    """The call that recorded moves make up. They were let through once and are not judged again."""
    call = Call()
    for move in moves:
        call = _moved(call, move)
    return call


def _check(call: Call, move: Move, rules: CallRules) -> Refusal | None:
    talking = call.phase is Phase.TALKING
    match move:
        case Rang():
            return None if call.phase is Phase.NEW else _out_of_phase(call, Action.NEXT_CALL)
        case Answered():
            return None if call.phase is Phase.RINGING else _out_of_phase(call, Action.ANSWER)
        case Said():
            if talking or (call.phase is Phase.HOLDING and move.stage == "resume"):
                return None
            return _out_of_phase(call, Action.SAY)
        case Held():
            return check_hold(call, move.at, rules)
        case Confirmed():
            if not move.text.strip():
                return Refusal(Action.CONFIRM, Why.REASON, ways=(Action.CONFIRM,))
            return None if talking else _out_of_phase(call, Action.CONFIRM)
        case Unanswered() | Promised():
            blank = not (move.question if isinstance(move, Unanswered) else move.contact).strip()
            if blank or (isinstance(move, Promised) and move.due <= move.at):
                return Refusal(Action.PROMISE, Why.REASON, ways=(Action.PROMISE,))
            return None if talking or call.phase is Phase.HOLDING else _out_of_phase(call, Action.PROMISE)
        case Exchanged():
            return None if talking or call.phase is Phase.HOLDING else _out_of_phase(call, Action.EXCHANGE)
        case Ended():
            return check_end(call, move, rules)
        case Extended():
            return None if call.phase is Phase.WRAP_UP else _out_of_phase(call, Action.CODE)
        case Coded():
            if call.phase is not Phase.WRAP_UP:
                return _out_of_phase(call, Action.CODE)
            return None if move.code in rules.codes else Refusal(Action.CODE, Why.UNKNOWN, ways=(Action.CODE,))


def _moved(call: Call, move: Move) -> Call:
    match move:
        case Rang():
            return replace(call, phase=Phase.RINGING, direction=move.direction, rang_at=move.at)
        case Answered():
            return replace(call, phase=Phase.TALKING, answered_at=move.at)
        case Said():
            return _said(call, move)
        case Held():
            return replace(call, phase=Phase.HOLDING, holds=(*call.holds, Hold(move.at)), asked_to_wait=False)
        case Confirmed():
            return replace(call, confirmed=move)
        case Unanswered():
            return replace(call, question=move.question)
        case Promised():
            return replace(call, question="", promises=(*call.promises, move))
        case Exchanged():
            return replace(call, exchanges=(*call.exchanges, move))
        case Ended():
            return replace(
                _off_hold(call, move.at),
                # A call nobody answered leaves nothing to wrap up.
                phase=Phase.CLOSED if call.phase is Phase.RINGING else Phase.WRAP_UP,
                ended_at=move.at,
                closed_at=move.at if call.phase is Phase.RINGING else None,
                ending=move.ending,
                hung_up_first=move.first,
                reason=move.reason,
            )
        case Extended():
            return replace(call, extended=call.extended + move.seconds)
        case Coded():
            return replace(call, phase=Phase.CLOSED, code=move.code, closed_at=move.at)


def _off_hold(call: Call, at: datetime) -> Call:
    if call.phase is not Phase.HOLDING:
        return call
    return replace(call, phase=Phase.TALKING, holds=(*call.holds[:-1], replace(call.holds[-1], stop=at)))


def _said(call: Call, move: Said) -> Call:
    back = _off_hold(call, move.at) if move.stage == "resume" else call
    return replace(
        back,
        said=(*back.said, move),
        stages=back.stages | {move.stage},
        asked_to_wait=back.asked_to_wait or move.stage == "hold",
    )
