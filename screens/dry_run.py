"""The dry run: what a phrase would have flagged in past notes, shown while they are looked through."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import Worker

from agentdesk.errors import Refused
from agentdesk.locale import t
from agentdesk.rules import when
from agentdesk.rules.forbidden import Kind
from agentdesk.services import replay
from agentdesk.services.office import Desk
from agentdesk.services.replay import Batch, Match, Tally
from screens.draw import joined, pad, plain
from screens.flag_lines import in_sentence
from screens.keys import bindings
from screens.pane import Pane, Topic
from screens.saying import sentence
from screens.symbols import symbols
from screens.widgets.form import Ask, Form
from screens.widgets.words import Words
from screens.work import desk_app, guarded

SHOWN = 500
"""The most places that are listed; all are counted."""

_LAST = "30d"


class DryRunScreen(Pane[None]):
    """A phrase, and where it would have been found. The run can be stopped at any moment."""

    CSS_PATH = "flags.tcss"
    GROUPS = ("dry-run",)
    BINDINGS: ClassVar = bindings("dry-run")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.tally: Tally | None = None
        self._run: Worker[None] | None = None
        self._state = ""

    def body(self) -> ComposeResult:
        """What to try, what came of it, and where."""
        yield Words(plain(t("flags.try.title")), id="dry-title")
        yield Form(
            Ask("phrase", t("flags.try.phrase"), hint=t("flags.try.hint")),
            Ask("since", t("flags.try.since"), _LAST, hint=t("flags.when-hint")),
            id="dry-form",
        )
        yield Words(id="dry-tally")
        yield OptionList(id="dry-list")

    def on_mount(self) -> None:
        """Start with the phrase."""
        self._form.focus_field("phrase")

    @property
    def _form(self) -> Form:
        return self.query_one(Form)

    @property
    def running(self) -> bool:
        """Whether notes are being looked through."""
        return self._run is not None and not (self._run.is_finished or self._run.is_cancelled)

    @on(Form.Submitted)
    def action_try(self) -> None:
        """Look through past notes, from the beginning."""
        if self._form.complete():
            self._run = self._look()

    @work(group="dry-run", exclusive=True, exit_on_error=False)
    @guarded
    async def _look(self) -> None:
        """One batch a turn of the working thread, so that the desk's own work goes on in between."""
        app, values = desk_app(self), self._form.values()
        assert app.zone is not None
        since = when.back(values["since"], app.now(), app.zone)
        try:
            if since is None:
                raise Refused("flags.since-unread", since=values["since"])
            trial = await app.ask(replay.begin, self.desk, self.desk.pack_id, values["phrase"], since)
        except Refused as refused:
            field = "since" if refused.key == "flags.since-unread" else "phrase"
            self._form.show_errors({field: sentence(refused, app.zone)})
            return
        self.query_one("#dry-list", OptionList).clear_options()
        self.tally, self._state = Tally(everywhere=trial.everywhere), "running"
        batch = await app.ask(replay.step, trial)
        while True:
            self._take(batch)
            if batch.next is None:
                break
            batch = await app.ask(replay.step, trial, batch.next)
        self._end("done")

    def _take(self, batch: Batch) -> None:
        assert self.tally is not None
        self.tally = self.tally.plus(batch)
        options = self.query_one("#dry-list", OptionList)
        room = max(0, SHOWN - options.option_count)
        options.add_options(Option(self._line(match)) for match in batch.matches[:room])
        self._show_tally()

    def _line(self, match: Match) -> Content:
        zone = desk_app(self).zone
        own = match.kind is Kind.VIOLATION
        sign = symbols().error if own else symbols().open
        said = t(f"flags.verdict.{match.verdict}") if match.verdict else ""
        head = joined(
            plain(f"{sign} {pad(t(f'flags.kind.{match.kind}'), 16)}", "" if own else "$flag-reported"),
            plain(f"{match.at.astimezone(zone):%m-%d %H:%M}  {pad(match.agent_id, 7)}", "$foreground-muted"),
            plain(pad(said, 10) if said else "", "bold"),
        )
        return joined(head, in_sentence(match.context, match.before, match.text, self._room(head)))

    def _room(self, head: Content) -> int:
        return max(20, self.size.width - 4 - head.cell_length)

    def _end(self, state: str) -> None:
        self._state = state
        self._show_tally()

    def _show_tally(self) -> None:
        self.query_one("#dry-tally", Words).say(_summed(self.tally, self._state) if self.tally else Content(""))

    def action_back(self) -> None:
        """Stop a run that goes on; else leave."""
        if self._run is not None and self.running:
            self._run.cancel()
            self._end("stopped")
        else:
            self.dismiss(None)

    def topic(self) -> Topic | None:
        """What a dry run is."""
        return Topic(t("flags.try.title"), t("flags.try.help"))


def _summed(tally: Tally, state: str) -> Content:
    """What came of it so far, and what past verdicts let one expect."""
    first = t("flags.try.running", notes=tally.notes) if state == "running" else t(f"flags.try.{state}")
    counted = t(
        "flags.tally", notes=tally.notes, violations=tally.violations, flagged=tally.flagged_notes,
        reported=tally.reported,
    )  # fmt: skip
    if not tally.violations and state == "done":
        return plain(f"{first} {t('flags.try.none')}", "bold")
    return Content("\n").join((plain(first, "bold"), plain(counted), plain(_expected(tally))))


def _expected(tally: Tally) -> str:
    if tally.precision is None:
        return t("flags.precision-unknown")
    percent, here, everywhere = round(tally.precision * 100), tally.here.count, tally.everywhere.count
    return t("flags.precision", percent=percent, here=here, everywhere=everywhere)
