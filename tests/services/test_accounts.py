"""Signing in and out, wrong passwords, and what an admin may do."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from agentdesk.clock import FixedClock
from agentdesk.errors import NotFound, Refused
from agentdesk.ids import SystemIds
from agentdesk.packs import Library
from agentdesk.rules.identity import LOCK, TRIES, Role
from agentdesk.rules.presence import State
from agentdesk.services import accounts, calls, journal, passwords, presence
from agentdesk.services.accounts import NewAccount
from agentdesk.services.office import Desk, Office, open_store
from tests.conftest import PASSWORD
from tests.services.taking import answered

SignIn = Callable[[str, str], Desk]


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        do()
    return caught.value.key


def view(office: Office, agent_id: str) -> accounts.AccountView:
    return next(v for v in accounts.accounts(office) if v.agent_id == agent_id)


def test_sign_in_opens_a_desk_that_is_not_ready(office: Office, desk: Desk) -> None:
    assert (desk.agent_id, desk.seat, desk.roles) == ("1001", "A11", frozenset({Role.AGENT}))
    assert presence.presence(office, desk).state is State.NOT_READY
    assert view(office, "1001").seat == "A11"
    assert [seat.agent_id for seat in accounts.seats(office) if seat.code == "A11"] == ["1001"]


@pytest.mark.parametrize(("agent_id", "password"), [("1001", "wrong-password"), ("7777", PASSWORD), ("", "")])
def test_a_wrong_id_and_a_wrong_password_are_told_alike(office: Office, agent_id: str, password: str) -> None:
    assert refused(lambda: accounts.sign_in(office, agent_id, password, "A11")) == "signin.wrong"


@pytest.mark.parametrize("agent_id", ["1001", "7777"])
def test_five_wrong_tries_lock_the_id_known_or_not_and_the_lock_doubles(
    office: Office, clock: FixedClock, agent_id: str
) -> None:
    def wrong() -> object:
        return accounts.sign_in(office, agent_id, "wrong-password", "A11")

    assert [refused(wrong) for _ in range(TRIES)] == ["signin.wrong"] * TRIES
    with pytest.raises(Refused) as locked:
        accounts.sign_in(office, agent_id, PASSWORD, "A11")
    assert locked.value.key == "signin.locked"
    assert locked.value.params["until"] == clock.now() + LOCK
    clock.advance(LOCK.total_seconds())
    assert refused(wrong) == "signin.wrong"
    with pytest.raises(Refused) as locked:
        wrong()
    assert locked.value.params["until"] == clock.now() + 2 * LOCK
    assert journal.verify(office).ok


def test_a_lock_outlives_a_restart_and_a_lead_can_lift_it(
    office: Office, clock: FixedClock, library: Library, sign_in: SignIn
) -> None:
    lead = sign_in("2001", "A16")
    for _ in range(TRIES):
        refused(lambda: accounts.sign_in(office, "1001", "wrong-password", "A11"))
    again = Office(open_store(office.settings, clock), library, clock, SystemIds(), office.settings)
    assert view(again, "1001").locked_until == clock.now() + LOCK
    accounts.unlock(again, lead, "1001")
    assert view(again, "1001").locked_until is None
    assert accounts.sign_in(again, "1001", PASSWORD, "A11").agent_id == "1001"
    again.close()


def test_the_right_password_forgets_the_wrong_ones(office: Office) -> None:
    for _ in range(3):
        for _ in range(TRIES - 1):
            refused(lambda: accounts.sign_in(office, "1001", "wrong-password", "A11"))
        accounts.sign_out(office, accounts.sign_in(office, "1001", PASSWORD, "A11"))


def test_one_desk_a_seat_and_one_seat_an_agent(office: Office, desk: Desk, sign_in: SignIn) -> None:
    assert refused(lambda: sign_in("1002", "A11")) == "signin.seat-taken"
    assert refused(lambda: sign_in("1001", "A12")) == "signin.elsewhere"
    assert refused(lambda: sign_in("1002", "Z99")) == "signin.seat-unknown"
    accounts.sign_out(office, desk)
    assert sign_in("1002", "a11").seat == "A11"


def test_nobody_signs_out_with_an_open_call(office: Office, desk: Desk) -> None:
    answered(office, desk)
    assert refused(lambda: accounts.sign_out(office, desk)) == "signout.call-open"


def test_a_lead_frees_a_seat_that_was_left_open(office: Office, desk: Desk, sign_in: SignIn) -> None:
    lead = sign_in("2001", "A16")
    assert refused(lambda: accounts.release(office, desk, "A16")) == "accounts.not-allowed"
    accounts.release(office, lead, "a11")
    assert sign_in("1002", "A11").seat == "A11"
    with pytest.raises(NotFound):
        accounts.release(office, lead, "A13")


def test_an_admin_makes_disables_and_enables_accounts(office: Office, sign_in: SignIn) -> None:
    admin = sign_in("9001", "A15")
    new = NewAccount("1009", " 坐席\x1b己 ", "password-1009", frozenset({Role.AGENT, Role.TRAINER}))
    accounts.add_account(office, admin, new)
    assert view(office, "1009").name == "坐席己"
    assert accounts.sign_in(office, "1009", "password-1009", "A14").roles == {Role.AGENT, Role.TRAINER}
    accounts.set_active(office, admin, "1002", False)
    assert refused(lambda: sign_in("1002", "A12")) == "signin.wrong"
    accounts.set_active(office, admin, "1002", True)
    assert sign_in("1002", "A12").agent_id == "1002"


@pytest.mark.parametrize(
    ("account", "key"),
    [
        (NewAccount("1001", "x", PASSWORD, frozenset({Role.AGENT})), "accounts.id-taken"),
        (NewAccount("x1", "x", PASSWORD, frozenset({Role.AGENT})), "accounts.id-malformed"),
        (NewAccount("1009", " ", PASSWORD, frozenset({Role.AGENT})), "accounts.name-missing"),
        (NewAccount("1009", "x", PASSWORD, frozenset()), "accounts.no-role"),
        (NewAccount("1009", "x", "short-1", frozenset({Role.AGENT})), "accounts.password-short"),
    ],
)
def test_a_faulty_account_is_refused(office: Office, sign_in: SignIn, account: NewAccount, key: str) -> None:
    admin = sign_in("9001", "A15")
    assert refused(lambda: accounts.add_account(office, admin, account)) == key


def test_only_admins_touch_accounts_and_the_last_one_stays(office: Office, desk: Desk, sign_in: SignIn) -> None:
    new = NewAccount("1009", "x", PASSWORD, frozenset({Role.AGENT}))
    for do in (
        lambda: accounts.add_account(office, desk, new),
        lambda: accounts.set_active(office, desk, "1002", False),
        lambda: accounts.unlock(office, desk, "1002"),
        lambda: accounts.set_password(office, desk, "1002", "another-password"),
    ):
        assert refused(do) == "accounts.not-allowed"
    admin = sign_in("9001", "A15")
    assert refused(lambda: accounts.set_active(office, admin, "9001", False)) == "accounts.last-admin"


def test_everybody_changes_their_own_password(office: Office, desk: Desk) -> None:
    accounts.set_password(office, desk, "1001", "another-password")
    accounts.sign_out(office, desk)
    assert refused(lambda: accounts.sign_in(office, "1001", PASSWORD, "A11")) == "signin.wrong"
    assert accounts.sign_in(office, "1001", "another-password", "A11").agent_id == "1001"


def test_a_door_needs_the_password_and_no_seat(office: Office) -> None:
    assert refused(lambda: accounts.enter(office, "9001", "wrong-password")) == "signin.wrong"
    desk = accounts.enter(office, "9001", PASSWORD)
    assert (desk.seat, desk.roles) == ("", frozenset({Role.ADMIN}))
    assert view(office, "9001").seat == ""


def test_going_away_wants_a_reason_and_a_call_is_no_time_for_it(office: Office, desk: Desk, clock: FixedClock) -> None:
    assert refused(lambda: presence.go(office, desk, State.AWAY)) == "presence.reason"
    clock.advance(60)
    away = presence.go(office, desk, State.AWAY, "喝水")
    assert (away.state, away.since, away.reason) == (State.AWAY, clock.now(), "喝水")
    answered(office, desk)
    for state in State:
        assert refused(lambda wanted=state: presence.go(office, desk, wanted, "x")) == "presence.not-now"  # type: ignore[misc]


def test_asking_for_the_state_one_is_in_changes_nothing(office: Office, desk: Desk, clock: FixedClock) -> None:
    before = presence.presence(office, desk)
    clock.advance(60)
    assert presence.go(office, desk, State.NOT_READY) == before


def test_passwords_are_argon2id_of_at_least_19_mib() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "MEMORY_KIB", 32 * 1024)
        patch.setattr(passwords, "ROUNDS", 3)
        passwords._hasher.cache_clear()
        kept = passwords.hashed(PASSWORD)
    passwords._hasher.cache_clear()
    assert kept.startswith("$argon2id$v=19$m=32768,t=3,p=1$")
    assert passwords.fits(kept, PASSWORD)
    assert not passwords.fits(kept, "wrong-password")
    assert not passwords.fits(None, PASSWORD)


@pytest.mark.parametrize("database", [""])
def test_an_unknown_id_costs_the_same_work(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    passwords.fits(None, "x")
    hasher, verified = passwords._hasher(), []
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    monkeypatch.setattr(type(hasher), "verify", lambda _, kept, password: verified.append(kept))
    refused(lambda: accounts.sign_in(office, "7777", PASSWORD, "A11"))
    accounts.sign_in(office, "1001", PASSWORD, "A11")
    unknown, known = verified
    assert unknown.rpartition("$")[0].rpartition("$")[0] == known.rpartition("$")[0].rpartition("$")[0]


def test_a_call_in_progress_is_resumed_with_its_clock(
    office: Office, desk: Desk, sign_in: SignIn, clock: FixedClock
) -> None:
    answered(office, desk)
    since = presence.presence(office, desk).since
    clock.advance(timedelta(minutes=2).total_seconds())
    again = sign_in("1001", "A11")
    assert presence.presence(office, again).since == since
    assert calls.current(office, again) is not None
