"""Times as people type them into a form: `2h`, `14:30`, `明天 10:00`, `周五 9点半`, `2026-11-22 10:00`."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("w", "week", "weeks"), "weeks"),
    **dict.fromkeys(("d", "day", "days", "天", "日"), "days"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "个小时", "钟头", "个钟头"), "hours"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), "minutes"),
}
_PIECE = re.compile(r"(\d{1,4}(?:\.\d{1,2})?|半)\s*([a-z]+|天|日|个?小时|个?钟头|分钟?)")
_LENGTH = re.compile(rf"(?:in\s+)?((?:{_PIECE.pattern}\s*)+)(?:后|以后|later)?")
_SHORT_HOURS = re.compile(r"(\d{1,2})h(\d{1,2})")

_DAYS: Mapping[str, int] = {
    "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_WEEKDAYS: Mapping[str, int] = {
    **{f"{week}{day}": at for week in ("周", "星期", "礼拜") for at, day in enumerate("一二三四五六日")},
    **{f"{week}天": 6 for week in ("星期", "礼拜")},
    **{name[:cut]: at for at, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    ) for cut in (3, len(name))},
}  # fmt: skip
_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?")

_CLOCK = re.compile(
    r"(早上|上午|中午|下午|晚上|今晚)?\s*(\d{1,2})(?:[:点时](?:(\d{1,2})分?|(半))?)?\s*(am|pm|a\.m\.|p\.m\.)?"
)
_ISO = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})[Tt](\d)")
_BARE = re.compile(r"\d{1,2}")
_LATER = frozenset({"下午", "晚上", "今晚", "pm", "p.m."})

FURTHEST = timedelta(days=366)
"""No time a caller is told lies further off."""


def parse(typed: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment `typed` means, in UTC; None where it means none, one that is past, or one over a year off.

    `now` is aware; `zone` is the centre's. A time of day without a day is the next one to come, today or tomorrow; a
    weekday is the next one to come. A day without a time is no definite time (CALL-6) and means none.
    """
    text = " ".join(unicodedata.normalize("NFKC", _ISO.sub(r"\1 \2", typed.strip())).casefold().split())
    try:
        moment = _length(text, now) or _on_a_day(text, now.astimezone(zone))
    except (ValueError, OverflowError):  # 25:00, 30 February
        return None
    return moment if moment is not None and now < moment <= now + FURTHEST else None


def back(typed: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment that lies `30d`, `12h` or `2w` back, or the beginning of a day such as `2026-11-01`; in UTC.

    None where `typed` means neither, or a moment to come.
    """
    text = " ".join(unicodedata.normalize("NFKC", typed).casefold().split())
    try:
        ahead = _length(text, now)
        day = None if ahead else datetime.combine(date.fromisoformat(text), time(), zone)
    except (ValueError, OverflowError):
        return None
    moment = now - (ahead - now) if ahead else day
    return moment.astimezone(UTC) if moment is not None and moment <= now else None


def _length(text: str, now: datetime) -> datetime | None:
    """`2h`, `1h30`, `半小时后`: that long from now."""
    text = _SHORT_HOURS.sub(r"\1h\2m", text) if _SHORT_HOURS.fullmatch(text) else text
    if not _LENGTH.fullmatch(text):
        return None
    sums = dict.fromkeys(("weeks", "days", "hours", "minutes"), 0.0)
    for number, unit in _PIECE.findall(text):
        if unit not in _UNITS:
            return None
        sums[_UNITS[unit]] += 0.5 if number == "半" else float(number)
    length = timedelta(**sums)
    return now + length if length else None


def _on_a_day(text: str, local: datetime) -> datetime | None:
    """`14:30`, `明天10点`, `11-22 10:00`: that time on that day, or on the next day that has it."""
    day, rest = _day(text, local.date())
    at = _clock(rest, bare=day is not None)
    if at is None:
        return None
    if day is not None:
        return datetime.combine(day, at, local.tzinfo).astimezone(UTC)
    today = datetime.combine(local.date(), at, local.tzinfo)
    later = today if today > local else datetime.combine(local.date() + timedelta(days=1), at, local.tzinfo)
    return later.astimezone(UTC)


def _day(text: str, today: date) -> tuple[date | None, str]:
    """The day `text` begins with, if it does, and what follows it."""
    for word in sorted((*_DAYS, *_WEEKDAYS), key=len, reverse=True):
        if text.startswith(word):
            ahead = _DAYS.get(word)
            if ahead is None:
                ahead = (_WEEKDAYS[word] - today.weekday()) % 7 or 7
            return today + timedelta(days=ahead), text[len(word) :].strip(" ,")
    if found := _DATE.match(text):
        year, month, day = found.groups()
        meant = date(int(year) if year else today.year, int(month), int(day))
        if not year and meant < today:
            meant = meant.replace(year=meant.year + 1)
        return meant, text[found.end() :].strip(" ,")
    return None, text


def _clock(text: str, *, bare: bool) -> time | None:
    """The time of day that `text` is; a `bare` hour only where a day stands before it."""
    found = _CLOCK.fullmatch(text)
    if not found or (_BARE.fullmatch(text) and not bare):
        return None
    part, hour_typed, minute, half, suffix = found.groups()
    hour = int(hour_typed)
    if ((part in _LATER or suffix in _LATER) and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    elif suffix in ("am", "a.m.") and hour == 12:
        hour = 0
    return time(hour, 30 if half else int(minute or 0))
