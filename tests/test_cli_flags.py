"""`agentdesk flags`: files of notes scanned, phrases tried, flags listed, shown and judged, without a screen."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from agentdesk import locale
from agentdesk.clock import FixedClock, SystemClock
from agentdesk.packs import Library
from agentdesk.rules.flags import Stance, Verdict
from agentdesk.services import accounts, flags
from agentdesk.services.flags import Wanted
from agentdesk.services.office import Desk, Office
from tests.conftest import PASSWORD
from tests.services.test_flags import OWN, noted, word

DEV = Path(__file__).parent / "rules" / "corpus" / "dev.jsonl"

Door = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """Runs the installed command in a process of its own, in English."""

    def run(*arguments: str, typed: bytes = b"") -> "subprocess.CompletedProcess[str]":
        env = os.environ | {"AGENTDESK_LANGUAGE": "en", "AGENTDESK_DATA_DIR": str(tmp_path / "data")}
        command = [sys.executable, "-m", "agentdesk", "flags", *arguments]
        done = subprocess.run(command, input=typed, env=env, capture_output=True, check=False, cwd=tmp_path)
        return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


# ---- scan ---------------------------------------------------------------------------------------------------------


def test_every_note_of_a_file_is_answered_in_order(door: Door, tmp_path: Path) -> None:
    done = door("scan", str(DEV), "--pack", "all", "--out", str(tmp_path / "spans.jsonl"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    notes = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    answers = [json.loads(line) for line in (tmp_path / "spans.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [note["id"] for note in notes]
    shipped = {entry.text for entry in Library.load().everything()}
    for note, answer in zip(notes, answers, strict=True):
        for span in answer["spans"]:
            assert set(span) == {"start", "end", "phrase", "kind"}
            assert note["text"][span["start"] : span["end"]]
            assert span["phrase"] in shipped
            assert span["kind"] in ("violation", "reported")
    assert any(answer["spans"] for answer in answers)


def test_malformed_lines_are_named_and_the_rest_is_done(door: Door) -> None:
    lines = [
        b'{"id": 1, "text": "\xe6\x88\x91\xe8\xaf\xb4\xe4\xb8\x8d\xe7\x9f\xa5\xe9\x81\x93"}', b"{bad", b"\xff\xfe", b"",
        b'{"id": 2}', b"[]", b'{"id": 3, "text": 4}', b"[" * 100_000, b'{"id": "\\ud800", "text": "ok"}',
    ]  # fmt: skip
    done = door("scan", "-", "--pack", "tietong-10050", typed=b"\n".join(lines))
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, "\ud800"]
    named = [int(line.split(":")[1]) for line in done.stderr.splitlines()]
    assert named == [2, 3, 5, 6, 7, 8]


def test_answers_come_while_notes_still_do(tmp_path: Path) -> None:
    """What was read is answered before the input ends, as long as there is much of it."""
    env = os.environ | {"AGENTDESK_DATA_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "agentdesk", "flags", "scan", "-", "--pack", "english"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": 1, "text": "I said no idea"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
    assert process.returncode == 0


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text('{"id": 1, "text": "ok"}\n' * 20_000, encoding="utf-8")
    env = os.environ | {"AGENTDESK_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "agentdesk", "flags", "scan", str(many), "--pack", "english"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_file_may_be_answered_in_its_own_place_and_only_whole(door: Door, tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_text('{"id": 1, "text": "ok"}\n', encoding="utf-8")
    assert door("scan", str(file), "--pack", "english", "--out", str(file)).returncode == 0
    assert json.loads(file.read_text(encoding="utf-8")) == {"id": 1, "spans": []}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("arguments", [("nofile", "--pack", "all"), (str(DEV), "--pack", "nope")])
def test_what_is_not_there_is_said(door: Door, arguments: tuple[str, ...]) -> None:
    done = door("scan", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_the_bar_is_for_terminals_alone(tmp_path: Path) -> None:
    env = os.environ | {"AGENTDESK_DATA_DIR": str(tmp_path), "TERM": "xterm", "AGENTDESK_LANGUAGE": "en"}
    command = [sys.executable, "-m", "agentdesk", "flags", "scan", str(DEV), "--pack", "all"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=env) as process:
        os.close(theirs)
        assert process.stdout is not None
        answers = process.stdout.read()
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert answers.count(b"\n") == 240
    assert "Scanning" in shown
    assert "100%" in shown


# ---- the store ----------------------------------------------------------------------------------------------------


@pytest.fixture
def database() -> str:
    """These doors open the embedded store."""
    return ""


@pytest.fixture
def clock() -> FixedClock:
    """The doors read the machine's clock: what is kept lies a little back from it."""
    return FixedClock(SystemClock().now() - timedelta(hours=1))


@pytest.fixture
def flagged(office: Office, desk: Desk) -> Office:
    """Two notes, one with a flag that has the agent's word."""
    noted(office, desk, "客户报修，已登记。")
    noted(office, desk, OWN, *word(office, desk, OWN, Stance.KEPT))
    return office


def test_a_phrase_is_tried_on_past_notes(door: Door, flagged: Office) -> None:
    done = door("replay", "--phrase", "已登记", "--since", "30d", "--json")
    assert done.returncode == 0, done.stderr
    *matches, last = map(json.loads, done.stdout.splitlines())
    assert [(match["text"], match["context"]) for match in matches] == [("已登记", "客户报修，已登记。")]
    assert (last["tally"]["notes"], last["tally"]["violations"], last["tally"]["precision"]) == (2, 1, None)
    said = door("replay", "--phrase", "已登记", "--since", "30m")
    assert (said.returncode, said.stdout) == (0, "")
    assert "Flags: 0, in 0 of 0 notes" in said.stderr


def test_past_verdicts_say_what_to_expect(door: Door, flagged: Office) -> None:
    lead = accounts.sign_in(flagged, "2001", PASSWORD, "A16")
    (found,) = flags.flags(flagged, lead, Wanted(pending=True)).lines
    flags.judge(flagged, lead, found.id, Verdict.DISMISSED)
    done = door("replay", "--phrase", found.phrase, "--json")
    *matches, last = map(json.loads, done.stdout.splitlines())
    assert [match["verdict"] for match in matches] == ["dismissed"]
    assert (last["tally"]["here"], last["tally"]["precision"]) == ({"right": 0, "wrong": 1}, 0.0)


@pytest.mark.parametrize(("phrase", "since", "status"), [("(((", "30d", 1), (" ", "30d", 1), ("慢", "soon", 2)])
def test_what_cannot_be_tried_is_said(door: Door, flagged: Office, phrase: str, since: str, status: int) -> None:
    done = door("replay", "--phrase", phrase, "--since", since)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.strip()


def test_flags_are_listed_shown_and_judged(door: Door, flagged: Office) -> None:
    listed = door("list", "--pending", "--json")
    (line,) = map(json.loads, listed.stdout.splitlines())
    assert (line["agent_id"], line["status"]) == ("1001", "answered")
    assert line["text"] in door("list").stdout
    assert door("list", "--agent", "1002").stdout == ""
    wrong = door("verdict", line["id"], "upheld", "--as", "1001", typed=f"{PASSWORD}\n".encode())
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.strip().endswith(locale.catalogue("en")["flags.not-lead"])
    done = door("verdict", line["id"], "coached", "--as", "2001", "--remark", "已面谈", typed=f"{PASSWORD}\n".encode())
    assert done.returncode == 0, done.stderr
    shown = json.loads(door("show", line["id"], "--json").stdout)
    assert (shown["line"]["verdict"], shown["remark"]) == ("coached", "已面谈")
    assert [step["kind"] for step in shown["steps"]] == ["spoken", "judged"]
    assert door("list", "--pending").stdout == ""
    assert door("verdict", line["id"], "maybe", "--as", "2001").returncode == 2
    assert door("show", str(UUID(int=7))).returncode == 1
