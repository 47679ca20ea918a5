"""`agentdesk handover`: logs listed and shown without a screen."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agentdesk.rules.handover import Part
from agentdesk.services import handover
from agentdesk.services.handover import LogDraft
from agentdesk.services.office import Desk, Office
from tests.services.test_handover import DRAFT, NOTHING

Door = Callable[..., "subprocess.CompletedProcess[str]"]

pytestmark = pytest.mark.parametrize("database", [""])


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """Runs the installed command in a process of its own, in English."""

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        env = os.environ | {"AGENTDESK_LANGUAGE": "en", "AGENTDESK_DATA_DIR": str(tmp_path / "data")}
        command = [sys.executable, "-m", "agentdesk", "handover", *arguments]
        return subprocess.run(command, env=env, capture_output=True, check=False, text=True, encoding="utf-8")

    return run


def test_logs_are_listed_and_shown(door: Door, office: Office, desk: Desk) -> None:
    log = handover.offer(office, desk, LogDraft("1002", {Part.JOURNAL: "两行\n文字", Part.MATTERS: "待回电"}, NOTHING))
    handover.remark(office, desk, log.line.id, "补充")
    listed = door("list")
    assert listed.stdout.split("\t") == [str(log.line.id), "2026-11-21 09:00", "1001", "1002", "offered\n"]
    (line,) = map(json.loads, door("list", "--json").stdout.splitlines())
    assert (line["id"], line["from_id"], line["to_id"], line["status"]) == (str(log.line.id), "1001", "1002", "offered")
    shown = door("show", line["id"])
    assert "The shift\t两行 文字\n" in shown.stdout
    assert "Hygiene\tnothing to report\n" in shown.stdout
    record = json.loads(door("show", line["id"], "--json").stdout)
    assert list(record["parts"]) == list(Part)
    assert record["parts"]["matters"] == "待回电"
    assert [(step["kind"], step["by"], step["text"]) for step in record["steps"]] == [("remarked", "1001", "补充")]


def test_an_unknown_log_is_said(door: Door, office: Office, desk: Desk) -> None:
    handover.offer(office, desk, DRAFT)
    done = door("show", "018f0000-0000-7000-8000-000000000000")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no such log." in done.stderr
