"""Settings come from the command line, the environment, a file, or a default, in that order, and typos are told."""

from pathlib import Path

import pytest

from agentdesk.errors import SettingsError
from agentdesk.settings import Origin, Settings, load


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_each_layer_goes_before_the_next(file: Path) -> None:
    file.write_text('language = "en"\ntheme = "dark"\ndatabase = "sqlite:////one.db"\n', encoding="utf-8")
    environ = {"AGENTDESK_CONFIG_FILE": str(file), "AGENTDESK_THEME": "light", "AGENTDESK_DATA_DIR": ""}
    settings = load({"database": "sqlite:////two.db", "language": None}, environ)
    assert (settings.language, settings.theme, settings.database) == ("en", "light", "sqlite:////two.db")
    origins = {row.name: row.origin for row in settings.located()}
    assert origins["language"] is Origin.FILE
    assert origins["theme"] is Origin.ENVIRONMENT
    assert origins["database"] is Origin.COMMAND_LINE
    assert origins["data_dir"] is Origin.DEFAULT


@pytest.mark.parametrize(
    ("content", "key", "hint"),
    [
        ('them = "dark"', "settings.unknown", "theme"),
        ("language = 1", "settings.not-text", None),
        ('language = "de"', "settings.language", None),
        ('database = "mysql://x"', "settings.database", None),
        ("language = ", "settings.file", None),
    ],
)
def test_a_faulty_file_is_told(file: Path, content: str, key: str, hint: str | None) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as fault:
        load({"config_file": str(file)}, {})
    assert fault.value.key == key
    assert fault.value.params.get("hint") == hint


def test_a_variable_that_is_nearly_a_setting_is_told_and_others_are_left_alone() -> None:
    load({}, {"AGENTDESK_REQUIRE_ALL": "1"})
    with pytest.raises(SettingsError) as fault:
        load({}, {"AGENTDESK_LANGAUGE": "en"})
    assert fault.value.params == {"name": "AGENTDESK_LANGAUGE", "hint": "AGENTDESK_LANGUAGE"}


def test_the_store_lies_in_the_data_directory_unless_a_database_is_named(tmp_path: Path) -> None:
    assert load({"data_dir": str(tmp_path)}, {}).url == f"sqlite:///{tmp_path / 'agentdesk.db'}"
    assert load({"database": "postgresql://u@h/n"}, {}).url == "postgresql+psycopg://u@h/n"


def test_practice_has_a_store_of_its_own_beside_the_live_one(tmp_path: Path) -> None:
    live = load({"data_dir": str(tmp_path), "database": "postgresql://u@h/n"}, {})
    practice = live.practising()
    assert practice.url == f"sqlite:///{tmp_path / 'practice' / 'agentdesk.db'}"
    assert (practice.live, practice.own_packs) == (live, tmp_path / "own-packs")
    assert practice.practising() is practice
    for settings in (live, practice):
        located = {row.name: row for row in settings.located()}
        assert (located["practice"].value, located["practice"].origin) == (practice.url, Origin.COMMAND_LINE)


def test_no_password_is_shown() -> None:
    settings = Settings(Path("/d"), Path("/c"), database="postgresql://u:s3cret@h/n")
    assert "s3cret" not in str(settings.located())
    assert "s3cret" not in repr(settings)
    with pytest.raises(SettingsError) as fault:
        load({"database": "mysql://u:s3cret@h/n"}, {})
    assert "s3cret" not in str(fault.value.params)
