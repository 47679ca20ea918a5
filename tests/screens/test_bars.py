"""Header and footer: what fits, what stands there, and how little an idle desk redraws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.widget import Widget

from agentdesk.clock import FixedClock
from agentdesk.settings import Settings
from screens.keys import KEYS
from screens.widgets.key_bar import Entry, KeyBar, fitting
from screens.widgets.status_bar import StateClock, StatusBar
from tests.screens.conftest import MakeApp
from tests.screens.driving import settled, sign_in

ENTRIES = [Entry(key, "下一步 Next", True, None) for key in KEYS if key.rank]


@given(st.integers(0, 200), st.lists(st.sampled_from(ENTRIES), unique_by=lambda e: (e.key.group, e.key.id)))
def test_the_footer_keeps_to_its_width_and_to_what_matters(cells: int, entries: list[Entry]) -> None:
    kept = fitting(entries, cells)
    assert sum(entry.cells for entry in kept) <= cells
    assert [e for e in entries if e in kept] == kept
    dropped = [e.key.rank for e in entries if e not in kept]
    assert not dropped or max((e.key.rank for e in kept), default=0) <= min(dropped)


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_the_footer_is_one_line_at_every_width(sample: Settings, make_app: MakeApp, width: int) -> None:
    app = make_app(sample)
    async with app.run_test(size=(width, 24)) as pilot:
        await sign_in(pilot)
        bar = app.screen.query_one(KeyBar)
        assert bar.size.height == 1
        assert bar.render().cell_length <= width
        assert "F2" in bar.render().plain


async def test_a_click_on_a_key_does_what_the_key_does(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        bar = app.screen.query_one(KeyBar)
        at = bar.render().plain.index("F1")
        left = sum(2 if ord(c) > 0x2E80 else 1 for c in bar.render().plain[:at])
        await pilot.click(KeyBar, offset=(left, 0))
        await settled(pilot)
        assert type(app.screen).__name__ == "HelpDialog"


async def test_the_footer_of_a_dialog_shows_the_dialog_s_keys(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f12")
        shown = app.screen.query_one(KeyBar).render().plain
        assert "Esc" in shown
        assert "F12" not in shown


async def test_the_header_says_who_where_what_and_since_when(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        await sign_in(pilot)
        assert isinstance(app.clock, FixedClock)
        app.clock.advance(754)
        shown = app.screen.query_one(StatusBar).render().plain
        for part in ("示例呼叫中心", "A11", "1001", "◇ 未就绪 12:34", "中文", "09:12"):
            assert part in shown


@pytest.mark.parametrize("width", [30, 50, 80, 120])
async def test_the_header_never_breaks(sample: Settings, make_app: MakeApp, width: int) -> None:
    app = make_app(sample)
    async with app.run_test(size=(width, 24)) as pilot:
        await sign_in(pilot)
        bar = app.screen.query_one(StatusBar)
        assert bar.size.height == 1
        assert bar.render().cell_length == bar.size.width
        assert "未就绪 0:00" in bar.render().plain


async def test_an_idle_second_redraws_the_clock_alone(
    sample: Settings, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        await sign_in(pilot)
        bar, clock = app.screen.query_one(StatusBar), app.screen.query_one(StateClock)
        drawn: list[Widget] = []
        monkeypatch.setattr(bar, "refresh", lambda *_, **__: drawn.append(bar))
        monkeypatch.setattr(clock, "refresh", lambda *_, **__: drawn.append(clock))
        assert isinstance(app.clock, FixedClock)
        app.tick.publish(app.clock.advance(1))
        await pilot.pause()
        assert set(drawn) == {clock}
        assert clock.render().plain == "0:01"


@pytest.mark.parametrize("seconds", [1, 754, 3723])
async def test_the_clock_lies_where_the_header_keeps_room_for_it(
    sample: Settings, make_app: MakeApp, seconds: int
) -> None:
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await sign_in(pilot)
        assert isinstance(app.clock, FixedClock)
        app.tick.publish(app.clock.advance(seconds))
        await pilot.pause()
        bar, clock = app.screen.query_one(StatusBar), app.screen.query_one(StateClock)
        shown = bar.render().plain
        left = cell_len(shown[: shown.index(clock.render().plain)])
        assert clock.region.x == bar.content_region.x + left
        assert clock.region.size == (len(clock.render().plain), 1)


async def test_a_new_minute_redraws_the_time_of_day(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test(size=(120, 36)) as pilot:
        await sign_in(pilot)
        assert isinstance(app.clock, FixedClock)
        app.tick.publish(app.clock.advance(61))
        await pilot.pause()
        assert "09:01" in app.screen.query_one(StatusBar).render().plain
