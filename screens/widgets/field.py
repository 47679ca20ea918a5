"""The one-line text field, which keeps what terminals would act upon out of what is typed or pasted."""

from collections.abc import Iterable

from textual.widgets import Input

from agentdesk.text import clean


class Field(Input, inherit_css=False):
    """A one-line field of one row. Its cursor does not blink: that would repaint twice a second.

    The sheet is its own and short: the first paint waits for every rule.
    """

    COMPONENT_CLASSES = Input.COMPONENT_CLASSES
    DEFAULT_CSS = """
    Field {
        width: 1fr; height: 1; background: $panel; color: $foreground; scrollbar-size-horizontal: 0; pointer: text;
        &:focus { background-tint: $primary 15%; }
        & > .input--cursor { background: $foreground; color: $background; }
        & > .input--selection { background: $primary 40%; }
        & > .input--placeholder, & > .input--suggestion { color: $secondary; }
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        id: str | None = None,
        password: bool = False,
        placeholder: str = "",
        suggestions: Iterable[str] = (),
    ) -> None:
        super().__init__(clean(value), clean(placeholder), password=password, id=id)
        self.cursor_blink = False
        if suggestions:
            self.suggest(suggestions)

    def suggest(self, values: Iterable[str]) -> None:
        """Offer these while somebody types; the right arrow takes one."""
        from textual.suggester import SuggestFromList  # noqa: PLC0415 - not part of the first paint

        self.suggester = SuggestFromList(values, case_sensitive=False)

    def validate_value(self, value: str) -> str:
        """What is shown and read is clean, however it came in."""
        return clean(value)
