"""Where packs lie, and their files as bytes, as TOML, and as one digest."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agentdesk.packs.faults import Fault, near, shown

PACK, PHRASES, FORBIDDEN, ABUSE = "pack.toml", "phrases.toml", "forbidden.toml", "abuse.toml"
LEARNED = "learned.toml"
"""What verdicts taught about forbidden phrases; written by the desk."""

LARGEST = 4_000_000
"""The most bytes a file of a pack may have."""

Way = tuple[str | int, ...]
"""The way to a value in a TOML document: names of keys and places in lists."""

_LINE = re.compile(r"\(at line (\d+)")


def root() -> Path:
    """The folder of the packs that ship: inside the installed package, else beside the source tree."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_scripts"
    return installed if installed.is_dir() else package.parent / "scripts"


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a pack, read. `data` is what the TOML says."""

    name: str
    text: str
    data: Mapping[str, object]

    def fault(self, problem: str, path: Way = (), value: object = "", hint: str = "") -> Fault:
        """A fault of this file at that place."""
        return Fault(self.name, problem, dotted(path), line_of(self.text, path), shown(value), hint)

    def at(self, path: Way) -> object:
        """The value at the end of a path; None where there is none."""
        value: object = self.data
        for step in path:
            try:
                value = value[step]  # type: ignore[index]  # any TOML value; what cannot be indexed raises
            except (KeyError, IndexError, TypeError):
                return None
        return value


def read(directory: Path, allowed: tuple[str, ...]) -> tuple[dict[str, bytes], tuple[Fault, ...]]:
    """The TOML files of a folder by name, and what is wrong with the folder. Other files are none of a pack's."""
    where = directory.resolve().name
    raw: dict[str, bytes] = {}
    faults = []
    try:
        for path in sorted(directory.glob("*.toml")):
            if path.name not in allowed:
                faults.append(Fault(f"{where}/{path.name}", "packs.unknown-file", hint=near(path.name, allowed)))
            elif path.stat().st_size > LARGEST:
                faults.append(Fault(f"{where}/{path.name}", "packs.too-large", value=str(LARGEST)))
            else:
                raw[path.name] = path.read_bytes()
    except OSError as broken:
        faults.append(Fault(where, "packs.unreadable", value=shown(broken.strerror)))
    return raw, tuple(faults)


def parse(name: str, raw: bytes) -> Page | Fault:
    """A file's TOML, or the fault that keeps it from being read."""
    try:
        text = raw.decode("utf-8")
        return Page(name, text, tomllib.loads(text))
    except UnicodeDecodeError as broken:
        return Fault(name, "packs.not-utf8", line=raw.count(b"\n", 0, broken.start) + 1)
    except RecursionError:
        return Fault(name, "packs.too-deep")
    except ValueError as broken:  # TOMLDecodeError, or a number too long for Python
        at = _LINE.search(str(broken))
        return Fault(name, "packs.syntax", line=int(at[1]) if at else 0, value=shown(broken))


def digest(*folders: tuple[str, Mapping[str, bytes]]) -> str:
    """SHA-256 over the files of the folders, each with its name and length, in sorted order."""
    total = hashlib.sha256()
    for folder, files in folders:
        for name in sorted(files):
            total.update(f"{folder}/{name}\0{len(files[name])}\0".encode())
            total.update(files[name])
    return total.hexdigest()


def dotted(path: Way) -> str:
    """A path as people write it: `phrases[3].stage`, the first being 0."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def line_of(text: str, path: Way) -> int:
    """The line of a value in TOML written the usual way: that of its key, else of its table, else 0."""
    if not path:
        return 0
    names = [step for step in path if isinstance(step, str)]
    place = next((step for step in path if isinstance(step, int)), None)
    lines = [line.strip() for line in text.split("\n")]
    start, key = 0, names[0]
    if len(names) > 1 or place is not None:
        header = f"[{names[0]}]" if place is None else f"[[{names[0]}]]"
        headers = [number for number, line in enumerate(lines, 1) if line.startswith(header)]
        if (place or 0) < len(headers):
            start, key = headers[place or 0], names[1] if len(names) > 1 else ""
    written = re.compile(rf"[\"']?{re.escape(key)}[\"']?\s*[=.]")
    for number, line in enumerate(lines[start:], start + 1):
        if start and line.startswith("["):
            break
        if key and written.match(line):
            return number
    return start
