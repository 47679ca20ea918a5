"""What an error says to its user, in the language in use: moments as times of day, states by their names."""

from datetime import datetime, tzinfo

from agentdesk.errors import DeskError
from agentdesk.locale import has, t
from screens.draw import wall


def sentence(error: DeskError, zone: tzinfo | None) -> str:
    """What went wrong."""
    return t(error.key, **_worded(error, zone))


def next_step(error: DeskError, zone: tzinfo | None) -> str:
    """What to do next; empty where the catalogue has nothing to add."""
    key = f"{error.key}.next"
    return t(key, **_worded(error, zone)) if has(key) else ""


def _worded(error: DeskError, zone: tzinfo | None) -> dict[str, object]:
    return {name: _word(value, zone) for name, value in error.params.items()}


def _word(value: object, zone: tzinfo | None) -> object:
    from agentdesk.rules.presence import State  # noqa: PLC0415 - the first paint does without the rules

    if isinstance(value, datetime):
        return wall(value, zone)
    return t(f"state.{value}") if isinstance(value, State) else value
