"""The installed program in a real terminal: tmux draws it, keys go in as typed, the screen comes out as text.

Nothing sleeps: tmux copies what the program writes into a pipe, and a look at the screen waits for that pipe.
"""

import os
import re
import select
import shlex
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType


class Tmux:
    """One program in one tmux server of its own. Use as a context manager; leaving it ends the program."""

    def __init__(self, command: list[str], folder: Path, env: Mapping[str, str], *, columns: int, rows: int) -> None:
        self.socket = str(folder / f"tmux-{os.urandom(4).hex()}")
        self.presses = 0
        fifo = f"{self.socket}.out"
        os.mkfifo(fifo)
        self._pipe = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        self._watched = [self._pipe]
        setting = ["env", "-u", "NO_COLOR", "LANG=C.UTF-8", "LC_ALL=C.UTF-8", *(f"{k}={v}" for k, v in env.items())]
        started = shlex.join([*setting, *command])
        # The program starts only when its output is being watched.
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                   f"tmux -S {self.socket} wait-for go; exec {started}")  # fmt: skip
        self._tmux("set", "-g", "remain-on-exit", "on")
        self._tmux("pipe-pane", "-o", f"cat > {shlex.quote(fifo)}")
        self._tmux("wait-for", "-S", "go")

    def __enter__(self) -> "Tmux":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], check=False, capture_output=True)
        os.close(self._pipe)

    def _tmux(self, *arguments: str) -> str:
        run = subprocess.run(["tmux", "-u", "-S", self.socket, *arguments], check=True, capture_output=True, text=True)
        return run.stdout

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names (`F2`, `Enter`, `C-n`); each counts as a press."""
        self.presses += len(keys)
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text; it does not count as presses."""
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """What the terminal shows now."""
        return self._tmux("capture-pane", "-p")

    def see(self, pattern: str, timeout: float = 45.0) -> str:
        """The screen as soon as it shows `pattern` (a regular expression over lines). Raises AssertionError."""
        return self._until(
            lambda shown: re.search(pattern, shown, re.M) is not None, f"never showed {pattern!r}", timeout
        )

    def unseen(self, pattern: str, timeout: float = 45.0) -> str:
        """The screen as soon as it no longer shows `pattern`."""
        return self._until(lambda shown: re.search(pattern, shown, re.M) is None, f"still shows {pattern!r}", timeout)

    def until(self, happened: Callable[[], bool], timeout: float = 45.0) -> None:
        """Wait, as the program goes on writing, until something outside the screen has happened."""
        self._until(lambda _: happened(), "what was waited for never happened", timeout)

    def _until(self, right: Callable[[str], bool], complaint: str, timeout: float) -> str:
        limit = time.monotonic() + timeout
        while True:
            shown = self.screen()
            if right(shown):
                return shown
            left = limit - time.monotonic()
            assert left > 0, f"{complaint} within {timeout} s:\n{shown}"
            # A pipe whose program has ended is always readable, and holds nothing: it is not asked again.
            if select.select(self._watched, [], [], min(left, 0.5))[0] and not os.read(self._pipe, 1 << 16):
                self._watched.clear()

    def pid(self) -> int:
        """The process ID of the program."""
        return int(self._tmux("display", "-p", "#{pane_pid}"))

    def ended(self, timeout: float = 45.0) -> None:
        """Wait until the program has ended, whatever is left on the screen and whether or not tmux has noticed."""
        stat = Path(f"/proc/{self.pid()}/stat")
        self._until(lambda _: _state(stat) == "Z", "the program never ended", timeout)


def _state(stat: Path) -> str:
    """The state letter of a process; Z once it has ended, and where it is gone."""
    try:
        return stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"
