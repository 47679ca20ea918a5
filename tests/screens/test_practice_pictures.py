"""Pictures of practice, both sizes in both languages. Accept changed ones with `pytest --snapshot-update`."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from agentdesk.settings import Settings
from tests.screens.at_desk import AtDesk, staged
from tests.screens.at_drill import OWN, drilling
from tests.screens.conftest import MakeApp
from tests.screens.driving import settled

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80", "120"])
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"], ids=["zh", "en"])


async def at_work(desk: AtDesk) -> None:
    await desk.talk()
    await desk.type("客户反映宽带昨晚起很慢。我不知道什么时候修好。")
    desk.screen.show_read_back()  # it comes by itself once nobody types


async def asked(desk: AtDesk) -> None:
    await drilling(desk)


async def wants_a_word(desk: AtDesk) -> None:
    await drilling(desk)
    await desk.type(OWN)
    await desk.press("f2")


async def handed_in(desk: AtDesk) -> None:
    await wants_a_word(desk)
    await desk.press("f11", "f2")
    await desk.type("我是铁通公司1001号服务人员")
    await desk.press("f2", "f2")
    await desk.type("您好，我是铁通1001")
    await desk.press("f2")


async def menu(desk: AtDesk) -> None:
    await desk.app.run_action("app.state")


@SIZES
@LANGUAGES
@pytest.mark.parametrize("scene", [at_work, asked, wants_a_word, handed_in, menu])
def test_practice_looks_as_it_did(
    sample: Settings,
    snap_compare: Any,
    scene: Callable[[AtDesk], Awaitable[None]],
    size: tuple[int, int],
    language: str,
) -> None:
    app, play = staged(sample.practising(), language, scene)
    assert snap_compare(app, terminal_size=size, run_before=play)


@SIZES
@LANGUAGES
def test_the_sign_in_in_practice_looks_as_it_did(
    sample: Settings, make_app: MakeApp, snap_compare: Any, size: tuple[int, int], language: str
) -> None:
    app = make_app(replace(sample, language=language).practising())
    assert snap_compare(app, terminal_size=size, run_before=settled)
