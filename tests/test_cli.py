"""The doors that need no screen: data on standard output, all else on standard error, and an honest exit status."""

import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.core
import typer.main

from agentdesk import __main__, __version__, cli, locale, usage
from agentdesk.clock import SystemClock
from agentdesk.ids import SystemIds
from agentdesk.packs import Library
from agentdesk.rules.moves import Ending
from agentdesk.rules.presence import State
from agentdesk.services import accounts, calls, presence
from agentdesk.services.office import Office, open_store
from agentdesk.services.sample import plant_sample
from agentdesk.settings import load

Door = Callable[..., tuple[int, str, str]]


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Door:
    """Runs a command on a store of its own; returns exit status, standard output, standard error."""
    monkeypatch.setenv("AGENTDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("AGENTDESK_CONFIG_FILE", str(tmp_path / "config.toml"))
    monkeypatch.setenv("AGENTDESK_LANGUAGE", "en")

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["agentdesk", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            status = __main__.main()
        except SystemExit as left:
            status = int(left.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def sample(door: Door, tmp_path: Path, library: Library) -> Office:
    """The sample centre on the doors' store."""
    settings = load({"data_dir": str(tmp_path / "data")}, {})
    office = Office(open_store(settings, SystemClock()), library, SystemClock(), SystemIds(), settings)
    plant_sample(office)
    return office


def test_version_and_help(door: Door) -> None:
    assert door("--version") == (0, f"agentdesk {__version__}\n", "")
    status, out, err = door("--help")
    assert (status, err) == (0, "")
    assert out == usage.page()
    assert door("--data-dir", "x", "--version")[1] == f"agentdesk {__version__}\n"


def test_the_help_page_names_every_command_and_option_there_is() -> None:
    group = typer.main.get_command(cli.app)
    assert isinstance(group, typer.core.TyperGroup)
    assert set(usage.COMMANDS) == set(group.commands)
    options = {name for parameter in group.params for name in parameter.opts} | {"--help"}
    assert {f"--{name}" for name in usage.OPTIONS} == options
    assert {*__main__._SETTINGS, __main__._PRACTICE} == options - {
        "--help",
        "--version",
        "--install-completion",
        "--show-completion",
    }


@pytest.mark.parametrize("language", locale.languages())
def test_the_desk_without_a_terminal_says_what_works_without_one(door: Door, language: str) -> None:
    status, out, err = door("--language", language)
    assert (status, out) == (2, "")
    for command in usage.COMMANDS:
        assert command in err
    assert ("terminal" in err) == (language == "en")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["ring", "010"], 2),
        (["no-such-command"], 2),
        (["--langage", "en", "locate"], 2),
        (["--language", "de", "locate"], 2),
        (["--language=de"], 2),
        (["call", "show", "not-an-id"], 2),
        (["call", "show", "01a1fff2-14fd-7832-956f-e83a46f73750"], 1),
        (["ring", "01055500142", "--seat", "A11"], 1),
        (["packs", "show", "no-such-pack"], 1),
        (["accounts", "list", "--as", "9001"], 2),
        (["--database", "sqlite:////proc/no/such/place.db", "verify"], 1),
    ],
)
def test_faults_go_to_standard_error(door: Door, arguments: list[str], status: int) -> None:
    found, out, err = door(*arguments)
    assert (found, out) == (status, "")
    assert err
    assert "Traceback" not in err


def test_locate_says_where_everything_lies_and_why(door: Door, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('theme = "dark"\n', encoding="utf-8")
    status, out, _ = door("--database", "postgresql://u:s3cret@h/n", "locate", "--json")
    assert status == 0
    rows = json.loads(out)
    assert rows["theme"] == {"value": "dark", "origin": "file"}
    assert rows["data_dir"] == {"value": str(tmp_path / "data"), "origin": "environment"}
    assert rows["database"] == {"value": "postgresql+psycopg://u:***@h/n", "origin": "command-line"}
    assert len(door("locate")[1].splitlines()) == len(rows)


def test_a_ring_reaches_the_desk_and_the_call_is_shown(door: Door, sample: Office) -> None:
    desk = accounts.sign_in(sample, "1001", "sample-1001", "A11")
    presence.go(sample, desk, State.READY)
    status, out, err = door("ring", "010 5550 0142", "--seat", "a11")
    assert (status, err) == (0, "")
    call = calls.current(sample, desk)
    assert call is not None
    assert out == f"{call.id}\n"
    assert door("ring", "010 5550 0142", "--seat", "A11")[::2] == (1, "This seat has a call already.\n")
    calls.answer(sample, desk, call.id)
    calls.name_caller(sample, desk, call.id, "林女士 [/foo]")
    calls.end(sample, desk, call.id, Ending.DROPPED, reason="断线")
    calls.wrap_up(sample, desk, call.id, "other", "客户说\n断线")
    record = json.loads(door("call", "show", str(call.id), "--json")[1])
    assert (record["caller_name"], record["note"], record["phase"]) == ("林女士 [/foo]", "客户说\n断线", "closed")
    assert [move["kind"] for move in record["moves"]] == ["rang", "answered", "ended", "coded"]
    plain = door("call", "show", str(call.id))[1]
    assert "caller_name\t林女士 [/foo]\n" in plain
    assert "note\t客户说 断线\n" in plain


def test_accounts_are_changed_by_an_admin_whose_password_is_read_not_given(door: Door, sample: Office) -> None:
    admin, new = "sample-9001\n", "password-1009\n"
    assert door("accounts", "add", "1009", "示例坐席己", "--role", "agent", "--role", "lead", "--as", "9001",
                typed=admin + new)[0] == 0  # fmt: skip
    assert accounts.enter(sample, "1009", "password-1009").roles == {accounts.Role.AGENT, accounts.Role.LEAD}
    for do, state in (("disable", "disabled"), ("enable", "active"), ("unlock", "active")):
        if do == "unlock":
            for _ in range(5):
                assert door("accounts", "unlock", "1009", "--as", "1009", typed="wrong-password\n")[0] == 1
            assert "1009\t示例坐席己\tagent,lead\tlocked\t\n" in door("accounts", "list")[1]
        assert door("accounts", do, "1009", "--as", "9001", typed=admin)[0] == 0
        assert f"1009\t示例坐席己\tagent,lead\t{state}\t\n" in door("accounts", "list")[1]
    assert door("accounts", "password", "1009", "--as", "9001", typed=admin + "another-password\n")[0] == 0
    assert accounts.enter(sample, "1009", "another-password").agent_id == "1009"
    rows = json.loads(door("accounts", "list", "--json")[1])
    assert {"agent_id", "name", "roles", "active", "locked_until", "seat"} == set(rows[0])
    assert "password" not in json.dumps(rows)


@pytest.mark.parametrize(
    ("arguments", "typed", "status", "says"),
    [
        (["add", "1009", "x", "--role", "agent", "--as", "1001"], "sample-1001\npassword-1009\n", 1, "may not"),
        (["add", "1009", "x", "--role", "boss", "--as", "9001"], "sample-9001\npassword-1009\n", 2, "boss"),
        (["add", "1009", "x", "--role", "agent", "--as", "9001"], "sample-9001\nshort\n", 1, "8 characters"),
        (["add", "1009", "x", "--role", "agent"], "", 2, "--as"),
        (["disable", "1002", "--as", "9001"], "wrong-password\n", 1, "do not match"),
        (["disable", "7777", "--as", "9001"], "sample-9001\n", 1, "7777"),
        (["free", "A11", "--as", "2001"], "sample-2001\n", 1, "A11"),
    ],
)
def test_accounts_are_not_changed_by_others(
    door: Door, sample: Office, arguments: list[str], typed: str, status: int, says: str
) -> None:
    before = accounts.accounts(sample)
    found, out, err = door("accounts", *arguments, typed=typed)
    assert (found, out) == (status, "")
    assert says in err
    assert accounts.accounts(sample) == before


def test_a_seat_left_open_is_freed_by_a_lead(door: Door, sample: Office) -> None:
    accounts.sign_in(sample, "1001", "sample-1001", "A11")
    assert door("accounts", "free", "A11", "--as", "2001", typed="sample-2001\n")[0] == 0
    assert accounts.sign_in(sample, "1002", "sample-1002", "A11").seat == "A11"


def test_packs_are_listed_shown_and_checked(door: Door, tmp_path: Path) -> None:
    status, out, err = door("packs", "list", "--json")
    assert (status, err) == (0, "")
    assert {pack["id"] for pack in json.loads(out)} >= {"tietong-10050", "english"}
    assert door("packs", "list")[1].count("\n") == len(json.loads(out))
    shown = json.loads(door("packs", "show", "tietong-10050", "--json")[1])
    assert any(phrase["text"] == "请您稍等" for phrase in shown["phrases"])
    assert "请您稍等" in door("packs", "show", "tietong-10050")[1]
    status, out, err = door("packs", "check")
    assert (status, err) == (0, "")
    assert "tietong-10050\tgood\n" in out
    own = tmp_path / "own" / "mine"
    own.mkdir(parents=True)
    (own / "pack.toml").write_text("idd = 'x'\n", encoding="utf-8")
    status, out, err = door("packs", "check", str(tmp_path / "own"))
    assert (status, out) == (1, "mine\tfaulty\n")
    assert "mine/pack.toml" in err
    assert door("packs", "check", str(tmp_path / "own" / "mine"))[0] == 1
    assert door("packs", "check", str(tmp_path / "data"))[0] == 1


def test_verify_names_what_was_altered(door: Door, sample: Office) -> None:
    status, out, err = door("verify")
    assert (status, err) == (0, "")
    assert "entries in" in out
    with sample.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE call SET note = 'x' WHERE seat = 'B21'")
    status, out, _ = door("verify")
    assert status == 1
    assert out.splitlines()[1].startswith("the record was altered\t")
    report = json.loads(door("verify", "--json")[1])
    assert [fault["fault"] for fault in report["faults"]] == ["row-altered"]
    assert report["faults"][0]["row"].startswith("call/")


def test_an_upgrade_of_what_is_up_to_date_says_so(door: Door) -> None:
    assert door("db", "upgrade") == (0, "", "The schema is up to date now.\n")
    assert door("db", "upgrade") == (0, "", "The schema was up to date already.\n")


def test_the_data_directory_is_the_owners_alone(door: Door, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        door("verify")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "agentdesk.db").stat().st_mode) == 0o600


def test_a_shell_gets_its_completions(tmp_path: Path) -> None:
    environ = {**os.environ, "AGENTDESK_DATA_DIR": str(tmp_path), "_AGENTDESK_COMPLETE": "complete_bash",
               "COMP_WORDS": "agentdesk ver", "COMP_CWORD": "1"}  # fmt: skip
    code = "import sys; sys.argv = ['agentdesk']; from agentdesk.__main__ import main; sys.exit(main())"
    ran = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["verify"]
