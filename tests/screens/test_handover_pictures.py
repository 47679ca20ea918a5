"""Pictures of the handover's screens. Accept changed ones with `pytest --snapshot-update`."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from agentdesk.rules.handover import Part
from agentdesk.services import accounts, handover
from agentdesk.services.handover import LogDraft
from agentdesk.settings import Settings
from tests.screens.at_desk import AtDesk, staged
from tests.screens.test_flags import notice
from tests.screens.test_handover import NOTHING

SHIFT = {
    "zh_CN": "上午接线三十二通，两通投诉。林女士宽带昨晚断线，已派修，答应下午三点前回电。",
    "en": "Thirty-two calls, two complaints. Ms Lin's line has been down since last night; a callback is due by three.",
}
FLAGGED = {"zh_CN": "二号线杂音，已报修。客户催单，我说急什么。", "en": "Line 2 crackles. I told him to shut up."}

EACH = pytest.mark.parametrize(
    ("size", "language"),
    [(size, language) for size in ((80, 24), (120, 36)) for language in ("zh_CN", "en")],
    ids=["80-zh", "80-en", "120-zh", "120-en"],
)


async def listed(desk: AtDesk, language: str) -> None:
    """One log that waits, one that was given and accepted, one given, and a remark."""
    other = await desk.app.ask(accounts.sign_in, "1002", "sample-1002", "A12")
    mine = desk.app.desk
    assert mine is not None
    parts = {Part.JOURNAL: SHIFT[language], Part.MATTERS: FLAGGED[language].split("。")[0].split(".")[0]}
    for to_id in ("1002", "1003"):
        log = await desk.app.ask(handover.offer, mine, LogDraft(to_id, parts, NOTHING))
        if to_id == "1002":
            await desk.app.ask(handover.accept, other, log.line.id, "1001")
    waits = await desk.app.ask(handover.offer, other, LogDraft("1001", parts, NOTHING))
    await desk.app.ask(handover.remark, mine, waits.line.id, SHIFT[language])
    await notice(desk)


async def accepted(desk: AtDesk, language: str) -> None:
    await listed(desk, language)
    await desk.press("down", "down")


async def taking_over(desk: AtDesk, language: str) -> None:
    await listed(desk, language)
    await desk.press("a")
    await desk.type("1003")
    await desk.press("enter")
    await notice(desk)


async def flagged(desk: AtDesk, language: str) -> None:
    await desk.press("n")
    await desk.type("1002")
    await desk.press("tab")
    await desk.type(SHIFT[language])
    await desk.press("tab", "tab")
    await desk.type(FLAGGED[language])


async def nothing_else(desk: AtDesk, language: str) -> None:
    await flagged(desk, language)
    await desk.press("f2")


async def refused(desk: AtDesk, language: str) -> None:
    await desk.press("n")
    await desk.type("1001")
    await desk.press("f2")


async def remarked(desk: AtDesk, language: str) -> None:
    await listed(desk, language)
    await desk.press("r")
    await desk.type(FLAGGED[language])


@EACH
@pytest.mark.parametrize("scene", [listed, accepted, taking_over, flagged, nothing_else, refused, remarked])
def test_the_handover_looks_as_it_did(
    sample: Settings,
    snap_compare: Any,
    scene: Callable[[AtDesk, str], Awaitable[None]],
    size: tuple[int, int],
    language: str,
) -> None:
    async def logs(desk: AtDesk) -> None:
        await desk.app.run_action("app.handover")
        await desk.rest()
        await scene(desk, language)

    app, play = staged(sample, language, logs)
    assert snap_compare(app, terminal_size=size, run_before=play)
