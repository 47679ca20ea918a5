"""Whether a pack's forbidden phrases hold: on their own examples, and in what the pack has agents say."""

from collections.abc import Iterator, Mapping

from agentdesk.packs import files
from agentdesk.packs.faults import Fault
from agentdesk.packs.files import FORBIDDEN, PHRASES, Page, Way
from agentdesk.rules import forbidden
from agentdesk.rules.forbidden import Forbidden, Matcher
from agentdesk.rules.grammar import SkeletonError
from agentdesk.rules.pack import SLOT, Pack

_SLOT_VALUE = "〇〇"
"""What a slot is scanned as: its value will keep the words on its two sides apart."""


class Proof:
    """The proof of one pack; `raw` are its files, for the lines of the faults."""

    def __init__(self, pack: Pack, folder: str, raw: Mapping[str, bytes], shared: tuple[Forbidden, ...]) -> None:
        self.pack = pack
        self.own = pack.forbidden[: len(pack.forbidden) - len(shared)]
        self._pages = {name: files.parse(f"{folder}/{name}", content) for name, content in raw.items()}

    def faults(self) -> tuple[Fault, ...]:
        """Forms that cannot be read; else what fails its own examples, or holds what it forbids."""
        return tuple(self._unreadable()) or tuple(self._said())

    def _unreadable(self) -> Iterator[Fault]:
        for place, entry in enumerate(self.own):
            try:
                forbidden.compile((entry,))
            except SkeletonError as broken:
                yield self._fault(FORBIDDEN, ("forbidden", place), "packs.bad-form", str(broken))

    def _said(self) -> Iterator[Fault]:
        matcher = forbidden.compile(self.pack.forbidden)
        yield from self._unproven(matcher)
        for name, way, text in self._wordings():
            spoken = SLOT.sub(_SLOT_VALUE, text)
            # The agent will say it, so nobody asks whose words it is; a short word counts only where it reads as said.
            whole = [wording for wording, _ in matcher.wordings(spoken) if not wording.said]
            for found in whole or matcher.scan(spoken):
                yield self._fault(name, way, "packs.says-forbidden", spoken[found.start : found.end])

    def _unproven(self, matcher: Matcher) -> Iterator[Fault]:
        """The examples that are not found and the counter-examples that are."""
        places = {entry.id: place for place, entry in enumerate(self.own)}
        for failure in forbidden.prove(self.own, matcher):
            key, problem = (
                ("examples", "packs.example-missed")
                if failure.wanted
                else ("counter_examples", "packs.example-flagged")
            )
            yield self._fault(FORBIDDEN, ("forbidden", places[failure.phrase], key), problem, failure.note)

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
