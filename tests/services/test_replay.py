"""The dry run: batch by batch over past notes, with what verdicts let one expect."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from agentdesk.clock import FixedClock
from agentdesk.errors import Refused
from agentdesk.rules.flags import Stance, Verdict
from agentdesk.rules.forbidden import Kind
from agentdesk.services import flags, replay
from agentdesk.services.flags import Wanted
from agentdesk.services.office import Desk, Office
from agentdesk.services.replay import Tally
from tests.services.test_flags import OWN, noted, word


@pytest.fixture
def lead(sign_in: Callable[[str, str], Desk]) -> Desk:
    return sign_in("2001", "A16")


def test_batches_cover_every_note_once_and_can_be_left(
    office: Office, desk: Desk, lead: Desk, clock: FixedClock
) -> None:
    for n in range(7):
        noted(office, desk, f"{n}：我答复已派人去看。")
        clock.advance(n % 2 * 60)  # some of one moment
    trial = replay.begin(office, lead, desk.pack_id, "已派人去看", clock.now() - timedelta(days=1))
    batch = replay.step(office, trial, size=3)
    tally = Tally(everywhere=trial.everywhere).plus(batch)
    assert (tally.notes, batch.next is None) == (3, False)
    seen = list(batch.matches)
    while batch.next is not None:
        batch = replay.step(office, trial, batch.next, size=3)
        tally = tally.plus(batch)
        seen += batch.matches
    assert sorted(match.context[0] for match in seen) == list("0123456")
    assert (tally.notes, tally.violations, tally.flagged_notes) == (7, 7, 7)
    whole = list(replay.replay(office, trial))
    assert [match for part in whole for match in part.matches] == seen


def test_reported_speech_would_be_no_flag(office: Office, desk: Desk, lead: Desk, clock: FixedClock) -> None:
    noted(office, desk, "客户说：你们磨蹭什么。")
    trial = replay.begin(office, lead, desk.pack_id, "磨蹭什么", clock.now() - timedelta(days=1))
    (batch,) = replay.replay(office, trial)
    assert [match.kind for match in batch.matches] == [Kind.REPORTED]
    tally = Tally().plus(batch)
    assert (tally.violations, tally.reported) == (0, 1)


def test_older_notes_stay_out(office: Office, desk: Desk, lead: Desk, clock: FixedClock) -> None:
    noted(office, desk, "我答复已派人去看。")
    clock.advance(3600)
    trial = replay.begin(office, lead, desk.pack_id, "已派人去看", clock.now() - timedelta(minutes=30))
    assert Tally().plus(*replay.replay(office, trial)).notes == 0


def test_verdicts_at_the_place_weigh_more_than_those_elsewhere(
    office: Office, desk: Desk, lead: Desk, clock: FixedClock
) -> None:
    for note, verdict in ((OWN, Verdict.DISMISSED), ("我回他：你听着！", Verdict.UPHELD)):
        noted(office, desk, note, *word(office, desk, note, Stance.KEPT))
        (found,) = flags.flags(office, lead, Wanted(pending=True)).lines
        flags.judge(office, lead, found.id, verdict)
    since = clock.now() - timedelta(days=1)
    shares = {}
    for phrase in ("急什么", "你听着"):
        trial = replay.begin(office, lead, desk.pack_id, phrase, since)
        tally = Tally(everywhere=trial.everywhere)
        for batch in replay.replay(office, trial):
            tally = tally.plus(batch)
        shares[phrase] = tally.precision
    assert shares == {"急什么": pytest.approx(0.4), "你听着": pytest.approx(0.6)}


def test_who_may_try_and_what(office: Office, desk: Desk, lead: Desk, clock: FixedClock) -> None:
    for who, phrase, key in (
        (desk, "急什么", r"accounts\.not-allowed"),
        (lead, "  ", r"flags\.phrase-missing"),
        (lead, "(((", r"flags\.phrase-unreadable"),
    ):
        with pytest.raises(Refused, match=key):
            replay.begin(office, who, desk.pack_id, phrase, clock.now())
