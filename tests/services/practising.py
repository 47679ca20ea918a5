"""A practice office beside a live one, for tests."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from sqlalchemy import select

from agentdesk.ids import SystemIds
from agentdesk.records.base import Row
from agentdesk.services.office import Office, open_store


@contextmanager
def practising(live: Office) -> Iterator[Office]:
    """An office on the practice store that belongs to a live office's settings; nothing is brought over yet."""
    settings, clock = live.settings.practising(), live.clock
    ids = SystemIds(clock, random.Random(8).getrandbits)
    office = Office(open_store(settings, clock), live.library, clock, ids, settings)
    try:
        yield office
    finally:
        office.close()


def everything(office: Office) -> dict[str, object]:
    """Every row of a store, and the digest of its file where it is one."""
    with office.store.reading() as session:
        rows: dict[str, object] = {
            table.name: sorted(map(str, session.execute(select(table)))) for table in Row.metadata.sorted_tables
        }
    file = office.settings.data_dir / "agentdesk.db"
    return rows | ({"file": sha256(file.read_bytes()).hexdigest()} if file.exists() else {})
