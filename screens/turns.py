"""One thing at a time: the desk's keys act in the order they were pressed, after what was typed before them.

Keys of the desk are priority bindings and run in the app's pump, while typed characters wait in the queue of the widget
they went to. `in_turn` lets those arrive first; the next key is not looked at until the action is done.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from screens.work import guarded

P = ParamSpec("P")


class Turning(Protocol):
    """A screen whose actions take turns."""

    turn: asyncio.Lock


TurningT = TypeVar("TurningT", bound=Any)


async def settled(screen: Screen[Any]) -> None:
    """Wait until what was typed has reached its field, and whatever that posted has reached the screen."""
    nodes: list[DOMNode] = list(screen.focused.ancestors_with_self) if screen.focused else [screen]
    for node in nodes:
        if node.is_running and node.task is not asyncio.current_task():
            await _emptied(node)
        if node is screen:
            return


async def _emptied(pump: MessagePump) -> None:
    reached = asyncio.Event()
    if pump.call_later(reached.set):
        await reached.wait()


def in_turn(
    action: Callable[Concatenate[TurningT, P], Awaitable[None]],
) -> Callable[Concatenate[TurningT, P], Coroutine[Any, Any, None]]:
    """An action or handler of a `Turning` screen: guarded, after what was typed, and alone."""

    @wraps(action)
    async def alone(screen: TurningT, /, *args: P.args, **kwargs: P.kwargs) -> None:
        await settled(screen)
        async with screen.turn:
            await action(screen, *args, **kwargs)

    return guarded(alone)
