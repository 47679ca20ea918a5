"""Starting the desk: the way in for the command line. Imports nothing heavy itself."""

import gc

from agentdesk.settings import Settings


def run(settings: Settings) -> int:
    """Run the desk until it is left, with other settings where it was left for these; the exit status."""
    # Starting makes very much and drops next to nothing: collecting garbage meanwhile costs a fifth of the time to the
    # first frame. The app turns it on again once that stands. What it froze then goes with it.
    from screens.app import DeskApp  # noqa: PLC0415

    wish: Settings | None = settings
    status = 0
    while wish is not None:
        gc.disable()
        gc.unfreeze()
        app = DeskApp(wish)
        status = app.run() or 0
        wish = app.wish
    return status
