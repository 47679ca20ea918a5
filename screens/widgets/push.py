"""The desk's button: Textual's, with a sheet a tenth as long, because the first paint waits for every rule."""

from textual.widgets import Button

from screens.draw import plain


class Push(Button, inherit_css=False):
    """A word to click, or to press enter on. `main` is the one that goes on."""

    DEFAULT_CSS = """
    Push {
        width: auto; min-width: 12; height: 1; padding: 0 2; content-align: center middle;
        background: $panel; color: $foreground;
        &.-main { color: $primary; text-style: bold; }
        &:hover { background: $primary 30%; }
        &:focus { background: $primary; color: $background; text-style: bold; }
    }
    """

    def __init__(self, word: str, *, id: str, main: bool = False) -> None:
        super().__init__(plain(word), id=id, classes="-main" if main else None)
