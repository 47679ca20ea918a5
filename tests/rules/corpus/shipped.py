"""The phrases that ship, read plainly: these tests need no loader."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from agentdesk.rules.forbidden import Forbidden, Matcher, Severity, compile

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"


@cache
def phrases() -> tuple[Forbidden, ...]:
    """Every phrase of every pack, Chinese and English, and the shared list."""
    paths = [*sorted(SCRIPTS.glob("*/forbidden.toml")), SCRIPTS / "base" / "abuse.toml"]
    return tuple(_phrase(table) for path in paths for table in tomllib.loads(path.read_text("utf-8"))["forbidden"])


@cache
def matcher() -> Matcher:
    """The matcher of all of them."""
    return compile(phrases())


def _phrase(table: dict[str, Any]) -> Forbidden:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Forbidden(**{**values, "severity": Severity(table["severity"])})
