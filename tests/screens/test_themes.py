"""Themes: each gives every meaning a colour, and text on it can be read."""

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from agentdesk.locale import catalogue
from screens.themes import CHOICES, PRACTICE, THEMES, Meanings

SCREENS = Path(__file__).parents[2] / "screens"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
def test_a_theme_is_complete(theme: Theme) -> None:
    assert set(theme.variables) == {name.replace("_", "-") for name in Meanings._fields}
    assert f"theme.{theme.name}" in catalogue("en")
    for value in (theme.foreground, theme.surface, theme.panel, theme.success, theme.warning, theme.error):
        assert value


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
def test_words_can_be_read_on_every_ground(theme: Theme) -> None:
    words = [theme.foreground, theme.primary, theme.secondary, theme.error, *theme.variables.values()]
    for ground in (theme.background, theme.surface):
        assert ground
        for word in words:
            assert word
            assert contrast(word, ground) >= 4.5, (word, ground)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [channel / 255 for channel in Color.parse(colour).rgb]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_practice_is_not_for_choosing() -> None:
    assert PRACTICE not in CHOICES


def test_style_sheets_name_meanings_never_colours() -> None:
    sheets = [*SCREENS.rglob("*.tcss"), *SCREENS.rglob("*.py")]
    hexes = [
        (path.name, match)
        for path in sheets
        if path.name != "themes.py"
        for match in re.findall(r"(?<![&\w])#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8"))
    ]
    assert hexes == []
