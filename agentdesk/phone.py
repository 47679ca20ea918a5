"""Phone numbers: parsed, shown in national format, with place and carrier. `phonenumbers` is imported at need."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache

from agentdesk.text import clean

REGION = "CN"
"""The country of a number that is written without one."""

_HIDDEN = frozenset(
    {"", "anonymous", "hidden", "private", "restricted", "unavailable", "unknown", "withheld", "匿名", "未知", "隐藏"}
)
_LONGEST = 64
_PATIENCE = 20.0
"""Seconds to wait for a place at the most."""


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
@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a number belongs and the carrier it was given out by; empty where nobody knows."""

    place: str = ""
    carrier: str = ""


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


@lru_cache(maxsize=512)
def whereabouts(number: Number, language: str) -> Whereabouts:
    """Where the number belongs and who gave it out, in that language (`zh_CN`, `en`); takes half a second.

    The tables are read in a process of their own: they take 100 MB, which no desk should hold all day for one line.
    """
    if not number.ok:
        return Whereabouts()
    command = [sys.executable, "-m", __name__, number.e164, language.split("_", maxsplit=1)[0] or "en"]
    found = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE, stdin=subprocess.DEVNULL)
    # A number without a place is worth less than a call that waits for one.
    return Whereabouts(*json.loads(found.stdout)) if found.returncode == 0 else Whereabouts()


def main(e164: str, language: str) -> None:
    """Print place and carrier of a number as JSON."""
    import phonenumbers  # noqa: PLC0415
    from phonenumbers import carrier, geocoder  # noqa: PLC0415

    number = phonenumbers.parse(e164)
    found = geocoder.description_for_number(number, language), carrier.name_for_number(number, language)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
