"""Driving the app in tests: wait for what is under way, never for time."""

from typing import Any

from textual.pilot import Pilot

from screens.app import DeskApp


async def settled(pilot: Pilot[Any]) -> DeskApp:
    """The app once the store is open, every worker has ended and every message was handled."""
    app = pilot.app
    assert isinstance(app, DeskApp)
    await pilot.pause()
    await app.open_store().wait()
    await app.workers.wait_for_complete()
    await pilot.pause()
    return app


async def sign_in(pilot: Pilot[Any], agent_id: str = "1001", seat: str = "A11") -> DeskApp:
    """Sign in to the sample centre by the keyboard."""
    await settled(pilot)
    for text in (agent_id, f"sample-{agent_id}", seat):
        await pilot.press(*text, "enter")
    return await settled(pilot)
