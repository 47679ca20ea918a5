"""Change notices: one thread asks the store whether anything changed and tells the app, which tells the screens."""

import threading
from typing import TYPE_CHECKING, Any

from textual.app import App

from screens.notices import StoreChanged, StoreLost

if TYPE_CHECKING:
    from agentdesk.services.office import Office

EVERY = 0.25
"""Seconds between two looks."""

AFTER_FAULT = 5.0
"""Seconds until the next look once the store did not answer."""


class Watcher(threading.Thread):
    """Looks until `stop` is called."""

    def __init__(self, app: App[Any], office: "Office") -> None:
        super().__init__(name="desk-watch", daemon=True)
        self._app = app
        self._office = office
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Look no more, and wait for the look that runs."""
        self._stopped.set()
        self.join()

    def run(self) -> None:
        """The thread's work."""
        from agentdesk.services.notices import Watch  # noqa: PLC0415 - loaded after the first paint

        watch: Watch | None = None
        lost = False
        while not self._stopped.wait(AFTER_FAULT if lost else EVERY):
            try:
                watch = watch or Watch(self._office)
                if watch.changed() or lost:
                    self._app.post_message(StoreChanged())
                lost = False
            except Exception as error:  # noqa: BLE001 - told to the app; a store that comes back is found again
                if not lost:
                    self._app.post_message(StoreLost(error))
                lost, watch = True, None
        if watch is not None:
            watch.close()
