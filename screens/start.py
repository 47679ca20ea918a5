"""Starting the desk: the way in for the command line. Imports nothing heavy itself."""

import gc

from agentdesk.settings import Settings


def run(settings: Settings) -> int:
    """Run the desk until it is left; the exit status."""
    # Starting makes very much and drops next to nothing: collecting garbage meanwhile costs a fifth of the time to the
    # first frame. The app turns it on again once that stands.
    gc.disable()
    from screens.app import DeskApp  # noqa: PLC0415

    return DeskApp(settings).run() or 0
