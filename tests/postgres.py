"""A PostgreSQL server of the tests' own: private, on a socket in a temporary folder, gone when they are done."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg

_USER = _DATABASE = "postgres"

_EVERYBODY_ELSE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


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


def url(socket: str) -> str:
    """The SQLAlchemy URL of the database on that server."""
    return f"postgresql+psycopg://{_USER}@/{_DATABASE}?host={socket}"


def empty(socket: str) -> None:
    """Take everything out of the database, and everybody off it."""
    part(socket)
    with _connect(socket) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def part(socket: str) -> None:
    """Cut everybody off."""
    with _connect(socket) as connection:
        connection.execute(_EVERYBODY_ELSE)


def _connect(socket: str) -> "psycopg.Connection":
    import psycopg

    return psycopg.connect(f"host={socket} user={_USER} dbname={_DATABASE}", autocommit=True)
