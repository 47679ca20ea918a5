"""The table of characters that ships says what the dictionaries say it was made of."""

import unicodedata

from agentdesk.rules import signs
from tests import dictionaries


def test_the_table_is_that_of_the_dictionaries() -> None:
    """After a change: `python -m tests.dictionaries`. Another Unicode knows other signs, but no other readings."""
    shipped, made = dictionaries.TABLE.read_text("utf-8"), dictionaries.table()
    if f"Unicode {unicodedata.unidata_version}\t" not in shipped.split("\n", 1)[0]:
        shipped, made = readings(shipped), readings(made)
    assert shipped == made


def readings(table: str) -> str:
    return "\n".join(row for row in table.split("\n") if row.startswith("read"))


def test_a_sign_is_folded_read_and_told_from_noise() -> None:
    known = signs.read()
    assert [known.plain[sign] for sign in "Ａé說，"] == ["a", "e", "说", ","]
    assert known.readings["行"] == ("xing", "hang", "heng")
    assert [any(ord(sign) in part for part in known.noise) for sign in "，。 \u200b😀a行1"] == [True] * 5 + [False] * 3


def test_the_initials_of_a_sign_are_those_of_all_its_readings() -> None:
    assert signs.initials("重行a") == {"重": "zct", "行": "xh", "a": ""}
