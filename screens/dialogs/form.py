"""A question with fields. What the use case refuses is said beside the field, and what was typed stays."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from agentdesk.errors import Refused
from agentdesk.locale import t
from screens.draw import plain
from screens.pane import Dialog
from screens.saying import sentence
from screens.symbols import symbols
from screens.turns import settled
from screens.widgets.form import Ask, Form
from screens.widgets.push import Push
from screens.work import desk_app, guarded

ResultT = TypeVar("ResultT")


class FormDialog(Dialog[ResultT | None]):
    """Hands the values to `submit` and answers with its result; None when the user goes away.

    A `Refused` whose key is in `beside` is shown beside that field, any other below the form.
    """

    def __init__(
        self,
        title: str,
        asks: tuple[Ask, ...],
        submit: Callable[[Mapping[str, str]], Awaitable[ResultT]],
        *,
        accept: str = "",
        text: str = "",
        beside: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self._asks = asks
        self._submit = submit
        self._accept = accept or t("dialog.accept")
        self._text = text
        self._beside = beside or {}

    def box(self) -> ComposeResult:
        """The fields, an error line, the buttons."""
        with VerticalScroll(classes="body", can_focus=False):
            if self._text:
                yield Static(plain(self._text, lines=True))
            yield Form(*self._asks)
        yield Static(id="refused", classes="error-line")
        with Horizontal(classes="buttons"):
            yield Push(t("dialog.cancel"), id="cancel")
            yield Push(self._accept, id="accept", main=True)

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query_one(Form).focus_field(self._asks[0].id)

    @on(Form.Submitted)
    @on(Push.Pressed, "#accept")
    @guarded
    async def action_accept(self) -> None:
        """Hand the values over, once all that is required is there."""
        await settled(self)
        form = self.query_one(Form)
        if not form.complete():
            return
        self._refuse("")
        try:
            result = await self._submit(form.values())
        except Refused as refused:
            text = sentence(refused, desk_app(self).zone)
            if field := self._beside.get(refused.key):
                form.show_errors({field: text})
            else:
                self._refuse(text)
            return
        self.dismiss(result)

    def _refuse(self, text: str) -> None:
        line = self.query_one("#refused", Static)
        line.update(plain(f"{symbols().error} {text}" if text else ""))
        line.set_class(bool(text), "-shown")

    @on(Push.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)
