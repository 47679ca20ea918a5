"""What verdicts teach a pack: lessons written beside a centre's own packs, proven before they count.

The packs that ship are never written to: a folder with `learned.toml` alone adds to the shipped pack of its name.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from agentdesk.packs import files, loading
from agentdesk.packs.faults import Fault
from agentdesk.packs.files import LEARNED, PACK, Page
from agentdesk.packs.schema import LearnedFile, Lesson, shaped
from agentdesk.rules.pack import Pack

_HEAD = "# Written by the desk: what verdicts taught about forbidden phrases. A lesson may be taken out by hand.\n"


@dataclass(frozen=True, slots=True)
class Taught:
    """A pack with one lesson more: the files, and the pack they make up, or what is wrong with it."""

    directory: Path
    before: bytes
    """`learned.toml` as it was when the lesson was added; empty where there was none."""
    after: bytes
    pack: Pack | None
    faults: tuple[Fault, ...]


def teach(own: Path, pack_id: str, lesson: Lesson) -> Taught:
    """The pack with that lesson, proven. Nothing is written."""
    directory = home(own, pack_id)
    raw, unread = files.read(directory, loading.OWN_FILES) if directory.is_dir() else ({}, ())
    before = raw.get(LEARNED, b"")
    after = _text(_with(_lessons(directory.name, before), lesson)).encode()
    folder = loading.folder(directory.name, {**raw, LEARNED: after})
    base, found = loading.load_base()
    pack, refused = loading.assemble(folder, base)
    faults = (*found, *unread, *refused)
    if pack is not None and not faults:
        faults = loading.proven(pack, folder, base)
    return Taught(directory, before, after, pack, faults)


def home(own: Path, pack_id: str) -> Path:
    """The folder of a pack among a centre's own; one that adds to the shipped pack where it has none yet."""
    for directory in sorted(own.iterdir()) if own.is_dir() else ():
        page = files.parse(PACK, (directory / PACK).read_bytes()) if (directory / PACK).is_file() else None
        if isinstance(page, Page) and page.data.get("id") == pack_id:
            return directory
    return own / pack_id


def write(taught: Taught) -> bool:
    """Put the lessons on disk, replaced at once; False where somebody else taught that pack meanwhile."""
    path = taught.directory / LEARNED
    if (path.read_bytes() if path.is_file() else b"") != taught.before:
        return False
    taught.directory.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=taught.directory, suffix=".new", delete=False) as part:
        part.write(taught.after)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).chmod(0o644)  # others at the centre may load the pack
    Path(part.name).replace(path)
    return True


def _lessons(folder: str, raw: bytes) -> tuple[Lesson, ...]:
    """The lessons so far; of a file that is none, none: what is wrong with it is said when it is loaded."""
    page = files.parse(f"{folder}/{LEARNED}", raw) if raw else None
    content = shaped(page, LearnedFile)[0] if isinstance(page, Page) else None
    return content.learned if content is not None else ()


def _with(lessons: Iterable[Lesson], new: Lesson) -> tuple[Lesson, ...]:
    by_id = {lesson.id: lesson for lesson in lessons}
    old = by_id.get(new.id, Lesson(new.id))
    by_id[new.id] = replace(
        old,
        allowed=tuple(dict.fromkeys((*old.allowed, *new.allowed))),
        counter_examples=tuple(dict.fromkeys((*old.counter_examples, *new.counter_examples))),
    )
    return tuple(by_id[each] for each in sorted(by_id))


def _text(lessons: Iterable[Lesson]) -> str:
    return _HEAD + "".join(
        "\n[[learned]]\n" + "".join(f"{name} = {_value(value)}\n" for name, value in _keys(lesson).items())
        for lesson in lessons
    )


def _keys(lesson: Lesson) -> Mapping[str, str | tuple[str, ...]]:
    return {"id": lesson.id, "allowed": lesson.allowed, "counter_examples": lesson.counter_examples}


def _value(value: str | tuple[str, ...]) -> str:
    """A text or a list of texts as TOML: a JSON string is a TOML string."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "[" + "".join(f"\n    {_value(each)}," for each in value) + "\n]" if value else "[]"
