"""The text field of several lines, which keeps what terminals would act upon out of what is typed or pasted."""

from textual import events
from textual.geometry import Size
from textual.widgets import TextArea

from agentdesk.text import clean


class Lines(TextArea):
    """A plain field of several lines; tab moves on."""

    DEFAULT_CSS = "Lines { height: 4; padding: 0; background: $panel; }"

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(clean(text, lines=True), id=id, soft_wrap=True, tab_behavior="focus", compact=True)
        self.cursor_blink = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Four lines, also in the rows of a grid, which ask the content."""
        return 4

    def on_paste(self, event: events.Paste) -> None:
        """Clean what comes in before the editor takes it."""
        event.text = clean(event.text, lines=True)
