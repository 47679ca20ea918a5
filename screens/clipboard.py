"""The one way text leaves for the clipboard; it always says what was copied."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol, runtime_checkable

from textual.app import App
from textual.widget import Widget

from agentdesk.locale import t
from agentdesk.text import clean
from screens.draw import cut

SHOWN = 40
"""Cells of the copied text the notice repeats."""


@runtime_checkable
class Copyable(Protocol):
    """A widget or screen that knows what `y` copies when it has the focus."""

    def copied(self) -> str:
        """The text, empty where there is none."""
        ...


def copy(app: App[Any], text: str) -> None:
    """Put `text` on the clipboard, the terminal's (OSC 52) and the system's, and say so."""
    text = clean(text, lines=True)
    app.copy_to_clipboard(text)
    if program := system_program(os.environ, sys.platform):
        app.run_worker(partial(_hand_over, program, text), thread=True, exit_on_error=False)
    app.notify(t("clipboard.copied", text=cut(text, SHOWN)), markup=False, timeout=3)


def copyable(focused: Widget | None) -> str:
    """What the focused widget, or the nearest one around it, would have copied."""
    for node in focused.ancestors_with_self if focused else ():
        if isinstance(node, Copyable) and (text := node.copied()):
            return text
    return ""


def system_program(environ: Mapping[str, str], platform: str) -> tuple[str, ...]:
    """The program that fills the system's clipboard, for terminals that do not take OSC 52; empty where none is."""
    if platform == "darwin":
        program: tuple[str, ...] = ("pbcopy",)
    elif environ.get("WAYLAND_DISPLAY"):
        program = ("wl-copy",)
    elif environ.get("DISPLAY"):
        program = ("xclip", "-selection", "clipboard")
    else:
        return ()
    return program if shutil.which(program[0]) else ()


def _hand_over(program: tuple[str, ...], text: str) -> None:
    # xclip and wl-copy put themselves in the background and keep their output open: it must lead nowhere.
    subprocess.run(
        program, input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=2, check=False
    )
