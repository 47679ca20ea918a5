"""The installed program, found beside the running Python, in a data directory of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.tmux import Tmux

AGENTDESK = Path(sys.executable).with_name("agentdesk")


class Seat:
    """A machine with agentdesk on it: terminals to open, commands to run, one data directory."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self.env = {"AGENTDESK_DATA_DIR": str(folder / "data"), "AGENTDESK_CONFIG_FILE": str(folder / "config.toml")}

    def desk(self, language: str, *, columns: int = 80, rows: int = 24, options: tuple[str, ...] = ()) -> Tmux:
        """The program in a terminal of its own."""
        command = [str(AGENTDESK), "--language", language, *options]
        return self._stack.enter_context(Tmux(command, self.folder, self.env, columns=columns, rows=rows))

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run a command to its end; what it printed. A different exit status fails the test."""
        done = subprocess.run(
            [str(AGENTDESK), *arguments],
            env={**os.environ, **self.env}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, f"{arguments}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    """A fresh machine. Skipped without tmux, unless everything is required."""
    if shutil.which("tmux") is None:
        if os.environ.get("AGENTDESK_REQUIRE_ALL"):
            pytest.fail("tmux is not installed, and AGENTDESK_REQUIRE_ALL is set")
        pytest.skip("tmux is not installed")
    with ExitStack() as stack:
        yield Seat(tmp_path, stack)
