"""The floor of key to paint: a bare TextArea that holds a note of 2,000 characters."""

from textual.app import App, ComposeResult
from textual.widgets import TextArea

from tests.benchmarks.note import NOTE


class Floor(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea(NOTE, soft_wrap=True)

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


Floor().run()
