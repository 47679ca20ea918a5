"""The field of several lines in a form: a note of four rows."""

from textual.geometry import Size

from screens.widgets.note import Note


class Lines(Note):
    """Flags what its dialog looks for; tab moves on."""

    DEFAULT_CSS = """
    Lines {
        height: 4; border: none; padding: 0; background: $panel;
        &:focus { border: none; background-tint: $primary 15%; }
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, text=text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Four lines, also in the rows of a grid, which ask the content."""
        return 4
