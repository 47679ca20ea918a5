"""What this machine remembers between starts: the last seat, and the language and theme somebody chose at it."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = "machine.json"


@dataclass(frozen=True, slots=True)
class Machine:
    """The memory; empty where nothing was chosen. Settings go before it."""

    seat: str = ""
    language: str = ""
    theme: str = ""


def recall(data_dir: Path) -> Machine:
    """What is remembered; nothing where the file is missing or not ours: it is a convenience, never a reason to stop."""
    try:
        kept = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Machine()
    known = kept if isinstance(kept, dict) else {}
    return Machine(**{f.name: v for f in fields(Machine) if isinstance(v := known.get(f.name), str)})


def remember(data_dir: Path, machine: Machine) -> None:
    """Keep it, replacing what was kept before in one step."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = data_dir / f".{FILE}.{os.getpid()}"
    fresh.write_text(json.dumps(asdict(machine), ensure_ascii=False), encoding="utf-8")
    fresh.replace(data_dir / FILE)
