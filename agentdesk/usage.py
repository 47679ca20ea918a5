"""What the command line says before anything heavy is imported: the help page, and errors in the user's language."""

from typing import TYPE_CHECKING

from agentdesk.locale import has, t

if TYPE_CHECKING:
    from agentdesk.errors import DeskError

COMMANDS = ("accounts", "call", "db", "flags", "handover", "locate", "packs", "ring", "verify")
OPTIONS = (
    "config-file", "data-dir", "database", "language", "practice", "version", "help", "install-completion",
    "show-completion",
)  # fmt: skip
"""The top page of the help. `cli` builds its commands; a test holds the two to the same names."""

_TAKES = {"config-file": "FILE", "data-dir": "DIR", "database": "URL", "language": "zh_CN|en"}
_WIDTH = 28


def page() -> str:
    """The help page of `agentdesk --help`."""
    options = [f"--{name} {_TAKES.get(name, '')}".strip() for name in OPTIONS]
    return "\n".join(
        [
            t("cli.usage"),
            "",
            t("cli.about"),
            "",
            t("cli.options"),
            *(f"  {shown:<{_WIDTH}}{t(f'cli.option.{name}')}" for shown, name in zip(options, OPTIONS, strict=True)),
            "",
            t("cli.commands"),
            *(f"  {name:<{_WIDTH}}{t(f'cli.command.{name}')}" for name in COMMANDS),
            "",
        ]
    )


def told(error: "DeskError") -> str:
    """An error and, where there is one, the next step; each on a line of its own."""
    step = f"{error.key}.next"
    lines = [t(error.key, **error.params), *([t(step, **error.params)] if has(step) else ())]
    return "\n".join(lines)
