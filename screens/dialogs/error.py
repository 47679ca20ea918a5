"""What went wrong, what to do next, and text that can be copied. Never a traceback: it would hold customers' data."""

from datetime import tzinfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from agentdesk.errors import DeskError
from agentdesk.locale import t
from screens.clipboard import copy
from screens.draw import plain
from screens.keys import bindings
from screens.pane import Dialog
from screens.saying import next_step, sentence
from screens.widgets.push import Push


class ErrorDialog(Dialog[None]):
    """Shows an error until it is closed."""

    GROUPS = ("notice",)
    BINDINGS = bindings("notice")

    def __init__(self, error: Exception, zone: tzinfo | None = None) -> None:
        super().__init__(t("dialog.error"))
        if isinstance(error, DeskError):
            self._text, self._next = sentence(error, zone), next_step(error, zone)
        else:
            # The kind alone: an exception's text may hold what customers said.
            self._text, self._next = t("dialog.unexpected", kind=type(error).__name__), t("dialog.unexpected-next")

    def copied(self) -> str:
        """What `y` copies here."""
        return f"{self._text}\n{self._next}".strip()

    def box(self) -> ComposeResult:
        """Message, next step, buttons."""
        with VerticalScroll(classes="body"):
            yield Static(plain(self._text, lines=True))
        if self._next:
            yield Static(plain(self._next, lines=True), classes="next")
        with Horizontal(classes="buttons"):
            yield Push(t("dialog.copy"), id="copy")
            yield Push(t("dialog.close"), id="close", main=True)

    def on_mount(self) -> None:
        """Enter closes."""
        self.query_one("#close").focus()

    @on(Push.Pressed, "#copy")
    def _copy(self) -> None:
        copy(self.app, self.copied())

    @on(Push.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)

    def action_accept(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
