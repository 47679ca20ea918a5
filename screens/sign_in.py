"""Sign-in: agent ID, password, seat. Painted before the store is open; whatever is typed meanwhile stays."""

import asyncio
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from agentdesk.errors import Refused
from agentdesk.locale import t
from screens.draw import joined, pad, plain, wall
from screens.keys import Key, bindings
from screens.pane import NO_BREAKPOINTS, Pane, Topic
from screens.widgets.field import Field
from screens.widgets.form import Ask, Form
from screens.widgets.push import Push
from screens.work import desk_app, guarded

if TYPE_CHECKING:
    from agentdesk.services.centre import Hint
    from screens.widgets.picks import Picks

BESIDE = {
    "signin.wrong": "password",
    "signin.locked": "agent-id",
    "signin.elsewhere": "agent-id",
    "signin.seat-unknown": "seat",
    "signin.seat-taken": "seat",
}
"""The field each refusal belongs to."""


class SignInScreen(Pane[None]):
    """The way in. The sample centre's accounts stand below: choosing one fills it in."""

    GROUPS = ("signin",)
    HORIZONTAL_BREAKPOINTS = NO_BREAKPOINTS
    BINDINGS = bindings("signin")
    CSS_PATH = "sign_in.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._busy = self._painted = False
        self._learning = asyncio.Lock()

    def topic(self) -> Topic | None:
        """What signing in is about."""
        return Topic(t("sign-in.title"), t("sign-in.about"))

    def body(self) -> ComposeResult:
        """One card in the middle."""
        app = desk_app(self)
        with Vertical(id="card") as card:
            card.border_title = plain(app.centre_name or t("app.name"))
            card.border_subtitle = plain("" if app.centre else t("app.starting"))
            yield Form(
                Ask("agent-id", t("sign-in.agent-id")),
                Ask("password", t("sign-in.password"), secret=True),
                Ask("seat", t("sign-in.seat"), app.machine.seat),
            )
            with Horizontal(id="ways"):
                yield Push(t("sign-in.enter"), id="enter", main=True)
                if self._painted:
                    yield self._switch()

    def on_mount(self) -> None:
        """Start in the first field; the rest comes when the store is open."""
        app = desk_app(self)
        self.call_after_refresh(self._add_switch)
        app.standing_changed.subscribe(self, lambda _: self._learn())
        if app.centre is not None:
            self._learn()

    async def _add_switch(self) -> None:
        """Offer the other desk, for which the first paint does not wait."""
        self._painted = True
        await self.query_one("#ways").mount(self._switch())

    def start_over(self) -> None:
        """Ready for whoever comes next at this seat."""
        form = self.query_one(Form)
        form.fill({"agent-id": "", "password": ""})
        form.show_errors({})
        form.focus_field("agent-id")

    async def speak_again(self) -> None:
        """Draw in another language; what was learnt of the centre is shown again."""
        await super().speak_again()
        self._learn()

    @work()
    @guarded
    async def _learn(self) -> None:
        """Show what the open store knows: the centre's name, its seats, the sample's accounts."""
        # One after the other and never cancelled: a widget whose mounting is cut short answers no message any more.
        async with self._learning:
            await self._show_learnt()

    async def _show_learnt(self) -> None:
        from agentdesk.services import accounts  # noqa: PLC0415 - loaded after the first paint
        from screens.widgets.picks import Picks  # noqa: PLC0415

        app = desk_app(self)
        if app.centre is None:
            return
        seats = [seat.code for seat in await app.ask(accounts.seats)]
        card = self.query_one("#card")
        card.border_title, card.border_subtitle = plain(app.centre.name), plain("")
        self.query_one("#seat", Field).suggest(seats)
        await self.query(".learnt").remove()
        await card.mount(Picks(t("sign-in.seats"), seats, id="seats", classes="learnt"), after=self.query_one(Form))
        if hints := app.centre.hints:
            title = Static(plain(t("sign-in.sample")), id="hints-title", classes="learnt")
            await card.mount(title, _hint_list(hints))

    def on_picks_picked(self, event: "Picks.Picked") -> None:
        """A seat was clicked."""
        self.query_one(Form).fill({"seat": event.value})
        self.query_one(Form).focus_field("seat")

    @on(OptionList.OptionSelected)
    def _hint_chosen(self, event: OptionList.OptionSelected) -> None:
        centre = desk_app(self).centre
        hint = next(h for h in centre.hints if h.agent_id == event.option.id) if centre else None
        if hint:
            self.query_one(Form).fill({"agent-id": hint.agent_id, "password": hint.password})
            self.query_one(Form).focus_field("seat")

    def key_label(self, key: Key) -> str:
        """The key to practice leads back from it."""
        return self._switch_word() if key.id == "practice" else super().key_label(key)

    def _switch(self) -> Push:
        return Push(self._switch_word(), id="switch")

    def _switch_word(self) -> str:
        return t("sign-in.to-live" if desk_app(self).practising else "sign-in.to-practice")

    @on(Push.Pressed, "#switch")
    def action_practice(self) -> None:
        """To practice, or back to the live desk."""
        if not self._busy:
            desk_app(self).switch()

    @on(Form.Submitted)
    @on(Push.Pressed, "#enter")
    def action_sign_in(self) -> None:
        """Try what stands in the fields."""
        if not self._busy:
            self._sign_in()

    @work()
    @guarded
    async def _sign_in(self) -> None:
        """Prove the password, which takes a quarter of a second, and take the seat."""
        from screens.turns import settled  # noqa: PLC0415 - not part of the first paint

        app, form = desk_app(self), self.query_one(Form)
        await settled(self)
        if self._busy or not form.complete():
            return
        self._set_busy(True)
        try:
            await app.opened()
            from agentdesk.services import accounts  # noqa: PLC0415 - loaded with the store

            values = form.values()
            desk = await app.ask(accounts.sign_in, values["agent-id"], values["password"], values["seat"])
        except Refused as refused:
            form.show_errors({BESIDE.get(refused.key, "agent-id"): _said(refused, app.zone)})
            return
        finally:
            self._set_busy(False)
        await app.signed_in(desk)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.query_one("#enter", Push).label = plain(t("sign-in.checking" if busy else "sign-in.enter"))


def _said(refused: Refused, zone: tzinfo | None) -> str:
    """The refusal; of a lock the time of day it ends at."""
    from screens.saying import sentence  # noqa: PLC0415 - not part of the first paint

    until = refused.params.get("until")
    return t("sign-in.locked", until=wall(until, zone)) if isinstance(until, datetime) else sentence(refused, zone)


def _hint_list(hints: "tuple[Hint, ...]") -> OptionList:
    """The sample's accounts: ID, name, roles, password."""

    def line(hint: "Hint") -> Option:
        roles = t("sign-in.and").join(t(f"role.{role}") for role in sorted(hint.roles))
        left = joined(plain(pad(hint.agent_id, 8), "bold"), pad(hint.name, 12), pad(roles, 16))
        return Option(joined(left, plain(hint.password)), hint.agent_id)

    hint_list = OptionList(*(line(hint) for hint in hints), id="hints", classes="learnt")
    hint_list.highlighted = None
    return hint_list
