"""`agentdesk flags …`: try a phrase on past notes; list, show and judge flags."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from agentdesk.cli_scan import scan
from agentdesk.cli_shared import PLAIN, AsJson, By, centre, entered, opened, plain, put, put_json, put_rows, say
from agentdesk.locale import t

if TYPE_CHECKING:
    from agentdesk.services.flags import FlagView
    from agentdesk.services.office import Office
    from agentdesk.services.replay import Match, Tally, Trial

flags = typer.Typer(help=t("cli.command.flags"), **PLAIN)
flags.command("scan", help=t("cli.flags.scan"))(scan)

FlagId = Annotated[UUID, typer.Argument(metavar="ID", help=t("cli.argument.flag"))]
Since = Annotated[str, typer.Option("--since", metavar="30d", help=t("cli.option.since"))]


# ---- dry run ------------------------------------------------------------------------------------------------------


@flags.command("replay", help=t("cli.flags.replay"))
def _replay(
    context: typer.Context,
    phrase: Annotated[str, typer.Option("--phrase", metavar="TEXT", help=t("cli.option.phrase"))],
    since: Since = "30d",
    pack: Annotated[str, typer.Option("--pack", metavar="ID", help=t("cli.option.pack-of-centre"))] = "",
    as_json: AsJson = False,
) -> None:
    from agentdesk.services import replay  # noqa: PLC0415

    with opened(context) as office:
        zone, pack_id = centre(office)
        trial = replay.begin(office, None, pack or pack_id, phrase, _moment(office, since, zone))
        tally = replay.Tally(everywhere=trial.everywhere)
        for batch in _counted(office, trial):
            tally = tally.plus(batch)
            for match in batch.matches:
                _put_match(match, zone, as_json)
    if as_json:
        put(json.dumps({"tally": plain(asdict(tally) | {"precision": tally.precision})}, ensure_ascii=False))
    else:
        say(_summed(tally))


def _counted(office: "Office", trial: "Trial") -> Iterator[Any]:
    from agentdesk.services import replay  # noqa: PLC0415

    if sys.stdout.isatty() or not sys.stderr.isatty():
        yield from replay.replay(office, trial)
        return
    with typer.progressbar(replay.replay(office, trial), label=t("cli.flags.replaying"), file=sys.stderr) as batches:
        yield from batches


def _put_match(match: "Match", zone: tzinfo, as_json: bool) -> None:
    if as_json:
        put(json.dumps(plain(asdict(match)), ensure_ascii=False))
        return
    verdict = t(f"flags.verdict.{match.verdict}") if match.verdict else ""
    at = f"{match.at.astimezone(zone):%Y-%m-%d %H:%M}"
    put_rows([(at, match.agent_id, t(f"flags.kind.{match.kind}"), match.text, match.context, verdict)])


def _summed(tally: "Tally") -> str:
    said = t(
        "flags.tally", notes=tally.notes, violations=tally.violations, flagged=tally.flagged_notes,
        reported=tally.reported,
    )  # fmt: skip
    return f"{said}\n{expectation(tally)}"


def expectation(tally: "Tally") -> str:
    """What the verdicts so far let one expect, in a sentence."""
    if tally.precision is None:
        return t("flags.precision-unknown")
    return t(
        "flags.precision", percent=round(tally.precision * 100), here=tally.here.count,
        everywhere=tally.everywhere.count,
    )  # fmt: skip


def _moment(office: "Office", since: str, zone: tzinfo) -> datetime:
    from agentdesk.rules import when  # noqa: PLC0415

    moment = when.back(since, office.clock.now(), zone)
    if moment is None:
        raise typer.BadParameter(t("flags.since-unread", since=since))
    return moment


# ---- flags --------------------------------------------------------------------------------------------------------


@flags.command("list", help=t("cli.flags.list"))
def _list(
    context: typer.Context,
    pending: Annotated[bool, typer.Option("--pending", help=t("cli.option.pending"))] = False,
    agent: Annotated[str, typer.Option("--agent", metavar="ID", help=t("cli.argument.agent-id"))] = "",
    since: Since = "30d",
    as_json: AsJson = False,
) -> None:
    from agentdesk.services import flags as service  # noqa: PLC0415

    with opened(context) as office:
        zone, _ = centre(office)
        wanted = service.Wanted(pending or None, (), agent, _moment(office, since, zone))
        page = service.flags(office, None, wanted)
        while True:
            for line in page.lines:
                if as_json:
                    put(json.dumps(plain(asdict(line)), ensure_ascii=False))
                else:
                    at = f"{line.at.astimezone(zone):%Y-%m-%d %H:%M}"
                    shown = (str(line.id), at, line.agent_id, t(f"flags.severity.{line.severity}"))
                    state = t(f"flags.status.{line.status}")
                    put_rows([(*shown, state, line.rule, line.text, line.context)])
            if page.next is None:
                break
            page = service.flags(office, None, wanted, page.next)


@flags.command("show", help=t("cli.flags.show"))
def _show(context: typer.Context, flag_id: FlagId, as_json: AsJson = False) -> None:
    from agentdesk.services import flags as service  # noqa: PLC0415

    with opened(context) as office:
        _put_flag(service.flag(office, None, flag_id), as_json)


@flags.command("verdict", help=t("cli.flags.verdict"))
def _verdict(
    context: typer.Context,
    flag_id: FlagId,
    verdict: Annotated[str, typer.Argument(metavar="upheld|dismissed|coached")],
    by: By,
    remark: Annotated[str, typer.Option(metavar="TEXT", help=t("cli.option.remark"))] = "",
) -> None:
    from agentdesk.rules.flags import Verdict  # noqa: PLC0415
    from agentdesk.services import flags as service  # noqa: PLC0415

    if verdict not in set(Verdict):
        raise typer.BadParameter(t("cli.flags.verdict-unknown", verdict=verdict, known=", ".join(Verdict)))
    with entered(context, by) as (office, desk):
        _put_flag(service.judge(office, desk, flag_id, Verdict(verdict), remark), False)


def _put_flag(view: "FlagView", as_json: bool) -> None:
    record = plain(asdict(view))
    record["steps"] = [{"kind": type(step).__name__.lower(), **plain(asdict(step))} for step in view.steps]
    if as_json:
        put_json(record)
        return
    line = record.pop("line")
    put_rows((name, str(value)) for name, value in {**line, **record}.items() if name != "steps")
    put_rows(("step", json.dumps(step, ensure_ascii=False)) for step in record["steps"])
