"""The way in: `agentdesk` opens the desk; everything else is the command line.

Only what is asked for is imported: the version and the help page wait for nothing, the desk paints before it imports.
"""

import os
import sys
from collections.abc import Mapping, Sequence

from agentdesk import __version__

_SETTINGS = ("--config-file", "--data-dir", "--database", "--language")
_PRACTICE = "--practice"
_COMPLETION = "_AGENTDESK_COMPLETE"
"""Set by a shell that wants completions, which are the command line's to give."""


def main() -> int:
    """Run what the arguments ask for; returns the exit status: 0 fine, 1 failed, 2 wrongly asked."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"agentdesk {__version__}\n")
        return 0
    from agentdesk import locale  # noqa: PLC0415

    locale.use(locale.preferred(os.environ.get("AGENTDESK_LANGUAGE", ""), os.environ))
    if arguments == ["--help"]:
        from agentdesk import usage  # noqa: PLC0415

        sys.stdout.write(usage.page())
        return 0
    settings = [argument for argument in arguments if argument != _PRACTICE]
    overrides = None if _COMPLETION in os.environ else _overrides(settings)
    if overrides is not None:
        return _open_desk(overrides, practice=_PRACTICE in arguments)
    from agentdesk import cli  # noqa: PLC0415

    return cli.run()


def _overrides(arguments: Sequence[str]) -> Mapping[str, str] | None:
    """The settings on a command line that holds nothing else; None for any other, which the command line parses."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, joined, value = rest.pop(0).partition("=")
        if name not in _SETTINGS or not (joined or rest):
            return None
        found[name.removeprefix("--").replace("-", "_")] = value if joined else rest.pop(0)
    return found


def _open_desk(overrides: Mapping[str, str], *, practice: bool) -> int:
    from agentdesk import locale  # noqa: PLC0415
    from agentdesk.errors import DeskError, SettingsError  # noqa: PLC0415
    from agentdesk.settings import load  # noqa: PLC0415

    try:
        settings = load(overrides, os.environ)
        locale.use(locale.preferred(settings.language, os.environ))
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            sys.stderr.write(f"{locale.t('cli.no-terminal')}\n{locale.t('cli.no-terminal.next')}\n")
            return 2
        from screens.start import run  # noqa: PLC0415

        return run(settings.practising() if practice else settings)
    except DeskError as error:
        from agentdesk.usage import told  # noqa: PLC0415

        sys.stderr.write(told(error) + "\n")
        return 2 if isinstance(error, SettingsError) else 1


if __name__ == "__main__":
    sys.exit(main())
