"""The headless doors: every command goes through the same services as the screens.

Data goes to standard output, everything else to standard error; the exit status is 0, 1 (failed) or 2 (wrongly asked).
The help speaks the language in use when this module is imported, which `__main__` has chosen by then.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from agentdesk import __version__, locale
from agentdesk.cli_flags import flags
from agentdesk.cli_handover import handover
from agentdesk.cli_shared import PLAIN, AsJson, By, entered, opened, password_of, put, put_json, put_rows, say
from agentdesk.errors import DeskError, SettingsError
from agentdesk.locale import t
from agentdesk.settings import Settings, load
from agentdesk.usage import told

if TYPE_CHECKING:
    from agentdesk.packs import Fault
    from agentdesk.rules.identity import Role
    from agentdesk.rules.pack import Pack

app = typer.Typer(help=t("cli.about"), **PLAIN)
packs = typer.Typer(help=t("cli.command.packs"), **PLAIN)
call = typer.Typer(help=t("cli.command.call"), **PLAIN)
accounts = typer.Typer(help=t("cli.command.accounts"), **PLAIN)
db = typer.Typer(help=t("cli.command.db"), **PLAIN)
for _name, _group in (
    ("packs", packs), ("call", call), ("accounts", accounts), ("db", db), ("flags", flags), ("handover", handover),
):  # fmt: skip
    app.add_typer(_group, name=_name)

AgentId = Annotated[str, typer.Argument(metavar="ID", help=t("cli.argument.agent-id"))]


def run() -> int:
    """Parse the command line and do what it asks; returns the exit status."""
    try:
        app()
    except DeskError as error:
        say(told(error))
        return 2 if isinstance(error, SettingsError) else 1
    return 0


# ---- settings -----------------------------------------------------------------------------------------------------


def _version(asked: bool) -> None:
    if asked:
        put(f"agentdesk {__version__}")
        raise typer.Exit


@app.callback()
def _settings(
    context: typer.Context,
    config_file: Annotated[str | None, typer.Option(metavar="FILE", help=t("cli.option.config-file"))] = None,
    data_dir: Annotated[str | None, typer.Option(metavar="DIR", help=t("cli.option.data-dir"))] = None,
    database: Annotated[str | None, typer.Option(metavar="URL", help=t("cli.option.database"))] = None,
    language: Annotated[str | None, typer.Option(metavar="zh_CN|en", help=t("cli.option.language"))] = None,
    practice: Annotated[bool, typer.Option("--practice", help=t("cli.option.practice"))] = False,
    version: Annotated[
        bool, typer.Option("--version", help=t("cli.option.version"), is_eager=True, callback=_version)
    ] = False,
) -> None:
    overrides = {"config_file": config_file, "data_dir": data_dir, "database": database, "language": language}
    settings = load(overrides, os.environ)
    locale.use(locale.preferred(settings.language, os.environ))
    context.obj = settings.practising() if practice else settings


# ---- packs --------------------------------------------------------------------------------------------------------


@packs.command("list", help=t("cli.packs.list"))
def _packs_list(context: typer.Context, as_json: AsJson = False) -> None:
    from agentdesk.packs import Library  # noqa: PLC0415

    settings: Settings = context.obj
    library = Library.load(*settings.pack_folders)
    if as_json:
        put_json([_summary(pack) for pack in library.packs.values()])
    else:
        put_rows((p.id, p.version, p.digest[:12], _name_of(p)) for p in library.packs.values())
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
        put_json({**_summary(pack), "phrases": phrases})
    else:
        put_rows((p.stage, p.id, p.rule, p.text) for p in pack.phrases)


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
        say(t("cli.packs.none", folder=folder or root()))
        raise typer.Exit(1)
    put_rows((path.name, t("cli.packs.bad") if found else t("cli.packs.good")) for path, found in faults.items())
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
        say(fault.message())


# ---- calls --------------------------------------------------------------------------------------------------------


@call.command("show", help=t("cli.call.show"))
def _call_show(
    context: typer.Context, call_id: Annotated[UUID, typer.Argument(metavar="ID")], as_json: AsJson = False
) -> None:
    from agentdesk.services import calls  # noqa: PLC0415

    with opened(context) as office:
        record = calls.show(office, call_id)
    if as_json:
        put_json(record)
        return
    put_rows((name, str(value)) for name, value in record.items() if not isinstance(value, list))
    for name in ("moves", "notes", "flags", "promises", "exchanges", "tickets"):
        put_rows((name, json.dumps(entry, ensure_ascii=False)) for entry in record[name])


@app.command("ring", help=t("cli.command.ring"))
def _ring(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=t("cli.argument.number"))],
    seat: Annotated[str, typer.Option(metavar="SEAT", help=t("cli.option.seat"))],
) -> None:
    from agentdesk.services import calls  # noqa: PLC0415

    with opened(context) as office:
        put(str(calls.ring(office, number, seat).id))


# ---- accounts -----------------------------------------------------------------------------------------------------


@accounts.command("list", help=t("cli.accounts.list"))
def _accounts_list(context: typer.Context, as_json: AsJson = False) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with opened(context) as office:
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
        put_json(shown)
        return
    for view in views:
        state = "locked" if view.locked_until else "active" if view.active else "disabled"
        put_rows([(view.agent_id, view.name, ",".join(sorted(view.roles)), t(f"cli.accounts.{state}"), view.seat)])


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
    with entered(context, by) as (office, desk):
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

    with entered(context, by) as (office, desk):
        service.set_active(office, desk, agent_id, False)


@accounts.command("enable", help=t("cli.accounts.enable"))
def _accounts_enable(context: typer.Context, agent_id: AgentId, by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with entered(context, by) as (office, desk):
        service.set_active(office, desk, agent_id, True)


@accounts.command("unlock", help=t("cli.accounts.unlock"))
def _accounts_unlock(context: typer.Context, agent_id: AgentId, by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with entered(context, by) as (office, desk):
        service.unlock(office, desk, agent_id)


@accounts.command("password", help=t("cli.accounts.password"))
def _accounts_password(context: typer.Context, agent_id: AgentId, by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with entered(context, by) as (office, desk):
        service.set_password(office, desk, agent_id, _new_password(agent_id))


@accounts.command("free", help=t("cli.accounts.free"))
def _accounts_free(context: typer.Context, seat: Annotated[str, typer.Argument(metavar="SEAT")], by: By) -> None:
    from agentdesk.services import accounts as service  # noqa: PLC0415

    with entered(context, by) as (office, desk):
        service.release(office, desk, seat)


def _new_password(agent_id: str) -> str:
    password = password_of(t("cli.accounts.password-new", agent_id=agent_id))
    if sys.stdin.isatty() and password_of(t("cli.accounts.password-again")) != password:
        raise typer.BadParameter(t("cli.accounts.password-differs"))
    return password


# ---- the store ----------------------------------------------------------------------------------------------------


@app.command("locate", help=t("cli.command.locate"))
def _locate(context: typer.Context, as_json: AsJson = False) -> None:
    rows = context.obj.located()
    if as_json:
        put_json({row.name: {"value": row.value, "origin": row.origin} for row in rows})
    else:
        put_rows((row.name, row.value, t(f"cli.origin.{row.origin}")) for row in rows)


@app.command("verify", help=t("cli.command.verify"))
def _verify(context: typer.Context, as_json: AsJson = False) -> None:
    from agentdesk.services import journal  # noqa: PLC0415

    with opened(context) as office:
        report = journal.verify(office)
    faults = [{"fault": fault.kind, "entry": fault.entry, "row": fault.row} for fault in report.faults]
    if as_json:
        put_json({"entries": report.entries, "chains": report.chains, "faults": faults})
    else:
        put(t("cli.verify.read", entries=report.entries, chains=report.chains))
        put_rows((t(f"cli.verify.{fault.kind}"), fault.entry, fault.row) for fault in report.faults)
    if faults:
        raise typer.Exit(1)


@db.command("upgrade", help=t("cli.db.upgrade"))
def _db_upgrade(context: typer.Context) -> None:
    from agentdesk.clock import SystemClock  # noqa: PLC0415
    from agentdesk.services.office import upgrade  # noqa: PLC0415

    done = upgrade(context.obj, SystemClock())
    say(t("cli.db.upgraded" if done else "cli.db.current"))
