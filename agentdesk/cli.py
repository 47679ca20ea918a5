"""The headless doors: every command goes through the same services as the screens.

Data goes to standard output, everything else to standard error; the exit status is 0, 1 (failed) or 2 (wrongly asked).
The help speaks the language in use when this module is imported, which `__main__` has chosen by then.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from agentdesk import __version__, locale
from agentdesk.errors import DeskError, SettingsError
from agentdesk.locale import t
from agentdesk.settings import Settings, load
from agentdesk.text import clean
from agentdesk.usage import told

if TYPE_CHECKING:
    from agentdesk.packs import Fault
    from agentdesk.rules.identity import Role
    from agentdesk.rules.pack import Pack
    from agentdesk.services.office import Desk, Office

_PLAIN: dict[str, Any] = {"rich_markup_mode": None, "no_args_is_help": True, "pretty_exceptions_enable": False}

app = typer.Typer(help=t("cli.about"), **_PLAIN)
packs = typer.Typer(help=t("cli.command.packs"), **_PLAIN)
call = typer.Typer(help=t("cli.command.call"), **_PLAIN)
accounts = typer.Typer(help=t("cli.command.accounts"), **_PLAIN)
db = typer.Typer(help=t("cli.command.db"), **_PLAIN)
for _name, _group in (("packs", packs), ("call", call), ("accounts", accounts), ("db", db)):
    app.add_typer(_group, name=_name)

AsJson = Annotated[bool, typer.Option("--json", help=t("cli.option.json"))]
By = Annotated[str, typer.Option("--as", metavar="ID", help=t("cli.option.as"))]
AgentId = Annotated[str, typer.Argument(metavar="ID", help=t("cli.argument.agent-id"))]


def run() -> int:
    """Parse the command line and do what it asks; returns the exit status."""
    try:
        app()
    except DeskError as error:
        _say(told(error))
        return 2 if isinstance(error, SettingsError) else 1
    return 0


# ---- shared -------------------------------------------------------------------------------------------------------


def _version(asked: bool) -> None:
    if asked:
        _put(f"agentdesk {__version__}")
        raise typer.Exit


@app.callback()
def _settings(
    context: typer.Context,
    config_file: Annotated[str | None, typer.Option(metavar="FILE", help=t("cli.option.config-file"))] = None,
    data_dir: Annotated[str | None, typer.Option(metavar="DIR", help=t("cli.option.data-dir"))] = None,
    database: Annotated[str | None, typer.Option(metavar="URL", help=t("cli.option.database"))] = None,
    language: Annotated[str | None, typer.Option(metavar="zh_CN|en", help=t("cli.option.language"))] = None,
    version: Annotated[
        bool, typer.Option("--version", help=t("cli.option.version"), is_eager=True, callback=_version)
    ] = False,
) -> None:
    overrides = {"config_file": config_file, "data_dir": data_dir, "database": database, "language": language}
    settings = load(overrides, os.environ)
    locale.use(locale.preferred(settings.language, os.environ))
    context.obj = settings


def _put(text: str) -> None:
    """A line of data."""
    typer.echo(clean(text, lines=True))


def _say(text: str) -> None:
    """A line for whoever sits there, on standard error."""
    typer.echo(clean(text, lines=True), err=True)


def _put_json(value: object) -> None:
    _put(json.dumps(value, ensure_ascii=False, indent=2))


def _put_rows(rows: Iterable[Iterable[str]]) -> None:
    """Lines of values with a tab between them, so that other programs can take them apart."""
    for row in rows:
        typer.echo("\t".join(clean(cell) for cell in row))


@contextmanager
def _office(context: typer.Context) -> Iterator["Office"]:
    from agentdesk.clock import SystemClock  # noqa: PLC0415
    from agentdesk.ids import SystemIds  # noqa: PLC0415
    from agentdesk.services.office import open_office  # noqa: PLC0415

    settings: Settings = context.obj
    office = open_office(settings, clock=SystemClock(), ids=SystemIds())
    try:
        yield office
    finally:
        office.close()


# ---- packs --------------------------------------------------------------------------------------------------------


@packs.command("list", help=t("cli.packs.list"))
def _packs_list(context: typer.Context, as_json: AsJson = False) -> None:
    from agentdesk.packs import Library  # noqa: PLC0415

    settings: Settings = context.obj
    library = Library.load(*settings.pack_folders)
    if as_json:
        _put_json([_summary(pack) for pack in library.packs.values()])
    else:
        _put_rows((p.id, p.version, p.digest[:12], _name_of(p)) for p in library.packs.values())
    _tell(library.faults)


@packs.command("show", help=t("cli.packs.show"))
def _packs_show(
    context: typer.Context, pack_id: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJson = False
) -> None:
    from agentdesk.errors import NotFound  # noqa: PLC0415
    from agentdesk.packs import Library  # noqa: PLC0415

    settings: Settings = context.obj
    pack = Library.load(*settings.pack_folders).packs.get(pack_id)
    if pack is None:
        raise NotFound("centre.pack-unknown", pack=pack_id)
    if as_json:
        phrases = [
            {"id": p.id, "stage": p.stage, "text": p.text, "gloss": p.gloss, "rule": p.rule} for p in pack.phrases
        ]
        _put_json({**_summary(pack), "phrases": phrases})
    else:
        _put_rows((p.stage, p.id, p.rule, p.text) for p in pack.phrases)


@packs.command("check", help=t("cli.packs.check"))
def _packs_check(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help=t("cli.argument.folder"))] = None,
) -> None:
    from agentdesk.packs import check, root  # noqa: PLC0415

    settings: Settings = context.obj
    roots = [folder] if folder else [root(), *filter(None, settings.pack_folders[:1])]
    faults = {path: check(path) for place in roots for path in _pack_folders(place)}
    if not faults:
        _say(t("cli.packs.none", folder=folder or root()))
        raise typer.Exit(1)
    _put_rows((path.name, t("cli.packs.bad") if found else t("cli.packs.good")) for path, found in faults.items())
    _tell(fault for found in faults.values() for fault in found)
    if any(faults.values()):
        raise typer.Exit(1)


def _pack_folders(place: Path) -> list[Path]:
    """A pack's own folder, or the packs in a folder of packs."""
    if _is_pack(place) or not place.is_dir():
        return [place]
    return sorted(path for path in place.iterdir() if _is_pack(path))


def _is_pack(folder: Path) -> bool:
    """Whether a folder holds a pack, or what adds to one that ships."""
    return any((folder / name).is_file() for name in ("pack.toml", "forbidden.toml", "learned.toml"))


def _summary(pack: "Pack") -> Mapping[str, str]:
    return {"id": pack.id, "version": pack.version, "digest": pack.digest, "zh": pack.name_zh, "en": pack.name_en}


def _name_of(pack: "Pack") -> str:
    return pack.name_zh if locale.language() == "zh_CN" else pack.name_en


def _tell(faults: Iterable["Fault"]) -> None:
    for fault in faults:
        _say(fault.message())


# ---- calls --------------------------------------------------------------------------------------------------------


@call.command("show", help=t("cli.call.show"))
def _call_show(
    context: typer.Context, call_id: Annotated[UUID, typer.Argument(metavar="ID")], as_json: AsJson = False
) -> None:
    from agentdesk.services import calls  # noqa: PLC0415

    with _office(context) as office:
        record = calls.show(office, call_id)
    if as_json:
        _put_json(record)
        return
    _put_rows((name, str(value)) for name, value in record.items() if not isinstance(value, list))
    for name in ("moves", "notes", "flags", "promises", "exchanges", "tickets"):
        _put_rows((name, json.dumps(entry, ensure_ascii=False)) for entry in record[name])


@app.command("ring", help=t("cli.command.ring"))
def _ring(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=t("cli.argument.number"))],
    seat: Annotated[str, typer.Option(metavar="SEAT", help=t("cli.option.seat"))],
) -> None:
    from agentdesk.services import calls  # noqa: PLC0415

    with _office(context) as office:
        _put(str(calls.ring(office, number, seat).id))


# ---- accounts -----------------------------------------------------------------------------------------------------


@accounts.command("list", help=t("cli.accounts.list"))
def _accounts_list(context: typer.Context, as_json: AsJson = False) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with _office(context) as office:
        views = service.accounts(office)
    shown = [
        {
            "agent_id": view.agent_id,
            "name": view.name,
            "roles": sorted(view.roles),
            "active": view.active,
            "locked_until": view.locked_until.isoformat() if view.locked_until else None,
            "seat": view.seat,
        }
        for view in views
    ]
    if as_json:
        _put_json(shown)
        return
    for view in views:
        state = "locked" if view.locked_until else "active" if view.active else "disabled"
        _put_rows([(view.agent_id, view.name, ",".join(sorted(view.roles)), t(f"cli.accounts.{state}"), view.seat)])


@accounts.command("add", help=t("cli.accounts.add"))
def _accounts_add(
    context: typer.Context,
    agent_id: AgentId,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    by: By,
    role: Annotated[list[str], typer.Option(metavar="agent|lead|trainer|admin", help=t("cli.option.role"))],
) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    roles = frozenset(map(_role, role))
    with _admin(context, by) as (office, desk):
        password = _new_password(agent_id)
        service.add_account(office, desk, service.NewAccount(agent_id, name, password, roles))


def _role(name: str) -> "Role":
    from agentdesk.rules.identity import Role  # noqa: PLC0415

    try:
        return Role(name)
    except ValueError:
        raise typer.BadParameter(t("cli.accounts.role-unknown", role=name, known=", ".join(Role))) from None


@accounts.command("disable", help=t("cli.accounts.disable"))
def _accounts_disable(context: typer.Context, agent_id: AgentId, by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with _admin(context, by) as (office, desk):
        service.set_active(office, desk, agent_id, False)


@accounts.command("enable", help=t("cli.accounts.enable"))
def _accounts_enable(context: typer.Context, agent_id: AgentId, by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with _admin(context, by) as (office, desk):
        service.set_active(office, desk, agent_id, True)


@accounts.command("unlock", help=t("cli.accounts.unlock"))
def _accounts_unlock(context: typer.Context, agent_id: AgentId, by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with _admin(context, by) as (office, desk):
        service.unlock(office, desk, agent_id)


@accounts.command("password", help=t("cli.accounts.password"))
def _accounts_password(context: typer.Context, agent_id: AgentId, by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with _admin(context, by) as (office, desk):
        service.set_password(office, desk, agent_id, _new_password(agent_id))


@accounts.command("free", help=t("cli.accounts.free"))
def _accounts_free(context: typer.Context, seat: Annotated[str, typer.Argument(metavar="SEAT")], by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with _admin(context, by) as (office, desk):
        service.release(office, desk, seat)


@contextmanager
def _admin(context: typer.Context, agent_id: str) -> Iterator[tuple["Office", "Desk"]]:
    """The office, and a door opened by who has proven to be that agent."""
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with _office(context) as office:
        yield office, service.enter(office, agent_id, _password(t("cli.accounts.password-of", agent_id=agent_id)))


def _password(prompt: str) -> str:
    """A password from the terminal without echo, or the next line of standard input; never an argument."""
    if sys.stdin.isatty():
        return getpass(prompt, stream=sys.stderr)
    return sys.stdin.readline().rstrip("\n")


def _new_password(agent_id: str) -> str:
    password = _password(t("cli.accounts.password-new", agent_id=agent_id))
    if sys.stdin.isatty() and _password(t("cli.accounts.password-again")) != password:
        raise typer.BadParameter(t("cli.accounts.password-differs"))
    return password


# ---- the store ----------------------------------------------------------------------------------------------------


@app.command("locate", help=t("cli.command.locate"))
def _locate(context: typer.Context, as_json: AsJson = False) -> None:
    rows = context.obj.located()
    if as_json:
        _put_json({row.name: {"value": row.value, "origin": row.origin} for row in rows})
    else:
        _put_rows((row.name, row.value, t(f"cli.origin.{row.origin}")) for row in rows)


@app.command("verify", help=t("cli.command.verify"))
def _verify(context: typer.Context, as_json: AsJson = False) -> None:
    from agentdesk.services import journal  # noqa: PLC0415

    with _office(context) as office:
        report = journal.verify(office)
    faults = [{"fault": fault.kind, "entry": fault.entry, "row": fault.row} for fault in report.faults]
    if as_json:
        _put_json({"entries": report.entries, "chains": report.chains, "faults": faults})
    else:
        _put(t("cli.verify.read", entries=report.entries, chains=report.chains))
        _put_rows((t(f"cli.verify.{fault.kind}"), fault.entry, fault.row) for fault in report.faults)
    if faults:
        raise typer.Exit(1)


@db.command("upgrade", help=t("cli.db.upgrade"))
def _db_upgrade(context: typer.Context) -> None:
    from agentdesk.clock import SystemClock  # noqa: PLC0415
    from agentdesk.services.office import upgrade  # noqa: PLC0415

    done = upgrade(context.obj, SystemClock())
    _say(t("cli.db.upgraded" if done else "cli.db.current"))
