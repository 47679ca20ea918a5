"""Tickets are numbered by seat and day, and keep who was asked first apart from who handles them (TKT-14)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from agentdesk.clock import FixedClock
from agentdesk.errors import NotFound, Refused
from agentdesk.services import accounts, tickets
from agentdesk.services.office import Desk, Office
from agentdesk.services.tickets import TicketDraft
from tests.services.taking import NUMBER, answered

DRAFT = TicketDraft("fault", "宽带夜间变慢", "晚八点后", "林女士", NUMBER)

SignIn = Callable[[str, str], Desk]


def test_numbers_run_by_seat_and_by_the_centres_day(
    office: Office, desk: Desk, sign_in: SignIn, clock: FixedClock
) -> None:
    other = sign_in("1002", "A12")
    numbers = [tickets.open_ticket(office, d, None, DRAFT).number for d in (desk, desk, other, desk)]
    assert numbers == ["A11-261121-001", "A11-261121-002", "A12-261121-001", "A11-261121-003"]
    clock.advance(timedelta(hours=15).total_seconds())  # midnight in Shanghai, still the 21st in UTC
    assert tickets.open_ticket(office, desk, None, DRAFT).number == "A11-261122-001"


def test_a_ticket_of_a_call_is_kept_whole(office: Office, desk: Desk, clock: FixedClock) -> None:
    call = answered(office, desk)
    due = clock.now() + timedelta(hours=4)
    opened = tickets.open_ticket(office, desk, call.id, replace(DRAFT, promised_at=due, handler="1002"))
    assert tickets.ticket(office, opened.number.lower()) == opened
    assert (opened.first_asked, opened.handler, opened.call_id, opened.promised_at) == ("1001", "1002", call.id, due)


def test_the_first_asked_and_the_handler_both_list_it(office: Office, desk: Desk, sign_in: SignIn) -> None:
    other, third = sign_in("1002", "A12"), sign_in("1003", "A13")
    opened = tickets.open_ticket(office, desk, None, replace(DRAFT, handler="1002"))
    for who, listed in ((desk, [opened.number]), (other, [opened.number]), (third, [])):
        assert [line.number for line in tickets.open_tickets(office, who)] == listed


def test_saving_a_form_twice_opens_one_ticket(office: Office, desk: Desk) -> None:
    draft = replace(DRAFT, key=office.ids.new())
    assert tickets.open_ticket(office, desk, None, draft) == tickets.open_ticket(office, desk, None, draft)
    assert len(tickets.open_tickets(office, desk)) == 1


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        ({"type": "no-such-type"}, "tickets.type-unknown"),
        ({"subject": " \u202e "}, "tickets.subject-missing"),
        ({"handler": "7777"}, "tickets.handler-unknown"),
        ({"handler": "1003"}, "tickets.handler-unknown"),
    ],
)
def test_a_faulty_form_is_refused(office: Office, desk: Desk, sign_in: SignIn, fault: dict[str, str], key: str) -> None:
    accounts.set_active(office, sign_in("9001", "A15"), "1003", False)
    with pytest.raises(Refused) as refused:
        tickets.open_ticket(office, desk, None, replace(DRAFT, **fault))  # type: ignore[arg-type]
    assert refused.value.key == key
    assert tickets.open_tickets(office, desk) == ()


def test_a_promised_time_lies_ahead(office: Office, desk: Desk, clock: FixedClock) -> None:
    with pytest.raises(Refused) as refused:
        tickets.open_ticket(office, desk, None, replace(DRAFT, promised_at=clock.now()))
    assert refused.value.key == "tickets.promise-past"


def test_an_unknown_number_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        tickets.ticket(office, "A11-261121-999")
