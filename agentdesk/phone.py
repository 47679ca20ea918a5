"""Phone numbers: parsed, shown in national format, with place and carrier. `phonenumbers` is imported at need."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from agentdesk.text import clean

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

REGION = "CN"
"""The country of a number that is written without one."""

_HIDDEN = frozenset(
    {"", "anonymous", "hidden", "private", "restricted", "unavailable", "unknown", "withheld", "匿名", "未知", "隐藏"}
)
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Number:
    """A caller's number. Where `ok` is False it could not be parsed: `national` is what was typed and `e164` empty."""

    raw: str
    e164: str
    national: str
    ok: bool
    hidden: bool = False
    """The line withheld the number."""


@lru_cache(maxsize=256)
def parse(raw: str, region: str = REGION) -> Number:
    """The number that `raw` writes; never raises. What cannot be parsed is kept as typed."""
    typed = clean(raw).strip()[:_LONGEST]
    if typed.casefold() in _HIDDEN:
        return Number(typed, "", typed, ok=False, hidden=True)
    import phonenumbers  # noqa: PLC0415 - 50 ms that no start-up should wait for

    try:
        parsed = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return Number(typed, "", typed, ok=False)
    if not phonenumbers.is_valid_number(parsed):
        return Number(typed, "", typed, ok=False)
    home = phonenumbers.region_code_for_number(parsed) == region
    shape = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Number(typed, e164, phonenumbers.format_number(parsed, shape), ok=True)


def place(number: Number, language: str) -> str:
    """Where the number belongs, in that language (`zh_CN`, `en`); empty where nobody knows."""
    if not number.ok:
        return ""
    from phonenumbers import geocoder  # noqa: PLC0415

    return str(geocoder.description_for_number(_again(number), _tag(language)))


def carrier(number: Number, language: str) -> str:
    """The carrier a mobile number was given out by, in that language; empty where nobody knows."""
    if not number.ok:
        return ""
    from phonenumbers import carrier as carriers  # noqa: PLC0415

    return str(carriers.name_for_number(_again(number), _tag(language)))


def _again(number: Number) -> "PhoneNumber":
    import phonenumbers  # noqa: PLC0415

    return phonenumbers.parse(number.e164)


def _tag(language: str) -> str:
    return language.split("_", maxsplit=1)[0] or "en"
