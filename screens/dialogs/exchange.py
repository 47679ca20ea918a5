"""The asking side of an ID exchange (ID-1): state one's own ID, enter the other's, wait until they did the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from agentdesk.errors import Refused
from agentdesk.locale import t
from agentdesk.rules.moves import Purpose, Side
from agentdesk.services.exchanges import ASKED, ExchangeView
from screens.draw import plain
from screens.pane import Dialog
from screens.saying import sentence
from screens.symbols import symbols
from screens.turns import settled
from screens.widgets.form import Ask, Form
from screens.widgets.push import Push
from screens.work import desk_app, guarded

_STYLES: Mapping[str, str] = {Side.TWO: "bold $said", Side.REFUSED: "bold $error"}


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Whom the agent named: an ID of this centre, or somebody outside with the reason why it stays one-sided."""

    purpose: Purpose
    other_id: str
    outside: str
    reason: str


class Exchanging(Protocol):
    """What the dialog asks of the desk."""

    async def ask_for(self, counterpart: Counterpart) -> ExchangeView:
        """State one's own ID, and have the other asked for it."""
        ...

    async def one_sided(self, counterpart: Counterpart) -> ExchangeView:
        """Record it as stated by one side alone."""
        ...

    async def watched(self) -> ExchangeView | None:
        """How the exchange stands now."""
        ...

    async def hand_over(self, purpose: Purpose) -> None:
        """Go on, now that the IDs are on record."""
        ...


class ExchangeDialog(Dialog[None]):
    """Stays while the other side is asked; it can be left and opened again, the exchange goes on without it."""

    def __init__(self, own_id: str, desk: Exchanging, waiting: ExchangeView | None) -> None:
        super().__init__(t("exchange.title"))
        self._own_id = own_id
        self._desk = desk
        self._exchange = waiting

    def box(self) -> ComposeResult:
        """What to say, the fields, how it stands, the buttons."""
        yield Static(plain(t("exchange.say", agent_id=self._own_id), "bold"), classes="said")
        purposes = tuple((str(each), t(f"exchange.{each}")) for each in Purpose)
        waiting = self._exchange
        yield Form(
            Ask("other", t("exchange.other"), value=waiting.to_id if waiting else "", required=False),
            Ask("purpose", t("exchange.purpose"), value=str(waiting.purpose) if waiting else "", options=purposes),
            Ask("outside", t("exchange.outside-label"), required=False, hint=t("exchange.outside-hint")),
            Ask("reason", t("exchange.reason-label"), required=False, hint=t("exchange.reason-hint")),
        )
        yield Static(id="standing", classes="next")
        yield Static(id="refused", classes="error-line")
        with Horizontal(classes="buttons"):
            yield Push(t("dialog.cancel"), id="cancel")
            yield Push(t("exchange.go"), id="accept", main=True)

    def on_mount(self) -> None:
        """Start with the other's ID, and follow the exchange as the store changes."""
        self.set_focus(self.query_one("#other"))
        desk_app(self).store_changed.subscribe(self, self._look_again)
        self._show()

    def _look_again(self, _: None) -> None:
        if self._exchange is not None and self._exchange.status == ASKED:
            self._look()

    @work(group="look", exclusive=True, exit_on_error=False)
    @guarded
    async def _look(self) -> None:
        self._exchange = await self._desk.watched()
        self._show()

    def _counterpart(self) -> Counterpart:
        values = self.query_one(Form).values()
        return Counterpart(Purpose(values["purpose"]), values["other"], values["outside"], values["reason"])

    @on(Form.Submitted)
    @on(Push.Pressed, "#accept")
    @guarded
    async def action_accept(self) -> None:
        """The next step: ask, give up waiting with a reason, or go on once both sides have stated their IDs."""
        await settled(self)
        whom, exchange = self._counterpart(), self._exchange
        same = exchange is not None and (exchange.to_id, exchange.purpose) == (whom.other_id, whom.purpose)
        self._refuse("")
        try:
            if exchange is not None and exchange.status in (Side.TWO, Side.ONE) and (same or not whom.other_id):
                await self._go_on(exchange)
            elif not whom.other_id or (same and exchange is not None and exchange.status == ASKED and whom.reason):
                self._exchange = await self._desk.one_sided(whom)
                await self._go_on(self._exchange)
            else:
                self._exchange = await self._desk.ask_for(whom)
                self._show()
        except Refused as refused:
            self._refuse(sentence(refused, desk_app(self).zone))

    async def _go_on(self, exchange: ExchangeView) -> None:
        await self._desk.hand_over(exchange.purpose)
        self.dismiss(None)

    def _show(self) -> None:
        """How the exchange stands, and what the key does next."""
        line, exchange = self.query_one("#standing", Static), self._exchange
        line.display = exchange is not None
        if exchange is None:
            return
        key = f"exchange.stands-{exchange.status}"
        if exchange.status == ASKED:
            key = "exchange.stands-wrong" if exchange.wrong else key if exchange.reachable else "exchange.stands-away"
        text = t(key, agent_id=exchange.to_id, reason=exchange.reason, wrong=exchange.wrong)
        style = _STYLES.get(exchange.status, "bold $owed")
        line.update(plain(f"{symbols().prompt} {text}", style))

    def _refuse(self, text: str) -> None:
        line = self.query_one("#refused", Static)
        line.update(plain(f"{symbols().error} {text}" if text else ""))
        line.set_class(bool(text), "-shown")

    @on(Push.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)
