"""A question with yes and no."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from agentdesk.locale import t
from screens.draw import plain
from screens.pane import Dialog


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
            yield Button(plain(t("dialog.cancel")), id="no", compact=True)
            yield Button(plain(self._yes), id="yes", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Yes has the focus: enter says it."""
        self.query_one("#yes").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_accept(self) -> None:
        """Say yes."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Say no."""
        self.dismiss(False)
