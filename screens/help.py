"""F1: the rule and source behind the thing in focus, and the keys of this screen."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from agentdesk.locale import t
from screens.draw import joined, pad, plain
from screens.keys import Key, bindings, of, pressed
from screens.pane import Common, Dialog, Helpable, Topic

if TYPE_CHECKING:
    from screens.app import DeskApp


class KeyTable(Widget):
    """Keys, words and explanations in columns; explanations wrap within theirs."""

    DEFAULT_CSS = """
    KeyTable { height: auto; }
    """

    def __init__(self, keys: list[tuple[Key, str]]) -> None:
        super().__init__()
        self._keys = keys
        self._left = max((cell_len(pressed(key)) for key, _ in keys), default=0) + 2
        self._middle = max((cell_len(word) for _, word in keys), default=0) + 2

    def _lines(self, width: int) -> list[Content]:
        room = max(8, width - self._left - self._middle)
        lines: list[Content] = []
        for key, word in self._keys:
            first, *rest = plain(t(key.help_key), "$secondary").wrap(room)
            keys = plain(pad(pressed(key), self._left), "bold $primary")
            lines.append(joined(keys, pad(word, self._middle), first))
            lines += [joined(" " * (self._left + self._middle), more) for more in rest]
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the explanations take."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The table."""
        return Content("\n").join(self._lines(self.size.width))


class HelpDialog(Dialog[None]):
    """What the thing in focus is, and which keys there are."""

    GROUPS = ("notice",)
    BINDINGS = bindings("notice")

    def __init__(self, topic: Topic | None, keys: list[tuple[Key, str]]) -> None:
        super().__init__(topic.title if topic else t("help.title"))
        self._topic = topic
        self._keys = keys

    def box(self) -> ComposeResult:
        """The topic, then the keys; it scrolls where the terminal is low."""
        with VerticalScroll(classes="body"):
            if self._topic:
                yield Static(plain(self._topic.text, lines=True))
                yield from self._source(self._topic)
            if self._topic and self._keys:
                yield Static(plain(t("help.keys"), "bold"), classes="next")
            yield KeyTable(self._keys)

    @staticmethod
    def _source(topic: Topic) -> ComposeResult:
        if topic.rule:
            yield Static(plain(t("help.rule", rule=topic.rule, source=topic.source), "$secondary"))

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_accept(self) -> None:
        """Go back."""
        self.dismiss(None)


def topic_of(node: DOMNode | None) -> Topic | None:
    """What the nearest thing around `node` that explains itself has to say."""
    for each in node.ancestors_with_self if node else ():
        if isinstance(each, Helpable) and (topic := each.topic()):
            return topic
    return None


def show_help(app: "DeskApp") -> None:
    """Open it for the thing in focus, once."""
    screen = app.screen
    if isinstance(screen, HelpDialog) or not isinstance(screen, Common):
        return
    keys = [(key, screen.key_label(key)) for key in of(*screen.GROUPS, "app") if key.keys]
    app.push_screen(HelpDialog(topic_of(app.focused or screen), keys))
