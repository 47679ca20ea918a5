"""What verdicts teach a pack: a folder of lessons beside the packs that ship, which stay as they are."""

import hashlib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agentdesk.packs import Library, check, learning, root
from agentdesk.packs.schema import Lesson
from agentdesk.rules import forbidden
from agentdesk.rules.forbidden import Kind

NOTE = "宽带改速率后客户觉得不行了。"
LESSON = Lesson("bu-xing", ("改速率后客户觉得不行",), (NOTE,))


def shipped_digest() -> str:
    total = hashlib.sha256()
    for path in sorted(root().rglob("*.toml")):
        total.update(path.read_bytes())
    return total.hexdigest()


def test_a_lesson_adds_to_the_pack_that_ships(tmp_path: Path) -> None:
    before, plain = shipped_digest(), Library.load()
    taught = learning.teach(tmp_path, "tietong-10050", LESSON)
    assert taught.faults == ()
    assert learning.write(taught)
    assert [path.name for path in (tmp_path / "tietong-10050").iterdir()] == ["learned.toml"]
    assert check(tmp_path / "tietong-10050") == []
    library = Library.load(tmp_path, tmp_path / "kept")
    assert library.faults == ()
    old, new = plain.packs["tietong-10050"], library.packs["tietong-10050"]
    assert (new.version, new.phrases) == (old.version, old.phrases)
    assert new.digest != old.digest
    entry = next(entry for entry in new.forbidden if entry.id == "bu-xing")
    assert entry.allowed[-1:] == LESSON.allowed
    assert entry.counter_examples[-1:] == LESSON.counter_examples
    assert {e.id for e in new.forbidden} == {e.id for e in old.forbidden}
    assert shipped_digest() == before


def test_lessons_gather_in_one_file_and_each_once(tmp_path: Path) -> None:
    further = Lesson("bu-xing", ("灯光不行",), ("楼道灯光不行。",))
    for lesson in (LESSON, further, LESSON):
        assert learning.write(learning.teach(tmp_path, "tietong-10050", lesson))
    text = (tmp_path / "tietong-10050" / "learned.toml").read_text(encoding="utf-8")
    assert text.count("[[learned]]") == 1
    assert text.count(NOTE) == 1
    assert "楼道灯光不行。" in text


def test_a_lesson_goes_to_the_centres_own_pack_where_it_has_one(tmp_path: Path) -> None:
    own = tmp_path / "hall-of-ours"
    own.mkdir()
    for path in (root() / "tietong-10050").glob("*.toml"):
        own.joinpath(path.name).write_bytes(path.read_bytes())
    taught = learning.teach(tmp_path, "tietong-10050", LESSON)
    assert taught.directory == own
    assert learning.write(taught)
    assert Library.load(tmp_path).faults == ()


def test_two_who_teach_at_once_do_not_lose_each_others_lesson(tmp_path: Path) -> None:
    first = learning.teach(tmp_path, "tietong-10050", LESSON)
    second = learning.teach(tmp_path, "tietong-10050", Lesson("bu-zhi-dao", (), ("不知道在哪里的旧灯。",)))
    assert learning.write(first)
    assert not learning.write(second)


def test_a_lesson_about_nothing_is_a_fault_with_a_hint(tmp_path: Path) -> None:
    faults = learning.teach(tmp_path, "tietong-10050", Lesson("bu-xin", ("灯光不行",))).faults
    assert [(fault.problem, fault.hint) for fault in faults] == [("packs.unknown-phrase", "bu-xing")]


def test_broken_lessons_never_stop_the_desk(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert learning.write(learning.teach(own, "tietong-10050", LESSON))
    good = Library.load(own, tmp_path / "kept")
    (own / "tietong-10050" / "learned.toml").write_text("[[learned]]\nid = 3\n", encoding="utf-8")
    broken = good.reload()
    assert [fault.problem for fault in broken.faults] == ["packs.not-text"]
    assert broken.packs["tietong-10050"] == good.packs["tietong-10050"]


def test_a_phrase_can_be_added_to_a_pack_that_ships(tmp_path: Path) -> None:
    folder = tmp_path / "tietong-10050"
    folder.mkdir()
    entry = 'id = "{}"\ntext = "{}"\nrule = "FORB-5"\nseverity = "{}"\nreplacement = "请讲"\n'
    added = (
        entry.format("mo-ji", "别磨叽了快讲", "confirm") + "\n[[forbidden]]\n" + entry.format("luosuo", "罗嗦", "tell")
    )
    (folder / "forbidden.toml").write_text("[[forbidden]]\n" + added, encoding="utf-8")
    assert check(folder) == []
    library = Library.load(tmp_path)
    assert library.faults == ()
    pack = library.packs["tietong-10050"]
    ids = [each.id for each in pack.forbidden]
    assert len(ids) == len(set(ids)) == len(Library.load().packs["tietong-10050"].forbidden) + 1
    assert {e.severity for e in pack.forbidden if e.id == "luosuo"} == {"tell"}
    hits = forbidden.compile(pack.forbidden).scan("我说别磨叽了快讲。")
    assert [(hit.phrase, hit.kind) for hit in hits] == [("mo-ji", Kind.VIOLATION)]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=30))
def test_whatever_a_note_says_is_written_as_toml(tmp_path: Path, note: str) -> None:
    taught = learning.teach(tmp_path, "english", Lesson("no-such", (), (note,)))
    assert {fault.problem for fault in taught.faults} <= {"packs.unknown-phrase", "packs.unsafe"}
