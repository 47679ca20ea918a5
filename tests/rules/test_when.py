"""Times as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules.when import FURTHEST, back, parse

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 14, 0, tzinfo=ZONE).astimezone(UTC)  # a Saturday


def local(typed: str) -> str | None:
    moment = parse(typed, NOW, ZONE)
    return f"{moment.astimezone(ZONE):%m-%d %H:%M}" if moment else None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2h", "11-21 16:00"),
        ("1h30", "11-21 15:30"),
        ("1.5h", "11-21 15:30"),
        ("90 min", "11-21 15:30"),
        ("in 2 hours", "11-21 16:00"),
        ("1d 2h", "11-22 16:00"),
        ("半小时", "11-21 14:30"),
        ("２小时后", "11-21 16:00"),
        ("45分钟", "11-21 14:45"),
        ("14:30", "11-21 14:30"),
        ("14：30", "11-21 14:30"),
        ("13:30", "11-22 13:30"),  # past today: the next one to come
        ("14:00", "11-22 14:00"),
        ("16点半", "11-21 16:30"),
        ("16点5分", "11-21 16:05"),
        ("下午3点", "11-21 15:00"),
        ("晚上 8:15", "11-21 20:15"),
        ("3pm", "11-21 15:00"),
        ("9am", "11-22 09:00"),
        ("12am", "11-22 00:00"),
        ("明天 10:00", "11-22 10:00"),
        ("明天10点", "11-22 10:00"),
        ("明天上午9点", "11-22 09:00"),
        ("后天 9:30", "11-23 09:30"),
        ("大后天 9:30", "11-24 09:30"),
        ("今天 18:00", "11-21 18:00"),
        ("tomorrow 10:00", "11-22 10:00"),
        ("tomorrow 10", "11-22 10:00"),
        ("周一 9:00", "11-23 09:00"),
        ("星期六 9:00", "11-28 09:00"),
        ("fri 16:00", "11-27 16:00"),
        ("Friday 4pm", "11-27 16:00"),
        ("2026-11-22 10:00", "11-22 10:00"),
        ("2026-11-22T10:00", "11-22 10:00"),
        ("2026/11/22 10:00", "11-22 10:00"),
        ("2026年11月22日 10:00", "11-22 10:00"),
        ("11-22 10:00", "11-22 10:00"),
        ("11月22日10点", "11-22 10:00"),
        ("1-5 10:00", "01-05 10:00"),  # this year's is past
    ],
)
def test_means(typed: str, meant: str) -> None:
    assert local(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "soon", "尽快", "明天", "14", "25:00", "10:75", "今天 13:00", "2026-11-20 10:00", "2026-02-30 10:00",
        "2025-11-22 10:00", "2030-01-01 10:00", "0h", "2x", "h", "-2h", "9999d", "99:99 明天",
    ],
)  # fmt: skip
def test_means_no_moment_to_come(typed: str) -> None:
    assert local(typed) is None


@given(st.text(max_size=40) | st.from_regex(r"[0-9:点半小时明天周pam. hd-]{1,16}"))
def test_never_raises_and_never_lies_in_the_past(typed: str) -> None:
    moment = parse(typed, NOW, ZONE)
    assert moment is None or NOW < moment <= NOW + FURTHEST


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("30d", NOW - timedelta(days=30)),
        ("2w", NOW - timedelta(weeks=2)),
        ("1h30m", NOW - timedelta(minutes=90)),
        ("7天", NOW - timedelta(days=7)),
        ("2026-11-01", datetime(2026, 10, 31, 16, tzinfo=UTC)),
        ("2027-01-01", None),
        ("yesterday", None),
        ("", None),
        ("99999999d", None),
    ],
)
def test_moments_that_lie_back(typed: str, moment: datetime | None) -> None:
    assert back(typed, NOW, ZONE) == moment
