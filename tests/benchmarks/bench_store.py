"""How long a call takes to be saved: note, flags, ticket, journal; one transaction on SQLite, synchronous=FULL."""

import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine
from sqlmodel import Field, Session, SQLModel

from agentdesk.clock import SystemClock
from agentdesk.ids import SystemIds
from agentdesk.records.engine import build
from agentdesk.rules.call import Refusal
from agentdesk.rules.moves import Ending, Party
from agentdesk.rules.presence import State
from agentdesk.services import accounts, calls, presence
from agentdesk.services.office import Desk, Office, open_office
from agentdesk.services.sample import plant_sample
from agentdesk.services.tickets import TicketDraft
from agentdesk.settings import load
from tests.benchmarks.note import NOTE
from tests.benchmarks.report import Row, median_ms, p99_ms

ROUNDS = 120
LINES = NOTE.split("\n")


class Line(SQLModel, table=True):
    """One row of twelve columns: the floor of a save."""

    __tablename__ = "bench_line"

    id: str = Field(primary_key=True)
    number: str = Field(index=True)
    seat: str
    agent: str = Field(index=True)
    status: str = Field(index=True)
    type: str
    subject: str
    detail: str
    customer: str
    contact: str
    opened_at: datetime = Field(index=True)
    version: int = 1


def _insert(engine: Engine, note: str) -> float:
    line = Line(
        id=str(uuid4()), number=str(uuid4()), seat="A11", agent="1001", status="open", type="fault", subject="故障",
        detail=note, customer="示例客户", contact="010 5550 0101", opened_at=datetime.now(UTC),
    )  # fmt: skip
    start = time.perf_counter()
    with Session(engine, expire_on_commit=False) as session:
        session.add(line)
        session.commit()
    return time.perf_counter() - start


def _talked(office: Office, desk: Desk, note: str) -> float:
    """Take a call up to its wrap-up; the seconds that the save of it takes."""
    view = calls.ring(office, "010 5550 0101", desk.seat, by=desk)
    calls.answer(office, desk, view.id)
    calls.end(office, desk, view.id, Ending.DROPPED, Party.CALLER, "断线")
    ticket = TicketDraft("fault", "宽带无法上网", note, "示例客户", "010 5550 0101")
    code = office.pack(view.pack_id).wrap_up_codes[0].id
    start = time.perf_counter()
    saved = calls.wrap_up(office, desk, view.id, code, note, ticket)
    seconds = time.perf_counter() - start
    assert not isinstance(saved, Refusal)
    return seconds


def rows() -> list[Row]:
    """The save of a call, in turn with the insert of one row through SQLModel on the same disk."""
    pick = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        office = open_office(load({"data_dir": folder}, {}), clock=SystemClock(), ids=SystemIds())
        plant_sample(office)
        desk = accounts.sign_in(office, "1001", "sample-1001", "A11")
        presence.go(office, desk, State.READY)
        engine = build(f"sqlite:///{Path(folder) / 'floor.db'}")
        SQLModel.metadata.tables["bench_line"].create(engine)
        floor, saves = [], []
        for n in range(ROUNDS + 10):
            # Every note is another one, so that no scan of it was done before.
            ordinary = "".join(pick.choices(LINES, k=4))
            note = f"第{n}通。{ordinary}我回了句不知道。"
            inserted, saved = _insert(engine, note), _talked(office, desk, note)
            if n >= 10:
                floor.append(inserted)
                saves.append(saved)
        office.close()
        engine.dispose()
    return [
        Row(
            "save of a call: note, flags, ticket, journal", "SQLModel's insert of one row",
            median_ms(saves), median_ms(floor), 3, worst=p99_ms(saves),
        )
    ]  # fmt: skip
