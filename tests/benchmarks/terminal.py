"""A program in a pseudo-terminal, timed from outside: when it paints, and how long a key takes to show.

The terminal is a pyte screen that answers what a modern terminal is asked at start. Moments are taken when a chunk is
read, before it is parsed, so that the parsing does not count.
"""

import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

import pyte

ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
}
UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]|\x1b\[[?0-9;]*\$[a-z]|\x1b[P_][\s\S]*?\x1b\\|\x1b\[[0-9;]*:[0-9;:]*m"
)
CUT_OFF = re.compile(rb"\x1b(?:\[[0-9:;<=>?!\"'$ ]*|[P\]_^X][^\x07\x1b]*)?$")
FRAME_END = b"\x1b[?2026l"
FRAME_GAP = 0.012


class Terminal:
    """One run of a program on a fresh pseudo-terminal. Use as a context manager; leaving it ends the program."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str] = {}, *, columns: int = 120, rows: int = 40
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._pending = b""
        self.received = 0
        size = struct.pack("HHHH", rows, columns, columns * 8, rows * 16)
        environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **env}
        environ.pop("NO_COLOR", None)
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], list(command), environ)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, size)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def read(self, timeout: float) -> tuple[float, bytes] | None:
        """The moment and bytes of the next chunk; None on silence. Raises EOFError when the program is gone."""
        if not select.select([self.fd], [], [], max(0.0, timeout))[0]:
            return None
        try:
            chunk = os.read(self.fd, 1 << 16)
        except OSError as gone:
            raise EOFError("the program ended") from gone
        moment = time.perf_counter()
        self.received += len(chunk)
        for question, answer in ANSWERS.items():
            if question in chunk:
                os.write(self.fd, answer)
        return moment, chunk

    def feed(self, chunk: bytes) -> None:
        """Draw a chunk on the screen; a sequence cut off at its end waits for the rest."""
        data = self._pending + chunk
        cut = CUT_OFF.search(data[-512:])
        keep = len(data) - len(data[-512:]) + cut.start() if cut else len(data)
        self._pending = data[keep:]
        self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", data[:keep]))

    def text(self) -> str:
        """What the screen shows."""
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return "\n".join("".join(row[x].data for x in range(self.screen.columns)) for row in rows)

    def wait_for(self, pattern: str, timeout: float = 30.0) -> float:
        """Seconds from the start of the program until the screen shows `pattern`. Raises TimeoutError."""
        wanted, limit = re.compile(pattern), time.perf_counter() + timeout
        while time.perf_counter() < limit:
            got = self.read(0.5)
            if got:
                self.feed(got[1])
                if wanted.search(self.text()):
                    return got[0] - self.started
        raise TimeoutError(f"{pattern!r} never showed:\n{self.text()}")

    def settle(self, quiet: float = 0.3, limit: float = 10.0) -> None:
        """Read until nothing came for `quiet` seconds."""
        until = time.perf_counter() + limit
        while time.perf_counter() < until and (got := self.read(quiet)):
            self.feed(got[1])

    def send(self, keys: str) -> None:
        """Type `keys`, escape sequences included."""
        os.write(self.fd, keys.encode())

    def key_to_paint(self, keys: Sequence[str], count: int) -> list[float]:
        """Seconds from each of `count` keys, cycled, to the chunk that ends its frame; random gaps between keys."""
        gaps, times = random.Random(1), []
        for n in range(count):
            until = time.perf_counter() + gaps.uniform(0.05, 0.13)
            while (left := until - time.perf_counter()) > 0:
                if got := self.read(left):
                    self.feed(got[1])
            sent, last = time.perf_counter(), None
            self.send(keys[n % len(keys)])
            while got := self.read(FRAME_GAP if last else 1.0):
                last = got[0]
                self.feed(got[1])
                if got[1].rstrip().endswith(FRAME_END):
                    break
            if last:
                times.append(last - sent)
        return times

    def idle_bytes(self, seconds: float) -> float:
        """Bytes a second that the program writes while nobody touches it."""
        before, until = self.received, time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if got := self.read(left):
                self.feed(got[1])
        return (self.received - before) / seconds

    def memory(self) -> float:
        """Resident megabytes of the program."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024  # type: ignore[index]

    def end(self) -> None:
        """End the program and wait for it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
