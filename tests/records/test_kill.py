"""`kill -9` at random moments of typing and saving: what was answered for is there, and the journal bears it out."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from agentdesk.packs import Library
from agentdesk.services import accounts, calls, drafts, journal, passwords
from agentdesk.services.office import Desk, Office
from agentdesk.settings import load
from tests.records import killed

KILLS = 50
LONGEST = 0.3
"""Seconds a desk lives at most after its first word."""


class Victim:
    """The process that forks desks, and what the desks said."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.records.killed", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._line() == "planted"

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def kill_one(self, after: float) -> list[list[str]]:
        """Let a desk live for that long, kill it, and return everything it said."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        said: list[list[str]] = []
        pid = 0
        while not (pid and said):
            words = self._line().split()
            if words[0] == "forked":
                pid = int(words[1])
            else:
                said.append(words)
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
        while (words := self._line().split())[0] != "died":
            said.append(words)
        return said

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Victim]:
    process = Victim(tmp_path)
    yield process
    process.close()


def last(said: list[list[str]], word: str) -> list[str] | None:
    return next((words for words in reversed(said) if words[0] == word), None)


def check_draft(office: Office, desk: Desk, said: list[list[str]]) -> None:
    """At most one second of typing is missing, and what is there is what was typed."""
    typed = last(said, "typed")
    if typed is None or ((saved := last(said, "saved")) is not None and saved[1] == typed[1]):
        return
    kept = drafts.recall(office, desk, UUID(typed[1]))
    note = kept.note if kept else ""
    assert killed.TYPED.startswith(note)
    assert kept is None or kept.caret == (0, len(note))
    acknowledged = last(said, "kept")
    if acknowledged is not None and acknowledged[1] == typed[1]:
        assert len(note) >= int(acknowledged[2])
    missing = [float(w[3]) for w in said if w[0] == "typed" and w[1] == typed[1] and int(w[2]) > len(note)]
    assert not missing or float(typed[3]) - missing[0] <= 1


@pytest.mark.timeout(120)
def test_what_was_answered_for_survives_fifty_kills(victim: Victim, tmp_path: Path, library: Library) -> None:
    passwords._hasher.cache_clear()
    chance = random.Random(20261121)
    acknowledged: dict[str, set[str]] = {"rang": set(), "ended": set(), "saved": set()}
    typing_when_killed = 0
    for _ in range(KILLS):
        said = victim.kill_one(chance.uniform(0, LONGEST))
        typing_when_killed += said[-1][0] in ("typed", "kept")
        for words in said:
            if words[0] in acknowledged:
                acknowledged[words[0]].add(words[1])
        office = killed.office(load({"data_dir": str(tmp_path)}, {}), library)
        assert journal.verify(office).faults == ()
        desk = accounts.sign_in(office, "1001", "sample-1001", "A11")
        check_draft(office, desk, said)
        for call_id in {words[1] for words in said if words[0] in acknowledged}:
            record = calls.show(office, UUID(call_id))
            assert call_id not in acknowledged["ended"] or record["ending"] is not None
            if call_id in acknowledged["saved"]:
                assert (record["phase"], record["note"]) == ("closed", killed.TYPED)
        office.close()
    assert len(acknowledged["saved"]) >= KILLS, "the desks must get to saving"
    assert 0 < typing_when_killed < KILLS, "kills must fall on typing and on saving"
