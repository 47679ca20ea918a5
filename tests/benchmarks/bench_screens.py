"""How soon a key shows: in a note of 2,000 characters with 10,000 forbidden phrases loaded, beside a bare TextArea."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from agentdesk.clock import SystemClock
from agentdesk.ids import SystemIds
from agentdesk.packs import root
from agentdesk.services.office import open_office
from agentdesk.services.sample import PACK_ID, plant_sample
from agentdesk.settings import load
from tests.benchmarks.note import NOTE
from tests.benchmarks.report import Row, median_ms, p99_ms
from tests.benchmarks.terminal import Terminal

DESK = str(Path(sys.executable).with_name("agentdesk"))
F2 = "\x1bOQ"
KEYS = ("中", "x", "文", "y")
COUNT = 150
ROUNDS = 2
PHRASES = 10_000
BASE_MEMORY = (
    "import textual.app, textual.widgets, sqlmodel; "
    "print(open('/proc/self/status').read().split('VmRSS:')[1].split()[0])"
)


def _many_phrases(folder: Path) -> None:
    """The sample's pack with 10,000 forbidden phrases more, none of which the note holds."""
    pack = folder / PACK_ID
    shutil.copytree(str(root() / PACK_ID), pack)
    pick, signs = random.Random(3), [chr(n) for n in range(0x4E00, 0x5E00)]
    tables = (
        f'\n[[forbidden]]\nid = "bench-{n}"\ntext = "{"".join(pick.sample(signs, pick.randint(4, 6)))}"\n'
        f'rule = "FORB-1"\nreplacement = "请您稍等"\n'
        for n in range(PHRASES)
    )
    with (pack / "forbidden.toml").open("a", encoding="utf-8") as file:
        file.writelines(tables)


def _in_the_note(env: dict[str, str]) -> Terminal:
    """A desk in mid-call with the note pasted and the caret at its end."""
    terminal = Terminal([DESK, "--language", "en"], env)
    terminal.wait_for("sample-1001")
    for typed in ("1001", "\t", "sample-1001", "\t", "A11", "\r"):
        terminal.send(typed)
        terminal.settle(0.2)
    terminal.wait_for("Not ready")
    terminal.send(F2)
    terminal.settle()
    subprocess.run(
        [DESK, "ring", "010 5550 0188", "--seat", "A11"],
        env={**os.environ, **env}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    terminal.wait_for("Ringing")
    terminal.send(F2)
    terminal.wait_for("On a call")
    for _ in range(2):
        terminal.send(F2)
        terminal.settle()
    terminal.send(f"\x1b[200~{NOTE}\x1b[201~")
    terminal.settle(1.0)
    return terminal


def rows() -> list[Row]:
    """Key to paint in the note, the idle desk's output, and the memory of a desk."""
    with tempfile.TemporaryDirectory() as folder:
        packs = Path(folder) / "packs"
        _many_phrases(packs)
        env = {"AGENTDESK_DATA_DIR": folder, "AGENTDESK_PACKS_DIR": str(packs)}
        office = open_office(load({"data_dir": folder}, {}), clock=SystemClock(), ids=SystemIds())
        plant_sample(office)
        office.close()
        floor: list[float] = []
        ours: list[float] = []
        bare = [sys.executable, "-m", "tests.benchmarks.floors.textarea"]
        with Terminal(bare) as area, _in_the_note(env) as desk:
            area.wait_for("客户")
            area.settle()
            for _ in range(ROUNDS):
                floor += area.key_to_paint(KEYS, COUNT)
                ours += desk.key_to_paint(KEYS, COUNT)
            idle = desk.idle_bytes(10.0)
            memory = desk.memory()
    plain = subprocess.run([sys.executable, "-c", BASE_MEMORY], check=True, capture_output=True, text=True)
    return [
        Row(
            "key to paint in a 2,000-character note, 10,000 phrases, flags on", "a bare TextArea",
            median_ms(ours), median_ms(floor), 1.2, worst=p99_ms(ours),
        ),
        Row("output of an idle desk, a call's clock running", "200 bytes/s", idle, 200, 1, "bytes/s"),
        Row(
            "memory of a desk in mid-call, 10,000 phrases", "Textual + SQLModel",
            memory, int(plain.stdout) / 1024, 1.25, "MB",
        ),
    ]  # fmt: skip
