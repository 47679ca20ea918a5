"""What tests of screens share: a real store planted once, a clock that stands, and everything volatile frozen."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agentdesk import locale
from agentdesk.clock import FixedClock
from agentdesk.ids import SystemIds
from agentdesk.settings import Settings, load
from screens import clipboard
from screens.app import DeskApp
from tests.conftest import START


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No clipboard of the machine's, no animation, UTC as the machine's zone, and a missing sentence is an error."""
    monkeypatch.setattr(clipboard, "system_program", lambda environ, platform: ())
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(DeskApp, "OPEN_AFTER", 0.001)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    locale.strict()
    yield
    locale.strict(False)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def _planted(tmp_path_factory: pytest.TempPathFactory, _cheap_passwords: None) -> Path:
    """The data directory of a sample centre, to be copied."""
    from agentdesk.services.office import open_office
    from agentdesk.services.sample import plant_sample

    home = tmp_path_factory.mktemp("sample")
    clock = FixedClock(START)
    office = open_office(load({"data_dir": str(home)}, {}), clock=clock, ids=SystemIds(clock))
    plant_sample(office)
    office.close()
    return home


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """The settings of a machine's very first start."""
    return load({"data_dir": str(tmp_path / "empty")}, {})


@pytest.fixture
def sample(tmp_path: Path, _planted: Path) -> Settings:
    """The settings of a machine with the sample centre."""
    home = tmp_path / "sample"
    shutil.copytree(_planted, home)
    return load({"data_dir": str(home)}, {})


MakeApp = Callable[[Settings], DeskApp]


@pytest.fixture
def make_app() -> MakeApp:
    """Makes the app over those settings, at the tests' moment."""
    return lambda settings: DeskApp(settings, clock=FixedClock(START))
