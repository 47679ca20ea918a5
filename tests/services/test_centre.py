"""A centre is set up once; the sample centre has a past and shows its passwords until they are changed."""

from dataclasses import replace

import pytest

from agentdesk.errors import NotFound, Refused
from agentdesk.rules.identity import Role
from agentdesk.services import accounts, calls, centre, journal, tickets
from agentdesk.services.centre import CentrePlan, NewAccount
from agentdesk.services.office import Office
from agentdesk.services.sample import plant_sample
from tests.conftest import PASSWORD

ADMIN = NewAccount("9001", "管理员", PASSWORD, frozenset({Role.ADMIN}))
LEAD = NewAccount("2001", "班长", PASSWORD, frozenset({Role.LEAD}))
PLAN = CentrePlan(" 我的中心\x07 ", "telecom-hall", "Asia/Shanghai", (ADMIN, LEAD))


def test_a_centre_is_set_up_once(bare: Office) -> None:
    assert centre.centre(bare) is None
    with pytest.raises(NotFound):
        accounts.sign_in(bare, "9001", PASSWORD, "A11")
    made = centre.set_up(bare, PLAN)
    assert (made.name, made.pack_id, made.sample, made.hints) == ("我的中心", "telecom-hall", False, ())
    assert centre.centre(bare) == made
    desk = accounts.sign_in(bare, "9001", PASSWORD, "A11")
    assert (desk.pack_id, desk.zone) == ("telecom-hall", "Asia/Shanghai")
    with pytest.raises(Refused) as refused:
        centre.set_up(bare, PLAN)
    assert refused.value.key == "centre.there-already"
    assert journal.verify(bare).ok


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (replace(PLAN, zone="Nowhere/City"), "centre.zone-unknown"),
        (replace(PLAN, zone="../etc/passwd"), "centre.zone-unknown"),
        (replace(PLAN, pack_id="no-such-pack"), "centre.pack-unknown"),
        (replace(PLAN, name=" "), "centre.name-missing"),
        (replace(PLAN, accounts=(LEAD,)), "centre.no-admin"),
        (replace(PLAN, accounts=(ADMIN, replace(LEAD, agent_id="9001"))), "accounts.id-taken"),
        (replace(PLAN, accounts=(replace(ADMIN, agent_id="9"),)), "accounts.id-malformed"),
        (replace(PLAN, accounts=(replace(ADMIN, password="short"),)), "accounts.password-short"),
    ],
)
def test_a_faulty_plan_makes_nothing(bare: Office, plan: CentrePlan, key: str) -> None:
    with pytest.raises(Refused) as refused:
        centre.set_up(bare, plan)
    assert refused.value.key == key
    assert centre.centre(bare) is None


def test_the_sample_centre_has_agents_seats_and_a_past(bare: Office) -> None:
    made = plant_sample(bare)
    assert made.sample
    assert {hint.agent_id for hint in made.hints} == {v.agent_id for v in accounts.accounts(bare)}
    assert {seat.area for seat in accounts.seats(bare)} == {"A", "B"}
    admin = next(hint for hint in made.hints if Role.ADMIN in hint.roles)
    lead = next(hint for hint in made.hints if Role.LEAD in hint.roles)
    accounts.sign_in(bare, lead.agent_id, lead.password, "B24")
    desk = accounts.sign_in(bare, "1001", "sample-1001", "A11")
    past = calls.recent(bare, desk)
    assert past
    assert all(call.phase == "closed" and call.number.ok and call.rang_at < bare.clock.now() for call in past)
    assert tickets.open_tickets(bare, desk)
    assert calls.promises(bare, desk)
    twice = calls.caller_card(bare, calls.ring(bare, "01055500101", "A11", by=desk).number)
    assert twice.times == 3
    assert twice.open_tickets
    assert journal.verify(bare).ok
    door = accounts.enter(bare, admin.agent_id, admin.password)
    accounts.set_password(bare, door, "1001", "another-password")
    left = centre.centre(bare)
    assert left is not None
    assert "1001" not in {hint.agent_id for hint in left.hints}
