"""Accounts: signing in and out, and what an admin does with them."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlmodel import col, select

from agentdesk.errors import NotFound, Refused
from agentdesk.records.floor import AccountRow, AreaRow, DeskSessionRow, LockoutRow, SeatRow
from agentdesk.records.journal import Actor
from agentdesk.records.store import Unit
from agentdesk.records.work import CallRow
from agentdesk.rules.call import Phase
from agentdesk.rules.identity import LONGEST_ID, Role, locked_until
from agentdesk.rules.presence import AT_REST, State
from agentdesk.services import passwords, practice
from agentdesk.services.centre import NewAccount, account_row, checked_account, require_centre
from agentdesk.services.office import DESK, Desk, Office, door, door_session, line

__all__ = [
    "AccountView",
    "NewAccount",
    "Role",
    "SeatView",
    "accounts",
    "add_account",
    "enter",
    "open_session",
    "release",
    "seats",
    "set_active",
    "set_password",
    "sign_in",
    "sign_out",
    "unlock",
]


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as an admin sees it."""

    agent_id: str
    name: str
    roles: frozenset[Role]
    active: bool
    locked_until: datetime | None
    """Set while a lock for wrong passwords lasts."""
    seat: str
    """Where the agent is signed in; empty when nowhere."""


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat, its area, and who sits there."""

    code: str
    area: str
    agent_id: str


_open = (DeskSessionRow.kind == DESK, col(DeskSessionRow.closed_at).is_(None))
"""What makes a desk session one that somebody sits at."""


def _roles(row: AccountRow) -> frozenset[Role]:
    return frozenset(Role(role) for role in row.roles)


# ---- in and out ---------------------------------------------------------------------------------------------------


def sign_in(office: Office, agent_id: str, password: str, seat: str) -> Desk:
    """Open a desk session at a seat, or resume the one this agent's desk left there when it died.

    Raises Refused: `signin.wrong`, `signin.locked` {until, minutes}, `signin.seat-unknown`, `signin.elsewhere` {seat},
    `signin.seat-taken` {agent_id}.
    """
    practice.bring_over(office)
    require_centre(office)
    account = _proven(office, agent_id, password)
    return open_session(office, account.agent_id, account.name, _roles(account), seat)


def open_session(office: Office, agent_id: str, name: str, roles: frozenset[Role], seat: str) -> Desk:
    """Seat an agent who has proven who they are. Raises as `sign_in` does."""
    centre, code, now = require_centre(office), line(seat).upper(), office.clock.now()
    with office.store.reading() as session:
        if session.exec(select(SeatRow.id).where(SeatRow.code == code)).first() is None:
            raise Refused("signin.seat-unknown", seat=code)
        left = session.exec(
            select(DeskSessionRow.id).where(*_open, DeskSessionRow.seat == code, DeskSessionRow.agent_id == agent_id)
        ).first()
    session_id = left or office.ids.new()
    with office.store.unit(Actor(session_id, agent_id, code), now) as unit:
        if left is not None:
            _resume(unit, unit.get(DeskSessionRow, left))
        else:
            _refuse_taken(unit, agent_id, code)
            row = DeskSessionRow(
                id=session_id, kind=DESK, agent_id=agent_id, seat=code, opened_at=now, closed_at=None,
                state=State.NOT_READY, since=now, reason="", before=State.NOT_READY,
            )  # fmt: skip
            unit.add(row, "session.opened")
        _forget_failures(unit, agent_id)
    return Desk(session_id, agent_id, name, code, roles, centre.pack_id, centre.zone)


def enter(office: Office, agent_id: str, password: str) -> Desk:
    """Come in through a door, without a seat: a command line that acts for this agent. Raises as `sign_in` does."""
    practice.bring_over(office)
    centre = require_centre(office)
    account = _proven(office, agent_id, password)
    session = door_session(office, account.agent_id)
    with office.store.unit(Actor(session.id, account.agent_id, ""), session.opened_at) as unit:
        unit.add(session, "door.opened")
        _forget_failures(unit, account.agent_id)
    return Desk(session.id, account.agent_id, account.name, "", _roles(account), centre.pack_id, centre.zone)


def sign_out(office: Office, desk: Desk) -> None:
    """Close the desk session. Raises Refused while a call is open (HO-6)."""
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        _close(unit, unit.get(DeskSessionRow, desk.session_id), "session.closed")


def release(office: Office, by: Desk, seat: str) -> None:
    """Close the desk session that somebody left open at a seat. For leads and admins; refused while a call is open."""
    by.require(Role.LEAD, Role.ADMIN)
    with office.store.unit(by.actor, office.clock.now()) as unit:
        row = _open_at(unit, line(seat).upper())
        if row is None:
            raise NotFound("accounts.seat-free", seat=seat)
        _close(unit, row, "session.released")


def _close(unit: Unit, row: DeskSessionRow, action: str) -> None:
    if unit.first(CallRow, CallRow.session_id == row.id, CallRow.phase != Phase.CLOSED) is not None:
        raise Refused("signout.call-open")
    row.closed_at, row.state, row.since, row.reason = unit.at, State.SIGNED_OUT, unit.at, ""
    unit.change(row, action)


def _open_at(unit: Unit, seat: str) -> DeskSessionRow | None:
    return unit.first(DeskSessionRow, *_open, DeskSessionRow.seat == seat)


def _refuse_taken(unit: Unit, agent_id: str, seat: str) -> None:
    sitting = _open_at(unit, seat)
    if sitting is not None:
        raise Refused("signin.seat-taken", agent_id=sitting.agent_id)
    elsewhere = unit.first(DeskSessionRow, *_open, DeskSessionRow.agent_id == agent_id)
    if elsewhere is not None:
        raise Refused("signin.elsewhere", seat=elsewhere.seat)


def _resume(unit: Unit, row: DeskSessionRow) -> None:
    """Take a session up again. A call goes on as it stood; an agent at rest is not ready until they say so."""
    row.before = State.NOT_READY
    if State(row.state) in AT_REST:
        row.state, row.reason = State.NOT_READY, ""
        row.since = unit.at
    unit.change(row, "session.resumed")


# ---- passwords ----------------------------------------------------------------------------------------------------


def _proven(office: Office, agent_id: str, password: str) -> AccountRow:
    """The account whose password this is. A wrong one is counted and journaled, for unknown IDs alike."""
    typed, now = line(agent_id)[:LONGEST_ID], office.clock.now()
    with office.store.reading() as session:
        account = session.exec(select(AccountRow).where(AccountRow.agent_id == typed)).first()
        lockout = session.get(LockoutRow, typed)
    _refuse_locked(lockout, now)
    # Outside of any transaction: it takes a tenth of a second, and nobody else should wait for it.
    right = passwords.fits(account.password_hash if account else None, password)
    if account is not None and right and account.active:
        return account
    with door(office, typed) as unit:
        _count_failure(unit, typed)
    raise Refused("signin.wrong")


def _refuse_locked(lockout: LockoutRow | None, now: datetime) -> None:
    if lockout is not None and lockout.locked_until is not None and lockout.locked_until > now:
        left = lockout.locked_until - now
        raise Refused("signin.locked", until=lockout.locked_until, minutes=ceil(left.total_seconds() / 60))


def _count_failure(unit: Unit, agent_id: str) -> None:
    row = unit.first(LockoutRow, LockoutRow.agent_id == agent_id)
    if row is None:
        unit.add(LockoutRow(agent_id=agent_id, failures=1, locked_until=None), "signin.failed")
        return
    row.failures += 1
    row.locked_until = locked_until(row.failures, unit.at)
    unit.change(row, "signin.locked" if row.locked_until else "signin.failed")


def _forget_failures(unit: Unit, agent_id: str, action: str = "signin.succeeded") -> None:
    row = unit.first(LockoutRow, LockoutRow.agent_id == agent_id)
    if row is not None:
        _refuse_locked(row if action == "signin.succeeded" else None, unit.at)
        row.failures, row.locked_until = 0, None
        unit.change(row, action)


# ---- what an admin does -------------------------------------------------------------------------------------------


def accounts(office: Office) -> tuple[AccountView, ...]:
    """All accounts, by agent ID."""
    now = office.clock.now()
    with office.store.reading() as session:
        rows = session.exec(select(AccountRow).order_by(AccountRow.agent_id)).all()
        locks = {row.agent_id: row.locked_until for row in session.exec(select(LockoutRow)).all()}
        sitting = {agent_id: seat for seat, agent_id in _sitting(office).items()}
    return tuple(
        AccountView(
            row.agent_id,
            row.name,
            _roles(row),
            row.active,
            until if (until := locks.get(row.agent_id)) is not None and until > now else None,
            sitting.get(row.agent_id, ""),
        )
        for row in rows
    )


def seats(office: Office) -> tuple[SeatView, ...]:
    """All seats, by code."""
    sitting = _sitting(office)
    with office.store.reading() as session:
        rows = session.exec(
            select(SeatRow.code, AreaRow.code).join(AreaRow, col(AreaRow.id) == SeatRow.area_id).order_by(SeatRow.code)
        ).all()
    return tuple(SeatView(code, area, sitting.get(code, "")) for code, area in rows)


def _sitting(office: Office) -> dict[str, str]:
    """Who is signed in at which seat."""
    with office.store.reading() as session:
        rows = session.exec(select(DeskSessionRow.seat, DeskSessionRow.agent_id).where(*_open)).all()
    return dict(rows)


def add_account(office: Office, by: Desk, account: NewAccount) -> None:
    """Make an account; for admins. The first admin of a store comes with its centre (`centre.set_up`)."""
    by.require(Role.ADMIN)
    checked = checked_account(account, office.pack(by.pack_id).id_format)
    password_hash = passwords.hashed(account.password)
    with office.store.unit(by.actor, office.clock.now()) as unit:
        if unit.first(AccountRow, AccountRow.agent_id == checked.agent_id) is not None:
            raise Refused("accounts.id-taken", agent_id=checked.agent_id)
        unit.add(account_row(office, unit, checked, password_hash), "account.added")


def set_active(office: Office, by: Desk, agent_id: str, active: bool) -> None:
    """Let an account sign in, or no longer. The last admin stays."""
    by.require(Role.ADMIN)
    with office.store.unit(by.actor, office.clock.now()) as unit:
        row = _account(unit, agent_id)
        others = unit.connection.execute(
            select(AccountRow.roles).where(col(AccountRow.active), AccountRow.id != row.id)
        ).scalars()
        if not active and Role.ADMIN in row.roles and not any(Role.ADMIN in roles for roles in others):
            raise Refused("accounts.last-admin")
        row.active = active
        unit.change(row, "account.enabled" if active else "account.disabled")


def unlock(office: Office, by: Desk, agent_id: str) -> None:
    """Forget an account's wrong passwords. For leads and admins."""
    by.require(Role.LEAD, Role.ADMIN)
    with office.store.unit(by.actor, office.clock.now()) as unit:
        _forget_failures(unit, _account(unit, agent_id).agent_id, "account.unlocked")


def set_password(office: Office, by: Desk, agent_id: str, password: str) -> None:
    """Give an account a new password: an admin to anybody, everybody to themselves."""
    if line(agent_id) != by.agent_id:
        by.require(Role.ADMIN)
    password_hash = passwords.hashed(password)
    with office.store.unit(by.actor, office.clock.now()) as unit:
        row = _account(unit, agent_id)
        row.password_hash = password_hash
        unit.change(row, "account.password-set")


def _account(unit: Unit, agent_id: str) -> AccountRow:
    row = unit.first(AccountRow, AccountRow.agent_id == line(agent_id))
    if row is None:
        raise NotFound("accounts.unknown", agent_id=line(agent_id))
    return row
