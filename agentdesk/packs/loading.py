"""One pack from its folder: read, shaped, filled up from the courtesy lines, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from agentdesk.packs import checks, files
from agentdesk.packs.faults import Fault, PackError
from agentdesk.packs.files import ABUSE, FORBIDDEN, LEARNED, PACK, PHRASES, Page
from agentdesk.packs.proofs import prove
from agentdesk.packs.schema import ForbiddenFile, LearnedFile, Lesson, PackFile, PhraseFile, Shape, shaped
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.pack import STAGES, Direction, Pack, Phrase

OWN_FILES = (PACK, PHRASES, FORBIDDEN, LEARNED)
_BASE_FILES = (PHRASES, ABUSE)


@dataclass(frozen=True, slots=True)
class Base:
    """What every pack is filled up with: courtesy lines, and the abuse nobody may write (FORB-3)."""

    raw: Mapping[str, bytes]
    phrases: tuple[Phrase, ...]
    forbidden: tuple[Forbidden, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """A pack's files: the folder's name and their bytes.

    A folder of `forbidden.toml` or `learned.toml` alone adds to the shipped pack of its name, which is then `under` it.
    """

    name: str
    raw: Mapping[str, bytes]
    under: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def whole(self) -> Mapping[str, bytes]:
        """Every file of the pack, its own before those under it."""
        return {**self.under, **self.raw}


def load(directory: Path) -> Pack:
    """The pack in a folder, proven. Raises PackError with every fault."""
    base, faults = load_base()
    folder, unread = open_folder(directory)
    pack, refused = assemble(folder, base)
    found = (*faults, *unread, *refused)
    if pack is not None and not found:
        found = proven(pack, folder, base)
    if pack is None or found:
        raise PackError(folder.name, found)
    return pack


def check(directory: Path) -> list[Fault]:
    """Everything that is wrong with the pack in a folder; empty when it can be used."""
    try:
        load(directory)
    except PackError as refused:
        return list(refused.faults)
    return []


def load_base() -> tuple[Base, tuple[Fault, ...]]:
    """The courtesy lines and the shared abuse list that ship."""
    raw, faults = files.read(files.root() / "base", _BASE_FILES)
    reader = _Reader(Folder("base", raw), faults)
    phrases, forbidden = reader.phrases(), reader.forbidden(ABUSE)
    return Base(raw, phrases, forbidden), tuple(reader.faults)


def open_folder(directory: Path) -> tuple[Folder, tuple[Fault, ...]]:
    """A pack's folder, read."""
    raw, faults = files.read(directory, OWN_FILES)
    return folder(directory.resolve().name, raw), faults


def folder(name: str, raw: Mapping[str, bytes]) -> Folder:
    """A pack's files, with those of the shipped pack under them where they add to it."""
    shipped = files.root() / name
    if not raw or not raw.keys() <= {FORBIDDEN, LEARNED} or not (shipped / PACK).is_file():
        return Folder(name, raw)
    return Folder(name, raw, files.read(shipped, OWN_FILES)[0])


class _Reader:
    """Reads the files of one folder and gathers what is wrong with them."""

    def __init__(self, folder: Folder, faults: tuple[Fault, ...] = ()) -> None:
        self.folder = folder
        self.faults = list(faults)

    def sheet(self) -> tuple[Page, PackFile] | None:
        """`pack.toml`."""
        read = self._read(PACK, PackFile)
        self.faults += checks.sheet(*read) if read else ()
        return read

    def phrases(self) -> tuple[Phrase, ...]:
        """`phrases.toml`."""
        read = self._read(PHRASES, PhraseFile)
        self.faults += checks.phrases(read[0], read[1].phrases) if read else ()
        return read[1].phrases if read else ()

    def forbidden(self, name: str, shared: tuple[Forbidden, ...] = ()) -> tuple[Forbidden, ...]:
        """`forbidden.toml` or `abuse.toml`; a pack may have none of its own."""
        if name not in self.folder.whole:
            return ()
        read = self._read(name, ForbiddenFile)
        self.faults += checks.forbidden(read[0], read[1].forbidden, shared) if read else ()
        return read[1].forbidden if read else ()

    def lessons(self, phrases: tuple[Forbidden, ...]) -> tuple[Forbidden, ...]:
        """`phrases` as `learned.toml` taught them."""
        read = self._read(LEARNED, LearnedFile) if LEARNED in self.folder.whole else None
        if read is None:
            return phrases
        page, said = read
        self.faults += checks.learned(page, said.learned, phrases)
        lessons = {lesson.id: lesson for lesson in said.learned}
        return tuple(_taught(phrase, lessons.get(phrase.id)) for phrase in phrases)

    def _read(self, name: str, shape: type[Shape]) -> tuple[Page, Shape] | None:
        """A file that parses and has its shape, its unsafe texts noted."""
        at = f"{self.folder.name}/{name}"
        raw = self.folder.whole.get(name)
        page = Fault(at, "packs.missing-file", value=name) if raw is None else files.parse(at, raw)
        if isinstance(page, Fault):
            self.faults.append(page)
            return None
        self.faults += checks.unsafe(page, invisible=shape in (ForbiddenFile, LearnedFile))
        content, faults = shaped(page, shape)
        self.faults += faults
        return (page, content) if content is not None else None


def assemble(folder: Folder, base: Base) -> tuple[Pack | None, tuple[Fault, ...]]:
    """The pack those files make up, filled from `base`, and what is wrong with it; no pack where it has no shape."""
    reader = _Reader(folder)
    sheet, own, forbidden = reader.sheet(), reader.phrases(), reader.forbidden(FORBIDDEN, base.forbidden)
    if folder.under and FORBIDDEN in folder.raw:
        known = {entry.id for entry in forbidden}
        shipped = _Reader(Folder(folder.name, folder.under)).forbidden(FORBIDDEN)
        forbidden = (*forbidden, *(entry for entry in shipped if entry.id not in known))
    forbidden = reader.lessons((*forbidden, *base.forbidden))
    if sheet is None or reader.faults:
        return None, tuple(reader.faults)
    page, said = sheet
    pack = Pack(
        **{name: getattr(said, name) for name in said.__dataclass_fields__},
        digest=_digest(folder, base),
        phrases=(*own, *_borrowed(own, base.phrases if said.language == "zh_CN" else ())),
        forbidden=forbidden,
    )
    return pack, tuple(checks.complete(page, pack))


def _digest(folder: Folder, base: Base) -> str:
    under = (("under", folder.under),) if folder.under else ()
    return files.digest(("", folder.raw), *under, ("base", base.raw))


def _taught(phrase: Forbidden, lesson: Lesson | None) -> Forbidden:
    if lesson is None:
        return phrase
    return replace(
        phrase,
        allowed=(*phrase.allowed, *lesson.allowed),
        counter_examples=(*phrase.counter_examples, *lesson.counter_examples),
    )


def proven(pack: Pack, folder: Folder, base: Base) -> tuple[Fault, ...]:
    """What a pack's forbidden phrases say against its own wording. Slow: the matcher is built for it."""
    return prove(pack, folder.name, folder.whole, base.forbidden)


def _borrowed(own: tuple[Phrase, ...], base: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The courtesy lines for every stage and direction that a pack's own phrases are silent about."""
    found = []
    taken = {phrase.id for phrase in own}
    for stage in STAGES:
        spoken = {phrase.direction for phrase in own if phrase.stage == stage}
        silent = [way for way in Direction if not spoken & {None, way}]
        for phrase in base:
            if phrase.stage != stage or not silent or phrase.id in taken:
                continue
            if phrase.direction is None and len(silent) == 1:
                found.append(replace(phrase, direction=silent[0], borrowed=True))
            elif phrase.direction is None or phrase.direction in silent:
                found.append(replace(phrase, borrowed=True))
    return tuple(found)
