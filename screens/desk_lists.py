"""Reads of the desk, in the words its cards and lists show. They run on the working thread."""

from dataclasses import replace
from datetime import datetime

from agentdesk.locale import language, t
from agentdesk.phone import Number, whereabouts
from agentdesk.rules.pack import Direction, Pack
from agentdesk.rules.presence import State
from agentdesk.services import calls, tickets
from agentdesk.services.calls import CallView, PastCall
from agentdesk.services.office import Desk, Office
from agentdesk.text import mask_number
from screens.symbols import symbols
from screens.widgets.caller_card import Caller, Past, shown_number
from screens.widgets.idle import Line, Resting
from screens.widgets.wrap_up import label

SHOWN = 8
"""The most lines of a list on the page between calls."""


def caller_of(view: CallView) -> Caller:
    """What the call itself tells of its caller."""
    return Caller(view.number, outbound=view.call.direction is Direction.OUTBOUND)


def read_caller(office: Office, view: CallView) -> Caller:
    """Everything the caller card shows."""
    card, pack = calls.caller_card(office, view.number), office.pack(view.pack_id)
    earlier = tuple(
        Past(call.rang_at, _outcome(call, pack), masked_id(call.agent_id)) for call in card.calls if call.id != view.id
    )
    open_tickets = tuple(
        Past(line.opened_at, f"{line.number} {line.subject}", masked_id(line.handler)) for line in card.open_tickets
    )
    return replace(
        caller_of(view),
        times=card.times,
        earlier=earlier[:4],
        tickets=open_tickets[:4],
    )


def read_where(number: Number) -> str:
    """Place and carrier of a number, in the desk's language. Slow the first time."""
    found = whereabouts(number, language())
    return f" {symbols().dot} ".join(part for part in (found.place, found.carrier) if part)


def masked_id(agent_id: str) -> str:
    """An agent's ID in a list about somebody else's calls: its first sign stays hidden."""
    return f"*{agent_id[-2:]}" if len(agent_id) > 2 else agent_id


def read_resting(office: Office, desk: Desk, state: State) -> Resting:
    """Everything the page between calls shows."""
    pack, now = office.pack(desk.pack_id), office.clock.now()
    promises = tuple(
        Line(one.due, one.what, mask_number(one.contact), late=one.due < now) for one in calls.promises(office, desk)
    )
    mine = tuple(
        Line(
            one.promised_at or one.opened_at, f"{one.number}  {one.subject}", one.customer, _late(one.promised_at, now)
        )
        for one in tickets.open_tickets(office, desk)
    )
    past = tuple(
        Line(
            one.rang_at,
            f"{_outcome(one, pack)}  {one.note.splitlines()[0] if one.note else ''}",
            one.caller_name or shown_number(one.number, live=False),
        )
        for one in calls.recent(office, desk)
    )
    return Resting(state, promises[:SHOWN], mine[:SHOWN], past[:SHOWN])


def _late(due: datetime | None, now: datetime) -> bool:
    return due is not None and due < now


def _outcome(call: PastCall, pack: Pack) -> str:
    code = next((code for code in pack.wrap_up_codes if code.id == call.code), None)
    return label(code) if code else t("caller.no-code")
