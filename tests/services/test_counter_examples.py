"""A dismissed flag teaches its pack, and what was upheld stays found."""

from collections.abc import Callable
from uuid import UUID

import pytest

from agentdesk.errors import Refused
from agentdesk.packs import check
from agentdesk.rules.flags import Stance, Verdict
from agentdesk.services import flags, journal, wording
from agentdesk.services.counter_examples import counter_example
from agentdesk.services.flags import Wanted
from agentdesk.services.office import Desk, Office
from tests.services.test_flags import noted, word

NOTE = "当时在开户我说你听着合同条款细则，请携带13900000000的卡。"


@pytest.fixture
def lead(sign_in: Callable[[str, str], Desk]) -> Desk:
    return sign_in("2001", "A16")


def judged(office: Office, desk: Desk, lead: Desk, note: str, verdict: Verdict) -> UUID:
    """A flag on that note with that verdict; its id."""
    noted(office, desk, note, *word(office, desk, note, Stance.CALLERS))
    (found,) = flags.flags(office, lead, Wanted(pending=True)).lines
    flags.judge(office, lead, found.id, verdict)
    return found.id


def test_a_dismissed_flag_becomes_a_counter_example_in_one_step(office: Office, desk: Desk, lead: Desk) -> None:
    flag_id = judged(office, desk, lead, NOTE, Verdict.DISMISSED)
    pack = office.pack(desk.pack_id)
    assert wording.scan(pack, NOTE)
    learned = counter_example(office, lead, flag_id)
    assert check(learned.folder) == []
    after = learned.office.pack(desk.pack_id)
    assert after.digest != pack.digest
    assert wording.scan(after, NOTE) == ()
    assert learned.allowed == "开户我说你听着合同条款"
    assert "13900000000" not in learned.example
    assert flags.flag(office, lead, flag_id).line.taught
    assert journal.verify(office).faults == ()
    # The wording itself is forbidden as before.
    assert wording.scan(after, "客户投诉，我说：你听着，别闹。")


def test_what_was_upheld_stays_found(office: Office, desk: Desk, lead: Desk) -> None:
    right = "他吵闹，开户我说你听着合同条款别吵，他挂了。"
    judged(office, desk, lead, right, Verdict.UPHELD)
    flag_id = judged(office, desk, lead, NOTE, Verdict.DISMISSED)
    learned = counter_example(office, lead, flag_id)
    assert learned.allowed == "当时在开户我说你听着合同条款细则"
    after = learned.office.pack(desk.pack_id)
    assert wording.scan(after, NOTE) == ()
    assert wording.scan(after, right)


def test_a_bare_wording_teaches_nothing(office: Office, desk: Desk, lead: Desk) -> None:
    flag_id = judged(office, desk, lead, "罗嗦", Verdict.DISMISSED)
    with pytest.raises(Refused, match=r"flags\.nothing-to-learn"):
        counter_example(office, lead, flag_id)
    assert not flags.flag(office, lead, flag_id).line.taught
    assert not office.settings.own_packs.exists()


def test_who_may_teach_what(office: Office, desk: Desk, lead: Desk) -> None:
    flag_id = judged(office, desk, lead, NOTE, Verdict.COACHED)
    for who, key in ((desk, r"accounts\.not-allowed"), (lead, r"flags\.not-dismissed")):
        with pytest.raises(Refused, match=key):
            counter_example(office, who, flag_id)
    flags.judge(office, lead, flag_id, Verdict.DISMISSED)
    counter_example(office, lead, flag_id)
    with pytest.raises(Refused, match=r"flags\.taught-already"):
        counter_example(office, lead, flag_id)
