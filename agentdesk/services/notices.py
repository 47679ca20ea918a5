"""Notices of change: whether any desk or door changed something since the last look."""

from agentdesk.records import watch
from agentdesk.services.office import Office


class Watch:
    """A cheap question, asked four times a second from one thread; what changed is for the screens to re-read."""

    def __init__(self, office: Office) -> None:
        self._watch = watch.watch(office.store)

    def changed(self) -> bool:
        """Whether something was committed since the last call; True the first time. Raises StoreUnavailable."""
        return self._watch.changed()

    def close(self) -> None:
        """Stop watching."""
        self._watch.close()
