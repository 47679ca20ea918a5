"""Practice: what comes over from the live store, on both databases, and that nothing goes back."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from agentdesk.errors import Refused, StoreUnavailable
from agentdesk.packs import Library
from agentdesk.records.store import Store
from agentdesk.rules.flags import Stance, Verdict
from agentdesk.rules.identity import Role
from agentdesk.services import accounts, calls, centre, flags, journal, practice, sample
from agentdesk.services.accounts import NewAccount
from agentdesk.services.centre import CentrePlan
from agentdesk.services.counter_examples import counter_example
from agentdesk.services.office import Desk, Office
from tests.conftest import PASSWORD
from tests.services.practising import everything, practising
from tests.services.taking import done, ended
from tests.services.test_flags import OWN, listed, noted, word


@pytest.fixture
def apart(office: Office) -> Iterator[Office]:
    """The practice office of the tests' centre."""
    with practising(office) as made:
        yield made


def test_centre_seats_and_accounts_come_over_once(office: Office, apart: Office) -> None:
    assert practice.bring_over(apart)
    live, here = centre.require_centre(office), centre.require_centre(apart)
    assert (here.name, here.pack_id, here.zone) == (live.name, live.pack_id, live.zone)
    assert [(seat.code, seat.area) for seat in accounts.seats(apart)] == [
        (seat.code, seat.area) for seat in accounts.seats(office)
    ]
    assert accounts.accounts(apart) == accounts.accounts(office)
    assert not practice.bring_over(apart)
    assert journal.verify(apart).ok


def test_an_agent_signs_in_under_her_own_id_and_password(apart: Office) -> None:
    desk = accounts.sign_in(apart, "1001", PASSWORD, "A11")
    assert (desk.agent_id, desk.name, desk.seat) == ("1001", "坐席甲", "A11")
    with pytest.raises(Refused, match=r"signin\.wrong"):
        accounts.sign_in(apart, "1002", "another-password", "A12")


def test_what_changed_live_holds_at_the_next_entry(office: Office, apart: Office) -> None:
    accounts.sign_out(apart, accounts.sign_in(apart, "1002", PASSWORD, "A12"))
    admin = accounts.sign_in(office, "9001", PASSWORD, "A16")
    accounts.set_active(office, admin, "1002", False)
    accounts.set_password(office, admin, "1003", "quite-another")
    accounts.add_account(office, admin, NewAccount("1009", "坐席新", PASSWORD, frozenset({Role.TRAINER})))
    with pytest.raises(Refused, match=r"signin\.wrong"):
        accounts.sign_in(apart, "1002", PASSWORD, "A12")
    accounts.sign_in(apart, "1003", "quite-another", "A13")
    assert accounts.sign_in(apart, "1009", PASSWORD, "A14").roles == {Role.TRAINER}
    assert accounts.enter(apart, "2001", PASSWORD).roles == {Role.LEAD}
    assert journal.verify(apart).ok


def test_who_is_known_in_practice_alone_is_let_in_no_longer(bare: Office) -> None:
    with practising(bare) as apart:
        assert not practice.bring_over(apart)
        sample.plant_sample(apart)
        accounts.sign_out(apart, accounts.sign_in(apart, "1001", "sample-1001", "A11"))
        boss = NewAccount("9001", "管理员", PASSWORD, frozenset({Role.ADMIN}))
        centre.set_up(bare, CentrePlan("自己的中心", "telecom-hall", "UTC", (boss,)))
        with pytest.raises(Refused, match=r"signin\.wrong"):
            accounts.sign_in(apart, "1001", "sample-1001", "A11")
        assert accounts.sign_in(apart, "9001", PASSWORD, "A11").pack_id == "telecom-hall"
        found = centre.centre(apart)
        assert found is not None
        assert (found.name, found.zone, found.hints) == ("自己的中心", "UTC", ())
        assert journal.verify(apart).ok


def test_the_sample_s_passwords_are_shown_only_while_they_hold(bare: Office) -> None:
    sample.plant_sample(bare)
    with practising(bare) as apart:
        practice.bring_over(apart)
        found = centre.centre(apart)
        assert found is not None
        assert len(found.hints) == len(sample.ACCOUNTS)
        accounts.set_password(bare, accounts.enter(bare, "9001", "sample-9001"), "1001", "no-longer-shown")
        practice.bring_over(apart)
        found = centre.centre(apart)
        assert found is not None
        assert found.hints == ()


def test_nothing_live_changes_whatever_is_done_in_practice(
    office: Office, apart: Office, sign_in: Callable[[str, str], Desk]
) -> None:
    sign_in("1003", "A13")
    before = everything(office)
    desk = accounts.sign_in(apart, "1001", PASSWORD, "A11")
    call = ended(apart, desk)
    done(calls.wrap_up(apart, desk, call.id, "solved", "客户已重启光猫。"))
    accounts.sign_out(apart, desk)
    assert everything(office) == before
    assert apart.store.engine.dialect.name == "sqlite"
    assert everything(apart)["call"]


def test_a_live_desk_brings_nothing_over(office: Office) -> None:
    before = everything(office)
    assert not practice.bring_over(office)
    assert everything(office) == before


def test_a_live_store_that_is_not_there_is_not_made(office: Office) -> None:
    with practising(office) as apart:
        elsewhere = replace(office.settings, database="", data_dir=office.settings.data_dir / "nowhere")
        lost = replace(apart, settings=replace(apart.settings, live=elsewhere))
        assert not practice.bring_over(lost)
        assert not elsewhere.data_dir.exists()


@pytest.mark.parametrize(("revision", "key"), [("0001", "store.older"), ("9999", "store.newer")])
def test_a_live_store_of_another_version_is_told(office: Office, apart: Office, revision: str, key: str) -> None:
    with office.store.engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
        connection.commit()
    with pytest.raises(StoreUnavailable) as caught:
        practice.bring_over(apart)
    assert caught.value.key == key


def test_the_live_store_itself_refuses_to_be_written_to(office: Office) -> None:
    asking = Store(office.settings.url, read_only=True)
    with pytest.raises(Exception, match=r"read.?only"), asking.engine.connect() as connection:
        connection.execute(text("UPDATE centre SET name = 'x'"))
    asking.close()


def test_practice_teaches_no_live_pack(apart: Office) -> None:
    desk = accounts.sign_in(apart, "1001", PASSWORD, "A11")
    noted(apart, desk, OWN, *word(apart, desk, OWN, Stance.CALLERS))
    lead = accounts.sign_in(apart, "2001", PASSWORD, "A12")
    (line,) = listed(apart, lead)
    flags.judge(apart, lead, line.id, Verdict.DISMISSED)
    with pytest.raises(Refused, match=r"practice\.no-lessons"):
        counter_example(apart, lead, line.id)
    assert not apart.settings.own_packs.exists()


def test_the_centre_s_own_packs_are_read(office: Office) -> None:
    settings = office.settings
    own = settings.data_dir / "own-packs"
    assert settings.practising().pack_folders == (None, settings.data_dir / "practice" / "packs")
    own.mkdir(parents=True)
    assert settings.practising().pack_folders[0] == own
    assert Library.load(*settings.practising().pack_folders).packs.keys() == office.library.packs.keys()
