"""The one recipe for work that blocks: use cases run on one thread, in the order they were asked for.

A write that was started is never cancelled: whoever waits for it may go away, the write goes on and the thread is
waited for when the desk closes. Errors nobody on the screen has an answer to end in `DeskApp.fail`, through `guarded`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from textual.dom import DOMNode

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from screens.app import DeskApp

P = ParamSpec("P")
R = TypeVar("R")
NodeT = TypeVar("NodeT", bound=DOMNode)


class Work:
    """The desk's working thread."""

    @cached_property
    def _thread(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - the first paint does without

        return ThreadPoolExecutor(1, "desk-work")

    async def run(self, job: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `job`, run after all that was asked for before it. Cancelling the wait cancels no job."""
        future = asyncio.get_running_loop().run_in_executor(self._thread, lambda: job(*args, **kwargs))
        return await asyncio.shield(future)

    async def aside(self, job: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of a job that touches no store and takes its time: on a thread of its own, so no save waits."""
        return await asyncio.to_thread(job, *args, **kwargs)

    def close(self) -> None:
        """Finish what was started and take nothing more."""
        self._thread.shutdown(wait=True)


def desk_app(node: DOMNode) -> "DeskApp":
    """The app a widget runs in, by its own type."""
    from screens.app import DeskApp  # noqa: PLC0415 - the app imports this module

    app = node.app
    assert isinstance(app, DeskApp)
    return app


def guarded(
    handler: Callable[Concatenate[NodeT, P], Awaitable[None]],
) -> Callable[Concatenate[NodeT, P], Coroutine[Any, Any, None]]:
    """A handler, action or worker that awaits `ask`: what it does not answer itself goes to the one error path.

    Under `@on(...)` or `@work`, never over them.
    """

    @wraps(handler)
    async def caught(node: NodeT, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            await handler(node, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - shown, kept in the log, and the desk goes on
            await desk_app(node).fail(error)

    return caught
