"""Handover logs: those that wait for one's acceptance first, and what is on record of the one that is marked (HO-1)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual.content import Content
from textual.widgets.option_list import Option

from agentdesk.locale import t
from agentdesk.services import handover
from agentdesk.services.handover import LogLine, LogView
from screens.browse import Browse
from screens.dialogs.form import FormDialog
from screens.draw import joined, plain
from screens.handover_lines import log_detail, log_line, waits
from screens.handover_writing import LogWriting, RemarkWriting
from screens.keys import bindings
from screens.pane import Topic
from screens.turns import in_turn
from screens.widgets.form import Ask
from screens.work import desk_app


class HandoverScreen(Browse[LogLine, LogView]):
    """The logs an agent gave and was offered; for leads, all."""

    NAME = "logs"
    CSS_PATH = "handover.tcss"
    GROUPS = ("handover",)
    BINDINGS: ClassVar = bindings("handover")

    async def read_lines(self) -> Sequence[LogLine]:
        """Those that wait first."""
        return await desk_app(self).ask(handover.logs, self.desk)

    async def read_view(self, line: LogLine) -> LogView:
        """What is on record of a log."""
        return await desk_app(self).ask(handover.log, self.desk, line.id)

    def options(self, lines: Sequence[LogLine]) -> list[Option]:
        """When, from whom, to whom, how it stands."""
        own_id, zone = self.desk.agent_id, desk_app(self).zone
        return [Option(log_line(line, own_id, zone), str(line.id)) for line in lines]

    def draw_title(self) -> Content:
        """How many wait."""
        waiting = sum(waits(line, self.desk.agent_id) for line in self.lines)
        further = t("handover.badge", count=waiting) if waiting else ""
        return joined(plain(f"{t('handover.title')}  "), plain(further, "$owed"))

    def draw_view(self) -> Content:
        """The log in its parts, and what was remarked on it."""
        zone = desk_app(self).zone
        return log_detail(self.view, self.desk.agent_id, zone) if self.view else plain(t("handover.none"))

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
        if self.view is not None:
            await self.app.push_screen(RemarkWriting(self.desk, self.view), self._written)

    def _written(self, _: None) -> None:
        self.look_again()

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
        await self.reread(stay=True)
        return True

    def topic(self) -> Topic | None:
        """What handover logs are."""
        return Topic(t("handover.title"), t("handover.help"), "HO-1", t("handover.source"))
