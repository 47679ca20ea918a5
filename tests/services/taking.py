"""How tests take a call: the phrases that settle what a normal call owes."""

from uuid import UUID

from agentdesk.rules import script
from agentdesk.rules.call import Refusal
from agentdesk.rules.moves import Ending
from agentdesk.rules.pack import Direction
from agentdesk.rules.presence import State
from agentdesk.services import calls, presence
from agentdesk.services.calls import CallView
from agentdesk.services.office import Desk, Office

NUMBER = "010 5550 0142"


def answered(office: Office, desk: Desk, number: str = NUMBER) -> CallView:
    """A call that was rung from outside and answered."""
    presence.go(office, desk, State.READY)
    call = calls.ring(office, number, desk.seat)
    return done(calls.answer(office, desk, call.id))


def say(office: Office, desk: Desk, call_id: UUID, stage: str) -> CallView:
    """Say the first phrase of a stage whose slots the desk or this test can fill."""
    for phrase in office.pack(desk.pack_id).at(stage):
        outcome = calls.say(office, desk, call_id, phrase.id, {"key_points": "宽带夜间变慢"})
        if not isinstance(outcome, calls.Missing):
            return done(outcome)
    raise AssertionError(stage)


def talked(office: Office, desk: Desk, call_id: UUID) -> None:
    """Say everything a normal call owes."""
    for stage in script.rail(office.pack(desk.pack_id), Direction.INBOUND):
        say(office, desk, call_id, stage)
        if stage == "read-back":
            done(calls.confirm(office, desk, call_id, "宽带夜间变慢"))


def ended(office: Office, desk: Desk, number: str = NUMBER) -> CallView:
    """A normal call up to its wrap-up."""
    call = answered(office, desk, number)
    talked(office, desk, call.id)
    return done(calls.end(office, desk, call.id, Ending.COMPLETED))


def done(outcome: CallView | Refusal | calls.Missing) -> CallView:
    """The call, where nothing was refused."""
    assert isinstance(outcome, CallView), outcome
    return outcome
