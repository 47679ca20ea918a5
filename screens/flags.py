"""Flags: leads judge them, agents give their word, and everybody sees what is on record (FORB-1 to FORB-6)."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar
from uuid import UUID

from agentdesk.errors import Refused
from agentdesk.locale import t
from agentdesk.rules import when
from agentdesk.rules.flags import Observation, Stance, Status, Verdict, tells_lead
from agentdesk.rules.forbidden import Severity
from agentdesk.rules.identity import Role
from agentdesk.services import accounts, flags, history
from agentdesk.services.counter_examples import counter_example
from agentdesk.services.flag_work import OBSERVED
from agentdesk.services.flags import FlagLine, Wanted
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.flag_forms import (
    ANY,
    LOUD,
    NO_CALL,
    PENDING,
    SETTLED,
    filter_form,
    observe_form,
    reason_form,
    stance_choices,
    verdict_form,
)
from screens.flag_list import FlagList
from screens.keys import bindings
from screens.pane import Topic
from screens.turns import in_turn
from screens.work import desk_app

LEADS = ("uphold", "coach", "reject", "observe")
TEACHERS = ("teach", "dry_run")
"""Actions of leads, and those that trainers have too."""


class FlagsScreen(FlagList):
    """The steps of a flag's life, each with a key."""

    CSS_PATH = "flags.tcss"
    GROUPS = ("flags",)
    BINDINGS: ClassVar = bindings("flags")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leads judge, agents speak for themselves; what fits no flag that is marked is dim."""
        roles, line = self.desk.roles, self.marked
        if (action in LEADS and Role.LEAD not in roles) or (action in TEACHERS and not flags.sees_all(self.desk)):
            return False
        if action == "teach" and desk_app(self).practising:
            return False
        if action == "word":
            return True if line and line.agent_id == self.desk.agent_id and line.status != Status.CLOSED else None
        if action in ("uphold", "coach", "reject", "settle"):
            return True if line and line.status != Status.CLOSED else None
        if action == "teach":
            return True if line is not None and _teaches(line) else None
        return True

    @in_turn
    async def action_reject(self) -> None:
        """It was none."""
        if line := self.marked:
            await self._judge(line.id, Verdict.DISMISSED, "")

    async def _judge(self, flag_id: UUID, verdict: Verdict, remark: str) -> bool:
        await desk_app(self).ask(flags.judge, self.desk, flag_id, verdict, remark)
        await self.reread()
        return True

    @in_turn
    async def action_uphold(self) -> None:
        """It was one."""
        await self._ask_remark(Verdict.UPHELD)

    @in_turn
    async def action_coach(self) -> None:
        """It was one, and has been talked over."""
        await self._ask_remark(Verdict.COACHED)

    async def _ask_remark(self, verdict: Verdict) -> None:
        if line := self.marked:

            async def submit(values: Mapping[str, str]) -> bool:
                return await self._judge(line.id, verdict, values["remark"])

            await self.app.push_screen(verdict_form(verdict, submit))

    @in_turn
    async def action_teach(self) -> None:
        """A counter-example for the pack; a flag without that verdict is dismissed on the way."""
        line, app = self.marked, desk_app(self)
        if line is None:
            return
        if line.verdict != Verdict.DISMISSED:
            await app.ask(flags.judge, self.desk, line.id, Verdict.DISMISSED)
        try:
            learned = await app.ask(counter_example, self.desk, line.id)
            app.adopt(learned.office)
            app.notify(t("flags.taught", allowed=learned.allowed), markup=False, timeout=6)
        finally:
            await self.reread()

    @in_turn
    async def action_settle(self) -> None:
        """Let the verdict stand."""
        if line := self.marked:
            await desk_app(self).ask(flags.close, self.desk, line.id)
            await self.reread()

    @in_turn
    async def action_word(self) -> None:
        """The agent's own word."""
        line = self.marked
        if line is None:
            return

        async def submit(stance: Stance, values: Mapping[str, str]) -> bool:
            await desk_app(self).ask(flags.speak, self.desk, line.id, stance, values["reason"])
            await self.reread(stay=True)
            return True

        def chosen(name: str | None) -> None:
            if name is not None:
                self.app.push_screen(reason_form(Stance(name), partial(submit, Stance(name))))

        choices = stance_choices(observed=line.kind == OBSERVED)
        await self.app.push_screen(ChoiceDialog(t("keys.flags.word"), choices), chosen)

    @in_turn
    async def action_observe(self) -> None:
        """What cannot be typed."""
        app = desk_app(self)
        calls = await app.ask(history.floor_calls, self.desk)
        agents = [view.agent_id for view in await app.ask(accounts.accounts)]
        marked = self.marked.agent_id if self.marked else ""
        await app.push_screen(observe_form(calls, agents, marked, self._observe, app.zone))

    async def _observe(self, values: Mapping[str, str]) -> bool:
        call_id = UUID(values["call"]) if values["call"] != NO_CALL else None
        what = Observation(values["what"])
        await desk_app(self).ask(flags.observe, self.desk, what, values["agent"], values["remark"], call_id)
        await self.reread()
        return True

    # ---- which are shown ------------------------------------------------------------------------------------------

    @in_turn
    async def action_filter(self) -> None:
        """Choose which flags are shown."""
        app = desk_app(self)
        everybody = flags.sees_all(self.desk)
        agents = [view.agent_id for view in await app.ask(accounts.accounts)] if everybody else []
        await app.push_screen(filter_form(self.filter, agents, self._filter))

    async def _filter(self, values: Mapping[str, str]) -> bool:
        app = desk_app(self)
        assert app.zone is not None
        since = when.back(values["since"], app.now(), app.zone) if values["since"] else None
        if values["since"] and since is None:
            raise Refused("flags.since-unread", since=values["since"])
        self.filter = {**self.filter, **values}
        self.wanted = Wanted(
            {PENDING: True, SETTLED: False}.get(values["which"]),
            _severities(values["severity"]),
            self.filter["agent"],
            since,
        )
        await self.reread()
        return True

    def action_dry_run(self) -> None:
        """Try a phrase on past notes."""
        from screens.dry_run import DryRunScreen  # noqa: PLC0415

        self.app.push_screen(DryRunScreen(self.desk))

    def topic(self) -> Topic | None:
        """What flags are."""
        return Topic(t("flags.title"), t("flags.help"))


def _teaches(line: FlagLine) -> bool:
    """Whether a pack can learn from a flag: one that is dismissed, or may yet be."""
    fits = line.kind != OBSERVED and not line.taught
    return fits and (line.status != Status.CLOSED or line.verdict == Verdict.DISMISSED)


def _severities(chosen: str) -> tuple[Severity, ...]:
    if chosen == ANY:
        return ()
    return tuple(each for each in Severity if tells_lead(each)) if chosen == LOUD else (Severity(chosen),)
