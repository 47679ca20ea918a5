"""The one-line text field, which keeps what terminals would act upon out of what is typed or pasted."""

from collections.abc import Iterable

from textual.widgets import Input

from agentdesk.text import clean


class Field(Input):
    """A one-line field. Its cursor does not blink: that would repaint twice a second."""

    def __init__(
        self,
        value: str = "",
        *,
        id: str | None = None,
        password: bool = False,
        placeholder: str = "",
        suggestions: Iterable[str] = (),
    ) -> None:
        super().__init__(clean(value), clean(placeholder), password=password, id=id, compact=True)
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
