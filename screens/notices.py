"""What the watching thread tells the app."""

from textual.message import Message


class StoreChanged(Message):
    """Somebody, this desk or another, wrote to the store."""

    def can_replace(self, message: Message) -> bool:
        """Two that wait are one."""
        return isinstance(message, StoreChanged)


class StoreLost(Message):
    """The store did not answer a look; sent once until it answers again."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error
