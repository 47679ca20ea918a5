"""What every command shares: where its words go, the office it opens, and who it lets in."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from getpass import getpass
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from agentdesk.locale import t
from agentdesk.settings import Settings
from agentdesk.text import clean

if TYPE_CHECKING:
    from agentdesk.services.office import Desk, Office

PLAIN: dict[str, Any] = {"rich_markup_mode": None, "no_args_is_help": True, "pretty_exceptions_enable": False}

AsJson = Annotated[bool, typer.Option("--json", help=t("cli.option.json"))]
By = Annotated[str, typer.Option("--as", metavar="ID", help=t("cli.option.as"))]


def put(text: str) -> None:
    """A line of data."""
    typer.echo(clean(text, lines=True))


def say(text: str) -> None:
    """A line for whoever sits there, on standard error."""
    typer.echo(clean(text, lines=True), err=True)


def put_json(value: object) -> None:
    """A value as JSON, to be read by people too."""
    put(json.dumps(value, ensure_ascii=False, indent=2))


def put_rows(rows: Iterable[Iterable[str]]) -> None:
    """Lines of values with a tab between them, so that other programs can take them apart."""
    for row in rows:
        typer.echo("\t".join(clean(cell) for cell in row))


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else value


def centre(office: "Office") -> tuple[tzinfo, str]:
    """The centre's zone, and the id of its pack. Raises Refused where there is no centre."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    from agentdesk.services.centre import require_centre  # noqa: PLC0415

    found = require_centre(office)
    return ZoneInfo(found.zone), found.pack_id


@contextmanager
def opened(context: typer.Context) -> Iterator["Office"]:
    """The office of the settings given, closed at the end."""
    from agentdesk.clock import SystemClock  # noqa: PLC0415
    from agentdesk.ids import SystemIds  # noqa: PLC0415
    from agentdesk.services.office import open_office  # noqa: PLC0415

    settings: Settings = context.obj
    office = open_office(settings, clock=SystemClock(), ids=SystemIds())
    try:
        yield office
    finally:
        office.close()


@contextmanager
def entered(context: typer.Context, agent_id: str) -> Iterator[tuple["Office", "Desk"]]:
    """The office, and a door opened by who has proven to be that agent."""
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with opened(context) as office:
        yield office, service.enter(office, agent_id, password_of(t("cli.accounts.password-of", agent_id=agent_id)))


def password_of(prompt: str) -> str:
    """A password from the terminal without echo, or the next line of standard input; never an argument."""
    if sys.stdin.isatty():
        return getpass(prompt, stream=sys.stderr)
    return sys.stdin.readline().rstrip("\n")
