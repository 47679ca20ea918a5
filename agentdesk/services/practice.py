"""Practice: the same desk on a store of its own. What it takes over from the live store, and nothing goes back.

An agent practises under her own ID and password, at the centre's own seats; who may not sign in live may not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from agentdesk.errors import StoreUnavailable
from agentdesk.records import schema
from agentdesk.records.engine import sqlite_file
from agentdesk.records.floor import AccountRow, AreaRow, CentreRow, SeatRow
from agentdesk.records.schema import Standing
from agentdesk.records.store import Store, Unit
from agentdesk.services.office import Office, door
from agentdesk.settings import Settings

_REFUSED = {
    Standing.OLDER: "store.older",
    Standing.NEWER: "store.newer",
    Standing.FOREIGN: "store.foreign",
}


@dataclass(frozen=True, slots=True)
class _Account:
    name: str
    password_hash: str
    roles: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class _Floor:
    """Centre, seats and accounts of a store."""

    name: str
    pack_id: str
    zone: str
    sample: bool
    seats: Mapping[str, str]
    """The area of each seat."""
    accounts: Mapping[str, _Account]


def bring_over(office: Office) -> bool:
    """Take centre, seats and accounts of the live store over into the practice store of `office`, journaled.

    Returns whether there was anything new. Does nothing at a live desk, nor where the live store has no centre yet.
    What the live store does not know, or has disabled, is disabled here. Raises StoreUnavailable where the live store
    cannot be read.
    """
    live = office.settings.live
    wanted = _live_floor(live) if live is not None else None
    if wanted is None:
        return False
    with office.store.reading() as session:
        if _fits(_floor(session), wanted):
            return False
    with door(office) as unit:
        _take_centre(office, unit, wanted)
        _take_seats(office, unit, wanted)
        _take_accounts(office, unit, wanted)
    return True


# ---- reading ------------------------------------------------------------------------------------------------------


def _live_floor(live: Settings) -> _Floor | None:
    """What stands in the live store; None where it has no centre. Nothing is written and no file is made."""
    store = Store(live.url, read_only=True)
    try:
        file = sqlite_file(store.engine)
        if file is not None and not file.exists():
            return None
        with store.reading() as session:
            standing = schema.standing(session.connection())
            if standing in _REFUSED:
                raise StoreUnavailable(_REFUSED[standing])
            return _floor(session) if standing is Standing.CURRENT else None
    finally:
        store.close()


def _floor(session: Session) -> _Floor | None:
    centre = session.exec(select(CentreRow)).first()
    if centre is None:
        return None
    seats = session.exec(select(SeatRow.code, AreaRow.code).join(AreaRow, col(AreaRow.id) == SeatRow.area_id)).all()
    rows = session.exec(select(AccountRow)).all()
    accounts = {row.agent_id: _Account(row.name, row.password_hash, tuple(row.roles), row.active) for row in rows}
    # The sample's passwords are shown only as long as each of them is known to hold.
    sample = centre.sample and all(row.version == 1 for row in rows)
    return _Floor(centre.name, centre.pack_id, centre.zone, sample, dict(seats), accounts)


def _fits(here: _Floor | None, wanted: _Floor) -> bool:
    """Whether there is nothing to take over."""
    if here is None or _centre(here) != _centre(wanted) or not wanted.seats.keys() <= here.seats.keys():
        return False
    known = all(here.accounts.get(agent_id) == account for agent_id, account in wanted.accounts.items())
    return known and not any(here.accounts[agent_id].active for agent_id in here.accounts.keys() - wanted.accounts)


def _centre(floor: _Floor) -> tuple[str, str, str]:
    return floor.name, floor.pack_id, floor.zone


# ---- writing ------------------------------------------------------------------------------------------------------


def _take_centre(office: Office, unit: Unit, wanted: _Floor) -> None:
    row = unit.first(CentreRow)
    if row is None:
        unit.add(
            CentreRow(
                id=office.ids.new(), name=wanted.name, pack_id=wanted.pack_id, zone=wanted.zone, sample=wanted.sample,
                created_at=unit.at,
            ),
            "centre.brought-over",
        )  # fmt: skip
        return
    row.name, row.pack_id, row.zone, row.sample = *_centre(wanted), row.sample and wanted.sample
    unit.change(row, "centre.brought-over")


def _take_seats(office: Office, unit: Unit, wanted: _Floor) -> None:
    known = set(unit.connection.execute(select(SeatRow.code)).scalars())
    areas = {code: area_id for area_id, code in unit.connection.execute(select(AreaRow.id, AreaRow.code))}
    for seat, area in wanted.seats.items():
        if seat in known:
            continue
        if area not in areas:
            areas[area] = unit.add(AreaRow(id=office.ids.new(), code=area), "area.brought-over").id
        unit.add(SeatRow(id=office.ids.new(), code=seat, area_id=areas[area]), "seat.brought-over")


def _take_accounts(office: Office, unit: Unit, wanted: _Floor) -> None:
    known = dict(unit.connection.execute(select(AccountRow.agent_id, AccountRow.id)).all())
    for agent_id, account in wanted.accounts.items():
        if agent_id not in known:
            unit.add(
                AccountRow(
                    id=office.ids.new(), agent_id=agent_id, name=account.name, password_hash=account.password_hash,
                    roles=list(account.roles), active=account.active, created_at=unit.at,
                ),
                "account.brought-over",
            )  # fmt: skip
            continue
        row = unit.get(AccountRow, known[agent_id])
        row.name, row.password_hash, row.active = account.name, account.password_hash, account.active
        row.roles = list(account.roles)
        unit.change(row, "account.brought-over")
    for agent_id in known.keys() - wanted.accounts:
        row = unit.get(AccountRow, known[agent_id])
        row.active = False
        unit.change(row, "account.brought-over")
