"""Handover logs: those that wait for one's acceptance first, and what is on record of the one that is marked (HO-1)."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agentdesk.locale import t
from agentdesk.services import handover
from agentdesk.services.handover import LogLine, LogView
from agentdesk.services.office import Desk
from screens.dialogs.form import FormDialog
from screens.draw import joined, plain
from screens.handover_lines import log_detail, log_line, waits
from screens.handover_writing import LogWriting, RemarkWriting
from screens.keys import bindings
from screens.pane import Pane, Topic
from screens.turns import in_turn
from screens.widgets.form import Ask
from screens.widgets.key_bar import KeyBar
from screens.widgets.status_bar import StatusBar
from screens.widgets.words import Words
from screens.work import desk_app, guarded


class HandoverScreen(Pane[None]):
    """The logs an agent gave and was offered; for leads, all."""

    CSS_PATH = "handover.tcss"
    GROUPS = ("handover",)
    BINDINGS: ClassVar = bindings("handover")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.turn = asyncio.Lock()
        self._list = OptionList(id="logs-list")
        self._lines: tuple[LogLine, ...] = ()
        self._view: LogView | None = None

    def body(self) -> ComposeResult:
        """Title, list, detail."""
        yield Words(id="logs-title")
        with Vertical(id="logs-both"):
            yield self._list
            with VerticalScroll(id="logs-detail"):
                yield Words(id="logs-text")

    @guarded
    async def on_mount(self) -> None:
        """Read the list, and follow the store."""
        desk_app(self).store_changed.subscribe(self, lambda _: self._look_again())
        self._list.focus()
        await self.reread()

    # ---- what is shown --------------------------------------------------------------------------------------------

    @property
    def marked(self) -> LogLine | None:
        """The log the keys act on."""
        at = self._list.highlighted
        return self._lines[at] if at is not None and at < len(self._lines) else None

    @work(group="sync", exclusive=True, exit_on_error=False)
    @guarded
    async def _look_again(self) -> None:
        async with self.turn:
            await self.reread()

    async def reread(self) -> None:
        """Show the list as the store has it; the mark stays on its log."""
        before, place = self.marked, self._list.highlighted or 0
        self._lines = await desk_app(self).ask(handover.logs, self.desk)
        ids = [line.id for line in self._lines]
        if before is not None and before.id in ids:
            place = ids.index(before.id)
        self._show_list(min(place, len(ids) - 1) if ids else None)
        await self._read_marked()

    def _show_list(self, place: int | None) -> None:
        if [str(line.id) for line in self._lines] == [option.id for option in self._list.options]:
            self._redraw()
        else:
            self._list.clear_options().add_options(self._options())
        self._list.highlighted = place
        self._show_title()

    def _options(self) -> list[Option]:
        own_id, zone = self.desk.agent_id, desk_app(self).zone
        return [Option(log_line(line, own_id, zone), str(line.id)) for line in self._lines]

    def _redraw(self) -> None:
        for at, option in enumerate(self._options()):
            if option.prompt != self._list.get_option_at_index(at).prompt:
                self._list.replace_option_prompt_at_index(at, option.prompt)

    def _show_title(self) -> None:
        waiting = sum(waits(line, self.desk.agent_id) for line in self._lines)
        further = t("handover.badge", count=waiting) if waiting else ""
        title = joined(plain(f"{t('handover.title')}  "), plain(further, "$owed"))
        self.query_one("#logs-title", Words).say(title)

    async def _read_marked(self) -> None:
        line = self.marked
        self._view = await desk_app(self).ask(handover.log, self.desk, line.id) if line else None
        self._show_detail()

    def _show_detail(self) -> None:
        zone = desk_app(self).zone
        drawn = log_detail(self._view, self.desk.agent_id, zone) if self._view else plain(t("handover.none"))
        self.query_one("#logs-text", Words).say(drawn)
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted, "#logs-list")
    def _marked(self) -> None:
        self._follow_mark()

    @work(group="detail", exclusive=True, exit_on_error=False)
    @guarded
    async def _follow_mark(self) -> None:
        async with self.turn:
            if self.marked is None or self._view is None or self.marked.id != self._view.line.id:
                await self._read_marked()

    def on_resize(self, event: events.Resize) -> None:
        """The list stands above the log, or beside it."""
        self.call_after_refresh(self._redraw)

    async def speak_again(self) -> None:
        """Draw everything in the language now in use."""
        self._redraw()
        self._show_title()
        self._show_detail()
        for bar in (self.query_one(StatusBar), self.query_one(KeyBar)):
            bar.refresh()

    # ---- keys -----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What fits no log that is marked is dim."""
        if action == "accept":
            return True if self.marked and waits(self.marked, self.desk.agent_id) else None
        return True if action != "remark" or self.marked else None

    def action_write(self) -> None:
        """A log of one's own."""
        self.app.push_screen(LogWriting(self.desk), self._written)

    @in_turn
    async def action_remark(self) -> None:
        """Something to add to the marked one."""
        if self._view is not None:
            await self.app.push_screen(RemarkWriting(self.desk, self._view), self._written)

    def _written(self, _: None) -> None:
        self._look_again()

    @in_turn
    async def action_accept(self) -> None:
        """Take over: enter the ID the outgoing agent states (ID-1)."""
        line = self.marked
        if line is None or not waits(line, self.desk.agent_id):
            self.app.bell()
            return
        ask = Ask("heard", t("handover.heard"), hint=t("exchange.heard-hint"))
        await self.app.push_screen(
            FormDialog(
                t("keys.handover.accept"), (ask,), partial(self._accept, line.id), accept=t("keys.handover.accept"),
                text=t("handover.accept-text", seat=line.from_seat, agent_id=self.desk.agent_id),
                beside={"handover.heard-wrong": "heard"},
            )
        )  # fmt: skip

    async def _accept(self, log_id: UUID, values: Mapping[str, str]) -> bool:
        await desk_app(self).ask(handover.accept, self.desk, log_id, values["heard"])
        await self.reread()
        return True

    def action_back(self) -> None:
        """To the desk."""
        self.dismiss(None)

    def topic(self) -> Topic | None:
        """What handover logs are."""
        return Topic(t("handover.title"), t("handover.help"), "HO-1", t("handover.source"))
