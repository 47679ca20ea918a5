"""The state of an agent, which of them an agent may ask for, and which a call brings about."""

from collections.abc import Mapping
from enum import StrEnum

from agentdesk.rules.call import Phase


class State(StrEnum):
    """What an agent is doing; stands with its time on every screen."""

    SIGNED_OUT = "signed-out"
    NOT_READY = "not-ready"
    READY = "ready"
    RINGING = "ringing"
    ON_CALL = "on-call"
    ON_HOLD = "on-hold"
    WRAP_UP = "wrap-up"
    AWAY = "away"
    HANDING_OVER = "handing-over"


AT_REST = frozenset({State.NOT_READY, State.READY, State.AWAY})
"""The states an agent chooses; all others are brought about by a call, a handover or a sign-in."""

NEEDS_REASON = frozenset({State.AWAY})
"""States that are entered with a reason (SH-4)."""

_OF_PHASE: Mapping[Phase, State] = {
    Phase.RINGING: State.RINGING,
    Phase.TALKING: State.ON_CALL,
    Phase.HOLDING: State.ON_HOLD,
    Phase.WRAP_UP: State.WRAP_UP,
}


def may_ask(state: State, wanted: State) -> bool:
    """Whether an agent in `state` may go to `wanted` by asking for it."""
    return state in AT_REST and wanted in AT_REST


def during(phase: Phase, before: State) -> State:
    """The state while a call is in `phase`; after the call the agent is back in `before`."""
    return _OF_PHASE.get(phase, before)
