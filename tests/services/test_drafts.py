"""Drafts are kept whole, for the owner alone, and damage is told rather than taken for an empty draft."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from agentdesk.errors import StoreUnavailable
from agentdesk.services import accounts, drafts
from agentdesk.services.drafts import Draft
from agentdesk.services.office import Desk, Office
from tests.services.taking import answered

pytestmark = pytest.mark.parametrize("database", [""])


def files(office: Office) -> list[Path]:
    return sorted((office.settings.data_dir / "drafts").iterdir())


def test_a_draft_comes_back_with_caret_and_fields(office: Office, desk: Desk) -> None:
    call = answered(office, desk)
    assert drafts.recall(office, desk, call.id) is None
    for note in ("客", "客户", "客户说\n宽带慢"):
        draft = Draft(note, (1, 3), {"subject": "宽带", "read-back": ""})
        drafts.keep(office, desk, call.id, draft)
    assert drafts.recall(office, desk, call.id) == draft
    drafts.drop(office, desk, call.id)
    drafts.drop(office, desk, call.id)
    assert drafts.recall(office, desk, call.id) is None
    assert files(office) == []


def test_what_is_written_beside_calls_waits_for_its_agent_at_any_seat(
    office: Office, desk: Desk, sign_in: Callable[[str, str], Desk]
) -> None:
    drafts.keep(office, desk, "handover", Draft("x"))
    accounts.sign_out(office, desk)
    assert drafts.recall(office, sign_in("1002", "A11"), "handover") is None
    again = sign_in("1001", "A12")
    assert drafts.recall(office, again, "handover") == Draft("x")
    drafts.drop(office, again, "handover")
    assert files(office) == []


def test_drafts_and_the_store_are_the_owners_alone(office: Office, desk: Desk) -> None:
    drafts.keep(office, desk, answered(office, desk).id, Draft("x"))
    data = office.settings.data_dir
    for folder in (data, data / "drafts"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in (*files(office), *data.glob("agentdesk.db*")):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


@pytest.mark.parametrize("content", ["", "{", "[]", '{"note": "x"}', '{"note": "x", "caret": 1, "fields": {}}'])
def test_a_damaged_draft_is_told(office: Office, desk: Desk, content: str) -> None:
    call = answered(office, desk)
    drafts.keep(office, desk, call.id, Draft("x"))
    files(office)[0].write_text(content, encoding="utf-8")
    with pytest.raises(StoreUnavailable) as damaged:
        drafts.recall(office, desk, call.id)
    assert damaged.value.key == "drafts.unreadable"


def test_a_folder_that_cannot_be_written_is_told(office: Office, desk: Desk) -> None:
    call = answered(office, desk)
    (office.settings.data_dir / "drafts").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnavailable) as full:
        drafts.keep(office, desk, call.id, Draft("x"))
    assert full.value.key == "drafts.unwritable"


def test_hostile_text_is_cleaned_on_its_way_to_disk(office: Office, desk: Desk) -> None:
    call = answered(office, desk)
    drafts.keep(office, desk, call.id, Draft("\x1b[2J\ud800粗", (0, 0), {"x": "\u202ea"}))
    assert drafts.recall(office, desk, call.id) == Draft("[2J粗", (0, 0), {"x": "a"})
