"""A PostgreSQL server of the tests' own: private, on a socket in a temporary folder, gone when they are done."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USER = "postgres"


def binaries() -> Path | None:
    """The folder of the newest server installed here; None where there is none."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def _run(*command: str | Path) -> None:
    """Run a server command; the server refuses root, so root does it as another user."""
    prefix = ("runuser", "-u", _USER, "--") if os.getuid() == 0 else ()
    subprocess.run([*prefix, *map(str, command)], check=True, capture_output=True, cwd="/", timeout=60)


@contextmanager
def server(bin_dir: Path) -> Iterator[str]:
    """A running server; yields the folder of its socket, which is what a URL names as host."""
    folder = Path(tempfile.mkdtemp(prefix="agentdesk-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, _USER)
    data = folder / "data"
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
    try:
        _run(bin_dir / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        _run(bin_dir / "pg_ctl", "-D", data, "-w", "-o", settings, "-l", folder / "log", "start")
        yield str(folder)
    finally:
        if data.exists():
            _run(bin_dir / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def url(socket: str, database: str) -> str:
    """The SQLAlchemy URL of a database on that server."""
    return f"postgresql+psycopg://{_USER}@/{database}?host={socket}"
