"""`agentdesk handover …`: list and show handover logs."""

import json
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

import typer

from agentdesk.cli_shared import PLAIN, AsJson, centre, opened, plain, put, put_json, put_rows
from agentdesk.locale import t

handover = typer.Typer(help=t("cli.command.handover"), **PLAIN)

LogId = Annotated[UUID, typer.Argument(metavar="ID", help=t("cli.argument.log"))]


@handover.command("list", help=t("cli.handover.list"))
def _list(context: typer.Context, as_json: AsJson = False) -> None:
    from agentdesk.services import handover as service  # noqa: PLC0415

    with opened(context) as office:
        zone, _ = centre(office)
        for line in service.logs(office, None):
            if as_json:
                put(json.dumps(plain(asdict(line)), ensure_ascii=False))
            else:
                at = f"{line.offered_at.astimezone(zone):%Y-%m-%d %H:%M}"
                put_rows([(str(line.id), at, line.from_id, line.to_id, t(f"handover.status.{line.status}"))])


@handover.command("show", help=t("cli.handover.show"))
def _show(context: typer.Context, log_id: LogId, as_json: AsJson = False) -> None:
    from agentdesk.services import handover as service  # noqa: PLC0415

    with opened(context) as office:
        view = service.log(office, None, log_id)
    record: dict[str, Any] = {**plain(asdict(view.line)), "wrong": view.wrong, "names": dict(view.names)}
    steps = [{"kind": type(step).__name__.lower(), **plain(asdict(step))} for step in view.steps]
    if as_json:
        put_json({**record, "parts": dict(view.parts), "steps": steps})
        return
    put_rows((name, str(value)) for name, value in record.items() if name != "names")
    put_rows((t(f"handover.part.{part}"), text or t("handover.nothing")) for part, text in view.parts.items())
    put_rows(("step", json.dumps(step, ensure_ascii=False)) for step in steps)
