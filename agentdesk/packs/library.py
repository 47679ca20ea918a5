"""All packs of a desk: those that ship, and a centre's own over them. A broken one never stops the desk."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agentdesk.packs import files, loading
from agentdesk.packs.faults import Fault, shown
from agentdesk.packs.loading import Base, Folder
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Library:
    """The packs by id, and the faults of those that could not be used as they are."""

    packs: Mapping[str, Pack]
    faults: tuple[Fault, ...] = ()
    own: Path | None = None
    """The centre's folder: one folder a pack inside."""
    kept: Path | None = None
    """Where the last good version of each own pack is kept, one file a pack."""

    @classmethod
    def load(cls, own: Path | None = None, kept: Path | None = None) -> "Library":
        """The packs that ship, overridden by id by the good ones in `own`.

        Of a broken own pack the last good version is used, which is a copy in `kept` (made whenever a good one is
        loaded); where there is none, the one that ships under its id stays.
        """
        base, found = loading.load_base()
        faults = list(found)
        packs: dict[str, Pack] = {}
        for directory in _folders(files.root()):
            if directory.name != "base":
                folder, unread = loading.open_folder(directory)
                pack, refused = loading.assemble(folder, base)
                faults += (*unread, *refused)
                if pack is not None and not (unread or refused):
                    packs[pack.id] = pack
        if own is not None:
            packs |= _own(own, kept, base, faults)
        return cls(packs, tuple(faults), own, kept)

    def reload(self) -> "Library":
        """The library as the files are now; this one stays as it is."""
        return Library.load(self.own, self.kept)

    def everything(self) -> tuple[Forbidden, ...]:
        """Every forbidden phrase of every pack, each once."""
        return tuple(
            {(entry.id, entry.text): entry for pack in self.packs.values() for entry in pack.forbidden}.values()
        )


def _folders(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.iterdir()) if path.is_dir() and not path.name.startswith((".", "_")))


def _own(own: Path, kept: Path | None, base: Base, faults: list[Fault]) -> dict[str, Pack]:
    """A centre's packs, the last good version standing in for a broken one; what is wrong goes to `faults`."""
    packs: dict[str, Pack] = {}
    try:
        directories = list(_folders(own))
    except OSError as broken:
        faults.append(Fault(str(own), "packs.unreadable", value=shown(broken.strerror)))
        return packs
    for directory in directories:
        folder, unread = loading.open_folder(directory)
        good = _LastGood(kept, folder.name, base)
        pack, refused = loading.assemble(folder, base)
        wrong = (*unread, *refused)
        if pack is not None and not wrong and pack.digest != good.digest:
            wrong = loading.proven(pack, folder, base)
        if pack is None or wrong:
            pack = good.pack()
        elif pack.digest != good.digest:
            wrong = good.keep(pack, folder)
        if pack is not None and pack.id in packs:
            wrong = (*wrong, Fault(f"{folder.name}/{files.PACK}", "packs.twice", "id", value=pack.id))
        elif pack is not None:
            packs[pack.id] = pack
        faults += wrong
    return packs


class _LastGood:
    """The last good version of an own pack: one file with the texts of its files, and the digest they had."""

    def __init__(self, kept: Path | None, name: str, base: Base) -> None:
        self.name, self.base = name, base
        self.path = kept / f"{name}.json" if kept is not None else None
        self.digest, self.raw = self._read()

    def _read(self) -> tuple[str, dict[str, bytes]]:
        try:
            content = json.loads(self.path.read_bytes()) if self.path is not None else {}
            return str(content["digest"]), {str(name): str(text).encode() for name, text in content["files"].items()}
        except (OSError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
            # Nothing kept yet, or no longer legible: either way there is nothing to stand in with.
            return "", {}

    def pack(self) -> Pack | None:
        """The kept version, if there is one and it is good under today's courtesy lines too."""
        if not self.raw:
            return None
        pack, refused = loading.assemble(loading.folder(self.name, self.raw), self.base)
        return None if refused else pack

    def keep(self, pack: Pack, folder: Folder) -> tuple[Fault, ...]:
        """Keep a good version; the file is replaced at once, so that a crash leaves the old one or the new one."""
        if self.path is None:
            return ()
        texts = {name: raw.decode() for name, raw in folder.raw.items()}
        content = json.dumps({"digest": pack.digest, "files": texts}, ensure_ascii=False)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self.path.parent, delete=False) as part:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
            Path(part.name).replace(self.path)
        except OSError as broken:
            return (Fault(str(self.path), "packs.not-kept", value=shown(broken.strerror)),)
        return ()
