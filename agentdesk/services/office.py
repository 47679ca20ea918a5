"""What every use case works with (`Office`), who acts (`Desk`), and the doors of those who have no desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from agentdesk.clock import Clock
from agentdesk.errors import NotFound, Refused
from agentdesk.ids import Ids
from agentdesk.packs import Library
from agentdesk.records import schema
from agentdesk.records.floor import DeskSessionRow
from agentdesk.records.journal import Actor
from agentdesk.records.store import Store, Unit
from agentdesk.rules.identity import Role
from agentdesk.rules.pack import Pack
from agentdesk.rules.presence import State
from agentdesk.settings import Settings
from agentdesk.text import LIMIT, clean

DESK, DOOR = "desk", "door"
"""Kinds of desk session: a sign-in at a seat, and one visit from a command line."""


@dataclass(frozen=True, slots=True)
class Office:
    """The open store, the packs, the clock, the maker of keys, and the settings. Shared by all threads of a desk."""

    store: Store
    library: Library = field(repr=False)
    clock: Clock
    ids: Ids
    settings: Settings

    def pack(self, pack_id: str) -> Pack:
        """The pack of that id. Raises NotFound."""
        pack = self.library.packs.get(pack_id)
        if pack is None:
            raise NotFound("centre.pack-missing", pack=pack_id)
        return pack

    def close(self) -> None:
        """Close the store."""
        self.store.close()


@dataclass(frozen=True, slots=True)
class Desk:
    """One sign-in: who acts, where, and under which pack and time zone."""

    session_id: UUID
    agent_id: str
    name: str
    seat: str
    """Empty for who came through a door."""
    roles: frozenset[Role]
    pack_id: str
    zone: str
    """IANA name of the centre's time zone."""

    @property
    def actor(self) -> Actor:
        """The desk as the journal names it."""
        return Actor(self.session_id, self.agent_id, self.seat)

    def require(self, *roles: Role) -> None:
        """Raise Refused unless this desk has one of `roles`."""
        if not self.roles & set(roles):
            raise Refused("accounts.not-allowed")


def open_store(settings: Settings, clock: Clock) -> Store:
    """The store of these settings with a schema that fits; migrates an older SQLite file. Raises StoreUnavailable."""
    store = Store(settings.url)
    try:
        schema.prepare(store.engine, settings.data_dir / "backups", clock.now())
    except BaseException:
        store.close()
        raise
    return store


def upgrade(settings: Settings, clock: Clock) -> bool:
    """Bring the schema of the store up to date; returns whether there was anything to do. Raises StoreUnavailable."""
    store = Store(settings.url)
    try:
        return schema.upgrade(store.engine, settings.data_dir / "backups", clock.now())
    finally:
        store.close()


def open_office(settings: Settings, *, clock: Clock, ids: Ids) -> Office:
    """Open everything a desk needs. Packs that are broken are in `library.faults` and stop nothing."""
    library = Library.load(*settings.pack_folders)
    return Office(open_store(settings, clock), library, clock, ids, settings)


@contextmanager
def door(office: Office, agent_id: str = "") -> Iterator[Unit]:
    """A unit of work in a desk session of its own, for who has no desk: a command line, or somebody signing in."""
    now = office.clock.now()
    session = door_session(office, agent_id)
    with office.store.unit(Actor(session.id, agent_id, ""), now) as unit:
        unit.add(session, "door.opened")
        yield unit


def door_session(office: Office, agent_id: str) -> DeskSessionRow:
    """The row of a visit through a door."""
    now = office.clock.now()
    return DeskSessionRow(
        id=office.ids.new(), kind=DOOR, agent_id=agent_id, seat="", opened_at=now, closed_at=now,
        state=State.SIGNED_OUT, since=now, reason="", before=State.SIGNED_OUT,
    )  # fmt: skip


def line(text: str) -> str:
    """One line as typed, cleaned and without blanks at its ends. Raises Refused when it is too long."""
    return _fitting(clean(text).strip())


def lines(text: str) -> str:
    """A text of several lines as typed, cleaned. Raises Refused when it is too long."""
    return _fitting(clean(text, lines=True))


def required(text: str, key: str) -> str:
    """Like `line`, and raises Refused of that key when nothing is left."""
    cleaned = line(text)
    if not cleaned:
        raise Refused(key)
    return cleaned


def _fitting(text: str) -> str:
    if len(text) > LIMIT:
        raise Refused("text.too-long", limit=LIMIT)
    return text
