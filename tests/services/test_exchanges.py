"""Agents exchange their IDs before a call changes hands (ID-1)."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from agentdesk.errors import NotFound, Refused
from agentdesk.rules.call import Phase, Refusal
from agentdesk.rules.moves import Ending, Purpose, Side
from agentdesk.services import accounts, calls, exchanges, journal
from agentdesk.services.office import Desk, Office
from tests.services.taking import answered, done, say

SignIn = Callable[[str, str], Desk]


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        do()
    return caught.value.key


@pytest.fixture
def call(office: Office, desk: Desk) -> calls.CallView:
    taken = answered(office, desk)
    for stage in ("greeting", "identify"):
        say(office, desk, taken.id, stage)
    return taken


def sides(office: Office, call: calls.CallView) -> list[str]:
    return [move["side"] for move in calls.show(office, call.id)["moves"] if move["kind"] == "exchanged"]


def test_a_transfer_waits_for_both_ids(office: Office, desk: Desk, call: calls.CallView, sign_in: SignIn) -> None:
    assert isinstance(calls.end(office, desk, call.id, Ending.TRANSFERRED), Refusal)
    other = sign_in("1002", "A12")
    asked = exchanges.ask(office, desk, call.id, Purpose.TRANSFER, "1002")
    assert (asked.status, asked.reachable, asked.from_seat) == ("asked", True, "A11")
    assert isinstance(calls.end(office, desk, call.id, Ending.TRANSFERRED), Refusal)
    assert exchanges.pending(office, other) == asked
    assert exchanges.answer(office, other, asked.id, " 1001 ").status == Side.TWO
    assert exchanges.pending(office, other) is None
    assert exchanges.watch(office, desk, asked.id).status == Side.TWO
    assert done(calls.end(office, desk, call.id, Ending.TRANSFERRED)).call.phase is Phase.WRAP_UP
    assert sides(office, call) == [Side.TWO]
    assert journal.verify(office).ok


def test_a_misheard_id_is_refused_and_on_record(
    office: Office, desk: Desk, call: calls.CallView, sign_in: SignIn
) -> None:
    other = sign_in("1002", "A12")
    asked = exchanges.ask(office, desk, call.id, Purpose.CONSULT, "1002")
    for _ in range(2):
        assert refused(lambda: exchanges.answer(office, other, asked.id, "1003")) == "exchange.heard-wrong"
    assert exchanges.watch(office, desk, asked.id).wrong == 2
    assert calls.show(office, call.id)["exchanges"][0]["wrong"] == 2
    assert sides(office, call) == []


@pytest.mark.parametrize(
    ("other", "key"),
    [("1001", "own"), ("10a2", "malformed"), ("", "malformed"), ("7777", "unknown"), ("1003", "inactive")],
)
def test_the_counterpart_is_known_active_well_formed_and_somebody_else(
    office: Office, desk: Desk, call: calls.CallView, sign_in: SignIn, other: str, key: str
) -> None:
    accounts.set_active(office, sign_in("9001", "A15"), "1003", False)
    assert refused(lambda: exchanges.ask(office, desk, call.id, Purpose.TRANSFER, other)) == f"exchange.{key}"


def test_asking_the_same_twice_is_one_exchange(office: Office, desk: Desk, call: calls.CallView) -> None:
    first = exchanges.ask(office, desk, call.id, Purpose.TRANSFER, "1002")
    assert not first.reachable
    assert exchanges.ask(office, desk, call.id, Purpose.TRANSFER, "1002") == first


def test_a_refused_exchange_carries_no_transfer(
    office: Office, desk: Desk, call: calls.CallView, sign_in: SignIn
) -> None:
    other = sign_in("1002", "A12")
    asked = exchanges.ask(office, desk, call.id, Purpose.TRANSFER, "1002")
    assert refused(lambda: exchanges.refuse(office, other, asked.id, " ")) == "exchange.reason"
    settled = exchanges.refuse(office, other, asked.id, "不是我的业务")
    assert (settled.status, settled.reason) == (Side.REFUSED, "不是我的业务")
    assert isinstance(calls.end(office, desk, call.id, Ending.TRANSFERRED), Refusal)
    assert sides(office, call) == [Side.REFUSED]


def test_an_outside_department_is_one_sided_with_name_and_reason(
    office: Office, desk: Desk, call: calls.CallView
) -> None:
    def settle(outside: str, reason: str) -> exchanges.ExchangeView:
        return exchanges.settle_one_sided(
            office, desk, None, call_id=call.id, purpose=Purpose.TRANSFER, outside=outside, reason=reason
        )

    assert refused(lambda: settle("", "外部")) == "exchange.outside"
    assert refused(lambda: settle("维修部 示例", "")) == "exchange.reason"
    settled = settle("维修部 示例", "外部门无工号")
    assert (settled.status, settled.outside, settled.to_id) == (Side.ONE, "维修部 示例", "")
    done(calls.end(office, desk, call.id, Ending.TRANSFERRED))


def test_a_counterpart_who_does_not_answer_is_one_sided_once(
    office: Office, desk: Desk, call: calls.CallView, sign_in: SignIn
) -> None:
    asked = exchanges.ask(office, desk, call.id, Purpose.TRANSFER, "1002")
    other = sign_in("1002", "A12")

    def settle() -> exchanges.ExchangeView:
        return exchanges.settle_one_sided(
            office, desk, asked.id, call_id=call.id, purpose=Purpose.TRANSFER, reason="未签入"
        )

    assert settle().status == Side.ONE
    assert refused(settle) == "exchange.settled"
    assert refused(lambda: exchanges.answer(office, other, asked.id, "1001")) == "exchange.settled"


def test_only_the_counterpart_answers_and_only_while_the_line_is_open(
    office: Office, desk: Desk, call: calls.CallView, sign_in: SignIn
) -> None:
    other, third = sign_in("1002", "A12"), sign_in("1003", "A13")
    asked = exchanges.ask(office, desk, call.id, Purpose.CONSULT, "1002")
    assert refused(lambda: exchanges.answer(office, third, asked.id, "1001")) == "exchange.not-yours"
    with pytest.raises(NotFound):
        exchanges.watch(office, third, asked.id)
    with pytest.raises(NotFound):
        exchanges.answer(office, other, uuid4(), "1001")
    done(calls.end(office, desk, call.id, Ending.DROPPED, reason="断线"))
    assert exchanges.pending(office, other) is None
    assert refused(lambda: exchanges.answer(office, other, asked.id, "1001")) == "exchange.no-call"
    assert refused(lambda: exchanges.ask(office, desk, call.id, Purpose.CONSULT, "1002")) == "exchange.no-call"
