"""What may import what, proven in fresh processes: services know no screen, the quick doors wait for nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

SERVICES = sorted(path.stem for path in (Path(__file__).parents[1] / "agentdesk" / "services").glob("[!_]*.py"))


def loaded(code: str) -> set[str]:
    """The top-level modules that a process has loaded after running `code`."""
    tail = "; import sys; sys.stderr.write(' '.join({name.split('.')[0] for name in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return set(ran.stderr.split())


def test_services_know_no_screen() -> None:
    modules = loaded("import " + ", ".join(f"agentdesk.services.{name}" for name in SERVICES))
    assert not modules & {"textual", "rich", "screens", "typer"}


@pytest.mark.parametrize("code", ["import agentdesk.cli", "import agentdesk.__main__"])
def test_the_command_line_waits_for_no_store_and_no_screen(code: str) -> None:
    assert not loaded(code) & {"sqlmodel", "sqlalchemy", "textual", "rich", "pydantic", "psycopg", "phonenumbers"}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_wait_for_nothing(option: str) -> None:
    code = f"import sys; sys.argv = ['agentdesk', {option!r}]; from agentdesk.__main__ import main; main()"
    assert not loaded(code) & {"typer", "click", "sqlmodel", "textual", "rich", "pydantic", "tomllib", "inspect"}


def test_rules_are_pure() -> None:
    rules = sorted(path.stem for path in (Path(__file__).parents[1] / "agentdesk" / "rules").glob("[!_]*.py"))
    modules = loaded("import " + ", ".join(f"agentdesk.rules.{name}" for name in rules))
    assert not modules & {"sqlmodel", "sqlalchemy", "pydantic", "typer", "sqlite3", "socket"}
