"""How soon the program answers: its version, its help, its first paint."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from agentdesk.clock import SystemClock
from agentdesk.ids import SystemIds
from agentdesk.services.office import open_office
from agentdesk.services.sample import plant_sample
from agentdesk.settings import load
from tests.benchmarks.report import Row, median_ms
from tests.benchmarks.terminal import Terminal

HERE = Path(__file__).resolve().parent
DESK = str(Path(sys.executable).with_name("agentdesk"))
RUNS = 25


def _wall(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _painted(command: Sequence[str], pattern: str, data: str) -> float:
    with Terminal(command, {"AGENTDESK_DATA_DIR": data, "AGENTDESK_LANGUAGE": "en"}) as terminal:
        return terminal.wait_for(pattern)


def _in_turn(*measures: Sequence[str], paint: Sequence[str] = (), data: str = "") -> list[list[float]]:
    """Seconds of each command over RUNS rounds, one of each a round, so that drift hits all alike."""
    times: list[list[float]] = [[] for _ in measures]
    for n in range(RUNS + 1):
        for column, command in enumerate(measures):
            seconds = _painted(command, paint[column], data) if paint else _wall(command)
            if n:  # the first round warms the caches
                times[column].append(seconds)
    return times


def _ratio_row(what: str, floor_name: str, ours: list[float], floor: list[float], limit: float) -> Row:
    """A row whose figure is the floor's median times the median of the paired ratios."""
    pairs = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
    return Row(what, floor_name, median_ms(floor) * pairs, median_ms(floor), limit)


def rows() -> list[Row]:
    """`--version`, `--help`, and the first paint of Welcome and of sign-in."""
    bare, version, helping = _in_turn([sys.executable, "-c", "pass"], [DESK, "--version"], [DESK, "--help"])
    found = [
        _ratio_row("`agentdesk --version`", "`python -c pass`", version, bare, 4),
        _ratio_row("`agentdesk --help`", "`python -c pass`", helping, bare, 4),
    ]
    hello = [sys.executable, str(HERE / "floors" / "hello.py")]
    with tempfile.TemporaryDirectory() as data:
        floor, welcome = _in_turn(hello, [DESK], paint=["floor painted", "Try the sample centre"], data=data)
        found.append(_ratio_row("first paint of Welcome", "an empty Textual app", welcome, floor, 1.25))
        office = open_office(load({"data_dir": data}, {}), clock=SystemClock(), ids=SystemIds())
        plant_sample(office)
        office.close()
        floor, sign_in = _in_turn(hello, [DESK], paint=["floor painted", "Password"], data=data)
        found.append(_ratio_row("first paint of sign-in", "an empty Textual app", sign_in, floor, 1.25))
    return found
