"""One call as a state machine over frozen values: what is owed, what may be done, what a move leads to.

`step` is the only gate: keys, mouse, command line and bulk actions all meet it. A refusal is a value that lists what
is still owed, each with its rule, and at least one way on. The moment is always an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from agentdesk.rules.call_state import (
    Call,
    Hold,
    HoldClock,
    Phase,
    answered_late,
    fold,
    held_seconds,
    hold_clock,
    moved,
    rings,
    wrap_up_left,
)
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
    Promised,
    Rang,
    Said,
    Unanswered,
)
from agentdesk.rules.owed import DUTIES, Action, CallRules, DutySpec, Owed, Standing, obligations
from agentdesk.rules.pack import Binding, Duty

__all__ = [
    "DUTIES",
    "EXCEPTIONS",
    "Action",
    "Call",
    "CallRules",
    "DutySpec",
    "Hold",
    "HoldClock",
    "Owed",
    "Phase",
    "Refusal",
    "Standing",
    "Why",
    "answered_late",
    "check_end",
    "check_hold",
    "check_transfer",
    "fold",
    "held_seconds",
    "hold_clock",
    "obligations",
    "rings",
    "step",
    "wrap_up_left",
]

EXCEPTIONS = frozenset({Ending.DROPPED, Ending.SILENT, Ending.WRONG_NUMBER, Ending.ABUSIVE, Ending.MISSED})
"""The endings that stand beside the script; each wants a reason."""


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
    return moved(call, move) if refusal is None else refusal


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
