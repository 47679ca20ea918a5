"""The centre of this store: what it is called, its pack and time zone, and how it is set up."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session, col, select

from agentdesk.errors import NotFound, Refused
from agentdesk.records.floor import AccountRow, AreaRow, CentreRow, SeatRow
from agentdesk.records.store import Unit
from agentdesk.rules.identity import Role, well_formed
from agentdesk.services import passwords
from agentdesk.services.office import Office, door, line, required

DEFAULT_SEATS = (("A", ("A11", "A12", "A13", "A14", "A15", "A16")),)
"""The area and seats a new centre begins with."""


@dataclass(frozen=True, slots=True)
class Hint:
    """An account of the sample centre, as the sign-in screen shows it."""

    agent_id: str
    name: str
    password: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class CentreView:
    """The centre. `hints` are the accounts of the sample that nobody changed yet; empty for a centre of one's own."""

    name: str
    pack_id: str
    zone: str
    sample: bool
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made."""

    agent_id: str
    name: str
    password: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class CentrePlan:
    """What *Set up my centre* asks for. There must be an admin among `accounts`."""

    name: str
    pack_id: str
    zone: str
    accounts: tuple[NewAccount, ...]
    seats: tuple[tuple[str, tuple[str, ...]], ...] = DEFAULT_SEATS
    """Areas, each with its seats."""


def centre(office: Office) -> CentreView | None:
    """The centre of this store; None before the first set-up."""
    with office.store.reading() as session:
        row = session.exec(select(CentreRow)).first()
        if row is None:
            return None
        hints = _hints(session) if row.sample else ()
        return CentreView(row.name, row.pack_id, row.zone, row.sample, hints)


def _hints(session: Session) -> tuple[Hint, ...]:
    from agentdesk.services.sample import ACCOUNTS  # noqa: PLC0415 - only the sample centre has these

    as_planted = set(session.exec(select(AccountRow.agent_id).where(col(AccountRow.version) == 1)).all())
    return tuple(
        Hint(account.agent_id, account.name, account.password, account.roles)
        for account in ACCOUNTS
        if account.agent_id in as_planted
    )


def require_centre(office: Office) -> CentreView:
    """The centre, without its hints. Raises NotFound where none is set up."""
    with office.store.reading() as session:
        row = session.exec(select(CentreRow)).first()
    if row is None:
        raise NotFound("centre.missing")
    return CentreView(row.name, row.pack_id, row.zone, row.sample)


def set_up(office: Office, plan: CentrePlan) -> CentreView:
    """Make the centre of this store. Raises Refused when the plan has a fault or a centre is there already."""
    checked = _checked(office, plan)
    hashes = [passwords.hashed(account.password) for account in plan.accounts]
    with door(office) as unit:
        plant(office, unit, checked, hashes, sample=False)
    return CentreView(checked.name, checked.pack_id, checked.zone, False)


def _checked(office: Office, plan: CentrePlan) -> CentrePlan:
    """The plan, cleaned. Raises Refused for the first fault in it."""
    try:
        ZoneInfo(plan.zone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise Refused("centre.zone-unknown", zone=plan.zone) from fault
    pack = office.library.packs.get(plan.pack_id)
    if pack is None:
        raise Refused("centre.pack-unknown", pack=plan.pack_id)
    accounts = tuple(checked_account(account, pack.id_format) for account in plan.accounts)
    if not any(Role.ADMIN in account.roles for account in accounts):
        raise Refused("centre.no-admin")
    ids = [account.agent_id for account in accounts]
    if len(set(ids)) < len(ids):
        raise Refused("accounts.id-taken", agent_id=next(i for i in ids if ids.count(i) > 1))
    return CentrePlan(required(plan.name, "centre.name-missing"), plan.pack_id, plan.zone, accounts, plan.seats)


def checked_account(account: NewAccount, id_format: str) -> NewAccount:
    """An account to be made, cleaned. Raises Refused for a malformed ID, an empty name or no role."""
    agent_id = line(account.agent_id)
    if not well_formed(agent_id, id_format):
        raise Refused("accounts.id-malformed", agent_id=agent_id, id_format=id_format)
    if not account.roles:
        raise Refused("accounts.no-role")
    return NewAccount(agent_id, required(account.name, "accounts.name-missing"), account.password, account.roles)


def plant(office: Office, unit: Unit, plan: CentrePlan, hashes: Iterable[str], *, sample: bool) -> None:
    """Add the rows of a centre to `unit`. Raises Refused where there is one already."""
    if unit.first(CentreRow) is not None:
        raise Refused("centre.there-already")
    unit.add(
        CentreRow(
            id=office.ids.new(), name=plan.name, pack_id=plan.pack_id, zone=plan.zone, sample=sample,
            created_at=unit.at,
        ),
        "centre.set-up",
    )  # fmt: skip
    for area, seats in plan.seats:
        area_row = unit.add(AreaRow(id=office.ids.new(), code=area), "area.added")
        for seat in seats:
            unit.add(SeatRow(id=office.ids.new(), code=seat, area_id=area_row.id), "seat.added")
    for account, password_hash in zip(plan.accounts, hashes, strict=True):
        unit.add(account_row(office, unit, account, password_hash), "account.added")


def account_row(office: Office, unit: Unit, account: NewAccount, password_hash: str) -> AccountRow:
    """The row of a new account."""
    return AccountRow(
        id=office.ids.new(), agent_id=account.agent_id, name=account.name, password_hash=password_hash,
        roles=sorted(account.roles), active=True, created_at=unit.at,
    )  # fmt: skip
