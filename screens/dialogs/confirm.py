"""A question with yes and no."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from agentdesk.locale import t
from screens.draw import plain
from screens.pane import Dialog
from screens.widgets.push import Push


class ConfirmDialog(Dialog[bool]):
    """True when the user says yes, False when they say no or go away."""

    def __init__(self, title: str, text: str, yes: str) -> None:
        super().__init__(title)
        self._text = text
        self._yes = yes

    def box(self) -> ComposeResult:
        """The question and its two answers."""
        yield Static(plain(self._text, lines=True), classes="body")
        with Horizontal(classes="buttons"):
            yield Push(t("dialog.cancel"), id="no")
            yield Push(self._yes, id="yes", main=True)

    def on_mount(self) -> None:
        """Yes has the focus: enter says it."""
        self.query_one("#yes").focus()

    @on(Push.Pressed)
    def _pressed(self, event: Push.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_accept(self) -> None:
        """Say yes."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Say no."""
        self.dismiss(False)
