"""Driving practice in tests: the desk over the practice store of the sample centre, and its screen of answers."""

from hashlib import sha256

from textual.widgets import OptionList

from agentdesk.settings import Settings
from screens.practice import PracticeScreen
from tests.screens.at_desk import AtDesk

OWN = "你好，急什么"
"""An answer with a forbidden phrase that wants a word."""


def digest(live: Settings) -> str:
    """What the live store's file holds."""
    return sha256((live.data_dir / "agentdesk.db").read_bytes()).hexdigest()


def drill(desk: AtDesk) -> PracticeScreen:
    """The screen of practice answers, also where a dialog lies over it."""
    return next(screen for screen in desk.app.screen_stack if isinstance(screen, PracticeScreen))


async def drilling(desk: AtDesk) -> PracticeScreen:
    """Open it."""
    await desk.app.run_action("app.drill")
    await desk.rest()
    return drill(desk)


def answers(desk: AtDesk) -> list[str]:
    """The list of answers, without the blanks between their parts."""
    listed = drill(desk).query_one("#answers", OptionList)
    return [" ".join(str(option.prompt).split()) for option in listed.options]
