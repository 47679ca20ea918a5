"""What all tests share: cheap passwords, and an office on SQLite and on a private PostgreSQL."""

import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentdesk import locale
from agentdesk.clock import FixedClock
from agentdesk.ids import SystemIds
from agentdesk.packs import Library
from agentdesk.services import accounts, centre, passwords
from agentdesk.services.centre import CentrePlan, NewAccount
from agentdesk.services.office import Desk, Office, open_store
from agentdesk.settings import Settings, load
from tests import postgres

START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
"""Nine in the morning at the tests' centre."""

PASSWORD = "test-password"


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Hash passwords with next to no work; the real parameters are tested where they belong."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "MEMORY_KIB", 8)
        patch.setattr(passwords, "ROUNDS", 1)
        yield


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Whatever a test speaks, the next one starts in Chinese."""
    locale.use("zh_CN")
    yield
    locale.use("zh_CN")


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The private server; the tests that want it are skipped where there is none, unless everything is required."""
    bin_dir = postgres.binaries()
    if bin_dir is None:
        if os.environ.get("AGENTDESK_REQUIRE_ALL"):
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    with postgres.server(bin_dir) as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The `database` setting of an empty store: a file in the data directory, or a database on the private server."""
    if request.param == "sqlite":
        return ""
    socket: str = request.getfixturevalue("postgres_socket")
    postgres.empty(socket)
    return postgres.url(socket)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands until told."""
    return FixedClock(START)


@pytest.fixture
def settings(tmp_path: Path, database: str) -> Settings:
    """Settings of an empty data directory."""
    return load({"data_dir": str(tmp_path / "data"), "database": database or None}, {})


@pytest.fixture(scope="session")
def library() -> Library:
    """The packs that ship, loaded once."""
    return Library.load()


@pytest.fixture
def bare(settings: Settings, clock: FixedClock, library: Library) -> Iterator[Office]:
    """An office without a centre."""
    office = Office(
        open_store(settings, clock), library, clock, SystemIds(clock, random.Random(7).getrandbits), settings
    )
    yield office
    office.close()


@pytest.fixture
def office(bare: Office) -> Office:
    """An office with a small centre: agents 1001 to 1003, lead 2001, admin 9001, seats A11 to A16."""
    agent = frozenset({accounts.Role.AGENT})
    people = (
        NewAccount("1001", "坐席甲", PASSWORD, agent),
        NewAccount("1002", "坐席乙", PASSWORD, agent),
        NewAccount("1003", "坐席丙", PASSWORD, agent),
        NewAccount("2001", "班长甲", PASSWORD, frozenset({accounts.Role.LEAD})),
        NewAccount("9001", "管理员", PASSWORD, frozenset({accounts.Role.ADMIN})),
    )
    centre.set_up(bare, CentrePlan("测试中心", "tietong-10050", "Asia/Shanghai", people))
    return bare


@pytest.fixture
def sign_in(office: Office) -> Callable[[str, str], Desk]:
    """Signs an agent in at a seat."""
    return lambda agent_id, seat: accounts.sign_in(office, agent_id, PASSWORD, seat)


@pytest.fixture
def desk(sign_in: Callable[[str, str], Desk]) -> Desk:
    """The desk of agent 1001 at A11, not ready."""
    return sign_in("1001", "A11")
