"""What is usual in notes, by which the keys of forms are chosen."""

import pytest

from agentdesk.rules.grammar import nodes_of
from agentdesk.rules.keys import keys_of
from agentdesk.rules.usual import usual
from tests.usual import table, unmarked


def test_every_share_is_one() -> None:
    known = usual()
    for shares in (known.typed, known.coded, known.after):
        assert shares
        assert all(0 < share <= 1 for share in shares.values())


@pytest.mark.parametrize(("more", "less"), [("客户", "砸锅"), ("不", "砸"), ("时间", "时尚"), ("th", "zq")])
def test_what_notes_are_full_of_is_more_usual(more: str, less: str) -> None:
    assert usual().often(more)[0] > usual().often(less)[0]


def test_a_sign_as_typed_is_no_more_usual_than_all_that_sound_like_it() -> None:
    for key in ("病", "病了", "戆"):
        read, typed = usual().often(key)
        assert typed <= read


def test_a_form_is_looked_for_by_what_is_least_usual() -> None:
    assert keys_of(nodes_of("(客户|用户)~(砸锅|卖铁)")).strings == ["砸锅", "卖铁"]
    assert keys_of(nodes_of("(不知道|不行)…，(砸锅|扔)")).strings == ["不知道", "不行"]


def test_the_table_counts_what_is_not_marked() -> None:
    assert unmarked({"text": "我说急什么，他挂了", "spans": [{"start": 2, "end": 5}]}) == "我说\n，他挂了"
    rows = [row.split("\t") for row in table(["他他，他 我"]).splitlines()]
    assert [row for row in rows if row[0] == "sign"] == [["sign", "750000", "他"], ["sign", "250000", "我"]]
    assert ["pair", "500000", "ta'ta"] in rows
