"""The desk's themes. Style sheets name what a colour means (`$owed`), never a colour; here the meanings get theirs."""

from typing import NamedTuple

from textual.theme import Theme


class Meanings(NamedTuple):
    """Our own variables; every theme gives each of them (`clock_ok` is `$clock-ok`)."""

    clock_ok: str
    clock_warn: str
    clock_breach: str
    flag: str
    flag_reported: str
    said: str
    owed: str
    practice: str
    """The colour practice is told by: its banner, in every theme."""

    def variables(self) -> dict[str, str]:
        """As style sheets know them."""
        return {name.replace("_", "-"): value for name, value in self._asdict().items()}


LIGHT = Theme(
    name="desk-light",
    dark=False,
    primary="#1F5F8B",
    secondary="#4A6572",
    accent="#1F5F8B",
    foreground="#1E2932",
    background="#F4F5F3",
    surface="#FFFFFF",
    panel="#E4E8E8",
    success="#2E7D4F",
    warning="#9A5B00",
    error="#B3261E",
    variables=Meanings(
        clock_ok="#2E7D4F",
        clock_warn="#9A5B00",
        clock_breach="#B3261E",
        flag="#B3261E",
        flag_reported="#5C6973",
        said="#2E7D4F",
        owed="#9A5B00",
        practice="#6A3FA0",
    ).variables(),
)

DARK = Theme(
    name="desk-dark",
    dark=True,
    primary="#7FB4D9",
    secondary="#8FA3AF",
    accent="#7FB4D9",
    foreground="#D7DEE3",
    background="#12171B",
    surface="#1A2127",
    panel="#263038",
    success="#7CC79A",
    warning="#E0B15C",
    error="#EE8A82",
    variables=Meanings(
        clock_ok="#7CC79A",
        clock_warn="#E0B15C",
        clock_breach="#EE8A82",
        flag="#EE8A82",
        flag_reported="#8FA3AF",
        said="#7CC79A",
        owed="#E0B15C",
        practice="#C3A6F0",
    ).variables(),
)

CONTRAST = Theme(
    name="desk-contrast",
    dark=True,
    primary="#FFFFFF",
    secondary="#FFFFFF",
    accent="#FFFF00",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#2B2B2B",
    success="#5CFF8F",
    warning="#FFFF00",
    error="#FF9C94",
    text_alpha=1.0,
    variables=Meanings(
        clock_ok="#5CFF8F",
        clock_warn="#FFFF00",
        clock_breach="#FF9C94",
        flag="#FF9C94",
        flag_reported="#FFFFFF",
        said="#5CFF8F",
        owed="#FFFF00",
        practice="#FF9CFF",
    ).variables(),
)

PRACTICE = Theme(
    name="desk-practice",
    dark=True,
    primary="#C3A6F0",
    secondary="#A79BB8",
    accent="#C3A6F0",
    foreground="#E2DCEB",
    background="#1B1426",
    surface="#241B32",
    panel="#352748",
    success="#7CC79A",
    warning="#E0B15C",
    error="#EE8A82",
    variables=Meanings(
        clock_ok="#7CC79A",
        clock_warn="#E0B15C",
        clock_breach="#EE8A82",
        flag="#EE8A82",
        flag_reported="#A79BB8",
        said="#7CC79A",
        owed="#E0B15C",
        practice="#C3A6F0",
    ).variables(),
)

THEMES = (LIGHT, DARK, CONTRAST, PRACTICE)

CHOICES = (DARK, LIGHT, CONTRAST)
"""What a user may choose at a live desk."""


def choices(*, practice: bool) -> tuple[Theme, ...]:
    """What a user may choose; the first is the default. Practice puts its own on."""
    return (PRACTICE, *CHOICES) if practice else CHOICES
