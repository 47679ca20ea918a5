"""The line on top of every screen and dialog in practice: nothing here is live."""

from textual.content import Content
from textual.widget import Widget

from agentdesk.locale import t
from screens.draw import plain
from screens.work import desk_app


class Banner(Widget):
    """Words in the colour practice is told by, for colour alone says nothing."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Banner {
        dock: top; height: 1; background: $practice; color: $background; text-style: bold;
        content-align: center middle;
    }
    """

    def on_mount(self) -> None:
        """Follow the language."""
        desk_app(self).language_changed.subscribe(self, lambda _: self.refresh())

    def render(self) -> Content:
        """The words."""
        return plain(t("practice.banner"))
