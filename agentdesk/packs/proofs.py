"""Whether a pack keeps to its own forbidden phrases: none stands in what it has agents say."""

from collections.abc import Iterator, Mapping

from agentdesk.packs import files
from agentdesk.packs.faults import Fault
from agentdesk.packs.files import FORBIDDEN, PHRASES, Page, Way
from agentdesk.rules import forbidden
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.pack import SLOT, Pack
from agentdesk.rules.skeleton import SkeletonError

_SLOT_VALUE = "〇〇"
"""What a slot is scanned as: its value will keep the words on its two sides apart."""


class Proof:
    """The proof of one pack; `raw` are its files, for the lines of the faults."""

    def __init__(self, pack: Pack, folder: str, raw: Mapping[str, bytes], shared: tuple[Forbidden, ...]) -> None:
        self.pack = pack
        self.own = pack.forbidden[: len(pack.forbidden) - len(shared)]
        self._pages = {name: files.parse(f"{folder}/{name}", content) for name, content in raw.items()}

    def faults(self) -> tuple[Fault, ...]:
        """Forms that cannot be read; else the phrases and replacements that hold a forbidden phrase."""
        return tuple(self._unreadable()) or tuple(self._said())

    def _unreadable(self) -> Iterator[Fault]:
        for place, entry in enumerate(self.own):
            try:
                forbidden.compile((entry,))
            except SkeletonError as broken:
                yield self._fault(FORBIDDEN, ("forbidden", place), "packs.bad-form", str(broken))

    def _said(self) -> Iterator[Fault]:
        matcher = forbidden.compile(self.pack.forbidden)
        for name, way, text in self._wordings():
            spoken = SLOT.sub(_SLOT_VALUE, text)
            for hit in matcher.scan(spoken):
                yield self._fault(name, way, "packs.says-forbidden", spoken[hit.start : hit.end])

    def _wordings(self) -> Iterator[tuple[str, Way, str]]:
        for place, phrase in enumerate(self.pack.phrases):
            # A borrowed line stands in no file of the pack's: its id says which it is.
            yield PHRASES, ("phrases", phrase.id if phrase.borrowed else place, "text"), phrase.text
        for place, entry in enumerate(self.own):
            yield FORBIDDEN, ("forbidden", place, "replacement"), entry.replacement

    def _fault(self, name: str, way: Way, problem: str, value: str) -> Fault:
        page = self._pages[name]
        return page.fault(problem, way, value) if isinstance(page, Page) else page


def prove(pack: Pack, folder: str, raw: Mapping[str, bytes], shared: tuple[Forbidden, ...]) -> tuple[Fault, ...]:
    """What is wrong with a pack's wording; `shared` are the last of its forbidden phrases, proven elsewhere."""
    return Proof(pack, folder, raw, shared).faults()
