"""Settings: command line, then `AGENTDESK_*` environment, then config.toml, then default. Strict, and light to import.

`load` reads one file and touches nothing else; no settings object exists at import.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from agentdesk.errors import SettingsError

APP = "agentdesk"
PREFIX = "AGENTDESK_"

_LANGUAGES = ("", "zh_CN", "en")
_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


class Origin(StrEnum):
    """Where a setting's value came from."""

    COMMAND_LINE = "command-line"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Located:
    """One line of `agentdesk locate`: a setting, its value (passwords left out) and where it came from."""

    name: str
    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Settings:
    """What a desk runs with."""

    data_dir: Path
    """The store, the drafts and the backups."""
    config_file: Path
    database: str = field(default="", repr=False)
    """SQLAlchemy URL, which may hold a password; empty for `agentdesk.db` in the data directory."""
    language: str = ""
    """`zh_CN` or `en`; empty for the environment's."""
    theme: str = ""
    """Name of a screen theme; empty for the default one."""
    packs_dir: Path | None = None
    """A centre's own packs, which override those that ship."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    live: "Settings | None" = field(default=None, repr=False)
    """The live desk's settings, where these are of practice; None where they are live themselves."""

    def practising(self) -> "Settings":
        """The same desk on a store of its own: nothing live is written to, and the centre's own packs are read."""
        if self.live is not None:
            return self
        origins = {name: origin for name, origin in self.origins.items() if name != "database"}
        return replace(self, data_dir=self.data_dir / "practice", database="", origins=origins, live=self)

    @property
    def url(self) -> str:
        """The database's URL."""
        if self.database.startswith("postgresql://"):
            return self.database.replace("postgresql://", "postgresql+psycopg://", 1)
        return self.database or f"sqlite:///{self.data_dir / 'agentdesk.db'}"

    @property
    def own_packs(self) -> Path:
        """Where the centre's own packs are written, and what its verdicts taught the shipped ones."""
        return self.packs_dir or (self.live or self).data_dir / "own-packs"

    @property
    def pack_folders(self) -> tuple[Path | None, Path]:
        """The centre's own packs, None where nobody asked for any; and where the last good versions are kept."""
        own = self.own_packs
        return own if self.packs_dir or own.is_dir() else None, self.data_dir / "packs"

    def located(self) -> tuple[Located, ...]:
        """Every setting as it stands."""
        shown = {
            "config_file": str(self.config_file),
            "data_dir": str(self.data_dir),
            "database": _shown(self.url),
            "language": self.language,
            "theme": self.theme,
            "packs_dir": str(self.packs_dir or ""),
            "practice": self.practising().url,
        }
        origins = {**self.origins, "practice": self.origins.get("data_dir", Origin.DEFAULT)}
        return tuple(Located(name, value, origins.get(name, Origin.DEFAULT)) for name, value in shown.items())


NAMES = ("data_dir", "database", "language", "theme", "packs_dir")
"""What config.toml may say. The file itself is named by `--config-file` or AGENTDESK_CONFIG_FILE."""


def load(overrides: Mapping[str, str | None], environ: Mapping[str, str]) -> Settings:
    """The settings of this start. Raises SettingsError for unknown names and for values that are none."""
    from platformdirs import PlatformDirs  # noqa: PLC0415 - `--version` does without

    dirs = PlatformDirs(APP, appauthor=False)
    asked = {name: value for name, value in overrides.items() if value is not None}
    from_env = _from_environment(environ)
    default = dirs.user_config_path / "config.toml"
    config_file = Path(asked.pop("config_file", from_env.pop("config_file", str(default)))).expanduser()
    values = {"data_dir": str(dirs.user_data_path)}
    origins: dict[str, Origin] = {}
    layers = ((Origin.FILE, _from_file(config_file)), (Origin.ENVIRONMENT, from_env), (Origin.COMMAND_LINE, asked))
    for origin, layer in layers:
        values |= layer
        origins |= dict.fromkeys(layer, origin)
    return _settings(values, config_file, origins)


def _settings(values: Mapping[str, str], config_file: Path, origins: Mapping[str, Origin]) -> Settings:
    language, database = values.get("language", ""), values.get("database", "")
    if language not in _LANGUAGES:
        raise SettingsError("settings.language", value=language, known=", ".join(_LANGUAGES[1:]))
    if database and not database.startswith(_DATABASES):
        raise SettingsError("settings.database", value=_shown(database))
    packs_dir = values.get("packs_dir", "")
    return Settings(
        data_dir=Path(values["data_dir"]).expanduser().absolute(),
        config_file=config_file,
        database=database,
        language=language,
        theme=values.get("theme", ""),
        packs_dir=Path(packs_dir).expanduser().absolute() if packs_dir else None,
        origins=origins,
    )


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The `AGENTDESK_*` variables that are settings; one that nearly is a setting's name is refused, not ignored."""
    found: dict[str, str] = {}
    known = (*NAMES, "config_file")
    for variable, value in environ.items():
        name = variable.removeprefix(PREFIX).lower()
        if not variable.startswith(PREFIX) or not value:
            continue
        if name in known:
            found[name] = value
        elif near := _near(name, known, 0.8):
            raise SettingsError("settings.variable", name=variable, hint=PREFIX + near[0].upper())
    return found


def _shown(url: str) -> str:
    """A database's URL without its password."""
    return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", url)


def _near(name: str, known: tuple[str, ...], cutoff: float) -> list[str]:
    """The known name most like `name`, if one is like enough."""
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes only

    return get_close_matches(name, known, 1, cutoff)


def _from_file(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError("settings.file", file=path, reason=fault) from fault
    import tomllib  # noqa: PLC0415 - the first paint waits for it only where there is a file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError("settings.file", file=path, reason=fault) from fault
    for name, value in table.items():
        if name not in NAMES:
            hint = next(iter(_near(name, NAMES, 0)), NAMES[0])
            raise SettingsError("settings.unknown", file=path, name=name, hint=hint)
        if not isinstance(value, str):
            raise SettingsError("settings.not-text", file=path, name=name, value=value)
    return table
