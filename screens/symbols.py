"""Every glyph the desk draws, each one cell wide, and an ASCII set for terminals that have no other."""

import os
import sys
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class Symbols(NamedTuple):
    """One set of glyphs. State is never told by colour alone: a glyph and a word stand with it."""

    said: str
    now: str
    open: str
    blocking: str
    owed: str
    settled: str
    dot: str
    bar: str
    error: str
    prompt: str
    more: str
    """Stands after a choice that asks on."""
    states: Mapping[str, str]
    """By the values of `rules.presence.State`, which the first paint does without."""


UNICODE = Symbols(
    said="✓",
    now="▸",
    open="·",
    blocking="!",
    owed="□",
    settled="■",
    dot="·",
    bar="│",
    error="✗",
    prompt="›",
    more="…",
    states={
        "signed-out": "○",
        "not-ready": "◇",
        "ready": "●",
        "ringing": "◎",
        "on-call": "▶",
        "on-hold": "‖",
        "wrap-up": "▣",
        "away": "△",
        "handing-over": "→",
    },
)

ASCII = Symbols(
    said="v",
    now=">",
    open=".",
    blocking="!",
    owed="[",
    settled="x",
    dot="-",
    bar="|",
    error="x",
    prompt=">",
    more="...",
    states={
        "signed-out": "o",
        "not-ready": "-",
        "ready": "*",
        "ringing": "@",
        "on-call": ">",
        "on-hold": "=",
        "wrap-up": "#",
        "away": "^",
        "handing-over": "~",
    },
)


def fitting(environ: Mapping[str, str], encoding: str) -> Symbols:
    """The set for that environment: AGENTDESK_ASCII=1 or an output that is not UTF-8 asks for ASCII."""
    if environ.get("AGENTDESK_ASCII", "") not in ("", "0"):
        return ASCII
    return UNICODE if encoding.lower().replace("-", "") == "utf8" else ASCII


@cache
def symbols() -> Symbols:
    """The set of this process."""
    return fitting(os.environ, getattr(sys.__stdout__, "encoding", None) or "utf-8")
