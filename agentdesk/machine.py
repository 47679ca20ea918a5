"""What this machine remembers between starts: the last seat, and the language and theme somebody chose at it."""

import os
from pathlib import Path
from typing import NamedTuple

FILE = "machine.toml"


class Machine(NamedTuple):
    """The memory; empty where nothing was chosen. Settings go before it."""

    seat: str = ""
    language: str = ""
    theme: str = ""


def recall(data_dir: Path) -> Machine:
    """What is remembered; nothing where the file is missing or not ours, for a convenience is no reason to stop."""
    try:
        text = (data_dir / FILE).read_text(encoding="utf-8")
        import tomllib  # noqa: PLC0415 - the very first start does without

        kept = tomllib.loads(text)
    except (OSError, ValueError):
        return Machine()
    return Machine(**{name: value for name in Machine._fields if isinstance(value := kept.get(name), str)})


def remember(data_dir: Path, machine: Machine) -> None:
    """Keep it, replacing what was kept before in one step."""
    import json  # noqa: PLC0415 - not needed to start

    # A JSON string is a TOML string.
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in machine._asdict().items())
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = data_dir / f".{FILE}.{os.getpid()}"
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.replace(data_dir / FILE)
