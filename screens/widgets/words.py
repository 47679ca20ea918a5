"""Drawn text that is painted only when it says something else."""

from textual.content import Content
from textual.widgets import Static


class Words(Static):
    """A Static that can be told the same thing again at no cost."""

    def say(self, content: Content) -> None:
        """Show `content`."""
        now = self.content
        if not (isinstance(now, Content) and now.is_same(content)):
            self.update(content)
